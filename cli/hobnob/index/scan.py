"""The first step of each command: find the folders that changed since the index was updated.

The one rule: a scan is only a hint about which folders differ. Each file is checked again before
it is read.

A scan takes one system call a file. With tens of thousands of files this is most of the time of a
command, so it begins first, in several processes. While the others go on, this one can find the
answer; see `early`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from hobnob.index.disk import Folder, look_through, parts_of, skipped_in
from hobnob.journal import INDEX_FILE, Journal
from hobnob.parallel import WorkerPool, available_workers

LARGE = 4_000_000
"""Bytes of an index (some thousands of notes) from which a second process saves time."""


class Scan:
    """A scan of every folder of the notes; it begins at once."""

    def __init__(self, journal: Journal, *, workers: int = 0) -> None:
        """Begin to look at the notes of a journal, with so many further processes."""
        folders, parts = parts_of(journal)
        self._first, self._parts = _divide(parts)
        self._skipped = skipped_in(journal)
        self._seen = _signed(folders)
        self._rest: WorkerPool[dict[str, bytes]] | None = WorkerPool(
            len(self._parts), self._look_at, workers=workers
        )

    @property
    def goes_on(self) -> bool:
        """Whether other processes look at notes."""
        return self._rest is not None and self._rest.is_shared

    def first(self) -> dict[str, bytes]:
        """Return the signatures of the folders whose notes change most often, by their paths."""
        with no_collection():
            for part in self._first:
                self._seen.update(_signed(look_through(*part, self._skipped)))
        self._first = []
        return self._seen

    def signatures(self) -> dict[str, bytes]:
        """Return the signature of every folder with files, by its path."""
        self.first()
        if self._rest is not None:
            for seen in self._rest.finish():
                self._seen.update(seen)
            self._rest = None
        return self._seen

    def _look_at(self, part: int) -> dict[str, bytes]:
        with no_collection():
            return _signed(look_through(*self._parts[part], self._skipped))


def begin_scan(journal: Journal) -> Scan:
    """Begin the scan of a journal's notes, in several processes if that saves time."""
    try:
        large = (journal.cache / INDEX_FILE).lstat().st_size >= LARGE
    except OSError:
        large = False
    return Scan(journal, workers=available_workers() if large else 0)


def _divide(
    parts: list[tuple[str, str]],
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Divide the parts: those whose notes change most often, and the earlier years."""
    earlier = [part for part in parts if "/interactions/" in part[1]][:-1]
    return [part for part in parts if part not in earlier], earlier


def _signed(folders: Iterable[Folder]) -> dict[str, bytes]:
    return {folder.path: folder.signature() for folder in folders}


@contextmanager
def no_collection() -> Iterator[None]:
    """Stop the garbage collector from visiting tens of thousands of new things that all stay."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
