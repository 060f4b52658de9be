"""The people of notes, for the questions of this package.

The one rule: one query for many notes, never one query each.
"""

from __future__ import annotations

from collections.abc import Iterable

from hobnob.answers import Who
from hobnob.index.documents import refs_of
from hobnob.index.index import Index


def people_of(index: Index, notes: Iterable[int]) -> dict[int, tuple[Who, ...]]:
    """Return the people of each of some notes, each once, in the order of the note."""
    return {note: named.get("people", ()) for note, named in refs_of(index, [*notes]).items()}


def ids_of_people(index: Index, notes: Iterable[int]) -> dict[int, list[int]]:
    """Return the ids of the people of each of some notes, without people who have no note."""
    rows = index.rows(
        """SELECT ref.note, ref.target FROM json_each(:notes) AS wanted
           JOIN ref ON ref.note = wanted.value AND field = 'people' AND target IS NOT NULL""",
        notes=list(notes),
    )
    found: dict[int, list[int]] = {}
    for note, person in rows:
        found.setdefault(note, []).append(person)
    return found


def who_are(index: Index, ids: Iterable[int]) -> dict[int, Who]:
    """Return people by their ids, without those whose note is left out."""
    rows = index.rows(
        """SELECT note.id, slug, name FROM json_each(:ids)
           CROSS JOIN note ON note.id = value AND live""",
        ids=list(ids),
    )
    return {row[0]: Who(*row) for row in rows}
