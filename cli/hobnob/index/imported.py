"""What an import must know of the journal: all people, all names of organizations, all sources.

The one rule: each is one query over everything, because a file may name anybody.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from hobnob.index.documents import words_in
from hobnob.index.index import Index

IMPORTED_HEADING = re.compile(r"^(?:## |\x1d)Imported from .*\n*", re.MULTILINE)
"""The heading above what an import found in a note that was there; also in the plain text."""


class PersonNote(NamedTuple):
    """The note of a person.

    Attributes:
        path: relative to the journal.
        values: its front matter, as it was read.
    """

    slug: str
    path: str
    values: dict[str, Any]


def all_people(index: Index) -> list[PersonNote]:
    """Return the notes of all people, by slug."""
    rows = index.rows(
        "SELECT slug, path, data FROM note WHERE kind = 'person' AND live ORDER BY slug"
    )
    return [PersonNote(slug, path, json.loads(data)) for slug, path, data in rows]


def keys_of_orgs(index: Index) -> dict[str, int]:
    """Return the keys of all names of organizations that have a note, with its id."""
    return dict(
        index.rows(
            """SELECT name.key, name.note FROM name JOIN note ON note.id = name.note
               WHERE note.kind = 'org' AND note.live"""
        )
    )


def sources_of_interactions(index: Index) -> dict[str, str]:
    """Return the `source` of all interactions that have one, with the slug of the note."""
    rows = index.rows(
        """SELECT slug, json_extract(data, '$.source') FROM note
           WHERE kind = 'interaction' AND instr(data, '"source"')"""
    )
    return {source: slug for slug, value in rows for source in words_in(value)}


def date_of_interaction(index: Index, slug: str) -> str:
    """Return the date of an interaction as its note has it, "" if there is no such note."""
    found = index.column(
        "SELECT json_extract(data, '$.date') FROM note WHERE kind = 'interaction' AND slug = :slug",
        slug=slug,
    )
    return str(next(iter(found), "") or "")


def slugs_of_interactions(index: Index) -> set[str]:
    """Return the slugs of all notes of interactions."""
    return set(index.column("SELECT slug FROM note WHERE kind = 'interaction'"))


def slugs_of_people(index: Index) -> set[str]:
    """Return the slugs of all notes of people, also of those that are left out."""
    return set(index.column("SELECT slug FROM note WHERE kind = 'person'"))
