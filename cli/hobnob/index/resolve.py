"""Resolving references: from the typed text to the note it names.

The one rule: an exact slug wins, then a full name, then an alias, then an address. If several notes
match equally well, none is taken: an ambiguity is reported, never guessed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from hobnob.model import BODY_LINK, Kind
from hobnob.names import link_target, name_key, slugify

TARGETS: dict[str, tuple[Kind, ...]] = {
    "people": ("person",),
    "introduced": ("person",),
    "introduced_by": ("person",),
    "relations": ("person",),
    "not_same_as": ("person",),
    "parent": ("org",),
    "plan": ("plan",),
    "letter": ("letter",),
    BODY_LINK: ("person", "plan", "org", "interaction", "page"),
}
"""The kinds of note that the references of each field may name."""
_TARGETS_OF: dict[tuple[Kind, str], tuple[Kind, ...]] = {("plan", "people"): ("person", "org")}
"""Where a field of one kind of note may name more."""


def kinds_of(kind: Kind, field: str) -> tuple[Kind, ...]:
    """Return the kinds of note that the references of a field may name, in a kind of note."""
    return _TARGETS_OF.get((kind, field)) or TARGETS[field]


class Match(NamedTuple):
    """The notes that match a name: one, none, or several."""

    ids: tuple[int, ...]

    @property
    def one(self) -> int | None:
        """The note, if there is exactly one."""
        return self.ids[0] if len(self.ids) == 1 else None


class Resolver:
    """Finds notes by typed text, and caches the results until the index changes."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._known: dict[tuple[str, tuple[Kind, ...]], Match] = {}
        self._targets: dict[tuple[str, str], int | None] = {}

    def target(self, raw: str, field: str) -> int | None:
        """Return the note that a reference of a field leads to, None unless it is exactly one."""
        try:
            return self._targets[raw, field]
        except KeyError:
            found = self._targets[raw, field] = self.find(raw, TARGETS[field]).one
            return found

    def find(self, raw: str, kinds: tuple[Kind, ...]) -> Match:
        """Return the notes of some kinds that match a reference."""
        known = self._known.get((raw, kinds))
        if known is not None:
            return known
        try:
            raw.encode()
        except UnicodeEncodeError:
            # No note can have a name with bytes that are no UTF-8.
            return Match(())
        known = self._known[raw, kinds] = self._find(link_target(raw), kinds)
        return known

    def name_of(self, target: str) -> str:
        """Return the name that a wikilink without a text of its own reads as; see `notes.body`."""
        note = self.find(target, TARGETS[BODY_LINK]).one
        found = self._db.execute("SELECT name FROM note WHERE id = ?", (note,)).fetchone()
        # A link to a heading of the same note (`[[#Facts]]`) reads as the heading.
        name = found[0] if found else ""
        return name or link_target(f"[[{target}]]") or target.lstrip("#").strip()

    def org_of(self, target: str) -> str:
        """Return the name of the organization that a wikilink leads to."""
        note = self.find(f"[[{target}]]", ("org",)).one
        found = self._db.execute("SELECT name FROM note WHERE id = ?", (note,)).fetchone()
        return found[0] if found and found[0] else self.name_of(target)

    def _find(self, text: str, kinds: tuple[Kind, ...]) -> Match:
        marks = ",".join("?" * len(kinds))
        exact = self._ids(
            f"SELECT id FROM note WHERE kind IN ({marks}) AND slug = ? AND live", (*kinds, text)
        )
        if not exact and (slug := slugify(text)) and " " not in text and slug != text:
            exact = self._ids(
                f"SELECT id FROM note WHERE kind IN ({marks}) AND slug = ? AND live", (*kinds, slug)
            )
        if exact:
            return Match(self._first_kind(exact, kinds))
        found = self._db.execute(
            f"""SELECT name.rank, note.id FROM name JOIN note ON note.id = name.note
                WHERE name.key = ? AND note.kind IN ({marks}) AND note.live
                ORDER BY name.rank, note.slug""",
            (name_key(text), *kinds),
        ).fetchall()
        return Match(tuple(note for rank, note in found if rank == found[0][0]))

    def _ids(self, query: str, arguments: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(row[0] for row in self._db.execute(query, arguments))

    def _first_kind(self, ids: tuple[int, ...], kinds: tuple[Kind, ...]) -> tuple[int, ...]:
        """If notes of several kinds have one slug, prefer the first kind."""
        if len(ids) == 1:
            return ids
        marks = ",".join("?" * len(ids))
        of = dict(self._db.execute(f"SELECT id, kind FROM note WHERE id IN ({marks})", ids))
        return (min(ids, key=lambda i: kinds.index(of[i])),)


def resolve_refs(
    db: sqlite3.Connection, notes: Iterable[int], keys: Iterable[str], gone: Iterable[int] = ()
) -> set[int]:
    """Resolve references; return the notes with a reference that has another target now.

    Args:
        db: the index.
        notes: notes to resolve all references of.
        keys: names that were added, removed or changed; references by them may have another target.
        gone: removed notes; no reference may point to them.
    """
    resolver = Resolver(db)
    db.execute("CREATE TEMP TABLE IF NOT EXISTS stale (note, field, pos, raw, target)")
    db.execute("CREATE TEMP TABLE IF NOT EXISTS changed (key PRIMARY KEY)")
    db.execute("DELETE FROM temp.stale")
    db.execute("DELETE FROM temp.changed")
    select = "INSERT INTO temp.stale SELECT note, field, pos, raw, target FROM ref WHERE"
    db.executemany(f"{select} note = ?", ((note,) for note in notes))
    db.executemany(f"{select} target = ?", ((note,) for note in gone))
    db.executemany("INSERT OR IGNORE INTO temp.changed VALUES (?)", ((key,) for key in keys))
    if db.execute("SELECT 1 FROM temp.changed LIMIT 1").fetchone():
        # Names seldom change, so one scan of all references is cheaper than an SQL index for it.
        db.execute(f"{select} key IN (SELECT key FROM temp.changed)")
    rows = db.execute(
        """SELECT DISTINCT stale.*, note.kind FROM temp.stale AS stale
           JOIN note ON note.id = stale.note ORDER BY 1, 2, 3"""
    ).fetchall()
    found = [
        (resolver.find(raw, kinds_of(kind, field)).one, note, field, pos)
        for note, field, pos, raw, _, kind in rows
    ]
    db.executemany("UPDATE ref SET target = ? WHERE note = ? AND field = ? AND pos = ?", found)
    count_contacts(db, {note for _, note, field, _ in found if field == "people"})
    return {row[0] for row, new in zip(rows, found, strict=True) if row[4] != new[0]}


def count_contacts(db: sqlite3.Connection, notes: Iterable[int]) -> None:
    """Count each person of an interaction once, and nobody in interactions that are left out."""
    for note in notes:
        rows = db.execute(
            """SELECT ref.pos, ref.target, ref.contact, interaction.contact AND note.live
               FROM ref JOIN interaction ON interaction.id = ref.note
               JOIN note ON note.id = ref.note
               WHERE ref.note = ? AND ref.field = 'people' ORDER BY ref.pos""",
            (note,),
        ).fetchall()
        seen: set[int] = set()
        for pos, target, counts, contact in rows:
            first = int(bool(contact) and target not in seen)
            if target is not None:
                seen.add(target)
            if first != counts:
                db.execute(
                    "UPDATE ref SET contact = ? WHERE note = ? AND field = 'people' AND pos = ?",
                    (first, note, pos),
                )
