"""What a command looks at before anything else: whether any folder is not as the index knows it.

The one rule: a survey says no more than which folders differ, and is only a hint: what is read
afterwards is looked at again. So half of it may be done by a second process, and where that
fails, all of it by the first.

Looking is one system call a file, and with tens of thousands of files most of the time that a
command takes. Both processes take their next part from one pipe, a byte for each part: whoever
is done with one takes another.
"""

from __future__ import annotations

import contextlib
import gc
import marshal
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hobnob.index.disk import Folder, look_through, parts_of
from hobnob.journal import INDEX_FILE, Journal

LARGE = 4_000_000
"""Bytes of an index (some thousands of notes) from which on a second process saves time."""

_MOST_PARTS = 255
"""A part is told by one byte; years beyond these are looked at by the first process alone."""


class Survey:
    """A look at every folder of the notes, begun when it is made."""

    def __init__(self, notes: Path, root: Path, *, helped: bool = False) -> None:
        """Begin.

        Args:
            notes: the folder of the notes.
            root: the journal's.
            helped: whether to start a second process; never where threads run.
        """
        self._where = notes, root
        self._seen: dict[str, bytes] | None = None
        self._helper: _Helper | None = None
        if helped:
            # Without room for another process or pipe there is just no help.
            with contextlib.suppress(OSError):
                self._helper = _Helper(notes, root)

    def signatures(self) -> dict[str, bytes]:
        """Return the signature of every folder that holds anything, by its path."""
        if self._seen is None:
            seen = self._helper.finish() if self._helper else None
            self._seen = seen if seen is not None else self._alone()
        return self._seen

    def _alone(self) -> dict[str, bytes]:
        seen, parts = parts_of(*self._where)
        with _no_collection():
            return _signed([*seen, *(f for part in parts for f in look_through(*part))])


class _Helper:
    """A second process at work on the same survey."""

    def __init__(self, notes: Path, root: Path) -> None:
        folders, self._parts = parts_of(notes, root)
        self._seen = _signed(folders)
        self._tokens, tokens = os.pipe()
        os.write(tokens, bytes(range(min(len(self._parts), _MOST_PARTS))))
        os.close(tokens)
        self._result, result = os.pipe()
        self._process = os.fork()
        if not self._process:
            self._help(result)
        os.close(result)

    def _help(self, result: int) -> None:
        """Do a share of the work and end: the second process."""
        try:
            os.close(self._result)
            with os.fdopen(result, "wb") as out:
                out.write(marshal.dumps(self._share()))
        finally:
            # Nothing of the first process, its open files least of all, is ended with this one.
            os._exit(0)

    def finish(self) -> dict[str, bytes] | None:
        """Do the rest of the work; None when the helper did not do its share."""
        seen = {**self._seen, **self._share()}
        for part in self._parts[_MOST_PARTS:]:
            seen.update(_signed(look_through(*part)))
        os.close(self._tokens)
        with os.fdopen(self._result, "rb") as told:
            data = told.read()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._process, 0)
        try:
            seen.update(marshal.loads(data))  # noqa: S302 - from our own process
        except (EOFError, ValueError, TypeError):
            return None
        return seen

    def _share(self) -> dict[str, bytes]:
        """Look at parts until none is left."""
        seen: dict[str, bytes] = {}
        with _no_collection():
            while token := os.read(self._tokens, 1):
                seen.update(_signed(look_through(*self._parts[token[0]])))
        return seen


def begin_survey(journal: Journal) -> Survey:
    """Begin to look at a journal's notes, by two processes where that saves time."""
    helped = _is_worth_help(journal.cache / INDEX_FILE)
    return Survey(journal.notes, journal.root, helped=helped)


def _is_worth_help(index: Path) -> bool:
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return False
    threading = sys.modules.get("threading")
    if threading is not None and threading.active_count() > 1:
        return False
    try:
        return index.stat().st_size >= LARGE
    except OSError:
        return False


def _signed(folders: Iterator[Folder] | list[Folder]) -> dict[str, bytes]:
    return {folder.path: folder.signature() for folder in folders}


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the collector of cycles from going through tens of thousands of new numbers."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
