"""Notes change all or none, and whatever cuts a change off, nothing is lost."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hobnob.errors import ChangedError, ExistsError, UsageError, WriteError
from hobnob.journal import note_path
from hobnob.transaction import FileChange, History, commit, list_done, recover, undo
from tests.conftest import World

Tree = dict[str, bytes]


def tree(world: World) -> Tree:
    """Every file of the notes, those that begin with a dot too."""
    return {
        str(path.relative_to(world.notes)): path.read_bytes()
        for path in world.notes.rglob("*")
        if path.is_file()
    }


def replacing(path: Path, after: bytes | None) -> FileChange:
    return FileChange(path=path, before=path.read_bytes(), after=after)


def new(path: Path, text: bytes) -> FileChange:
    return FileChange(path=path, before=None, after=text)


def everything(world: World) -> list[FileChange]:
    """A change of each sort: new, other, and gone."""
    people = world.notes / "people"
    return [
        replacing(people / "ada.md", b"other"),
        replacing(people / "bob.md", None),
        new(people / "carl.md", b"new"),
        replacing(people / "dora.md", b"other too"),
    ]


@pytest.fixture
def three(world: World) -> World:
    for name in ("Ada", "Bob", "Dora"):
        world.person(name)
    return world


def test_all_sorts_of_change_are_made(three: World) -> None:
    commit(three.journal(), everything(three), "all sorts")
    assert tree(three) == {
        "people/ada.md": b"other", "people/carl.md": b"new", "people/dora.md": b"other too"
    }  # fmt: skip
    (done,) = list_done(three.journal())
    assert done.what == "all sorts"


def test_undo_brings_back_every_byte(three: World) -> None:
    before = tree(three)
    (three.notes / "people/bob.md").chmod(0o640)
    commit(three.journal(), everything(three), "all sorts")
    undo(three.journal(), list_done(three.journal())[0])
    assert tree(three) == before
    assert stat.S_IMODE((three.notes / "people/bob.md").stat().st_mode) == 0o640
    assert list_done(three.journal()) == []


def test_undo_names_what_is_no_longer_as_it_was_left(three: World) -> None:
    commit(three.journal(), everything(three), "all sorts")
    (three.notes / "people/dora.md").write_bytes(b"edited since")
    before = tree(three)
    with pytest.raises(ChangedError, match=r"people/dora\.md was changed"):
        undo(three.journal(), list_done(three.journal())[0])
    assert tree(three) == before
    assert len(list_done(three.journal())) == 1


def test_what_is_taken_away_is_in_the_trash(three: World) -> None:
    path = three.notes / "people/bob.md"
    text = path.read_bytes()
    for _ in range(2):
        change = FileChange(path=path, before=text, after=None, trash=True)
        commit(three.journal(), [change], "remove bob")
        three.person("Bob")
    trash = three.root / ".hobnob/trash/notes/people"
    assert {p.name: p.read_bytes() for p in trash.iterdir()} == {
        "bob.md": text, "bob-2.md": text
    }  # fmt: skip


def test_only_so_many_changes_are_kept(three: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hobnob.transaction.done.MOST_KEPT", 3)
    monkeypatch.setattr("hobnob.transaction.done.MORE_KEPT", 2)
    path = three.notes / "people/ada.md"
    leaving = []
    for number in range(6):
        made = commit(three.journal(), [replacing(path, str(number).encode())], f"change {number}")
        assert made is not None
        leaving.append(made.leaving)
    # The fifth says that the sixth will delete three.
    assert leaving == [0, 0, 0, 0, 3, 0]
    assert [done.what for done in list_done(three.journal())] == [
        "change 5", "change 4", "change 3"
    ]  # fmt: skip
    for expected in (b"4", b"3"):
        undo(three.journal(), list_done(three.journal())[0])
        assert path.read_bytes() == expected


# ---------------------------------------------------------------- refusals


def test_a_new_note_never_replaces_one(world: World) -> None:
    path = note_path(world.journal(), "person", "ada")
    commit(world.journal(), [new(path, b"one")], "add")
    with pytest.raises(ExistsError):
        commit(world.journal(), [new(path, b"two")], "add")
    assert tree(world) == {"people/ada.md": b"one"}


def test_a_file_system_without_links_does_as_well(
    three: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    before = tree(three)
    monkeypatch.setattr(os, "link", refuse)
    commit(three.journal(), everything(three), "all sorts")
    assert (three.notes / "people/carl.md").read_bytes() == b"new"
    undo(three.journal(), list_done(three.journal())[0])
    assert tree(three) == before


def test_one_note_that_changed_meanwhile_stops_all(three: World) -> None:
    changes = everything(three)
    (three.notes / "people/dora.md").write_bytes(b"an editor saved this")
    before = tree(three)
    with pytest.raises(ChangedError, match="dora"):
        commit(three.journal(), changes, "all sorts")
    assert tree(three) == before


def test_what_is_saved_in_the_very_moment_is_not_lost(
    three: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the last look at a note and its replacement."""
    changes = everything(three)
    dora = three.notes / "people/dora.md"
    link = os.link

    def saved_meanwhile(one: Any, other: Any) -> None:
        if Path(one) == dora:
            dora.write_bytes(b"saved by an editor")
        link(one, other)

    before = tree(three)
    monkeypatch.setattr(os, "link", saved_meanwhile)
    with pytest.raises(ChangedError, match="dora"):
        commit(three.journal(), changes, "all sorts")
    assert tree(three) == {**before, "people/dora.md": b"saved by an editor"}
    assert list_done(three.journal()) == []


