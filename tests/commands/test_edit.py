"""A note in the user's editor, and the check of it afterwards."""

from __future__ import annotations

import os
import shlex
import sys
import time
from collections.abc import Callable

import pytest

from tests.conftest import World

Editor = Callable[[str], None]


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Make $EDITOR a script that gets the file's path as `path`."""

    def use(code: str) -> None:
        head = "import sys, pathlib; path = pathlib.Path(sys.argv[-1]); "
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", shlex.join([sys.executable, "-c", head + code]))

    return use


APPEND = "f = path.open('a'); f.write('Edited.\\n')"


def test_the_note_is_opened_and_found_right(world: World, editor: Editor) -> None:
    file = world.person("Grace Hopper")
    editor(APPEND)
    said = world.run("edit grace")
    assert (said.code, said.out) == (0, "")
    assert "no problems" in said.err
    assert file.read_text(encoding="utf-8").endswith("Edited.\n")


def test_what_is_not_right_is_listed_as_check_lists_it(world: World, editor: Editor) -> None:
    world.person("Grace Hopper")
    world.person("Broken", circle="nearest")
    editor("path.write_text('---\\nname: Grace\\nbirthday: soon\\nintroduced_by: nobody\\n---\\n')")
    said = world.run("edit grace-hopper")
    checked = world.run("check grace-hopper")
    assert said.code == checked.code == 1
    assert said.out == checked.out
    assert said.out.count("notes/people/grace-hopper.md:") == 2
    assert "broken.md" not in said.out + said.err
    assert world.run("edit grace-hopper --json").json == world.run("check grace-hopper --json").json


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Grace Hopper", "people/grace-hopper.md"),
        ("summer", "plans/summer.md"),
        ("ogilvy", "orgs/ogilvy.md"),
        ("thanks", "letters/thanks.md"),
        ("2026-11-20-meeting-grace-hopper", "interactions/2026/2026-11-20-meeting-grace-hopper.md"),
        ("2026-11-20", "interactions/2026/2026-11-20-meeting-grace-hopper.md"),
        ("notes/plans/summer.md", "plans/summer.md"),
    ],
)
def test_any_kind_of_note_can_be_edited(world: World, editor: Editor, name: str, path: str) -> None:
    world.person("Grace Hopper")
    world.met("2026-11-20", "grace-hopper")
    world.write("plans/summer.md", "---\nname: A summer\n---\n")
    world.write("orgs/ogilvy.md", "---\nname: Ogilvy\n---\n")
    world.write("letters/thanks.md", "Dear {{ person.name }}\n")
    editor(APPEND)
    assert world.run(["edit", name]).code == 0
    assert (world.notes / path).read_text(encoding="utf-8").endswith("Edited.\n")


def test_a_broken_note_can_be_edited(world: World, editor: Editor) -> None:
    file = world.write("people/ada.md", "---\nname: [\n---\n")
    editor("path.write_text('---\\nname: Ada\\n---\\n')")
    assert world.run("edit ada").code == 0
    assert file.read_text(encoding="utf-8") == "---\nname: Ada\n---\n"


def test_last_is_what_was_logged_last(world: World, editor: Editor) -> None:
    world.person("Grace Hopper")
    world.met("2026-11-21", "grace-hopper")
    editor(APPEND)
    path = world.run("log 'Lunch long ago' --with grace --date 2020-01-01 --json").json["path"]
    world.run("edit last")
    assert (world.root / path).read_text(encoding="utf-8").endswith("Edited.\n")


def test_last_without_a_log_is_the_latest_that_has_come(world: World, editor: Editor) -> None:
    world.person("Grace Hopper")
    latest = world.met("2026-11-21", "grace-hopper")
    old = world.met("2020-01-01", "grace-hopper")
    world.met("2027-01-01", "grace-hopper", draft="true")
    os.utime(old, (time.time() + 5, time.time() + 5))
    editor(APPEND)
    world.run("edit last")
    assert latest.read_text(encoding="utf-8").endswith("Edited.\n")


def test_last_of_nothing_says_how_to_begin(world: World, editor: Editor) -> None:
    editor("sys.exit('must not be started')")
    said = world.run("edit last")
    assert said.code == 3
    assert "hobnob log" in said.err


def test_several_notes_of_a_name_are_listed(world: World, editor: Editor) -> None:
    world.person("Grace Hopper")
    world.person("Grace Kelly")
    editor("sys.exit('must not be started')")
    said = world.run("edit grace")
    assert said.code == 3
    assert "grace-hopper" in said.err
    assert "grace-kelly" in said.err
    assert world.run("edit zelda").code == 3


def test_a_path_out_of_the_journal_is_not_opened(world: World, editor: Editor) -> None:
    (world.root.parent / "other.md").write_text("x", encoding="utf-8")
    editor("sys.exit('must not be started')")
    assert world.run("edit ../other.md").code == 3


def test_an_editor_that_is_not_there_is_named(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.person("Grace Hopper")
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")
    said = world.run("edit grace")
    assert said.code == 2
    assert "'no-such-editor' (from $VISUAL) cannot be started" in said.err
    monkeypatch.setenv("VISUAL", "'unclosed")
    assert world.run("edit grace").code == 2


def test_without_a_terminal_no_editor_is_guessed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.person("Grace Hopper")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    said = world.run("edit grace")
    assert said.code == 2
    assert "$EDITOR" in said.err


def test_a_file_name_is_never_a_command(world: World, editor: Editor) -> None:
    world.write("people/$(touch hacked).md", "---\nname: Grace\n---\n")
    editor(APPEND)
    assert world.run("edit grace").code == 0
    assert not (world.root / "hacked").exists()


def test_a_note_that_was_deleted_in_the_editor_is_no_error(world: World, editor: Editor) -> None:
    world.person("Grace Hopper")
    editor("path.unlink()")
    said = world.run("edit grace")
    assert said.code == 0
    assert "is gone" in said.err
