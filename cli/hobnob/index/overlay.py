"""An overlay on the index: notes that will be written are in it as if they were written.

The one rule: every question meanwhile sees these notes, and at the end the index is as before.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hobnob.index.index import Index
from hobnob.index.resolve import Resolver
from hobnob.index.rows import make_rows
from hobnob.index.writing import IndexWriter
from hobnob.journal import kind_of, slug_of
from hobnob.notes.read import read_note


class Overlay:
    """An index that takes notes that are not on disk."""

    def __init__(self, index: Index) -> None:
        """Take the index, in a transaction."""
        self._index = index
        self._next: int = 1 + max(
            index.value("SELECT coalesce(max(id), 0) FROM file"),
            index.value("SELECT coalesce(max(id), 0) FROM note"),
        )

    def add(self, path: str, data: bytes) -> int:
        """Put a note into the index; return its id.

        Args:
            path: of the note, relative to the journal; no other note is there.
            data: what its file will say.
        """
        index, note_id = self._index, self._next
        self._next += 1
        notes = index.journal.relative(index.journal.notes) + "/"
        kind, slug = kind_of(path.removeprefix(notes)), slug_of(path.rsplit("/", 1)[-1])
        note = read_note(kind, slug, path, data)
        writer = IndexWriter(index.db)
        if kind == "interaction":
            writer.people_are_known()
        writer.write(make_rows(note, note_id))
        writer.finish()
        # It remembers where references lead, and some may lead here from now on.
        index.resolver = Resolver(index.db)
        return note_id


@contextmanager
def overlay(index: Index) -> Iterator[Overlay]:
    """Give an overlay of the index; at the end the index is as it was."""
    index.db.execute("BEGIN IMMEDIATE")
    try:
        yield Overlay(index)
    finally:
        index.db.execute("ROLLBACK")
        index.resolver = Resolver(index.db)
