"""`show`: everything about somebody or something, where it came from, fitted to the terminal."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from hobnob.dates import add_days
from tests.commands.looking import Reader, on_terminal, plain, widest
from tests.conftest import TODAY, World

NAMES = ("adaeze", "中村", "next-role", "summer-internship", "avonmere", "banbury",
         "advice-over-lunch", "2026-11-20-email", "last")  # fmt: skip


@pytest.fixture
def grace(world: World) -> World:
    world.person("Grace Hopper", circle="close", aliases="[Amazing Grace]", location="Arlington",
                 birthday="1906-12-09", emails="grace@example.org", introduced_by="ada-lovelace",
                 met_on="2019-05", met_at="a conference", tags="[compilers]", shoe_size="36",
                 roles="\n  - {org: Remington Rand, title: Systems engineer, since: 2024-03}\n"
                 "  - {org: Navy, title: Officer, since: 1943, until: 1966}",
                 body="Likes **clocks** that [[ada-lovelace]] winds.\n")  # fmt: skip
    world.person("Ada Lovelace")
    world.write("plans/prize.md", "---\nname: The prize\ngoal: Win it\npeople: [grace-hopper, "
                "ada-lovelace]\nstart: 2026-09-01\n---\n- [ ] read the rules\n")  # fmt: skip
    for day in range(1, 8):
        world.met(f"2026-11-0{day}", "grace-hopper", kind="call", body=f"Call number {day}.")
    world.met("2026-11-09", "grace-hopper", "ada-lovelace", kind="meal", place="Luigi's",
              plan="prize", body="- [ ] send it (by 2026-12-01)\n- [x] book\n"
              "- [ ] [[grace-hopper]]: the number\n")  # fmt: skip
    return world


def page(world: World, name: str, columns: int = 0) -> str:
    said = on_terminal(world, f"show {name}", columns) if columns else world.run(f"show {name}")
    assert said.code == 0, said.err
    return plain(said.out)


def lines_of(text: str, title: str) -> list[str]:
    """Return the lines of a part of a page."""
    lines = text.splitlines()
    start = lines.index(title) + 1
    return lines[start : [*lines, ""].index("", start)]


def fact(text: str, label: str) -> str:
    (line,) = [line for line in text.splitlines() if line.startswith(f"{label}  ")]
    return line.removeprefix(label).strip()


def test_a_person_is_shown_with_what_is_known_and_what_follows(grace: World) -> None:
    text = page(grace, "grace")
    assert text.splitlines()[:2] == [
        "Grace Hopper", "Systems engineer, Remington Rand · Arlington",
    ]  # fmt: skip
    assert fact(text, "circle") == "close, every 2 months"
    assert fact(text, "last contact") == "13 days ago, 9 November 2026 · 8 contacts since 2026"
    assert fact(text, "due") == "in 6 weeks, 9 January 2027"
    assert fact(text, "birthday") == "9 December 1906: turns 120 in 2 weeks"
    assert fact(text, "e-mail") == "grace@example.org"
    assert fact(text, "also known as") == "Amazing Grace"
    assert fact(text, "met") == "May 2019, a conference"
    assert fact(text, "introduced by") == "Ada Lovelace"
    assert fact(text, "tags") == "#compilers"
    assert fact(text, "shoe_size") == "36"
    assert lines_of(text, "Roles") == [
        "2024-03 –    Systems engineer, Remington Rand", "1943 – 1966  Officer, Navy",
    ]  # fmt: skip
    assert lines_of(text, "Met together with") == ["Ada Lovelace 1"]
    assert lines_of(text, "Notes") == ["> Likes **clocks** that Ada Lovelace winds."]
    promises = lines_of(text, "Promises")
    assert promises[0].startswith("☐ you, due in 9 days, 1 December 2026: send it")
    assert promises[1].startswith("☐ Grace Hopper: the number")
    assert promises[2] == "1 kept"
    assert text.splitlines()[-1] == "notes/people/grace-hopper.md"


def test_a_role_that_ended_is_not_the_present_one(world: World) -> None:
    world.person("Ada Lovelace", roles="\n  - {org: Navy, title: Officer, until: 1966}")
    text = page(world, "ada")
    assert text.splitlines()[1] == ""
    assert lines_of(text, "Roles") == ["… – 1966  Officer, Navy"]


def test_the_latest_of_the_timeline_and_how_to_see_the_rest(grace: World) -> None:
    text = page(grace, "grace")
    assert "9 November 2026 · meal · Luigi's · with Ada Lovelace" in text
    assert "Call number 4." in text
    assert "Call number 3." not in text
    assert "3 earlier: hobnob show grace-hopper --all" in text
    everything = page(grace, "grace --all")
    assert "Call number 1." in everything
    assert "earlier:" not in everything
    assert "Call number 7." not in page(grace, "grace --limit 1")


def test_somebody_hardly_known_is_shown_as_well(world: World) -> None:
    world.person("Ada Lovelace")
    assert page(world, "ada") == "Ada Lovelace\n\nnotes/people/ada-lovelace.md\n"


@pytest.mark.parametrize(
    ("date", "comes"), [("2026-11", "2026-11-01"), ("2027", "2027-01-01"), ("2026-11-22T23:59", "2026-11-22")]
)  # fmt: skip
def test_a_contact_counts_from_its_first_day_on(world: World, date: str, comes: str) -> None:
    """So has a month on its first day; on the eve of it, nothing of it has come."""
    world.person("Ada")
    world.met(date, "ada")
    assert world.run("show ada --json", today=comes).json["contacts"] == 1
    assert world.run("show ada --json", today=add_days(comes, -1)).json["contacts"] == 0


def test_nobody_is_blamed(world: World) -> None:
    world.person("Ada Lovelace", circle="inner")
    world.met("2001-01-01", "ada-lovelace")
    text = page(world, "ada")
    assert fact(text, "due") == "25 years ago, 22 January 2001"
    assert "overdue" not in text


def test_a_persons_document_has_promises_ties_and_the_whole_timeline(grace: World) -> None:
    found = grace.run("show grace --json").json
    (listed,) = [p for p in grace.run("list --json").json if p["slug"] == "grace-hopper"]
    assert listed.items() <= found.items()
    assert len(found["timeline"]) == found["contacts"] == 8
    assert found["timeline"] == grace.run("list interactions --with grace --json").json
    assert found["ties"] == [{"person": "ada-lovelace", "together": 1, "last": "2026-11-09"}]
    assert found["through"] == ["ada-lovelace"]
    assert found["promises"] == grace.run("list promises --with grace --all --json").json
    assert len(grace.run("show grace --json --limit 2").json["timeline"]) == 2


def test_the_samples_people_are_shown_as_the_second_reader_counts(looked_at: World) -> None:
    reader = Reader(looked_at.notes, TODAY)
    for slug in ("gillian-tranter", "adaeze-obi", "marek-dvořák", "desmond-oyelaran"):
        found = looked_at.run(["show", slug, "--json"]).json
        contacts = [i["date"][:10] for i in found["timeline"] if i["is_contact"]
                    and slug in i["people"]]  # fmt: skip
        assert sorted(contacts) == reader.contacts(slug)
        for tie in found["ties"]:
            together = [
                day for one in reader.interactions
                if {slug, tie["person"]} <= set(reader.who(one)) and reader.is_contact(one)
                for day in [reader.interactions[one][0]["date"][:10]]
            ]  # fmt: skip
            assert (tie["together"], tie["last"]) == (len(together), max(together))


def test_a_plan_is_shown_with_its_people_and_what_happened(grace: World) -> None:
    text = page(grace, "prize")
    assert text.splitlines()[:2] == ["The prize", "Win it"]
    assert fact(text, "status") == "active"
    assert fact(text, "begun") == "2 months ago, 1 September 2026"
    assert fact(text, "so far") == "2 people, 1 interaction"
    assert lines_of(text, "People")[1:] == [
        "Grace Hopper             1  2026-11-09", "Ada Lovelace             1  2026-11-09",
    ]  # fmt: skip
    found = grace.run("show prize --json").json
    assert found["timeline"] == grace.run("list interactions --plan prize --json").json
    assert {p["text"] for p in found["promises"]} == {"read the rules", "send it", "book",
                                                      "the number"}  # fmt: skip


def test_an_organization_that_only_roles_name_is_shown(grace: World) -> None:
    text = page(grace, "'remington rand'")
    assert text.splitlines()[0] == "Remington Rand"
    assert lines_of(text, "There now") == ["Grace Hopper  Systems engineer, 2024–"]
    assert lines_of(page(grace, "navy"), "Earlier") == ["Grace Hopper  Officer, 1943–1966"]
    found = grace.run("show remington --json").json
    assert (found["type"], found["slug"], found["people_now"]) == ("org", None, ["grace-hopper"])
    assert len(found["timeline"]) == 8


def test_an_organization_with_a_note_is_shown_under_any_of_its_names(grace: World) -> None:
    grace.write("orgs/rr.md", "---\nname: Remington Rand\naliases: RemRand\n---\nTypewriters.\n")
    text = page(grace, "remrand")
    assert fact(text, "also known as") == "RemRand"
    assert lines_of(text, "There now") == ["Grace Hopper  Systems engineer, 2024–"]
    assert lines_of(text, "Notes") == ["> Typewriters."]
    assert grace.run("show rr --json").json["people_now"] == ["grace-hopper"]


def test_an_organization_of_just_this_name_comes_before_somebody_who_begins_so(
    world: World,
) -> None:
    world.person("Navy Jones")
    world.person("Grace Hopper", org="Navy")
    assert page(world, "navy").splitlines()[0] == "Navy"
    assert page(world, "navy jones").splitlines()[0] == "Navy Jones"


def test_an_interaction_is_shown_by_its_slug_its_beginning_and_as_the_last(grace: World) -> None:
    text = page(grace, "2026-11-09-meal-grace-hopper-ada-lovelace")
    assert text.splitlines()[:2] == [
        "Meal with Grace Hopper, Ada Lovelace", "13 days ago, 9 November 2026 · Luigi's",
    ]  # fmt: skip
    assert fact(text, "plan") == "The prize"
    assert page(grace, "2026-11-09") == text
    assert page(grace, "last") == text
    assert grace.run("show last --json").json["promises"][0]["text"] == "send it"


@pytest.mark.parametrize(
    ("keys", "heading"),
    [
        ({"kind": "letter"}, "Letter to Ada Lovelace"),
        ({"kind": "letter", "direction": "in"}, "Letter from Ada Lovelace"),
        ({"kind": "call"}, "Call with Ada Lovelace"),
        ({"kind": "news"}, "News about Ada Lovelace"),
        ({"kind": "introduction"}, "Introduction by Ada Lovelace"),
    ],
)
def test_it_says_who_turned_to_whom(world: World, keys: dict[str, str], heading: str) -> None:
    world.person("Ada Lovelace")
    world.met("2026-11-01", "ada-lovelace", **keys)
    assert page(world, "last").splitlines()[0] == heading


def test_what_was_logged_last_is_the_last(world: World) -> None:
    world.person("Ada Lovelace")
    world.met("2026-11-20", "ada-lovelace", body="Later.")
    assert world.run("log 'An old story' --with ada --date 2026-11-01").code == 0
    assert "An old story" in page(world, "last")


def test_a_letter_is_shown_as_it_stands(world: World) -> None:
    world.write(
        "letters/thanks.md", "---\nsubject: Thanks\n---\nDear {{ name }}, **see** [[ada]].\n"
    )
    text = page(world, "thanks")
    assert fact(text, "subject") == "Thanks"
    assert "Dear {{ name }}, **see** [[ada]]." in text


def test_several_who_fit_are_listed(world: World) -> None:
    world.person("David Penrose", org="Avonmere", title="Director")
    world.person("David Achterberg")
    said = world.run("show david")
    assert (said.code, said.out) == (3, "")
    assert "david-penrose  David Penrose, Director, Avonmere" in said.err
    assert "david-achterberg" in said.err


def test_several_interactions_of_a_day_are_listed(world: World) -> None:
    world.person("Ada Lovelace")
    for kind in ("call", "meal"):
        world.met("2026-11-01", "ada-lovelace", kind=kind)
    said = world.run("show 2026-11-01")
    assert said.code == 3
    assert "2026-11-01 · meal · Ada Lovelace" in said.err


def test_many_who_fit_are_counted(world: World) -> None:
    for at in range(20):
        world.person(f"David {chr(65 + at)}")
    said = world.run("show david")
    assert "… and 8 more" in said.err


def test_a_name_that_nothing_answers_to_offers_the_nearest(grace: World) -> None:
    said = grace.run("show gracie hoper")
    assert said.code == 3
    assert "grace-hopper" in said.err


def test_a_note_that_is_left_out_is_told_of(world: World) -> None:
    world.write("people/ada.md", "---\nname: [Ada\n---\n")
    said = world.run("show ada")
    assert said.code == 3
    assert "hobnob check notes/people/ada.md" in said.err


def test_a_name_may_be_several_words_without_quotes(grace: World) -> None:
    assert page(grace, "grace hopper").startswith("Grace Hopper\n")


@pytest.mark.parametrize("columns", [30, 45, 60, 80, 200])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_fits_the_terminal(looked_at: World, name: str, columns: int) -> None:
    said = on_terminal(looked_at, f"show {name} --all", columns)
    assert said.code == 0
    assert widest(said.out) <= min(columns, 96)


def test_a_body_is_set_for_a_terminal_and_quoted_as_it_stands_in_a_pipe(world: World) -> None:
    body = (
        "# Facts\n\nLikes **big clocks** and *tea*.\n\n- [ ] wind it\n- [x] oil it\n\n"
        "| a | b |\n|---|--:|\n| long cell | 1 |\n\n```\n**as is**   x\n```\n"
    )
    world.person("Ada Lovelace", body=body)
    quoted = "\n".join(f"> {line}".rstrip() for line in body.strip().split("\n"))
    assert quoted in page(world, "ada")
    raw = on_terminal(world, "show ada").out
    assert "\x1b[1mbig clocks\x1b[0m" in raw
    text = plain(raw)
    assert "# Facts" not in text
    assert "Likes big clocks and tea." in text
    assert "☐ wind it\n☑ oil it" in text
    assert "a          b\nlong cell  1" in text
    assert "**as is**   x" in text


def test_bold_goes_on_in_the_next_line(world: World) -> None:
    world.person("Ada Lovelace", body=f"**{'word ' * 12}end**")
    raw = on_terminal(world, "show ada", 40).out
    assert raw.count("\x1b[1mword") == 2


def test_control_characters_of_a_note_never_reach_the_terminal(world: World) -> None:
    world.write("people/evil.md", '---\nname: "Eve\\e[31mil"\norg: "O\\a"\nemails: "a\\eb@x.y"\n'
                'odd: {"k\\e": ["v\\x9b"]}\nmet_at: "x\\u202Ey"\n---\n'
                + "b\x1b[2J**x\x9b**\u2061\n| \x07 | b |\n|--|--|\n")  # fmt: skip
    world.met("2026-11-01", "evil", place='"p\\e[1m"', body="t\x1b[2J", kind="call")
    for name in ("evil", "last", "O"):
        for said in (world.run(f"show {name}"), on_terminal(world, f"show {name}")):
            assert said.code == 0
            assert not set(plain(said.out)) & set("\x1b\x07\x9b\u202e\u2061")


def test_a_pipe_and_no_color_are_plain(looked_at: World) -> None:
    assert "\x1b" in on_terminal(looked_at, "show adaeze").out
    assert "\x1b" not in on_terminal(looked_at, "show adaeze --no-color").out
    assert "\x1b" not in looked_at.run("show adaeze").out


def test_a_long_page_goes_through_the_pager(
    looked_at: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    paged: list[str] = []

    def keep(lines: Iterable[str], *, color: bool) -> bool:
        paged.extend(lines)
        return color

    monkeypatch.setattr("hobnob.cli.layout.page", keep)
    said = on_terminal(looked_at, "show adaeze --all")
    assert paged == []
    monkeypatch.setattr("tests.commands.looking.a_terminal", _low_terminal)
    said = on_terminal(looked_at, "show adaeze --all")
    assert said.out == ""
    assert any("Adaeze Obi" in line for line in paged)


def _low_terminal(columns: int):  # type: ignore[no-untyped-def]
    from contextlib import contextmanager

    from tests.conftest import _Stream

    @contextmanager
    def low():  # type: ignore[no-untyped-def]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_Stream, "isatty", lambda _: True)
            patch.setenv("COLUMNS", str(columns))
            patch.setenv("LINES", "20")
            yield

    return low()
