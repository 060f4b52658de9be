"""Other systems, as far as they can be simulated here: a Mac, Windows, a disk without links.

None of this replaces a run on the system itself; the README says what is tested where.
"""

from __future__ import annotations

import builtins
import errno
import importlib
import io
import os
import sys
import types
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hobnob import locking, waiting
from hobnob.errors import WriteError
from hobnob.index.scan import begin_scan
from hobnob.journal import is_device, short_slug
from tests.conftest import World


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


class _Entry:
    """An entry of a folder whose names are decomposed, as HFS+ has them."""

    def __init__(self, entry: os.DirEntry[str]) -> None:
        self._entry = entry
        self.name = unicodedata.normalize("NFD", entry.name)
        self.path = os.path.join(os.path.dirname(entry.path), self.name)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._entry, name)


class _Entries:
    def __init__(self, entries: list[_Entry]) -> None:
        self._entries = iter(entries)

    def __iter__(self) -> _Entries:
        return self

    def __next__(self) -> _Entry:
        return next(self._entries)

    def __enter__(self) -> _Entries:
        return self

    def __exit__(self, *_: object) -> None: ...


class OtherDisk:
    """Makes a folder a file system without case, which finds names in any normal form."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        self._root = str(root)
        self._list = os.listdir
        for name in ("stat", "lstat", "open", "mkdir", "unlink", "remove", "rmdir", "chmod",
                     "utime", "access"):  # fmt: skip
            patch.setattr(os, name, self._one(getattr(os, name)))
        for name in ("link", "rename", "replace"):
            patch.setattr(os, name, self._two(getattr(os, name)))
        for module in (io, builtins):
            patch.setattr(module, "open", self._one(io.open))
        scan = os.scandir

        def scandir(path: Any = ".") -> Any:
            if isinstance(path, int):
                return scan(path)
            return _Entries([_Entry(entry) for entry in scan(self._real(path))])

        def listdir(path: Any = ".") -> list[str]:
            return [unicodedata.normalize("NFD", name) for name in self._list(self._real(path))]

        patch.setattr(os, "scandir", scandir)
        patch.setattr(os, "listdir", listdir)

    def _real(self, path: Any) -> Any:
        """Return the path as it stands on the disk below, if there is one."""
        if isinstance(path, int | bytes) or not os.fspath(path).startswith(self._root):
            return path
        real = self._root
        for part in os.fspath(path)[len(self._root) :].split("/"):
            try:
                same = [name for name in self._list(real) if _key(name) == _key(part)]
            except OSError:
                same = []
            real = f"{real}/{(same or [part])[0]}" if part else real
        return real

    def _one(self, call: Callable[..., Any]) -> Callable[..., Any]:
        return lambda path, *more, **how: call(self._real(path), *more, **how)

    def _two(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def both(old: Any, new: Any, **how: Any) -> Any:
            old = self._real(old)
            same = self._real(new)
            # A rename to the same name in another case is one; a link to it is not.
            return call(old, new if same == old and call.__name__ != "link" else same, **how)

        return both


class Msvcrt(types.ModuleType):
    """The lock of Windows, among the files of one process."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self._held: dict[int, int] = {}

    def locking(self, descriptor: int, mode: int, count: int) -> None:
        assert (mode, count) == (self.LK_NBLCK, 1)
        file = os.fstat(descriptor).st_ino
        other = self._held.get(file, descriptor)
        if other != descriptor:
            try:
                if os.fstat(other).st_ino == file:
                    raise PermissionError(errno.EACCES, "locked")
            except OSError as error:
                if error.errno != errno.EBADF:
                    raise
        self._held[file] = descriptor


@pytest.fixture
def windows_lock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "fcntl", None)
        patch.setitem(sys.modules, "msvcrt", Msvcrt())
        importlib.reload(locking)
        yield
    importlib.reload(locking)


