"""The editor opens with what was understood; what is written there is logged, and never lost."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import pytest

from tests.commands.changing import tree
from tests.conftest import Said, World

READ = "import sys, pathlib; path = pathlib.Path(sys.argv[1]); text = path.read_text(); "


@pytest.fixture
def known(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    world.person("Grace Hopper")
    world.person("George Green")
    monkeypatch.delenv("VISUAL", raising=False)
    return world


class Editor:
    """An editor that does to the text what a piece of Python says, and shows what it was given."""

    def __init__(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world = world
        self.patch = monkeypatch
        self.seen = world.root / "seen"

    def log(self, code: str, *arguments: str) -> Said:
        whole = f"{READ}pathlib.Path({str(self.seen)!r}).write_text(text); {code}"
        self.patch.setenv("EDITOR", shlex.join([sys.executable, "-c", whole]))
        return self.world.run(["log", *arguments, "--edit"])

    def replace(self, old: str, new: str, *arguments: str) -> Said:
        code = f"assert {old!r} in text; path.write_text(text.replace({old!r}, {new!r}))"
        return self.log(code, *arguments)

    @property
    def template(self) -> str:
        return self.seen.read_text()

    @property
    def logged(self) -> list[str]:
        files = sorted((self.world.notes / "interactions").rglob("*.md"))
        return [path.read_bytes().decode() for path in files]

    @property
    def kept(self) -> list[Path]:
        return sorted((self.world.root / ".hobnob/unfinished").glob("*"))


@pytest.fixture
def editor(known: World, monkeypatch: pytest.MonkeyPatch) -> Editor:
    return Editor(known, monkeypatch)


NOTHING = "pass"


def test_the_template_has_what_was_understood_and_hints(editor: Editor) -> None:
    said = editor.log(NOTHING, "coffee with Grace #navy", "--place", "Luigi's")
    assert said.code == 0, said.err
    for line in ("date: 2026-11-22", "people: [grace-hopper]", "place: Luigi's"):
        assert f"\n{line}\n" in editor.template
    assert "\n# follow_up: " in editor.template
    assert editor.template.endswith("---\ncoffee with [[grace-hopper|Grace]] #navy\n")


def test_left_as_it_is_it_is_what_log_would_have_written(editor: Editor) -> None:
    text = "coffee with Grace and **Oprah Winfrey**, promised to call George by Friday"
    editor.log(NOTHING, text)
    assert (editor.world.notes / "people/oprah-winfrey.md").exists()
    before = tree(editor.world)
    editor.world.run("undo")
    editor.world.run(["log", text])
    assert tree(editor.world) == before
    assert editor.kept == []


def test_no_hint_stays_in_the_note(editor: Editor) -> None:
    editor.replace("# place: Luigi's", 'place: The "Crown"', "coffee with Grace")
    (note,) = editor.logged
    assert "#" not in note
    assert 'place: The "Crown"\n' in note


def test_remarks_of_ones_own_stay(editor: Editor) -> None:
    editor.replace("people: [", "# my own\nshoe: 38   # big\npeople: [", "coffee with Grace")
    assert "# my own\nshoe: 38   # big\npeople: [grace-hopper]\n" in editor.logged[0]


def test_what_is_written_below_is_read_as_a_line_is(editor: Editor) -> None:
    said = editor.log("path.write_text(text + 'Lunch with Grace and George\\n')")
    assert said.code == 0, said.err
    (note,) = editor.logged
    assert "people: [grace-hopper, george-green]\n" in note
    assert note.endswith("Lunch with [[grace-hopper|Grace]] and [[george-green|George]]\n")


def test_what_the_front_matter_says_wins(editor: Editor) -> None:
    code = "path.write_text(text.replace('---\\n', '---\\nkind: call\\npeople: George Green\\n', 1) + 'Lunch with Grace\\n')"
    editor.log(code)
    assert "people: [george-green]\n" in editor.logged[0]
    assert "kind: call\n" in editor.logged[0]


def test_a_key_that_was_taken_out_does_not_come_back(editor: Editor) -> None:
    editor.log(
        "path.write_text(text.replace('tags: [navy]\\n', '') + 'More of it. #navy\\n')",
        "coffee with Grace", "--tag", "navy",
    )  # fmt: skip
    assert "tags:" not in editor.logged[0]
    assert "More of it." in editor.logged[0]


def test_text_alone_is_a_line(editor: Editor) -> None:
    editor.log("path.write_text('Coffee with Grace\\n')")
    assert editor.logged[0].endswith("Coffee with [[grace-hopper|Grace]]\n")


@pytest.mark.parametrize(
    "code", [NOTHING, "path.write_text('')", "path.write_text('\\n\\n')", "path.unlink()"]
)
def test_with_nothing_in_it_nothing_is_written(editor: Editor, code: str) -> None:
    said = editor.log(code, "--with", "grace")
    assert said.code == 0
    assert "nothing was written" in said.err
    assert (editor.logged, editor.kept) == ([], [])


@pytest.mark.parametrize(
    ("code", "says", "exit_code"),
    [
        ("path.write_text(text.replace('date: 2026-11-22', 'date: 2026-02-31'))", "line 3: ", 2),
        ("path.write_text(text.replace('people: [', 'people: [zelda, '))", "zelda", 3),
        ("path.write_text('---\\nkind: [\\n---\\nCoffee\\n')", "line ", 2),
        ("path.write_text('Coffee')", "with whom?", 2),
        ("path.write_bytes(b'\\xff')", "UTF-8", 2),
    ],
)  # fmt: skip
def test_what_cannot_be_logged_is_kept(
    editor: Editor, code: str, says: str, exit_code: int
) -> None:
    said = editor.log(code, "coffee with Grace")
    assert said.code == exit_code
    assert says in said.err
    assert editor.logged == []
    (kept,) = editor.kept
    assert kept.relative_to(editor.world.root).as_posix() in said.err


def test_the_next_time_goes_on_with_what_was_not_finished(editor: Editor) -> None:
    editor.log("path.write_text('Coffee')", "coffee with Grace")
    said = editor.log("path.write_text(text + ' with George')")
    assert "going on" in said.err
    assert editor.template == "Coffee"
    assert editor.logged[0].endswith("Coffee with [[george-green|George]]\n")
    assert editor.kept == []


def test_an_editor_that_fails_writes_nothing_and_loses_nothing(editor: Editor) -> None:
    said = editor.log("path.write_text(text + 'More.'); sys.exit(1)", "coffee with Grace")
    assert editor.logged == []
    assert "kept in" in said.err
    assert editor.kept[0].read_text().endswith("More.")


def test_without_an_editor_nothing_stays_behind(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor-anywhere")
    assert editor.world.run(["log", "coffee with Grace", "--edit"]).code == 2
    assert (editor.logged, editor.kept) == ([], [])


def test_what_is_kept_is_not_overwritten_by_another(editor: Editor) -> None:
    editor.log("path.write_text('one'); sys.exit(1)", "coffee with Grace")
    editor.log("path.write_text('two'); sys.exit(1)", "tea with Grace")
    assert [path.read_text() for path in editor.kept] == ["one", "two"]


def test_line_ends_of_another_system_are_fine(editor: Editor) -> None:
    editor.log("path.write_bytes(text.replace('\\n', '\\r\\n').encode() + b'More.\\r\\n')",
               "coffee with Grace")  # fmt: skip
    (note,) = editor.logged
    assert "#" not in note
    assert note.endswith("More.\n")


def test_a_dry_run_shows_the_template(editor: Editor) -> None:
    said = editor.log("sys.exit('not to be opened')", "coffee with Grace", "--dry-run")
    assert said.code == 0
    assert "people: [grace-hopper]" in said.out
    assert (editor.logged, editor.kept) == ([], [])


@pytest.mark.skipif(os.name == "nt", reason="modes are of another kind there")
def test_nobody_else_reads_what_is_unfinished(editor: Editor) -> None:
    editor.log("sys.exit(1)", "coffee with Grace")
    assert (editor.world.root / ".hobnob/unfinished").stat().st_mode & 0o077 == 0
