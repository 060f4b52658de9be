"""Many notes at once: lines on stdin, one change, and a yes for more than five."""

from __future__ import annotations

import json

import pytest

from tests.commands.changing import tree
from tests.conftest import World

SIX = "Ann\nBen\nCat\nDan\nEli\nFlo\n"


def test_lines_make_notes_and_may_name_each_other(world: World) -> None:
    said = world.run("add person - tags=conf", stdin=(
        '# from the conference\n'
        'Ada Byron org="Analytical Engines" tags=maths\n'
        "Bob O'Brien introduced_by=ada\n"
    ))  # fmt: skip
    assert said.code == 0, said.err
    assert tree(world) == {
        "people/ada-byron.md":
            b"---\nname: Ada Byron\norg: Analytical Engines\ntags: [conf, maths]\n---\n",
        "people/bob-obrien.md":
            b"---\nname: Bob O'Brien\nintroduced_by: ada-byron\ntags: [conf]\n---\n",
    }  # fmt: skip
    assert world.run("undo").code == 0
    assert tree(world) == {}


def test_json_lines_say_exactly_what_each_value_is(world: World) -> None:
    line = {
        "name": "Ada", "slug": "countess", "aliases": ["Byron, Ada", 'The "A"'], "private": True,
        "location": "London, England", "circle": None, "sizes": ["7, UK", "40"],
    }  # fmt: skip
    (ada,) = world.run("add person - --json", stdin=json.dumps(line)).json
    assert ada["slug"] == "countess"
    assert ada["aliases"] == ["Byron, Ada", 'The "A"']
    assert (ada["private"], ada["location"]) == (True, "London, England")
    assert ada["sizes"] == ["7, UK", "40"]
    assert "circle" not in ada
    lines = [{"slug": "countess", "aliases+": ["Lady, the"], "location": "", "sizes": ["8, UK"]}]
    (ada,) = world.run("set - --json", stdin="\n".join(map(json.dumps, lines))).json
    assert ada["aliases"] == ["Byron, Ada", 'The "A"', "Lady, the"]
    assert "location" not in ada
    assert ada["sizes"] == ["8, UK"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Ada", "exists already"),
        ("Bob circle=closest", "did you mean close?"),
        ('Bob location="Rome', "is not closed"),
        ("circle=close", "the name is empty"),
        ('{"name": "Bob",', "not one JSON object"),
        ('{"slug": "bob"}', '"name" is missing'),
        ('{"name": "Bob", "contacts": 3}', "'contacts' is no key"),
        ('{"name": "Bob", "own": {"a": "b"}}', "own: an object cannot be set"),
        ('{"name": "Bob", "own": [["a"]]}', "own: only text"),
        ('{"name": "Bob", "circle": ["close"]}', "circle: a person has one of it"),
        ('{"name": "Bob", "roles": [{"org": "Acme"}]}', "roles: this is a list for an editor"),
    ],
)
def test_a_wrong_line_is_named_and_the_others_are_written(
    world: World, line: str, why: str
) -> None:
    world.person("Ada")
    said = world.run("add person -", stdin=f"{line}\nCarl\n")
    assert said.code == 2
    assert "line 1: " in said.err
    assert why in said.err
    assert tree(world).keys() == {"people/ada.md", "people/carl.md"}


def test_the_pairs_of_a_plan_are_an_object(world: World) -> None:
    line = json.dumps({"name": "Jobs", "expect": {"reached": "35%", "met": 0.5}})
    (plan,) = world.run("add plan - --json", stdin=line).json
    assert plan["expect"] == {"reached": 0.35, "met": 0.5}


def test_several_lines_about_one_note_add_up_and_a_wrong_one_changes_nothing(world: World) -> None:
    world.person("Ada")
    said = world.run("set -", stdin="ada circle=wide\nada location=Rome circle=no\nada tags+=x\n")
    assert said.code == 2
    assert tree(world) == {"people/ada.md": b"---\nname: Ada\ncircle: wide\ntags: [x]\n---\n"}


def test_more_than_five_need_a_yes(world: World) -> None:
    said = world.run("add person -", stdin=SIX)
    assert (said.code, tree(world)) == (2, {})
    assert "make 6 notes" in said.err
    shown = world.run("add person - --dry-run --json", stdin=SIX).json
    assert shown["dry_run"] is True
    assert len(shown["paths"]) == 6
    assert tree(world) == {}
    assert world.run("add person - --yes", stdin=SIX).code == 0
    assert world.run("set - circle=wide", stdin=SIX).code == 2
    assert b"circle" not in b"".join(tree(world).values())
    assert world.run("set - circle=wide --yes", stdin=SIX).code == 0
    assert world.run("add person -", stdin="Gil\nHal\nIda\nJim\nKay\n").code == 0


def test_nothing_on_stdin_is_an_error(world: World) -> None:
    for command in ("add person -", "set -"):
        assert world.run(command, stdin="\n# nothing\n").code == 2, command


def test_a_second_run_changes_nothing_and_says_so(world: World) -> None:
    world.person("Ada")
    assert "change " in world.run("set -", stdin="ada circle=wide\n").err
    again = world.run("set -", stdin="ada circle=wide\n")
    assert again.code == 0
    assert "it is like that already" in again.err
    assert "change " not in again.err


def test_notes_that_refer_to_each_other_go_together(world: World) -> None:
    world.person("Ada")
    world.person("Bob", introduced_by="ada")
    world.met("2026-11-01", "ada", slug="2026-11-01-tea")
    before = tree(world)
    said = world.run("remove -", stdin="bob\nada\nnobody\n")
    assert (said.code, tree(world)) == (2, before)
    assert "2026-11-01-tea" in said.err
    said = world.run("remove - --json", stdin="bob\nada\n2026-11-01-tea\n")
    assert said.code == 0, said.err
    assert len(said.json["removed"]) == 3
    assert tree(world) == {}
    world.run("undo")
    assert tree(world) == before
    assert world.run("remove - --force", stdin="bob\nada\n").code == 0
    assert b"people: [Ada]" in tree(world)["interactions/2026/2026-11-01-tea.md"]
    world.run("add person - --yes", stdin=SIX)
    assert world.run("remove -", stdin=SIX).code == 2
    assert world.run("remove - --yes", stdin=SIX).code == 0
