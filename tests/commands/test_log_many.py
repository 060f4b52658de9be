"""Many lines on stdin, an interaction each: one change, and a bad line stops no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hobnob.capture.log import lines_of
from tests.commands.changing import tree
from tests.conftest import Said, World


@pytest.fixture
def known(world: World) -> World:
    world.person("Grace Hopper")
    world.person("George Green")
    return world


@pytest.fixture
def many(known: World) -> Many:
    return Many(known)


class Many:
    """Lines logged from stdin."""

    def __init__(self, world: World) -> None:
        self.world = world

    def log(self, text: str | bytes, *options: str) -> Said:
        return self.world.run(["log", "-", *options], stdin=text)

    @property
    def logged(self) -> list[Path]:
        return sorted((self.world.notes / "interactions").rglob("*.md"))


def test_each_line_is_an_interaction(many: Many) -> None:
    said = many.log("2026-11-20: lunch with Grace\n\n# a remark\n#math with George\r\n")
    assert said.code == 0
    assert [path.read_text().split("---\n", 2)[2] for path in many.logged] == [
        "2026-11-20: lunch with [[grace-hopper|Grace]]\n",
        "#math with [[george-green|George]]\n",
    ]
    assert "2 interactions logged" in said.err
    for path in many.logged:
        assert path.relative_to(many.world.root).as_posix() in said.out
    assert many.world.run("check").code == 0


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb", [(1, "a"), (2, "b")]),
        ("\n  \n a \n", [(3, "a")]),
        ("# a\n#\n#a\n## b\n", [(3, "#a"), (4, "## b")]),
        ("", []),
    ],
)
def test_blank_lines_and_remarks_are_passed_over(text: str, lines: list[tuple[int, str]]) -> None:
    assert list(lines_of(text)) == lines


def test_a_bad_line_is_told_with_its_number_and_the_others_go_on(many: Many) -> None:
    said = many.log(
        b"lunch with Grace\nlunch\n2026-02-31: tea with Grace\nba\x00d\n\xff with Grace\ncall with George\n"
    )
    assert said.code == 2
    assert len(many.logged) == 2
    assert "line 2: with whom?" in said.err
    assert "line 3: " in said.err
    assert "line 4: " in said.err
    assert "NUL" in said.err
    assert "line 5: " in said.err
    assert "4 lines left out" in said.err


def test_one_undo_takes_all_of_it_back(many: Many) -> None:
    before = tree(many.world)
    assert many.log("lunch with Grace\ncall with **Oprah Winfrey**\n").code == 0
    assert many.world.run("undo").code == 0
    assert tree(many.world) == before
    assert many.world.run("undo").code == 3


def test_whoever_is_new_in_one_line_is_known_in_the_next(many: Many) -> None:
    said = many.log("coffee with **Oprah Winfrey**\nlunch\ncall with Oprah\n", "--json")
    assert said.code == 2
    first, second, bad = said.json
    assert [first["people"], second["people"]] == [["oprah-winfrey"]] * 2
    assert (bad["line"], bad["code"]) == (2, "with-whom")
    assert "[[oprah-winfrey|Oprah]]" in second["text"]
    assert (many.world.notes / "people/oprah-winfrey.md").exists()


def test_the_same_line_twice_is_one_interaction(many: Many) -> None:
    said = many.log("lunch with Grace\nlunch with Grace\n")
    assert said.code == 0
    assert len(many.logged) == 1
    assert "1 interaction logged; 1 logged before" in said.err


def test_json_is_an_array_of_what_was_logged(many: Many) -> None:
    (one,) = many.log("lunch with Grace\n", "--json").json
    assert one["path"] == many.logged[0].relative_to(many.world.root).as_posix()
    assert one["guesses"] == []


def test_options_hold_for_every_line(many: Many) -> None:
    said = many.log("Lunch\nTea\n", "--with", "george", "--kind", "call", "--json")
    assert [(one["people"], one["kind"]) for one in said.json] == [(["george-green"], "call")] * 2


def test_nothing_at_all_is_an_error(many: Many) -> None:
    assert many.log("\n# nothing\n").code == 2


def test_a_dry_run_shows_all_and_writes_nothing(many: Many) -> None:
    before = tree(many.world)
    lines = "coffee with **Oprah Winfrey**\ncall with Oprah\n"
    said = many.log(lines, "--dry-run")
    assert said.code == 0
    assert "would write notes/people/oprah-winfrey.md" in said.err
    assert "2 interactions would be logged" in said.err
    printed = many.log(lines, "--dry-run", "--json").json
    assert tree(many.world) == before
    assert all(note.pop("dry_run") for note in printed)
    written = many.log(lines, "--json").json
    assert {path for note in written for path in note.pop("change")["paths"]} == {
        f"notes/{path}" for path in tree(many.world).keys() - before.keys()
    }
    assert written == printed


def test_a_guess_is_changed_by_the_command_it_is_told_with(many: Many) -> None:
    many.world.person("Grace Kelly")
    many.world.met("2026-11-20", "grace-hopper")
    said = many.log("2026-11-21: lunch with Grace\ncall with George\n")
    command = next(line for line in said.out.splitlines() if "hobnob set" in line)
    command = command.partition("hobnob set")[2]
    assert many.world.run(f"set{command}").code == 0
    first = next(path for path in many.logged if path.name.startswith("2026-11-21"))
    assert "people: [grace-kelly]\n" in first.read_text()
    assert "[[grace-kelly|Grace]]" in first.read_text()


def test_a_hundred_lines_are_one_change(many: Many) -> None:
    text = "".join(f"call number {n} with Grace\n" for n in range(100))
    assert len(json.loads(many.log(text, "--json").out)) == 100
    assert len(many.logged) == 100
    many.world.run("undo")
    assert many.logged == []
