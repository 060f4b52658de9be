"""`hobnob check`: what it prints, in each form, and for which notes."""

from __future__ import annotations

import re

import click
import pytest

from hobnob.cli.app import App
from hobnob.commands.check import _annotation, _line
from hobnob.model import Problem
from tests.conftest import World

JUMP = re.compile(r"\S[^:\n]*:\d+:\d+: [a-z-]+ \S.*")


@pytest.fixture
def two(world: World) -> World:
    world.person("Ada", circle="closest")
    world.person("Grace", emial="x", follow="y")
    return world


def test_one_problem_a_line_so_that_editors_can_jump(two: World) -> None:
    said = two.run("check")
    assert said.code == 1
    lines = said.out.splitlines()
    assert all(JUMP.fullmatch(line) for line in lines)
    assert [line.split(": ")[0] for line in lines] == [
        "notes/people/ada.md:3:9", "notes/people/grace.md:3:1",
    ]  # fmt: skip
    assert said.err.startswith("hobnob: 2 problems in 2 files; ")
    assert "left out" not in said.err


def test_quiet_says_it_with_the_exit_code_and_the_list_only(two: World) -> None:
    said = two.run("check --quiet")
    assert (said.code, said.err) == (1, "")
    assert said.out


def test_json_has_all_there_is_to_know(two: World) -> None:
    said = two.run("check --json")
    assert said.code == 1
    assert said.json == [
        {
            "path": "notes/people/ada.md", "line": 3, "column": 9, "code": "value",
            "message": "circle: 'closest' is no circle; did you mean close?", "severity": "error",
        },
        {
            "path": "notes/people/grace.md", "line": 3, "column": 1, "code": "unknown-key",
            "message": "hobnob does not know 'emial'; did you mean emails?", "severity": "warning",
        },
    ]  # fmt: skip
    assert two.run("check --json missing").code == 3


def test_json_of_a_clean_journal_is_an_empty_list(world: World) -> None:
    said = world.run("check --json")
    assert (said.code, said.json) == (0, [])


def test_annotations_for_github(two: World) -> None:
    said = two.run("check --format github")
    assert said.code == 1
    assert said.out.splitlines() == [
        "::error file=notes/people/ada.md,line=3,col=9,title=value::"
        "circle: 'closest' is no circle; did you mean close?",
        "::warning file=notes/people/grace.md,line=3,col=1,title=unknown-key::"
        "hobnob does not know 'emial'; did you mean emails?",
    ]


def test_annotations_are_escaped() -> None:
    problem = Problem(path="a,b:c%.md", code="x", message="100%\r\n::error::,", line=2)
    assert _annotation(problem, str) == (
        "::error file=a%2Cb%3Ac%25.md,line=2,col=1,title=x::100%25 ::error::,"
    )


@pytest.mark.parametrize(
    "name",
    ["ada", "Ada", "notes/people/ada.md", "./notes/people/ada.md", "notes/people/../people/ada.md"],
)
def test_one_note_by_name_or_path(two: World, name: str) -> None:
    said = two.run(["check", name])
    assert [line.split(":")[0] for line in said.out.splitlines()] == ["notes/people/ada.md"]


def test_a_folder_and_several_names(two: World) -> None:
    two.write("plans/p.md", b"")
    assert len(two.run("check notes/people").out.splitlines()) == 2
    assert len(two.run("check ada p").out.splitlines()) == 2
    assert len(two.run("check .").out.splitlines()) == 3


def test_a_note_that_is_left_out_is_still_found_by_its_name(world: World) -> None:
    world.write("people/ada.md", b"broken")
    said = world.run("check ada")
    assert said.code == 1
    assert "notes/people/ada.md:1:1: front-matter" in said.out


def test_nobody_of_that_name(two: World) -> None:
    said = two.run("check grcae")
    assert said.code == 3
    assert "did you mean grace" in said.err


def test_a_clean_note_beside_a_broken_one(two: World) -> None:
    two.person("Howard")
    said = two.run("check howard")
    assert (said.code, said.out) == (0, "")
    assert said.err == "hobnob: 1 note, no problems\n"


