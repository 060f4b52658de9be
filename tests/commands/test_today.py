"""`today`: what a terminal, a pipe, a mailer and a notifier get."""

from __future__ import annotations

import json

import pytest

from hobnob.network.today.phrases import NOTHING
from tests.commands.looking import on_terminal, plain, widest
from tests.conftest import World


@pytest.fixture
def busy(world: World) -> World:
    """Twenty people to whom much was promised, in long words."""
    for number in range(20):
        world.person(f"Somebody With A Long Name {number}", slug=f"p{number}", circle="inner",
                     body=f"- [ ] thing {number:02} {'of many words ' * 9}(by 2026-11-{number + 1:02})\n"
                     "- [ ] another (by 2026-11-21)\n")  # fmt: skip
        world.met("2026-10-01", f"p{number}", body="Talked *at length*. " * 9)
    return world


@pytest.mark.parametrize("columns", [40, 60, 80, 140])
def test_the_list_fits_the_terminal(busy: World, columns: int) -> None:
    said = on_terminal(busy, "today", columns)
    assert said.code == 0
    assert widest(said.out) <= columns
    assert "thing 00" in said.out


@pytest.mark.parametrize("columns", [40, 60, 69])
def test_a_narrow_terminal_gets_who_why_and_when_and_what_beneath(
    world: World, columns: int
) -> None:
    world.person("Ada", circle="inner", body="- [ ] the *Westgate Quarterly* (by 2026-11-01)\n")
    assert plain(on_terminal(world, "today", columns).out).splitlines() == [
        "1. Ada: you promised, due 3 weeks ago",
        "  the Westgate Quarterly",
        "2. Ada: say hello, due today",
        "  no contact written down yet",
    ]


def test_emphasis_is_no_part_of_what_is_read(world: World) -> None:
    world.person("Ada", body="- [ ] the *Westgate Quarterly* and **more** (by 2026-11-01)\n")
    for columns in (None, 80):
        said = on_terminal(world, "today", columns) if columns else world.run("today")
        assert "the Westgate Quarterly and more" in plain(said.out)


def test_a_terminal_gets_what_a_day_has_room_for(busy: World) -> None:
    rows = plain(on_terminal(busy, "today", 100).out).splitlines()
    assert len([row for row in rows if row[:2].strip().isdigit()]) == 15
    assert rows[-1] == "and 45 more: hobnob today --all"
    rows = plain(on_terminal(busy, "today --all", 100).out).splitlines()
    assert len([row for row in rows if row[:2].strip().isdigit()]) == 60


def test_json_is_the_same_on_a_terminal(busy: World) -> None:
    on_a_terminal = on_terminal(busy, "today --json", 100).out
    assert json.loads(plain(on_a_terminal)) == busy.run("today --json").json
    assert on_a_terminal.count('"reason"') == 60


def test_what_to_do_has_three_lines_before_it_is_cut(busy: World) -> None:
    rows = plain(on_terminal(busy, "today", 80).out).splitlines()[1:5]
    assert [row[:2].strip() for row in rows] == ["1", "", "", "2"]
    assert rows[2].endswith("…")
    assert widest("\n".join(rows)) <= 80


def test_on_a_terminal_somebody_is_named_once(busy: World) -> None:
    rows = plain(on_terminal(busy, "today", 240).out).splitlines()[1:4]
    assert rows[0].startswith(" 1  Somebody With A Long Name 0")
    assert [row[4:].split("  ")[0] for row in rows[1:]] == ["", ""]
    assert "due 3 weeks ago" in rows[0]
    assert "last time 7 weeks ago: Talked at length." in rows[2]


def test_a_pipe_gets_all_of_it_with_dates_and_slugs(busy: World) -> None:
    rows = busy.run("today").out.splitlines()
    assert len(rows) == 1 + 60
    assert "2026-11-01" in rows[1]
    assert rows[1].endswith("  p0")


