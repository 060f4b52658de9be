"""Wikilinks in values that are text: `org: "[[remington-rand]]"` reads as "Remington Rand".

The one rule: the index holds a value as one reads it. What was typed stands beside it, in
`note.linked`, and is read again when a name changed.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from hobnob.index.beside import words_beside
from hobnob.index.resolve import Resolver
from hobnob.index.rows import encode, read_links, read_values, role_rows
from hobnob.names import name_key


def settle_values(db: sqlite3.Connection) -> set[int]:
    """Let each linked value say the present name of its target; return the notes that changed."""
    resolver = Resolver(db)
    changed = set()
    sql = "SELECT id, kind, data, linked FROM note WHERE linked IS NOT NULL"
    for note, kind, data, linked in db.execute(sql).fetchall():
        values, typed = json.loads(data), json.loads(linked)
        new = {**values, **read_values(typed, resolver.name_of, resolver.org_of)}
        if "tags" in typed:
            # A tag is one word, which a name need not be.
            new["tags"] = read_links(typed["tags"])
        if new != values:
            _write(db, note, kind, new)
            changed.add(note)
    return changed


def _write(db: sqlite3.Connection, note: int, kind: str, values: dict[str, Any]) -> None:
    db.execute("UPDATE note SET data = ? WHERE id = ?", (encode(values), note))
    if kind == "page" and isinstance(values.get("title"), str):
        db.execute("UPDATE note SET name = ? WHERE id = ?", (values["title"], note))
    if kind == "person":
        db.execute("DELETE FROM role WHERE note = ?", (note,))
        db.executemany("INSERT INTO role VALUES (?,?,?,?,?,?,?)", role_rows(values, note))
    if kind == "interaction":
        place = values.get("place") or ""
        db.execute(
            "UPDATE interaction SET place = ?, place_key = ? WHERE id = ?",
            (place, name_key(place), note),
        )
    db.execute("UPDATE words SET roles = ? WHERE rowid = ?", (words_beside(kind, values), note))