def test_paths_can_be_opened_from_where_one_is(two: World, monkeypatch: pytest.MonkeyPatch) -> None:
    root = two.root
    two.root = root / "notes" / "people"
    assert two.run("check ada.md").out.startswith("../../notes/people/ada.md:3:9:") or (
        two.run("check ada.md").out.startswith("ada.md:3:9:")
    )
    two.root = root.parent
    assert two.run(["--journal", root.name, "check"]).out.startswith(
        f"{root.name}/notes/people/ada.md:3:9:"
    )
    assert two.run(["--journal", root.name, "check", "--json"]).json[0]["path"] == (
        "notes/people/ada.md"
    )


def test_hostile_notes_do_not_reach_the_terminal(world: World) -> None:
    world.write(
        "people/x.md",
        b'---\nname: X\ncircle: "\\e[2J\\x07\\u202e"\nkeep_in_touch: "a\\nnotes/y.md:1:1: value no"\n---\n',
    )
    for form in ("", "--format github"):
        said = world.run(f"check {form}")
        assert all(c.isprintable() or c == "\n" for c in said.out + said.err)
        assert len(said.out.splitlines()) == 2


def test_colors_are_for_the_eye_only() -> None:
    line = _line(Problem(path="a.md", code="x", message="m"), str)
    assert click.unstyle(line) == "a.md:1:1: x m"
    assert line != click.unstyle(line)


def test_a_code_is_explained(world: World) -> None:
    said = world.run("check --explain never-written")
    assert said.code == 0
    assert said.out.startswith("# never-written\n")
    assert "**How to fix it.**" in said.out
    assert world.run("check --explain front-matter --json").json["severity"] == "error"


def test_a_misspelled_code(world: World) -> None:
    said = world.run("check --explain unresolvd")
    assert said.code == 2
    assert "did you mean unresolved?" in said.err


def test_explaining_needs_no_journal(tmp_path_factory: pytest.TempPathFactory) -> None:
    world = World(tmp_path_factory.mktemp("empty") / "x")
    assert world.run("check").code == 2
    assert world.run("check --explain value").code == 0
    assert App().counts_broken


ODD = """\
---
date: 20261120 # when
people: Gracie
tags:   lunch
introduced: ["[[ada]]", Ada Byron]
follow_up: 2026-W50-7
---
Hm.
"""


def test_fix_repairs_what_has_one_right_repair(world: World) -> None:
    world.person("Grace Hopper", aliases="[Gracie]", roles="\n  - org: Navy\n    since: 1943/1/5")
    world.person("Ada Byron", slug="ada")
    path = world.write("interactions/2026/one.md", ODD)
    grace = world.notes / "people/grace-hopper.md"
    before = path.read_bytes(), grace.read_bytes()
    said = world.run("check --fix --dry-run")
    assert said.code == 0
    assert "+date: 2026-11-20 # when\n" in said.out
    assert (path.read_bytes(), grace.read_bytes()) == before
    said = world.run("check --fix")
    assert said.code == 0, said.out
    assert path.read_text() == (
        "---\ndate: 2026-11-20 # when\npeople: [grace-hopper]\ntags:   [lunch]\n"
        'introduced: ["[[ada]]", ada]\nfollow_up: 2026-12-13\n---\nHm.\n'
    )
    assert "    since: 1943-01-05\n" in grace.read_text()
    assert "0 repairs" in world.run("check --fix").err
    assert world.run("undo").code == 0
    assert (path.read_bytes(), grace.read_bytes()) == before


def test_what_has_no_one_right_repair_is_left(world: World) -> None:
    for name in ("Ada Byron", "Ada King"):
        world.person(name)
    text = "---\ndate: 2026-11-20\npeople: [Ada]\nfollow_up: 03.12.2026\n---\n"
    path = world.write("interactions/2026/one.md", text)
    assert world.run("check --fix").code == 1
    assert path.read_text() == text


def test_dry_run_goes_with_fix_alone(world: World) -> None:
    assert world.run("check --dry-run").code == 2
