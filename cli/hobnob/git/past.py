"""The notes as they were: those of an earlier commit, in a folder of their own.

The one rule: git is only read, and nothing of it runs. The folder lies in the journal's cache, is
made once for a commit, and nobody writes into it.
"""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from hobnob.cache import clear, is_folder, make_cache, make_folder, read_plain
from hobnob.git.blobs import read_blobs, require_blob
from hobnob.git.repository import Repository, find_repository
from hobnob.git.run import GitError
from hobnob.journal import PAST, Journal
from hobnob.machine import is_signed, sign
from hobnob.names import is_note_name

_MARK = "made"
_MOST_KEPT = 5
"""How many earlier states are kept; the others are made again when they are asked for."""
_AT_ONCE = 500
"""Notes that are read from git at a time."""


@dataclass(frozen=True, kw_only=True)
class Past:
    """A journal as it was.

    Attributes:
        journal: the journal; it cannot be written.
        commit: the id of its commit.
        date: the day of the commit.
        message: the first line of its message.
    """

    journal: Journal
    commit: str
    date: str
    message: str


def load_past(journal: Journal, day: str) -> Past:
    """Return a journal as it was at the end of a day.

    That is the latest commit of the branch until then, by the time of the commit on this clock. The
    settings are those of today.

    Args:
        journal: the journal as it is.
        day: an ISO date.

    Raises:
        GitError: there is no such commit, or git cannot read it.
    """
    repository = find_repository(journal)
    if not repository.head():
        raise GitError("git has no commit yet")
    end = int((datetime.fromisoformat(day) + timedelta(days=1)).timestamp()) - 1
    commit = repository.git.line("rev-list", "-1", "--first-parent", f"--min-age={end}", "HEAD")
    if not commit:
        first = repository.git.line("log", "--first-parent", "--reverse", "--format=%cs", "HEAD")
        raise GitError(f"git knows the journal only since {first.partition(chr(10))[0]}")
    said = repository.git.line("log", "-1", "--format=%cs %s", commit)
    date, _, message = "".join(c if c.isprintable() else "�" for c in said).partition(" ")
    return Past(
        journal=_checked_out(journal, repository, commit), commit=commit, date=date, message=message
    )


def _checked_out(journal: Journal, repository: Repository, commit: str) -> Journal:
    """Return the journal of a commit; its notes are in the cache.

    Raises:
        GitError: they cannot be read or written.
    """
    try:
        make_cache(journal.cache)
        folder = make_folder(journal.cache, PAST) / commit
        notes = folder / journal.notes.relative_to(journal.root)
        if not _is_made(folder, commit):
            _make(journal, repository, commit, folder)
        os.utime(folder)
        _forget_older(folder.parent)
    except OSError as error:
        raise GitError(f"the earlier notes cannot be kept: {error.strerror}") from None
    return replace(journal, root=folder, notes=notes, past=True)


def _make(journal: Journal, repository: Repository, commit: str, folder: Path) -> None:
    """Write the notes of a commit into a folder, completely or not at all."""
    beside = make_folder(journal.cache, f"{PAST}/.{secrets.token_hex(6)}.new")
    try:
        notes = beside / journal.notes.relative_to(journal.root)
        notes.mkdir(parents=True)
        files = _notes_in(journal, repository, commit)
        names = list(files)
        for at in range(0, len(names), _AT_ONCE):
            some = names[at : at + _AT_ONCE]
            found = read_blobs(repository.git, [files[name] for name in some])
            for name in some:
                path = notes / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(require_blob(found, files[name]))
        if mark := sign(_text(folder, commit)):
            (beside / _MARK).write_text(mark, encoding="utf-8")
        if is_folder(folder):
            shutil.rmtree(folder)
        clear(folder)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _notes_in(journal: Journal, repository: Repository, commit: str) -> dict[str, str]:
    """Return the blobs of the notes in a commit, by their path in the folder of the notes."""
    prefix = repository.path_of(journal.notes / "x").removesuffix("x")
    where = [prefix] if prefix else []
    said = repository.git.ask("ls-tree", "-r", "-z", "--full-tree", commit, "--", *where)
    found = {}
    for line in said.decode("utf-8", "replace").split("\0")[:-1]:
        about, _, path = line.partition("\t")
        mode, _, blob = about.split(" ", 2)
        name = path.removeprefix(prefix)
        # A tree that somebody forged may hold names that lead elsewhere.
        parts = name.replace("\\", "/").split("/")
        safe = not any(part in ("", ".", "..") or ":" in part or part == ".git" for part in parts)
        if mode in ("100644", "100755") and is_note_name(name) and safe:
            found[name] = blob
    return found


def _is_made(folder: Path, commit: str) -> bool:
    """Return whether this machine made the folder, and not somebody who sent the journal."""
    if not is_folder(folder):
        return False
    try:
        return is_signed(_text(folder, commit), read_plain(folder / _MARK).decode())
    except (OSError, ValueError):
        return False


def _text(folder: Path, commit: str) -> bytes:
    return os.fsencode(f"{PAST}\n{commit}\n{os.path.realpath(folder.parent)}")


def _forget_older(past: Path) -> None:
    """Remove the states that were used least recently."""
    with suppress(OSError):
        kept = [path for path in past.iterdir() if is_folder(path) and path.name[0] != "."]
        kept.sort(key=lambda path: path.lstat().st_mtime, reverse=True)
        for path in kept[_MOST_KEPT:]:
            shutil.rmtree(path, ignore_errors=True)
