"""Writing what was logged, and the notes of those who are new.

The one rule: a line that was logged is never lost and never logged twice; what was said in one
breath is one change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hobnob.capture.entry import Entry
from hobnob.errors import ExistsError
from hobnob.journal import Journal
from hobnob.transaction import FileChange, commit


@dataclass(frozen=True, kw_only=True)
class Placed:
    """An entry, and where it stands or is to stand.

    Attributes:
        path: of its note, relative to the journal.
        new: whether it is yet to be written; else it is there, word for word.
    """

    entry: Entry
    path: str
    new: bool

    def begin(self, *, dry: bool = False) -> str:
        """Say what became of it, or would."""
        if not self.new:
            return "Logged before"
        return "Would be logged" if dry else "Logged"


class Scribe:
    """Writes the entries of one run."""

    def __init__(self, journal: Journal) -> None:
        """Begin with nothing to write."""
        self._journal = journal
        self._changes: dict[Path, FileChange] = {}
        self.placed: list[Placed] = []

    def take(self, entry: Entry) -> Placed:
        """Take an entry that is to be written; return where.

        Under the name that follows from its content there may be this very note, logged before,
        or one that was changed since: then a longer hash makes a name for the new one.

        Raises:
            ExistsError: no name is left.
        """
        note = entry.note.encode()
        for letters in range(4, 33, 2):
            path = entry.path(self._journal, letters)
            there = self._at(path)
            if there is not None and there != note:
                continue
            placed = Placed(entry=entry, path=self._journal.relative(path), new=there is None)
            if placed.new:
                for change in self._changes_of(entry, path):
                    self._changes.setdefault(change.path, change)
            self.placed.append(placed)
            return placed
        raise ExistsError(self._journal.relative(path))

    def write(self) -> None:
        """Write all that was taken, as one change.

        Raises:
            ExistsError, WriteError: it cannot be written; nothing was.
        """
        commit(self._journal, list(self._changes.values()), self._what())

    def files(self) -> Mapping[str, bytes]:
        """Return the files that are to be written, by their path in the journal."""
        return {
            self._journal.relative(path): change.after or b""
            for path, change in self._changes.items()
        }

    def _at(self, path: Path) -> bytes | None:
        if path in self._changes:
            return self._changes[path].after
        return path.read_bytes() if path.is_file() else None

    def _changes_of(self, entry: Entry, path: Path) -> Iterator[FileChange]:
        for one in entry.newcomers:
            yield one.change(self._journal)
        yield FileChange(path=path, before=None, after=entry.note.encode())

    def _what(self) -> str:
        new: Sequence[Placed] = [one for one in self.placed if one.new]
        stem = new[0].path.rsplit("/", 1)[-1].removesuffix(".md") if new else ""
        return f"log {stem}" if len(new) < 2 else f"log {len(new)} interactions"
