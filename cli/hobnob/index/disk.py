"""The folders of the notes on disk, and the state of every file in them.

The one rule: a scan takes one stat a file and opens none. Links are not followed.
"""

from __future__ import annotations

import os
import re
from array import array
from collections.abc import Collection, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from hobnob.inbox_paths import is_inbox
from hobnob.journal import SITE_FILE, Journal, is_left_out
from hobnob.model import Problem
from hobnob.names import is_note_name, visible

UNSETTLED = 2_000_000_000
"""Nanoseconds. A file that was written so recently may be written again without a new time, so the
next command checks it again. (Git calls such files racy. Some file systems keep time in steps of up
to two seconds.)"""

NO_NAME = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Characters of a name that no address of a page can hold: control characters, and bytes that are
not Unicode."""


class Skipped(NamedTuple):
    """The folders that hold no notes.

    Attributes:
        notes: the length of the path of the notes' folder with the slash behind it.
        exclude: names of folders, and paths relative to the notes.
    """

    notes: int
    exclude: Collection[str]

    def has(self, shown: str) -> bool:
        """Return whether a folder is one of them."""
        return is_left_out(shown[self.notes :], self.exclude)


def skipped_in(journal: Journal) -> Skipped:
    """Return the folders of a journal that hold no notes."""
    return Skipped(len(_start(journal.notes, journal.root)[1]) + 1, journal.settings.exclude)


class Folder(NamedTuple):
    """A folder: the names of its Markdown files, and mtime, ctime and size of each.

    Attributes:
        asked: the only names that were looked for; None is all.
    """

    path: str
    names: list[str]
    times: array[int]
    odd: tuple[Problem, ...]
    asked: frozenset[str] | None = None

    def signature(self) -> bytes:
        """Return a hash that changes if any file is added, removed or written."""
        state = blake2b("/".join(self.names).encode(), digest_size=16)
        state.update(self.times.tobytes())
        state.update("\n".join(problem.path for problem in self.odd).encode())
        return state.digest()

    def latest(self) -> int:
        """Return the time of the folder's latest change, in nanoseconds."""
        return max((*self.times[0::3], *self.times[1::3]), default=0)

    def state(self, at: int) -> tuple[int, int, int]:
        """Return mtime, ctime and size of the file at a position."""
        mtime, ctime, size = self.times[3 * at : 3 * at + 3]
        return mtime, ctime, size


Differing = Sequence[tuple[str, Folder | None]]
"""Folders that are not as the index knows them; None for one that is gone."""


def scan_folders(journal: Journal) -> Iterator[Folder]:
    """Yield every folder of the notes with Markdown files or oddities."""
    yield from look_through(*_start(journal.notes, journal.root), skipped_in(journal))


def parts_of(journal: Journal) -> tuple[list[Folder], list[tuple[str, str]]]:
    """Divide the notes into parts that can be scanned independently.

    Returns:
        The folders scanned on the way (of the notes, of the interactions), and for the others the
        path to open and the path to show, for `look_through`.
    """
    pending = [_start(journal.notes, journal.root)]
    skipped = skipped_in(journal)
    seen: list[Folder] = []
    parts: list[tuple[str, str]] = []
    while pending:
        real, shown = pending.pop()
        # Most notes are in the folders of years, so each of these is a part.
        if seen and not real.endswith("/interactions"):
            parts.append((real, shown))
        else:
            seen.append(_look(real, shown, pending, skipped))
    return [folder for folder in seen if folder.names or folder.odd], sorted(parts)


def look_through(real: str, shown: str, skipped: Skipped) -> Iterator[Folder]:
    """Yield the folders from here down with Markdown files or oddities."""
    pending = [(real, shown)]
    while pending:
        folder = _look(*pending.pop(), pending, skipped)
        if folder.names or folder.odd:
            yield folder