def test_many_people_are_counted_on_a_terminal(world: World) -> None:
    for name in ("Ada", "Ben", "Cy", "Dee"):
        world.person(name)
    world.met("2026-11-01", "ada", "ben", "cy", "dee", follow_up="2026-11-20")
    assert "Ada, Ben and 2 others" in on_terminal(world, "today", 140).out
    assert "Ada, Ben, Cy, Dee" in world.run("today").out


@pytest.mark.parametrize("form", ["plain", "markdown"])
def test_a_notification_is_complete_and_one_line_each(busy: World, form: str) -> None:
    said = on_terminal(busy, f"today --format {form}", 40)
    assert len(said.out.splitlines()) == 60
    assert "\x1b" not in said.out


def test_nothing_is_a_kind_sentence(world: World) -> None:
    world.person("Ada")
    assert world.run("today").out == f"{NOTHING}\n"
    assert world.run("today --json").out == "[]\n"


@pytest.mark.parametrize("form", ["plain", "markdown"])
def test_nothing_makes_no_mail(world: World, form: str) -> None:
    world.person("Ada")
    said = world.run(f"today --format {form}")
    assert (said.code, said.out) == (0, "")
    assert NOTHING in said.err
    assert world.run(f"today --format {form} --quiet").err == ""


def test_an_empty_journal_says_how_to_begin(world: World) -> None:
    said = world.run("today")
    assert said.out == f"{NOTHING}\n"
    assert "hobnob add person" in said.err


def test_control_characters_of_a_note_never_reach_the_terminal(world: World) -> None:
    world.write(
        "people/eve.md",
        '---\nname: "E\\x1b[31mve"\ncircle: inner\n---\n- [ ] a\x1b]0;x\x07b (by 2026-11-01)\n',
    )
    for command in ("today", "today --format plain", "today --format markdown"):
        assert "\x1b" not in world.run(command).out
        assert "\x07" not in world.run(command).out


def test_what_a_note_says_is_no_markdown(world: World) -> None:
    world.write(
        "people/eve.md",
        "---\nname: 'E*v*e <b>'\n---\n- [ ] \\[click\\](http://x) (by 2026-11-01)\n",
    )
    (line,) = world.run("today --format markdown").out.splitlines()
    assert line.startswith(r"- **E\*v\*e \<b\>**: you promised")
    assert r"\[click\](http://x)" in line


def test_what_concerns_nobody_is_told_by_its_note(world: World) -> None:
    world.write("orgs/zed.md", "---\nname: Zed & Co\n---\n- [ ] ring them (by 2026-11-11)\n")
    world.write(
        "interactions/2026/alone.md",
        "---\ndate: 2026-11-10T09:00\nkind: note\n---\n- [ ] think (by 2026-11-12)\n",
    )
    assert world.run("today --format plain").out.splitlines() == [
        "Zed & Co: you promised, due 11 days ago: ring them",
        "note of 10 November 2026: you promised, due 10 days ago: think",
    ]
    assert world.run("today --format markdown").out.splitlines()[1] == (
        "- **note of 10 November 2026**: you promised, due 10 days ago: think"
    )
    rows = world.run("today").out.splitlines()
    assert rows[1].startswith("1  Zed & Co  ")
    assert rows[2].startswith("2  note of 10 November 2026  ")
    assert [item["people"] for item in world.run("today --json").json] == [[], []]


def test_a_note_that_is_left_out_is_counted_and_stops_nothing(world: World) -> None:
    world.person("Ada", circle="inner")
    world.write("people/broken.md", "---\nname: [\n---\n")
    said = world.run("today --json")
    assert said.code == 0
    assert [item["people"] for item in said.json] == [["ada"]]
    assert "1 note is left out" in said.err


def test_nobody_is_blamed(busy: World) -> None:
    said = on_terminal(busy, "today --all", 140).out.lower()
    for word in ("late", "overdue", "neglect", "forgot", "should", "fail", "score"):
        assert word not in said
