"""What a command looks at before anything else: whether any folder is not as the index knows it.

The one rule: a survey says no more than which folders differ, and is only a hint: what is read
afterwards is looked at again.

Looking is one system call a file, and with tens of thousands of files most of the time that a
command takes. So it is begun first, and shared by several processes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hobnob.index.disk import Folder, look_through, parts_of
from hobnob.journal import INDEX_FILE, Journal
from hobnob.parallel import WorkerPool, available_workers

LARGE = 4_000_000
"""Bytes of an index (some thousands of notes) from which on a second process saves time."""


class Survey:
    """A look at every folder of the notes, begun when it is made."""

    def __init__(self, notes: Path, root: Path, *, workers: int = 0) -> None:
        """Begin to look at the notes of a journal's folder, with so many further processes."""
        folders, self._parts = parts_of(notes, root)
        self._seen = _signed(folders)
        self._rest: WorkerPool[dict[str, bytes]] | None = WorkerPool(
            len(self._parts), self._look_at, workers=workers
        )

    def signatures(self) -> dict[str, bytes]:
        """Return the signature of every folder that holds anything, by its path."""
        if self._rest is not None:
            for seen in self._rest.finish():
                self._seen.update(seen)
            self._rest = None
        return self._seen

    def _look_at(self, part: int) -> dict[str, bytes]:
        with _no_collection():
            return _signed(look_through(*self._parts[part]))


def begin_survey(journal: Journal) -> Survey:
    """Begin to look at a journal's notes, by several processes where that saves time."""
    try:
        large = (journal.cache / INDEX_FILE).lstat().st_size >= LARGE
    except OSError:
        large = False
    return Survey(journal.notes, journal.root, workers=available_workers() if large else 0)


def _signed(folders: Iterable[Folder]) -> dict[str, bytes]:
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
