"""The inbox: lines from a phone move into notes, or stay with the reason; nothing in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from hobnob.capture.inbox.run import InboxRun
from tests.commands.changing import tree
from tests.conftest import World


@pytest.fixture
def known(world: World) -> World:
    world.person("Grace Hopper")
    world.person("George Green")
    return world


def logged(world: World) -> dict[str, str]:
    """The days and the texts of all interactions."""
    found = world.run("list interactions --json").json
    return {one["text"].strip(): one["date"] for one in found}


def text_of(world: World, path: str = "inbox.md") -> str:
    return (world.notes / path).read_bytes().decode()


def test_what_is_understood_moves_and_what_is_not_stays_with_the_reason(known: World) -> None:
    known.write("inbox.md", b"# Inbox\r\n\r\n- [ ] lunch with Grace\r\nlunch\r\n* tea with George")
    before = tree(known)
    said = known.run("inbox")
    assert said.code == 0
    assert set(logged(known)) == {
        "lunch with [[grace-hopper|Grace]]",
        "tea with [[george-green|George]]",
    }
    text = text_of(known)
    assert text.startswith("# Inbox\r\n\r\nlunch <!-- hobnob: with whom?")
    assert text.endswith("-->\r\n")
    assert "notes/inbox.md:4: with whom?" in said.err
    assert known.run("undo").code == 0
    assert tree(known) == before
    assert known.run("undo").code == 3


def test_a_corrected_line_loses_its_reason_and_an_unchanged_one_is_not_written_again(
    known: World,
) -> None:
    path = known.write("inbox.md", "lunch\n")
    known.run("inbox")
    first = tree(known)
    known.run("inbox")
    assert tree(known) == first
    assert [done["what"] for done in known.run("undo --list --json").json] == [
        "say what stays in the inbox"
    ]
    path.write_text(text_of(known).replace("lunch", "lunch with Grace"), encoding="utf-8")
    known.run("inbox")
    assert text_of(known) == ""
    assert list(logged(known)) == ["lunch with [[grace-hopper|Grace]]"]


def test_a_line_has_the_day_on_which_it_was_written(known: World) -> None:
    known.write(
        "inbox.md",
        """
        09:12 called George
        2026-11-18 18:03 yesterday: coffee with Grace
        # 2026-11-10
        tea with Grace, follow up in 3 weeks
        - 21:00 texted George
        2026-11-03: wrote to George
        ## 2026-12-24
        meeting with Grace
        """,
    )
    known.write("inbox/2026-10-01.txt", "dinner with Grace\n")
    known.write(
        "inbox/daily.md", "- 2026-10-02\n\t- lunch with Grace\n\t- 2026-10-03\n- George called\n"
    )
    assert known.run("inbox").code == 0
    grace, george = "[[grace-hopper|Grace]]", "[[george-green|George]]"
    assert logged(known) == {
        f"called {george}": "2026-11-22T09:12",
        f"yesterday: coffee with {grace}": "2026-11-17",
        f"tea with {grace}, follow up in 3 weeks": "2026-11-10",
        f"texted {george}": "2026-11-10T21:00",
        f"2026-11-03: wrote to {george}": "2026-11-03",
        f"meeting with {grace}": "2026-12-24",
        f"dinner with {grace}": "2026-10-01",
        f"lunch with {grace}": "2026-10-02",
        f"{george} called": "2026-10-03",
    }
    found = {one["date"]: one for one in known.run("list interactions --json").json}
    assert found["2026-11-10"]["follow_up"] == "2026-12-01"
    assert found["2026-12-24"]["draft"] is True
    assert "draft" not in found["2026-11-17"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("## Friday\nlunch with Grace\n", "'Friday' does not say which day"),
        ("03/11/2026\nlunch with Grace\n", "could be"),
        ("2026-02-31 09:12 lunch with Grace\n", "no date"),
        ("lunch with Grace on 31 February\n", "no date"),
        ("lunch with Gra\x00ce\n", "NUL"),
        ("lunch with Zebediah Quux\n", "Zebediah Quux"),
    ],
)
def test_a_line_that_could_mean_another_day_or_person_stays(
    known: World, text: str, reason: str
) -> None:
    known.write("inbox.md", text.encode())
    (left,) = known.run("inbox --json").json["left"]
    assert reason in left["reason"]
    assert logged(known) == {}
    assert f"<!-- hobnob: {left['reason']} -->" in text_of(known)
    assert "--with" not in text_of(known)


def test_the_same_words_of_one_day_are_logged_once(known: World) -> None:
    copy = "inbox.sync-conflict-20261122-093012-ABCDEFG.md"
    known.write("inbox.md", "lunch with Grace\n- 09:00 called George\n- 10:00 called George\n")
    known.write(copy, "* lunch with  grace\nlunch with Grace and George\n")
    assert known.run("inbox").code == 0
    assert len(logged(known)) == 3
    assert len(known.run("list interactions --json").json) == 4
    assert "already" in text_of(known, copy)
    # The note was changed in the meantime; the phone comes back with what it had.
    assert known.run(["set", "2026-11-22-lunch-grace-hopper", "place=Luigi's"]).code in (0, 3)
    note = next(known.notes.rglob("*lunch-grace-hopper*.md"))
    note.write_text(
        note.read_text().replace("kind: meal", "kind: meal\nplace: Luigi's") + "\nMore.\n"
    )
    known.write("inbox.md", "lunch with Grace\n")
    known.write(copy, "lunch with Grace\n")
    assert known.run("inbox", today="2026-11-24").code == 0
    assert len(known.run("list interactions --json").json) == 4
    assert known.run("inbox", today="2026-12-20").code == 0
    # By then the one in inbox.md is another lunch; a stale copy is never trusted so far.
    assert len(known.run("list interactions --json").json) == 5
    assert text_of(known) == ""
    assert "already" in text_of(known, copy)


def test_a_file_that_changed_meanwhile_is_not_overwritten(known: World) -> None:
    path = known.write("inbox.md", "lunch with Grace\n")
    with known.index() as index:
        run = InboxRun(index=index)
        run.read()
        path.write_text("lunch with Grace\ntea with George\n", encoding="utf-8")
        before = tree(known)
        with pytest.raises(Exception, match="changed by someone else"):
            run.writer.write()
    assert tree(known) == before


def test_strict_leaves_what_would_be_a_guess(known: World) -> None:
    known.person("Grace Kelly")
    known.write("inbox.md", "lunch with Grace\ntea with George\n")
    (left,) = known.run("inbox --strict --json").json["left"]
    assert "[[grace-hopper]] or [[grace-kelly]]" in left["reason"]
    assert len(logged(known)) == 1
    done = known.run("inbox --json").json
    assert (len(done["logged"]), done["left"]) == (1, [])
    assert done["logged"][0]["guesses"]


def test_a_dry_run_says_what_would_happen_and_writes_nothing(known: World) -> None:
    known.write("inbox.md", "coffee with **Oprah Winfrey**\ncall with Oprah\nlunch\n")
    before = tree(known)
    told = known.run("inbox --dry-run --json").json
    assert "1 line stays" in known.run("inbox --dry-run").err
    assert tree(known) == before
    assert told.pop("dry_run") is True
    done = known.run("inbox --json").json
    assert "notes/inbox.md" in done.pop("change")["paths"]
    assert done == told
    assert (known.notes / "people/oprah-winfrey.md").exists()


def test_what_is_no_text_is_left_alone_and_told(known: World, tmp_path: Path) -> None:
    (tmp_path / "theirs.md").write_text("lunch with Grace\n")
    known.write("inbox/latin.txt", b"caf\xe9 with Grace\n")
    known.write("inbox/photo.jpg", b"\xff")
    (known.notes / "inbox/link.md").symlink_to(tmp_path / "theirs.md")
    said = known.run("inbox")
    assert "notes/inbox/latin.txt:1: line 1 is not UTF-8" in said.err
    assert logged(known) == {}
    assert (tmp_path / "theirs.md").read_text() == "lunch with Grace\n"


def test_the_inbox_is_no_note_and_no_page(known: World) -> None:
    known.write("inbox.md", "lunch with [[nobody-here]] about zeppelins\n")
    known.write("inbox/a.md", "zeppelins\n")
    assert known.run("search zeppelins --json").json == []
    assert known.run("check").code == 0
    # A journal of an earlier hobnob has them in its index.
    with known.index() as index:
        assert index.value("SELECT count(*) FROM folder WHERE path LIKE '%inbox%'") == 0
        assert index.column("SELECT path FROM note WHERE kind = 'page'") == []


def test_today_says_how_many_lines_wait(known: World) -> None:
    known.write("inbox.md", "# Inbox\n\n2026-11-20\nlunch\n  at noon\n")
    known.write("inbox/a.txt", "one\ntwo\n")
    first, *others = known.run("today --json").json
    assert (first["reason"], first["text"]) == ("inbox", "3 lines wait: hobnob inbox")
    assert others == []
    known.write("inbox.md", "# Inbox\n")
    known.write("inbox/a.txt", "")
    assert known.run("today --json").json == []
    assert "the inbox is empty" in known.run("inbox").err


def test_who_is_forgotten_is_forgotten_in_the_inbox_too(known: World) -> None:
    known.write("inbox/a.txt", "lunch, talked about Grace Hopper\n")
    assert known.run("remove grace-hopper --forget --yes").code == 0
    assert "Hopper" not in text_of(known, "inbox/a.txt")
