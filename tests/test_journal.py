"""A journal is found where a person would look, and written to without ever losing a byte."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from hobnob import journal as journals
from hobnob.errors import (
    ChangedError,
    ExistsError,
    NoJournalError,
    SettingsError,
    UsageError,
    WriteError,
)
from hobnob.journal import create_note, find_journal, note_path, replace_note, short_slug
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
        ("plugins:\n- hobnob: [today]", "name: value"),
    ],
)
def test_settings_that_cannot_be_used_say_why(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text)
    with pytest.raises(SettingsError, match=said):
        find_journal(None, {}, tmp_path)


def test_a_new_note_never_replaces_one(world: World) -> None:
    journal = world.journal()
    path = note_path(journal, "person", "ada")
    create_note(journal, path, "one")
    with pytest.raises(ExistsError):
        create_note(journal, path, "two")
    assert path.read_text() == "one"
    assert [p.name for p in path.parent.iterdir()] == ["ada.md"]


def test_a_file_system_without_links_does_as_well(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    path = note_path(world.journal(), "person", "ada")
    create_note(world.journal(), path, "one")
    with pytest.raises(ExistsError):
        create_note(world.journal(), path, "two")
    assert path.read_text() == "one"
    assert [p.name for p in path.parent.iterdir()] == ["ada.md"]


def test_a_note_that_changed_meanwhile_is_left_alone(world: World) -> None:
    path = world.person("Ada")
    read = path.read_bytes()
    path.write_bytes(read + b"an editor saved this\n")
    with pytest.raises(ChangedError):
        replace_note(world.journal(), path, read, b"new")
    assert path.read_bytes().endswith(b"an editor saved this\n")
    path.unlink()
    with pytest.raises(ChangedError):
        replace_note(world.journal(), path, read, b"new")


def test_mode_stays_when_a_note_is_replaced(world: World) -> None:
    path = world.person("Ada")
    path.chmod(0o640)
    replace_note(world.journal(), path, path.read_bytes(), b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_write_that_fails_leaves_the_old_note_and_no_litter(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = world.person("Ada")
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left"):
        replace_note(world.journal(), path, before, b"new")
    with pytest.raises(WriteError, match="No space left"):
        create_note(world.journal(), path.with_name("new.md"), "new")
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_nothing_is_written_outside(world: World, tmp_path: Path) -> None:
    journal = world.journal()
    outside = tmp_path / "outside"
    outside.mkdir()
    (world.notes / "people").symlink_to(outside)
    with pytest.raises(UsageError, match="outside"):
        create_note(journal, journal.folder("person") / "ada.md", "x")
    with pytest.raises(UsageError, match="outside"):
        create_note(journal, world.root / "elsewhere.md", "x")
    assert list(outside.iterdir()) == []


def test_a_note_that_is_a_link_is_not_written(world: World, tmp_path: Path) -> None:
    target = tmp_path / "target.md"
    target.write_text("theirs")
    link = world.notes / "people" / "ada.md"
    link.parent.mkdir()
    link.symlink_to(target)
    with pytest.raises(UsageError, match="outside"):
        replace_note(world.journal(), link, b"theirs", b"ours")
    assert target.read_text() == "theirs"


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