@pytest.fixture
def elsewhere(tmp_path: Path, windows_lock: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """A journal on a system that has neither fork nor links nor case."""
    for name in ("fork", "getuid", "getgid", "chown", "sched_getaffinity", "O_NOFOLLOW",
                 "O_NONBLOCK", "O_CLOEXEC"):  # fmt: skip
        monkeypatch.delattr(os, name, raising=False)
    monkeypatch.setattr("hobnob.parallel.sys", types.SimpleNamespace(platform="win32"))
    world = World(tmp_path / "journal")
    world.settle()

    def no_link(*_: object, **__: object) -> None:
        raise OSError(errno.EINVAL, "Incorrect function")

    monkeypatch.setattr(os, "link", no_link)
    OtherDisk(world.root, monkeypatch)
    return world


def good(world: World, *commands: str) -> str:
    out = ""
    for command in commands:
        said = world.run(command)
        assert said.code == 0, (command, said.out, said.err)
        out = said.out
    return out


def test_a_day_elsewhere(elsewhere: World) -> None:
    good(
        elsewhere,
        'add person "José Núñez" circle=close',
        'log "Lunch with José about compilers, promised to send the list"',
        "set jose-nunez location=Lima tags=a,b",
        'note jose "likes gin"',
        "list promises",
        "done 1",
        'rename jose-nunez "José Pérez"',
        'add person "Bob"',
        "merge jose-perez bob --prefer keep",
        "undo",
        "check",
        "build",
    )
    assert "Lima" in good(elsewhere, "show jose")
    names = {path.name for path in (elsewhere.notes / "people").iterdir()}
    assert {unicodedata.normalize("NFC", name) for name in names} == {"bob.md", "josé-pérez.md"}
    assert good(elsewhere, "list people").count("\n") == 3
    assert not list(elsewhere.notes.rglob("*hobnob-new"))


def test_a_folder_with_a_capital_holds_people_too(elsewhere: World) -> None:
    (elsewhere.notes / "People").mkdir()
    elsewhere.write("People/Ada.md", "---\nname: Ada\n---\n")
    good(elsewhere, 'add person "Bob"', "set bob circle=close", "set ada circle=wide", "check")
    assert [row["slug"] for row in elsewhere.run("list people --json").json] == ["ada", "bob"]
    good(elsewhere, 'rename ada "Ada King"', "check")
    assert {*os.listdir(elsewhere.notes / "People")} == {"ada-king.md", "bob.md"}


def test_a_name_in_another_case_is_taken(elsewhere: World) -> None:
    elsewhere.write("people/Ada.md", "---\nname: Ada Byron\n---\n")
    good(elsewhere, 'add person "ADA"')
    assert {*os.listdir(elsewhere.notes / "people")} == {"Ada.md", "ada-2.md"}
    os.rename(elsewhere.notes / "people/Ada.md", elsewhere.notes / "people/ADA.md")
    good(elsewhere, "set ada location=Rome", "check")
    assert "Rome" in (elsewhere.notes / "people/ada.md").read_text()


def test_the_lock_of_windows_holds(
    tmp_path: Path, windows_lock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 0.05)
    lock = tmp_path / "lock"
    with locking.locked(lock), pytest.raises(WriteError), locking.locked(lock):
        pass
    with locking.locked(lock):
        pass


def test_notes_with_the_line_ends_of_windows_keep_them(world: World) -> None:
    path = world.write("people/ada.md", b"---\r\nname: Ada\r\ntags: [a]\r\n---\r\nText.\r\n")
    good(world, "set ada tags+=b circle=close", 'note ada "likes gin"', "check")
    data = path.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") >= 7


DEVICES = ("con", "nul", "aux", "prn", "com1", "lpt9", "com¹")


@pytest.mark.parametrize("name", DEVICES)
def test_no_new_note_has_the_name_of_a_device(world: World, name: str) -> None:
    assert short_slug(name.upper()) == f"{name}-1"
    good(world, f'add person "{name.upper()}"', f'add org "{name} Inc."', "check")
    for path in world.notes.rglob("*.md"):
        assert not is_device(path.name)
    assert good(world, f"show {name}").startswith(name.upper())
    assert world.run(f'add person "Somebody" --slug {name}').code == 2


def test_names_that_other_systems_do_not_take_are_told(world: World) -> None:
    world.person("Con", "con")
    world.write("people/what?.md", "---\nname: What\n---\n")
    world.write("people/work./eve.md", "---\nname: Eve\n---\n")
    world.write("one.md", "# One\n")
    world.write("One.md", "# One\n")
    world.write("contact.md", "# Nothing wrong\n")
    said = world.run("check")
    assert [line.split(":")[0] for line in said.out.splitlines() if "portable-name" in line] == [
        "notes/one.md", "notes/people/con.md", "notes/people/what?.md", "notes/people/work./eve.md",
    ]  # fmt: skip
    good(world, "rename con con-1")
    assert "con-1.md" not in world.run("check").out


def test_a_survey_needs_no_second_process(
    elsewhere: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hobnob.index.scan.LARGE", 0)
    good(elsewhere, 'add person "Ada"')
    assert begin_scan(elsewhere.journal()).signatures()
