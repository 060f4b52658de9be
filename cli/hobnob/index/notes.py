"""Look-ups of notes: one by its id, its path or its slug, or many at once.

The one rule: a look-up says what a note is called and where it is; it never looks at the day.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, NamedTuple

from hobnob.index.index import Index
from hobnob.model import Kind


class Head(NamedTuple):
    """What a note is called and where it is.

    Attributes:
        name: of an interaction, "".
        path: relative to the journal.
        live: false where it is left out: it is broken, or another note has the same slug.
    """

    id: int
    kind: Kind
    slug: str
    name: str
    path: str
    live: bool


LIVE = "NOT IN (SELECT id FROM note WHERE NOT live)"
"""What an id is, in SQL, of a note that is not left out; there is an index of the few that are."""

_HEAD = "SELECT id, kind, slug, name, path, live FROM note"


def head(index: Index, note: int) -> Head:
    """Return the head of a note that is in the index."""
    return _heads(index, "WHERE id = :note", note=note)[0]


def heads(index: Index, notes: Collection[int]) -> dict[int, Head]:
    """Return the heads of some notes by their ids, in the order of the ids."""
    found = _heads(index, "WHERE id IN (SELECT value FROM json_each(:notes))", notes=notes)
    by_id = {note.id: note for note in found}
    return {note: by_id[note] for note in notes if note in by_id}


def at_path(index: Index, path: str) -> Head | None:
    """Return the note at a path relative to the journal, also one that is left out."""
    return next(iter(_heads(index, "WHERE path = :path", path=path)), None)


def by_slug(index: Index, kind: Kind, slug: str) -> Head | None:
    """Return the note of a kind that has a slug; none where it is left out."""
    where = "WHERE kind = :kind AND slug = :slug AND live"
    return next(iter(_heads(index, where, kind=kind, slug=slug)), None)


def with_slug(index: Index, slug: str) -> list[Head]:
    """Return all notes with a slug, by path: of every kind, also those that are left out."""
    return _heads(index, "WHERE slug = :slug ORDER BY path", slug=slug)


def of_kinds(index: Index, *kinds: Kind) -> list[Head]:
    """Return the notes of some kinds by slug, without those that are left out."""
    where = "WHERE live AND kind IN (SELECT value FROM json_each(:kinds)) ORDER BY slug"
    return _heads(index, where, kinds=kinds)


def names_of(index: Index, kind: Kind) -> dict[str, str]:
    """Return the names of the notes of a kind by their slugs."""
    return {note.slug: note.name for note in of_kinds(index, kind)}


def values(index: Index, note: int) -> dict[str, Any]:
    """Return the front matter of a note, as it was read."""
    data: dict[str, Any] = json.loads(
        index.value("SELECT data FROM note WHERE id = :note", note=note)
    )
    return data


def texts(index: Index, notes: Collection[int]) -> dict[int, str]:
    """Return the bodies of some notes by their ids."""
    sql = "SELECT id, body FROM note WHERE id IN (SELECT value FROM json_each(:notes))"
    return dict(index.rows(sql, notes=notes))


def left_out(index: Index) -> int:
    """Return how many files are left out of every answer: broken, of one slug, or no notes."""
    return int(
        index.one(
            """SELECT (SELECT count(*) FROM note WHERE NOT live)
                 + (SELECT count(*) FROM oddity)"""
        )
    )


def _heads(index: Index, where: str, **named: Any) -> list[Head]:
    return [Head._make(row) for row in index.rows(f"{_HEAD} {where}", **named)]