def test_mode_stays_when_a_note_is_replaced(three: World) -> None:
    path = three.notes / "people/ada.md"
    path.chmod(0o640)
    commit(three.journal(), [replacing(path, b"other")], "set")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_read_only_note_stops_all(three: World) -> None:
    before = tree(three)
    (three.notes / "people/dora.md").chmod(0o444)
    with pytest.raises(WriteError, match=r"dora\.md is read-only"):
        commit(three.journal(), everything(three), "all sorts")
    assert tree(three) == before


@pytest.mark.parametrize("after", range(30))
def test_a_disk_that_is_full_at_any_write_leaves_all_as_it_was(
    three: World, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    left = after

    def full(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **keys: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*arguments, **keys)

        return step

    before, changes = tree(three), everything(three)
    with monkeypatch.context() as patch:
        for name in ("fsync", "link"):
            patch.setattr(os, name, full(getattr(os, name)))
        with contextlib.suppress(WriteError):
            commit(three.journal(), changes, "all sorts")
    made = bool(list_done(three.journal()))
    assert made or tree(three) == before
    recover(three.journal())
    assert made or tree(three) == before


def test_nothing_is_written_outside(world: World, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (world.notes / "people").symlink_to(outside)
    for path in (
        world.notes / "people" / "ada.md",
        world.root / "elsewhere.md",
        world.notes / "orgs" / ".." / ".." / "x.md",
    ):
        with pytest.raises(UsageError, match="outside"):
            commit(world.journal(), [new(path, b"x")], "add")
    assert list(outside.iterdir()) == []


def test_a_cache_that_is_a_link_is_not_written(world: World, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (world.root / ".hobnob").symlink_to(outside)
    path = world.person("Ada")
    with pytest.raises(WriteError, match="is a link"):
        commit(world.journal(), [replacing(path, b"other")], "set")
    assert "does not follow links" in world.run("list people").err
    assert list(outside.iterdir()) == []


def test_a_note_that_is_a_link_is_not_written(world: World, tmp_path: Path) -> None:
    target = tmp_path / "target.md"
    target.write_text("theirs")
    link = world.notes / "people" / "ada.md"
    link.parent.mkdir()
    link.symlink_to(target)
    with pytest.raises(UsageError, match="outside"):
        commit(world.journal(), [replacing(link, b"ours")], "set")
    assert target.read_text() == "theirs"


# ---------------------------------------------------------------- cut off


_CALLS = ("fsync", "link", "open", "rename", "replace", "unlink", "mkdir", "close")


def _die_after(calls: int) -> None:
    """Kill this process at its so-many-th system call that changes something."""
    left = calls

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **keys: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **keys)

        return step

    for name in _CALLS:
        setattr(os, name, dying(getattr(os, name)))


def killed_after(calls: int, work: Callable[[], object]) -> bool:
    """Do some work in a process that is killed; return whether it was before its end."""
    child = os.fork()
    if not child:
        try:
            _die_after(calls)
            work()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked")


@linux
def test_killed_at_any_call_it_is_wholly_before_or_wholly_after(three: World) -> None:
    before, journal = tree(three), three.journal()
    sides = set()
    for calls in range(500):
        cut = killed_after(calls, lambda: commit(journal, everything(three), "all sorts"))
        told = recover(journal)
        now = tree(three)
        assert now in (
            before,
            {"people/ada.md": b"other", "people/carl.md": b"new", "people/dora.md": b"other too"},
        ), calls
        sides.add(now == before)
        if now != before:
            undo(journal, list_done(journal)[0])
            assert tree(three) == before
        if not cut:
            assert told == []
            break
    else:
        pytest.fail("it never came to its end")
    assert sides == {True, False}


@linux
def test_killed_while_it_is_taken_back_it_is_as_it_was(
    three: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, journal = tree(three), three.journal()
    dora = three.notes / "people/dora.md"
    link = os.link

    def saved_meanwhile(one: Any, other: Any) -> None:
        if Path(one) == dora:
            dora.write_bytes(b"saved by an editor")
        link(one, other)

    def work() -> None:
        try:
            commit(journal, everything(three), "all sorts")
        except ChangedError:
            return

    monkeypatch.setattr(os, "link", saved_meanwhile)
    for calls in range(500):
        cut = killed_after(calls, work)
        recover(journal)
        now = tree(three)
        if now["people/dora.md"] == b"saved by an editor":
            assert now == {**before, "people/dora.md": b"saved by an editor"}, calls
        else:
            # Killed before the editor came.
            assert now == before, calls
        dora.write_bytes(before["people/dora.md"])
        if not cut:
            return
    pytest.fail("it never came to its end")


@linux
def test_a_note_edited_after_the_cut_is_left_as_it_is(three: World) -> None:
    before, journal = tree(three), three.journal()
    edited = 0
    for calls in range(200):
        cut = killed_after(calls, lambda: commit(journal, everything(three), "all sorts"))
        dora = three.notes / "people/dora.md"
        dora.write_bytes(b"edited after the cut")
        recover(journal)
        now = tree(three)
        assert now.pop("people/dora.md") == b"edited after the cut"
        others = {path: text for path, text in before.items() if path != "people/dora.md"}
        # Dora is the last of them: when her note was changed too, nothing but the end was missing.
        assert now in (others, {"people/ada.md": b"other", "people/carl.md": b"new"}), calls
        edited += now == others
        for path in three.notes.rglob("*.md"):
            path.unlink()
        for name, text in before.items():
            (three.notes / name).write_bytes(text)
        if not cut:
            break
    assert edited > 10


@linux
def test_an_undo_killed_at_any_call_is_made_wholly_or_not_at_all(three: World) -> None:
    before, journal = tree(three), three.journal()
    commit(journal, everything(three), "all sorts")
    after, (done,) = tree(three), list_done(journal)
    sides = set()
    for calls in range(500):
        cut = killed_after(calls, lambda: undo(journal, done))
        recover(journal)
        history = History(journal)
        undone = tree(three) == before
        assert undone or tree(three) == after, calls
        # What the journal says of the change agrees with the notes.
        assert history.stands(history.entries[0]) != undone, calls
        sides.add(undone)
        if undone:
            undo(journal, history.to_redo()[0])
            assert tree(three) == after
        # A longer history takes more calls to read.
        for later in History(journal).entries[1:]:
            shutil.rmtree(later.folder)
        if not cut:
            break
    else:
        pytest.fail("it never came to its end")
    assert sides == {True, False}
