"""The same keys of many notes: by names with commas, or by the filters of `list people`."""

from __future__ import annotations

import pytest

from tests.commands.changing import tree
from tests.conftest import World


@pytest.fixture
def many(world: World) -> World:
    for name in ("Ada", "Bob", "Cy", "Dan", "Eve", "Fay", "Gil"):
        world.person(name, tags="[imported]  # by hand", circle="close" if name == "Gil" else "")
    world.person("Hal")
    world.person("Ida", circle="none")
    return world


def circles(world: World) -> dict[str, str]:
    return {row["slug"]: row.get("circle", "") for row in world.run("list people --json").json}


def test_filters_pick_and_one_undo_takes_all_back(many: World) -> None:
    before = tree(many)
    command = "set --all-people --tag imported --no-circle circle=wide tags+=new"
    refused = many.run(command)
    assert (refused.code, tree(many)) == (2, before)
    assert "change 6 notes" in refused.err
    dry = many.run(f"{command} --dry-run")
    assert dry.out.count("+circle: wide") == 6
    assert tree(many) == before
    said = many.run(f"{command} --yes --json")
    assert [row["slug"] for row in said.json] == ["ada", "bob", "cy", "dan", "eve", "fay"]
    assert all(row["circle"] == "wide" and row["change"]["paths"] for row in said.json)
    assert circles(many)["gil"] == "close"
    assert b"- new" in tree(many)["people/ada.md"] or b"new]" in tree(many)["people/ada.md"]
    assert b"# by hand" in tree(many)["people/ada.md"]
    assert "like that already" in many.run("set --all-people --circle wide circle=wide --yes").err
    assert many.run("undo").out.count("in 6 notes") == 1
    assert tree(many) == before


@pytest.mark.parametrize(
    ("command", "changed"),
    [
        ("ada,bob", {"ada", "bob"}),
        ("ada, Bob, ada", {"ada", "bob"}),
        ("--all-people --circle none", {"ida"}),
        ("--all-people --tag nothing", set[str]()),
    ],
)
def test_who_is_meant(many: World, command: str, changed: set[str]) -> None:
    before = tree(many)
    said = many.run(f"set {command} circle=wide")
    assert said.code == 0, said.err
    now = tree(many)
    assert {path[7:-3] for path in now if now[path] != before[path]} == changed


def test_a_name_with_a_comma_is_one_name(many: World) -> None:
    many.write("orgs/hill.md", "---\nname: Ada, Bob & Co\n---\n")
    assert "orgs/hill.md" in many.run("set 'Ada, Bob & Co' location=Hull").out


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("--tag imported circle=wide", "set --all-people"),
        ("ada --all-people circle=wide", "one of the two"),
        ("ada,nobody circle=wide", "nobody"),
        ("ada,bob circle=widest", "no circle"),
        ("--all-people circle=widest", "no circle"),
    ],
)
def test_what_is_unclear_changes_nothing(many: World, command: str, says: str) -> None:
    before = tree(many)
    said = many.run(f"set {command}")
    assert said.code in (2, 3)
    assert says in said.err
    assert tree(many) == before


def test_in_no_circle_by_decision_or_not(many: World) -> None:
    """`none` is a decision: it is no circle, sets no cadence, and triage does not ask again."""

    def slugs(command: str) -> list[str]:
        return [row["slug"] for row in many.run(f"{command} --json").json]

    assert slugs("list people --circle none") == ["ida"]
    assert slugs("list people --no-circle")[-1] == "hal"
    assert "ida" not in slugs("list people --no-circle")
    assert slugs("triage")[-1] == "hal"
    many.run("set hal keep_in_touch=never")
    assert "hal" not in slugs("triage --no-circle")
    assert many.run("today --json").json[0]["people"] == ["gil"]
    assert many.run("check").code == 0
