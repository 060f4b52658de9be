"""A note goes to the trash, unless others refer to it."""

from __future__ import annotations

from tests.commands.changing import tree
from tests.conftest import World


def test_what_others_refer_to_stays(world: World) -> None:
    world.person("Ada")
    world.met("2026-11-01", "ada", slug="talk")
    before = tree(world)
    said = world.run("remove ada")
    assert said.code == 2
    assert "notes/interactions/2026/talk.md" in said.err
    assert tree(world) == before


def test_force_makes_plain_text_of_references(world: World) -> None:
    world.person("Ada Byron", slug="ada")
    world.person("Bob", introduced_by="ada")
    path = world.met(
        "2026-11-01",
        "ada",
        "bob",
        slug="talk",
        body="[[ada]] and [[ada|she]], ![[ada]], [l](../../people/ada.md#x).",
    )
    before = tree(world)
    said = world.run("remove ada --force --json")
    answer = said.json
    assert answer.pop("change")["paths"] == sorted([*answer["changed"], answer["removed"]])
    assert answer == {
        "removed": "notes/people/ada.md",
        "changed": ["notes/interactions/2026/talk.md", "notes/people/bob.md"],
    }
    assert "people: [Ada Byron, bob]\n" in path.read_text()
    assert path.read_text().endswith("Ada Byron and she, Ada Byron, l.")
    assert world.run("undo").code == 0
    assert tree(world) == before


def test_a_note_nobody_refers_to(world: World) -> None:
    world.person("Ada", body="I am [[ada]].\n")
    assert world.run("remove ada").code == 0
    assert tree(world) == {}
    assert world.run("remove ada").code == 3
    assert world.run("undo").code == 0
    assert list(tree(world)) == ["people/ada.md"]