def look_again(journal: Journal, path: str) -> Folder | None:
    """Return a folder as it is now, None if it is empty or gone, or holds no notes."""
    skipped = skipped_in(journal)
    # The folder of the notes itself is looked at also if it is gone, so that somebody is told.
    if (inside := path[skipped.notes :]) and (
        not os.path.isdir(journal.root / path)  # noqa: PTH112 - Path raises if it may not look
        or journal.holds_no_notes(inside)
        or is_inbox(f"{inside}/")
    ):
        return None
    folder = _look(str(journal.root / path), path, [], skipped)
    return folder if folder.names or folder.odd else None


def look_for(journal: Journal, path: str, names: Collection[str]) -> Folder | None:
    """Return some files of a folder as they are now; of all its files, if any of them is odd."""
    root = f"{journal.root / path}"
    found: list[str] = []
    times: list[int] = []
    for name in names:
        try:
            status = os.lstat(f"{root}/{name}")
        except FileNotFoundError:
            continue
        except OSError:
            return look_again(journal, path)
        if not S_ISREG(status.st_mode) or not is_note_name(name) or not name.isprintable():
            return look_again(journal, path)
        found.append(name)
        times += status.st_mtime_ns, status.st_ctime_ns, status.st_size
    return Folder(path, found, array("q", times), (), frozenset(names))


def _start(notes: Path, root: Path) -> tuple[str, str]:
    shown = notes.relative_to(root).as_posix() if notes.is_relative_to(root) else str(notes)
    return str(notes), shown


def _look(real: str, shown: str, below: list[tuple[str, str]], skipped: Skipped) -> Folder:
    """Scan one folder; its subfolders are added to `below`.

    In the folder of the notes itself the inbox is left out: it holds no notes.
    """
    top = len(shown) < skipped.notes
    names: list[str] = []
    times: list[int] = []
    odd: list[Problem] = []
    # This runs tens of thousands of times in each command, so avoid attribute look-ups.
    add_name, add_time = names.append, times.append
    try:
        with os.scandir(real) as entries:
            for entry in entries:
                name = entry.name
                if name[0] == "." or (top and _is_of_inbox(entry)):
                    continue
                if name.endswith(".md") or is_note_name(name):
                    if entry.is_file(follow_symlinks=False) and name.isprintable():
                        status = entry.stat()
                        add_name(name)
                        add_time(status.st_mtime_ns)
                        add_time(status.st_ctime_ns)
                        add_time(status.st_size)
                    else:
                        odd.append(_oddity(entry, f"{shown}/{name}"))
                elif entry.is_dir(follow_symlinks=False):
                    if not name.isprintable():
                        odd.append(_oddity(entry, f"{shown}/{name}"))
                    elif not skipped.has(f"{shown}/{name}"):
                        below.append((entry.path, f"{shown}/{name}"))
                elif (entry.is_symlink() and _leads_to_folder(entry)) or NO_NAME.search(name):
                    odd.append(_oddity(entry, f"{shown}/{name}"))
    except OSError as error:
        odd.append(_unread_folder(error, shown, top=top))
    return Folder(shown, names, array("q", times), tuple(odd))


def _unread_folder(error: OSError, shown: str, *, top: bool) -> Problem:
    if top and isinstance(error, FileNotFoundError):
        # A problem names a file that is there.
        message = f"docs_dir: there is no folder '{shown}'; make it, or name the one of the notes"
        return Problem(path=SITE_FILE, code="unreadable", message=message)
    return Problem(path=shown, code="unreadable", message=f"this folder: {error.strerror}")


def _is_of_inbox(entry: os.DirEntry[str]) -> bool:
    folder = entry.is_dir(follow_symlinks=False)
    return is_inbox(f"{entry.name}/" if folder else entry.name) and not entry.is_symlink()


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A loop of links leads nowhere.
        return False


def _oddity(entry: os.DirEntry[str], shown: str) -> Problem:
    path = visible(shown)
    if entry.is_symlink():
        return Problem(
            path=path, code="link",
            message="this is a link; hobnob does not follow links, so put the note itself here",
        )  # fmt: skip
    if not entry.name.isprintable():
        message = "this name is not printable Unicode; rename it"
    elif entry.is_dir(follow_symlinks=False):
        message = "this is a folder named like a note; rename it"
    else:
        message = "this is not an ordinary file; remove it"
    return Problem(path=path, code="file", message=message)
