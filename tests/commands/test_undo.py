"""What hobnob did last is taken back, if nobody else wrote there since."""

from __future__ import annotations

from tests.commands.changing import tree
from tests.conftest import World


def test_every_verb_that_writes_is_taken_back_in_turn(world: World) -> None:
    states = [tree(world)]
    for command in (
        "add person 'Ada Byron'",
        "add person Bob introduced_by=ada",
        "log 'Lunch' --with ada,carl --new",
        "set ada circle=close",
        "move ada --org Acme",
        "rename ada 'Ada King'",
        "remove last",
        "remove bob",
    ):
        assert world.run(command).code == 0, command
        states.append(tree(world))
    listed = world.run("undo --list --json").json
    assert [row["what"].split()[0] for row in listed] == [
        "remove", "remove", "rename", "move", "set", "log", "add", "add"
    ]  # fmt: skip
    for state in reversed(states[:-1]):
        assert world.run("undo").code == 0
        assert tree(world) == state
    assert world.run("undo").code == 3


def test_what_was_edited_since_is_named_and_left(world: World) -> None:
    path = world.person("Ada")
    assert world.run("set ada circle=close").code == 0
    path.write_text("mine")
    said = world.run("undo")
    assert said.code == 4
    assert "notes/people/ada.md" in said.err
    assert path.read_text() == "mine"


def test_dry_run_shows_what_would_come_back(world: World) -> None:
    world.person("Ada")
    world.run("remove ada")
    said = world.run("undo --dry-run")
    assert "+name: Ada\n" in said.out
    assert tree(world) == {}
