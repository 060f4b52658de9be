"""The inbox as text: which lines wait, what the phone put before them, and which day they have."""

from __future__ import annotations

from pathlib import PurePath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hobnob.capture.inbox.days import Days, day_in_name
from hobnob.capture.inbox.items import Heading, InboxText, Item
from hobnob.capture.words.language import LanguageSettings, load_language
from hobnob.inbox_paths import is_inbox, is_inbox_file
from tests.conftest import TODAY


def items(text: str) -> list[Item]:
    return [part for part in InboxText(text).parts() if isinstance(part, Item)]


def days(day_first: bool | None = None) -> Days:
    return Days(
        settings=LanguageSettings(language=load_language(), day_first=day_first), today=TODAY
    )


@pytest.mark.parametrize(
    ("line", "text", "day", "time"),
    [
        ("lunch with Grace", "lunch with Grace", "", ""),
        ("- lunch", "lunch", "", ""),
        ("* [ ] lunch", "lunch", "", ""),
        ("- [x] lunch", "lunch", "", ""),
        ("☐ lunch", "lunch", "", ""),
        ("12. lunch", "lunch", "", ""),
        ("- 09:12 lunch", "lunch", "", "09:12"),
        ("9:12 PM - lunch", "lunch", "", "21:12"),
        ("12:05 am lunch", "lunch", "", "00:05"),
        ("2026-11-20 18:03 lunch", "lunch", "2026-11-20", "18:03"),
        ("- [ ] 2026-11-20T18:03:11+01:00 lunch", "lunch", "2026-11-20", "18:03"),
        ("[2026-11-20 18:03] lunch", "lunch", "2026-11-20", "18:03"),
        ("**18:03** lunch", "lunch", "", "18:03"),
        ("18:03: lunch", "lunch", "", "18:03"),
        # Typed by the user, and read as by `log`.
        ("2026-11-20: lunch", "2026-11-20: lunch", "", ""),
        ("9:00-10:00 call", "9:00-10:00 call", "", ""),
        ("25:00 lunch", "25:00 lunch", "", ""),
        ("#math with Grace", "#math with Grace", "", ""),
        ("-lunch", "-lunch", "", ""),
    ],
)
def test_what_a_phone_puts_first_is_no_part_of_the_line(
    line: str, text: str, day: str, time: str
) -> None:
    (item,) = items(line)
    assert (item.text, item.stamp.day, item.stamp.time) == (text, day, time)


def test_headings_rules_comments_and_front_matter_are_no_lines() -> None:
    text = (
        "---\ntags: [a]\ncreated: 2026-11-02\n---\n# Inbox\n\n---\n***\n<!-- mine -->\n"
        "<!-- over\ntwo lines -->\n%% hidden %%\n- \n- [ ]\n- 09:12\none\n<!-- a --> two\n<!-- open\n"
    )
    assert [item.text for item in items(text)] == ["one", "<!-- a --> two", "<!-- open"]
    assert next(InboxText(text).parts()) == Heading(level=0, text="2026-11-02")


def test_what_is_indented_below_a_line_belongs_to_it() -> None:
    first, second = items("- lunch\n  - she will call\n\n    later\n- tea\n")
    assert (first.first, first.after, first.text) == (1, 5, "lunch\n- she will call\n\n  later")
    assert (second.first, second.text) == (5, "tea")


LINES = st.lists(
    st.sampled_from([
        "lunch", "- tea", "  - below", "", "# Head", "## 2026-11-20", "2026-11-20", "<!-- x -->",
        "<!-- hobnob: old -->", "call <!-- hobnob: with whom? -->", "two  ", "\ttab", "---", "\ufeff",
    ]),
    max_size=12,
)  # fmt: skip


@given(LINES, st.sampled_from(["\n", "\r\n"]), st.booleans())
@example(["---", "lunch", "- tea", "---"], "\n", False)
def test_no_character_beside_the_logged_lines_changes(
    lines: list[str], end: str, closed: bool
) -> None:
    text = end.join(lines) + (end if closed else "")
    read = InboxText(text)
    found = items(text)
    assert read.without([], {}) == text
    logged, stay = found[::2], found[1::2]
    after = read.without(logged, {item.first: "a --> b\nc" for item in stay})
    # A reason stands on its own line, and a second run replaces it.
    again = items(after)
    assert [item.text for item in again] == [item.text for item in stay]
    assert all(item.asked for item in again)
    assert InboxText(after).without([], {i.first: "a --> b\nc" for i in again}) == after
    if stay:
        rest = read.without(logged, {})
        assert InboxText(after).without([], {}) == after
        assert [item.whole for item in items(rest)] == [item.whole for item in stay]


