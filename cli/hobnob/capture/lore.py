"""What the journal knows, as far as a line asks.

The one rule: each question is one look into the index, and an answer is never an error.
"""

from __future__ import annotations

from collections.abc import Sequence

from hobnob.index.index import Index
from hobnob.spoken import spoken_key

_MOST = 4
"""Namesakes that are listed."""


class Lore:
    """Answers what a line asks of a journal."""

    def __init__(self, index: Index) -> None:
        """Take the index."""
        self._index = index

    def names(self, slugs: Sequence[str]) -> dict[str, str]:
        """Return the names of people by their slugs."""
        return {slug: name for _, slug, name in self._people(slugs)}

    def people(self, slugs: Sequence[str]) -> list[int]:
        """Return the ids of people."""
        return [note for note, _, _ in self._people(slugs)]

    def _people(self, slugs: Sequence[str]) -> list[tuple[int, str, str]]:
        marks = ",".join("?" * len(slugs))
        return self._index.all(
            f"""SELECT id, slug, name FROM note
                WHERE kind = 'person' AND live AND slug IN ({marks})""",  # noqa: S608
            slugs,
        )

    def namesakes(self, typed: str) -> tuple[tuple[str, str], ...]:
        """Return slug and name of the people who may be spoken of so: a last name of several."""
        rows = self._index.all(
            """SELECT DISTINCT note.slug, note.name
               FROM spoken JOIN note ON note.id = spoken.note
               WHERE spoken.key = ? AND note.live AND note.kind = 'person'
               ORDER BY note.slug LIMIT ?""",
            (spoken_key(typed), _MOST),
        )
        return tuple(rows)

    def is_name(self, word: str) -> bool:
        """Say whether anybody is spoken of so."""
        return bool(self.namesakes(word))

    def is_place(self, key: str) -> bool:
        """Say whether something happened at a place, by its `name_key`."""
        found = self._index.one("SELECT 1 FROM interaction WHERE place_key = ? LIMIT 1", (key,))
        return bool(key and found)

    def plan(self, name: str) -> str:
        """Return the slug of the plan of a slug or a name, or ""; no beginning of one will do.

        "for the book" is for no plan, though one may be called "The next role".
        """
        note = self._index.resolver.find(name, ("plan",)).one
        return str(self._index.one("SELECT slug FROM note WHERE id = ?", (note,))) if note else ""
