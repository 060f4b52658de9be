"""`suggest`, `bridges` and `circles` on a terminal, in a pipe, with hostile notes."""

from __future__ import annotations

import json
import shlex

import pytest

from tests.commands.looking import on_terminal, plain, widest
from tests.conftest import World

COMMANDS = ("suggest", "bridges", "circles")
HOSTILE = '"\\e[31mEvil\\e]0;x\\a\u202eName"'


@pytest.fixture
def small(world: World) -> World:
    for name in ("Ada", "Bea", "Cid", "Dan", "Eve", "Fay", "Gus"):
        world.person(name, circle="active")
        world.met("2025-11-01", name.lower())
    return world


@pytest.mark.parametrize("command", COMMANDS)
def test_an_empty_journal_gets_a_kind_sentence(world: World, command: str) -> None:
    said = world.run(command)
    assert (said.code, said.out) == (0, "")
    assert said.err.startswith("hobnob: nobody") or said.err.startswith("hobnob: nothing")
    assert world.run(f"{command} --quiet").err == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_json_of_an_empty_journal_is_a_document(world: World, command: str) -> None:
    found = world.run(f"{command} --json").json
    assert found == [] or found["drifts"] == []


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("command", [*COMMANDS, "bridges --all", "circles --all"])
def test_a_terminal_gets_what_fits(looked_at: World, command: str, columns: int) -> None:
    said = on_terminal(looked_at, command, columns)
    assert said.code == 0
    assert widest(said.out) <= columns


@pytest.mark.parametrize("command", COMMANDS)
def test_no_value_reaches_the_terminal_as_it_is(world: World, command: str) -> None:
    world.write(
        "people/x.md",
        f"---\nname: {HOSTILE}\ncircle: inner\nlocation: {HOSTILE}\nrelation: former-colleague\n"
        f"roles: [{{org: {HOSTILE}, title: {HOSTILE}, since: 2026-10}}]\n---\n"
        f"- [ ] {HOSTILE[1:-1]} (by 2025-01-01)\n".encode(),
    )
    world.met("2024-01-01", "x")
    for said in (world.run(command), on_terminal(world, command)):
        assert said.code == 0
        assert "Evil" in said.out
        assert "\x1b]" not in said.out
        assert "\x1b[31m" not in said.out
        assert "\u202e" not in said.out
    json.loads(world.run(f"{command} --json").out)


def test_a_bar_reads_without_color(world: World) -> None:
    for at in range(6):
        world.person(f"Ada {at}", circle="inner")
    world.person("Bea", circle="wide")
    said = on_terminal(world, "circles --no-color", 80)
    assert "\x1b" not in said.out
    inner, close, *_ = said.out.splitlines()
    assert inner.endswith("+ 6 of about 5")
    assert "░" not in inner
    assert close.count("█") / (close.count("█") + close.count("░")) == pytest.approx(
        6 / 15, abs=0.05
    )
    assert close.endswith("6 of about 15, 0 of them close")


def test_a_circle_of_one_has_a_bar(world: World) -> None:
    world.person("Ada", circle="wide")
    wide = world.run("circles").out.splitlines()[3]
    assert wide.count("█") == 1


def test_long_circles_are_cut_and_say_how_to_see_all(world: World) -> None:
    for at in range(63):
        world.person(f"Ada {at:02}", circle="wide")
    assert "and 3 more: hobnob list people --circle wide" in world.run("circles").out
    assert "Ada 62" in world.run("circles --all").out
    assert len(world.run("circles --json").json["circles"][3]["members"]) == 63


def test_the_command_that_is_shown_is_one_that_works(sample: World) -> None:
    for drift in sample.run("circles --json").json["drifts"]:
        command = shlex.split(drift["command"])[1:]
        assert sample.run(command).code == 0
    assert sample.run("circles --json").json["drifts"] == []


# ---------------------------------------------------------------- again


def slugs(world: World, command: str) -> list[str]:
    return [one["person"] for one in world.run(f"{command} --json").json]


def test_again_gives_others_and_again_others(small: World) -> None:
    first = slugs(small, "suggest --count 3")
    second = slugs(small, "suggest --count 3 --again")
    third = slugs(small, "suggest --count 3 --again")
    assert [len(first), len(second), len(third)] == [3, 3, 1]
    assert len({*first, *second, *third}) == 7
    said = small.run("suggest --again")
    assert "no other suggestions for today" in said.err
    # From the beginning.
    assert slugs(small, "suggest --count 3") == first
    assert slugs(small, "suggest --count 3 --again") == second


def test_again_does_not_repeat_whom_another_question_showed_not(small: World) -> None:
    """What was shown belongs to the question, and to the day."""
    first = slugs(small, "suggest --count 3")
    assert slugs(small, "suggest --count 3 --minutes evening --again")
    assert slugs(small, "suggest --count 3 --again") == first
    other = small.run("suggest --count 3 --again --json", today="2026-11-23").json
    assert len(other) == 3


def test_whoever_was_reached_is_gone_from_it(small: World) -> None:
    first, *rest = slugs(small, "suggest --count 7")
    small.met("2026-11-22", first)
    assert slugs(small, "suggest --count 7") == rest


@pytest.mark.parametrize(
    "kept",
    [b"", b"\xff", b"[]", b"\n", b"\nada", b'["2026-11-22", "", "", "nautical"]\nada', b"null"],
)
def test_what_was_shown_may_be_lost_or_broken(small: World, kept: bytes) -> None:
    first = slugs(small, "suggest --count 3")
    path = small.root / ".hobnob" / "suggested"
    assert path.exists()
    path.write_bytes(kept)
    assert slugs(small, "suggest --count 3 --again") == first
    path.unlink()
    assert slugs(small, "suggest --count 3 --again") == first
    path.unlink()
    path.mkdir()
    assert slugs(small, "suggest --count 3 --again") == first


def test_the_same_all_day_in_any_shell(looked_at: World) -> None:
    assert slugs(looked_at, "suggest") == slugs(looked_at, "suggest --count 5")
    assert slugs(looked_at, "suggest --count 1") == slugs(looked_at, "suggest")[:1]


def test_places_and_tags_complete(looked_at: World) -> None:
    for command in ("suggest --place", "suggest --tag"):
        assert looked_at.run(f"{command} x").code == 0


# ---------------------------------------------------------------- bridges


def test_each_kind_is_cut_to_five(looked_at: World) -> None:
    said = looked_at.run("bridges").out
    assert "… and 4 more: hobnob bridges --kind dormant" in said
    everything = looked_at.run("bridges --all").out
    assert "…" not in everything
    assert len(looked_at.run("bridges --json").json) == everything.count("→")
    dormant = looked_at.run("bridges --kind dormant")
    assert dormant.out.count("→") == 9


def test_a_promise_is_told_as_it_reads(world: World) -> None:
    world.person("Ada", circle="active")
    world.met("2026-01-01", "ada", body="- [ ] the book of [[ada|hers]] (by 2026-02-01)")
    assert "the book of hers." in plain(on_terminal(world, "bridges").out)
