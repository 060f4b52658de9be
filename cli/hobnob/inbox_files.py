"""The files of the inbox, read from the disk.

The one rule: a file that cannot be read as text is left alone, and hobnob says why. Links are not
followed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hobnob.cache import is_file
from hobnob.inbox_paths import FOLDER, is_inbox_file
from hobnob.journal import Journal

_LARGEST = 5_000_000
"""Bytes of a file; more is no text that somebody typed on a phone."""


@dataclass(frozen=True, kw_only=True)
class InboxFile:
    """A file of the inbox.

    Attributes:
        path: where it is.
        shown: the same, relative to the journal.
        data: what it holds.
        text: the same as text; "" if it cannot be read.
        problem: why it cannot be read, or "".
    """

    path: Path
    shown: str
    data: bytes = b""
    text: str = ""
    problem: str = ""


def load_inbox(journal: Journal) -> Iterator[InboxFile]:
    """Yield the files of the inbox: `inbox.md` first, then its copies, then the folder, by name."""
    unread: list[OSError] = []
    for path in (*_beside(journal.notes), *_in_folders(journal.notes, unread.append)):
        relative = path.relative_to(journal.notes).as_posix()
        if is_inbox_file(relative) and is_file(path):
            yield _load(path, journal.relative(path))
    for error in unread:
        what = f"this folder cannot be read: {error.strerror}"
        folder = Path(error.filename)
        yield InboxFile(path=folder, shown=journal.relative(folder), problem=what)


def _beside(notes: Path) -> list[Path]:
    names = [name for name in _names(notes) if name[: len(FOLDER)].lower() == FOLDER]
    return [notes / name for name in sorted(names, key=lambda name: (len(name), name))]


def _in_folders(notes: Path, tell: Callable[[OSError], None]) -> Iterator[Path]:
    for name in sorted(_names(notes)):
        if name.lower() != FOLDER or (notes / name).is_symlink():
            continue
        for folder, below, names in os.walk(notes / name, onerror=tell):
            below[:] = sorted(one for one in below if not one.startswith("."))
            yield from (Path(folder, one) for one in sorted(names))


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []


def _load(path: Path, shown: str) -> InboxFile:
    try:
        if path.stat().st_size > _LARGEST:
            what = f"this file has more than {_LARGEST:,} bytes; hobnob read nothing of it"
            return InboxFile(path=path, shown=shown, problem=what)
        data = path.read_bytes()
        return InboxFile(path=path, shown=shown, data=data, text=data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"line {line} is not UTF-8, so hobnob read nothing of this file; save it as UTF-8"
        return InboxFile(path=path, shown=shown, problem=what)
    except OSError as error:
        what = f"this file cannot be read: {error.strerror}"
        return InboxFile(path=path, shown=shown, problem=what)
