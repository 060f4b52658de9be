"""A journal is found where a person would look, and written to without ever losing a byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from hobnob import journal as journals
from hobnob.errors import (
    NoJournalError,
    SettingsError,
    UsageError,
)
from hobnob.journal import find_journal, note_path, short_slug
from tests.conftest import World


def test_a_journal_is_found_upward(world: World) -> None:
    deep = world.notes / "people" / "sub"
    deep.mkdir(parents=True)
    assert find_journal(None, {}, deep).root == world.root


def test_what_is_named_wins_over_the_environment_and_that_over_the_place(
    world: World, tmp_path: Path
) -> None:
    other = World(tmp_path / "other")
    other.settle()
    third = World(tmp_path / "third")
    third.settle()
    surroundings = {"HOBNOB_JOURNAL": str(other.root)}
    assert find_journal(str(third.root), surroundings, world.root).root == third.root
    assert find_journal(None, surroundings, world.root).root == other.root
    assert find_journal(None, {}, world.root).root == world.root


def test_another_mkdocs_site_is_no_journal(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nplugins: [search]\n")
    with pytest.raises(NoJournalError, match="hobnob init"):
        find_journal(str(tmp_path), {}, tmp_path)


@pytest.mark.parametrize(
    "text",
    ["plugins: [hobnob]", "plugins:\n  hobnob: {}", "plugins:\n  - search\n  - hobnob:\n",
     "plugins: [hobnob]\nextra: !ENV [X, 1]\nhooks: !!python/name:x.y ''"],
)  # fmt: skip
def test_the_ways_to_list_a_plugin(tmp_path: Path, text: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text)
    assert find_journal(None, {}, tmp_path).root == tmp_path


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("plugins: [", "not YAML"),
        ("plugins:\n- hobnob:\n    tody: 2026-11-22", "no setting 'tody'"),
        ("plugins:\n- hobnob:\n    today: 2026-13-22", "no month 13"),
        ("plugins:\n- hobnob:\n    cadence: {close: 2 fortnights}", "not an interval"),
        ("plugins:\n- hobnob:\n    cadence: {wide: never}", "wide: .* '3 months'(?!.*never)"),
        ("plugins:\n- hobnob: [today]", "name: value"),
    ],
)
def test_settings_that_cannot_be_used_say_why(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text)
    with pytest.raises(SettingsError, match=said):
        find_journal(None, {}, tmp_path)


def test_file_names_stay_short() -> None:
    assert short_slug("word " * 100).count("word") < 20
    assert len(short_slug("山" * 300).encode()) <= 200


def test_a_name_without_letters_is_refused(world: World) -> None:
    with pytest.raises(UsageError, match="letter"):
        note_path(world.journal(), "person", "")


def test_a_files_name_is_its_slug() -> None:
    assert journals.slug_of("Grace Hopper.md") == "grace-hopper"
    assert journals.slug_of("søren.MD") == "søren"
    assert journals.kind_of("people/sub/x.md") == "person"
    assert journals.kind_of("people.md") == "page"


def test_a_path_is_told_from_the_root_of_the_journal(world: World) -> None:
    journal = world.journal()
    assert journal.relative(world.root / "notes" / "people" / "ada.md") == "notes/people/ada.md"
    assert journal.relative(world.root) == "."
    for elsewhere in (Path(f"{world.root}-2/ada.md"), Path("notes/ada.md")):
        with pytest.raises(ValueError, match="subpath"):
            journal.relative(elsewhere)