def test_a_text_without_lines_becomes_empty_but_headings_stay() -> None:
    for text, left in (("\n- lunch\n\n", ""), ("# A\n\nlunch", "# A\n\n")):
        assert InboxText(text).without(items(text), {}) == left


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026-11-20 Friday", "2026-11-20"),
        ("Friday, November 20th, 2026", "2026-11-20"),
        ("Friday, November 21st, 2025", "2025-11-21"),
        ("20 Nov", "2026-11-20"),
        ("Trade fair, 20 Nov 2026", "2026-11-20"),
        ("Nov 20, 2026 at 6:03 PM", "2026-11-20"),
        ("November 2026", "2026-11"),
        ("Ideas 2", ""),
        ("Inbox", ""),
    ],
)
def test_the_day_of_a_heading(heading: str, day: str) -> None:
    above = days()
    above.read(Heading(level=1, text=heading))
    assert (above.now().date, above.now().doubt) == (day, "")


@pytest.mark.parametrize(
    "heading", ["Friday", "today", "2026-02-31", "03/11/2026", "2026-11-20 to 2026-11-22"]
)
def test_a_heading_that_could_be_several_days_is_a_doubt(heading: str) -> None:
    above = days()
    above.read(Heading(level=1, text=heading))
    assert above.now().doubt
    assert not above.now().date


def test_a_heading_ends_with_the_next_of_its_level() -> None:
    above = days()
    found = []
    for level, text in ((1, "2026-11-20"), (2, "At the fair"), (2, "2026-11-21"), (1, "Ideas")):
        above.read(Heading(level=level, text=text))
        found.append(above.now().date)
    assert found == ["2026-11-20", "2026-11-20", "2026-11-21", ""]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("20 Nov 2026:", True),
        ("**2026-11-20**", True),
        ("03/11/2026", True),
        ("20 Nov: Grace", False),
        ("Friday", False),
        ("call Grace 2 times", False),
    ],
)
def test_a_line_that_is_only_a_date(text: str, whole: bool) -> None:
    assert days().is_date(text) is whole


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2026-11-20.md", "2026-11-20"),
        ("Note 20261120 0912.txt", "2026-11-20"),
        ("inbox.sync-conflict-20261120-093012-ABCDEFG.md", ""),
        ("a (conflicted copy 2026-11-20).md", ""),
        ("2026-11-18.sync-conflict-20261120-093012-ABCDEFG.md", "2026-11-18"),
        ("call 20261399.md", ""),
        ("ideas.md", ""),
    ],
)
def test_the_day_in_the_name_of_a_file(name: str, day: str) -> None:
    assert day_in_name(PurePath(name)).date == day


@pytest.mark.parametrize(
    ("path", "inbox", "text"),
    [
        ("inbox.md", True, True),
        ("Inbox.MD", True, True),
        ("inbox.txt", True, True),
        ("inbox/a.txt", True, True),
        ("inbox/deep/a.markdown", True, True),
        ("inbox/photo.jpg", True, False),
        ("inbox/.stversions/a.md", True, False),
        ("inbox.sync-conflict-20261120-093012-ABCDEFG.md", True, True),
        ("inbox (Tim's conflicted copy 2026-11-20).md", True, True),
        ("inbox-zero.md", False, False),
        ("inboxes/a.md", False, False),
        ("people/inbox.md", False, False),
        ("people/inbox/a.md", False, False),
    ],
)
def test_which_files_are_the_inbox(path: str, inbox: bool, text: bool) -> None:
    assert (is_inbox(path), is_inbox_file(path)) == (inbox, text)


def test_a_line_between_two_rules_is_no_front_matter() -> None:
    assert [item.text for item in items("---\nlunch\n---\ntea\n")] == ["lunch", "tea"]
    text = "lunch\n---\ntea\n---\n"
    assert InboxText(text).without(items(text)[:1], {}) == "\n---\ntea\n---\n"
