"""Small journals in memory, for properties: their notes as text, and the index of them.

The one rule: what is written here is read as a note on disk is; only the disk is left out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from hobnob.index.index import Index
from hobnob.index.layout import TABLES
from hobnob.index.rows import make_rows
from hobnob.index.store import _statements
from hobnob.index.writing import IndexWriter
from hobnob.journal import Journal, kind_of, slug_of
from hobnob.notes.read import read_note
from hobnob.settings import Settings


def index_of(notes: Mapping[str, str], today: str) -> Index:
    """Return the index of some notes, by their paths under the notes' folder."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    for statement in _statements(TABLES):
        db.execute(statement)
    writer = IndexWriter(db)
    paths = sorted(notes, key=lambda path: (kind_of(path) == "interaction", path))
    for number, path in enumerate(paths, 1):
        if kind_of(path) == "interaction" and writer._resolver is None:
            writer.people_are_known()
        note = read_note(kind_of(path), slug_of(Path(path).name), path, notes[path].encode())
        assert note.problems == [], note.problems
        writer.write(make_rows(note, number))
    writer.finish()
    journal = Journal(root=Path(), notes=Path("notes"), settings=Settings())
    return Index(db=db, journal=journal, today=today)


def person(name: str, body: str = "", **keys: object) -> tuple[str, str]:
    """Return path and text of a person."""
    return f"people/{name}.md", f"---\nname: {name.capitalize()}\n{_lines(keys)}---\n{body}"


def met(slug: str, date: str, people: list[str], body: str = "", **keys: object) -> tuple[str, str]:
    """Return path and text of an interaction."""
    head = f"date: {date}\npeople: [{', '.join(people)}]\n{_lines(keys)}"
    return f"interactions/{slug}.md", f"---\n{head}---\n{body}"


def _lines(keys: Mapping[str, object]) -> str:
    return "".join(f"{key}: {value}\n" for key, value in keys.items() if value not in (None, ""))
