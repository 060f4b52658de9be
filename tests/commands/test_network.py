"""`path`, `ties`, `graph`, `introductions` and `near` on a terminal, with hostile notes, and what they pass over."""

from __future__ import annotations

import json

import pytest

from tests.commands.looking import on_terminal, widest
from tests.conftest import World

HOSTILE = '"\\e[31mEvil\\e]0;x\\a\u202eName"'
LOOKS = ("ties", "ties x", "path x", "path eve", "introductions", "near name")


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize(
    "command",
    [
        "ties --all",
        "ties graham --all",
        "path tobias",
        "path avonmere",
        "path wren",
        "introductions",
        "near bristol",
    ],
)
def test_a_terminal_gets_what_fits(looked_at: World, command: str, columns: int) -> None:
    said = on_terminal(looked_at, command, columns)
    assert said.code == 0
    assert widest(said.out) <= columns


@pytest.mark.parametrize("command", [*LOOKS, "graph --format dot", "graph --format graphml"])
def test_no_value_reaches_the_terminal_as_it_is(world: World, command: str) -> None:
    world.write(
        "people/x.md",
        f"---\nname: {HOSTILE}\naliases: [Bad]\nlocation: {HOSTILE}\ncircle: inner\n"
        f"relations: [{{who: eve, how: {HOSTILE}}}]\n"
        f"roles: [{{org: {HOSTILE}, title: {HOSTILE}, since: 2020}}]\n---\n".encode(),
    )
    world.person("Eve", introduced_by="x", roles=f"\n  - org: {HOSTILE}\n    since: 2019")
    world.met("2024-01-01", "x")
    for said in (world.run(command), on_terminal(world, command)):
        assert said.code == 0
        assert "Evil" in said.out
        for sign in ("\x1b]", "\x1b[31m", "\u202e" if command in LOOKS else "\x07"):
            assert sign not in said.out + said.err
    json.loads(world.run(f"{command.partition(' --')[0]} --json").out)


@pytest.mark.parametrize("command", ["path", "list people --org"])
def test_no_name_reaches_the_terminal_in_an_error(world: World, command: str) -> None:
    world.person("Eve", org=HOSTILE)
    for said in (world.run(f"{command} EvilNam"), on_terminal(world, f"{command} EvilNam")):
        assert said.code == 3
        assert "did you mean" in said.err
        assert not any(sign in said.err for sign in ("\x1b]", "\x1b[31", "\u202e", "\x07"))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_calendar_ends_without_a_fall(looked_at: World, day: str) -> None:
    for command in ("ties", "ties graham", "path tobias", "graph", "introductions", "near bath"):
        assert looked_at.run(f"--today {day} {command}").code == 0, command


def test_ties_of_a_person_can_be_cut(looked_at: World) -> None:
    every = looked_at.run("ties graham --json").json
    assert len(every) > 1
    assert looked_at.run("ties graham --json --limit 1").json == every[:1]


def test_an_exact_organization_comes_before_a_name_that_begins_so(world: World) -> None:
    world.person("Mercury Jones")
    world.person("Ada", org="Mercury")
    assert world.run("path mercury --json").json["to"] == "Mercury"
    assert world.run("path mercury-jones --json").json["to"] == "mercury-jones"
    assert world.run("path 'mercury j' --json").json["to"] == "mercury-jones"


def test_the_command_of_a_chain_is_one_that_works(looked_at: World) -> None:
    for name in ("tobias", "avonmere"):
        for chain in looked_at.run(f"path {name} --json").json["chains"]:
            command = chain["command"].removeprefix("hobnob ")
            assert looked_at.run(f"{command} --dry-run").code == 0, command
