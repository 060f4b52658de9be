"""A journal without what is private, for a site that others will see.

The one rule: what is private leaves the index before any page is made, so that no page, list,
count or search can still hold it. An interaction with somebody private is private too, and a
link to somebody private says "someone".
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from hobnob.names import link_target, name_key
from hobnob.site.pages import Goal
from hobnob.site.syntax import WIKILINK

SOMEONE = "someone"

_PRIVATE = """
CREATE TEMP TABLE hidden AS
SELECT id FROM note WHERE private
UNION SELECT ref.note FROM ref JOIN note ON note.id = ref.target
  JOIN interaction ON interaction.id = ref.note
  WHERE note.private AND ref.field IN ('people', 'introduced')
"""

_BY_NOTE = ("ref", "name", "role", "tag", "promise")


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """What was left out.

    Attributes:
        keys: the names by which what is hidden could be linked.
        files: pictures of hidden people, relative to the notes' folder.
    """

    keys: frozenset[str] = field(default_factory=frozenset)
    files: frozenset[str] = field(default_factory=frozenset)

    def goal(self, target: str) -> Goal | None:
        """Return what stands in for a link to somebody hidden, None for any other link."""
        key = name_key(link_target(f"[[{target}]]"))
        return Goal(uri="", name=SOMEONE) if key in self.keys else None


NOBODY = Hidden()


def hide_private(db: sqlite3.Connection) -> tuple[sqlite3.Connection, Hidden]:
    """Return a copy of an index, in memory, without what is private."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    db.backup(copy)
    copy.execute(_PRIVATE)
    hidden = _note_hidden(copy)
    _clean_bodies(copy, hidden)
    for table in _BY_NOTE:
        copy.execute(f"DELETE FROM {table} WHERE note IN temp.hidden")  # noqa: S608
    # What leads to something hidden would show the name it was typed with.
    copy.execute("DELETE FROM ref WHERE target IN temp.hidden")
    copy.executemany(
        "DELETE FROM promise WHERE note = ? AND pos = ?",
        [
            (note, pos)
            for note, pos, owner in copy.execute("SELECT note, pos, owner FROM promise").fetchall()
            if owner and name_key(link_target(owner)) in hidden.keys
        ],
    )
    for table in ("person", "interaction", "note"):
        copy.execute(f"DELETE FROM {table} WHERE id IN temp.hidden")  # noqa: S608
    return copy, hidden


def _note_hidden(db: sqlite3.Connection) -> Hidden:
    names = db.execute("SELECT key FROM name WHERE note IN temp.hidden").fetchall()
    slugs = db.execute("SELECT slug FROM note WHERE id IN temp.hidden").fetchall()
    shown = db.execute("SELECT key FROM name WHERE note NOT IN temp.hidden").fetchall()
    photos = db.execute(
        "SELECT json_extract(data, '$.photo') FROM note WHERE id IN temp.hidden AND kind = 'person'"
    ).fetchall()
    keys = {key for (key,) in names} | {name_key(slug) for (slug,) in slugs}
    return Hidden(
        keys=frozenset(keys - {key for (key,) in shown}),
        files=frozenset(str(photo) for (photo,) in photos if photo),
    )


def _clean_bodies(db: sqlite3.Connection, hidden: Hidden) -> None:
    """Let no body, promise or list of people say a hidden name that was linked."""

    def cleaned(text: str) -> str:
        return WIKILINK.sub(
            lambda link: SOMEONE if name_key(link_target(link[0])) in hidden.keys else link[0],
            text,
        )

    for note, body in db.execute("SELECT id, body FROM note WHERE body LIKE '%[[%'").fetchall():
        db.execute("UPDATE note SET body = ? WHERE id = ?", (cleaned(body), note))
    for note, pos, text in db.execute(
        "SELECT note, pos, text FROM promise WHERE text LIKE '%[[%'"
    ).fetchall():
        values = (cleaned(text), note, pos)
        db.execute("UPDATE promise SET text = ? WHERE note = ? AND pos = ?", values)
