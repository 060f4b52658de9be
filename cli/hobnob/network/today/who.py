"""The people and the texts of notes, for the questions of this package.

The one rule: one query for many notes, never one query each. Load texts only of the notes that
matter in the end: for most notes, nothing is open any more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.names import link_target


def people_of(index: Index, notes: Iterable[int]) -> dict[int, tuple[Who, ...]]:
    """Return the people of each of some notes, each once, in the order of the note."""
    rows = index.db.execute(
        """SELECT ref.note, target.id, target.slug, target.name, ref.raw
           FROM json_each(?) AS wanted
           CROSS JOIN ref ON ref.note = wanted.value AND field = 'people'
           LEFT JOIN note AS target ON target.id = ref.target ORDER BY ref.note, ref.pos""",
        (json.dumps(list(notes)),),
    )
    found: dict[int, dict[Who, None]] = {}
    for note, person, slug, name, raw in rows:
        who = Who(person, slug or raw, name or link_target(raw))
        found.setdefault(note, {})[who] = None
    return {note: tuple(people) for note, people in found.items()}


def ids_of_people(index: Index, notes: Iterable[int]) -> dict[int, list[int]]:
    """Return the ids of the people of each of some notes, without people who have no note."""
    rows = index.db.execute(
        """SELECT ref.note, ref.target FROM json_each(?) AS wanted
           JOIN ref ON ref.note = wanted.value AND field = 'people' AND target IS NOT NULL""",
        (json.dumps(list(notes)),),
    )
    found: dict[int, list[int]] = {}
    for note, person in rows:
        found.setdefault(note, []).append(person)
    return found


def slugs_and_texts(index: Index, notes: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return the slug and the plain text of each of some notes."""
    rows = index.db.execute(
        """SELECT note.id, slug, coalesce(plain, body)
           FROM json_each(?) AS wanted CROSS JOIN note ON note.id = value""",
        (json.dumps(list(notes)),),
    )
    return {note: (slug, text) for note, slug, text in rows}


def who_are(index: Index, ids: Iterable[int]) -> dict[int, Who]:
    """Return people by their ids, without those whose note is left out."""
    rows = index.db.execute(
        "SELECT note.id, slug, name FROM json_each(?) CROSS JOIN note ON note.id = value AND live",
        (json.dumps(list(ids)),),
    )
    return {note: Who(note, slug, name) for note, slug, name in rows}
