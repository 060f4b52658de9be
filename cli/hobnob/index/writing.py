"""Writing changed notes into the index, and removing deleted ones.

The one rule: references are resolved while they are written, if all names are known by then. They
are resolved again if a name was added, removed or changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from hobnob.index.layout import INDEXES
from hobnob.index.linked import settle_values
from hobnob.index.resolve import Resolver, count_contacts, resolve_refs
from hobnob.index.rows import Row, Rows, Table
from hobnob.model import BODY_LINK, Kind
from hobnob.names import name_key

_COLUMNS = {"words": "words (rowid, name, roles, body)"}
_TABLES = ("person", "interaction", "role", "tag", "promise", "name", "spoken", "ref", "note")
_MANY = 500
Name = tuple[str, int]
"""A name and its rank."""


class IndexWriter:
    """One update of the index.

    Attributes:
        changed: ids of the notes that are new or different.
        removed: ids of the notes that are gone.
        led: ids of unchanged notes with other targets, or that are no longer left out.
        is_new: whether the index was empty before.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        """Take the index."""
        self.db = db
        self.led: set[int] = set()
        self.changed: list[int] = []
        self.removed: list[int] = []
        self._names: dict[int, set[Name]] = {}
        self._slugs: set[tuple[Kind, str]] = set()
        self._keys: set[str] = set()
        self._open: list[int] = []
        self._flipped: set[int] = set()
        self._resolver: Resolver | None = None
        self._renames = False
        self.is_new = not db.execute("SELECT 1 FROM note LIMIT 1").fetchone()
        if self.is_new:
            # So many bytes of words are sorted at a time; with fewer, more has to be merged.
            db.execute("INSERT INTO words (words, rank) VALUES ('hashsize', 16777216)")

    def write(self, rows: Rows) -> None:
        """Write the rows of some notes; known notes are replaced."""
        if not self.is_new:
            for note, *_ in rows.note:
                self._forget(note)
        rows = rows._replace(ref=self._led(rows.ref))
        for table, some in rows._asdict().items():
            if some:
                columns = _COLUMNS.get(table, table)
                marks = ",".join("?" * len(some[0]))
                self.db.executemany(f"INSERT INTO {columns} VALUES ({marks})", some)
        for note, kind, *_, linked in rows.note:
            self.changed.append(note)
            # Any note but an interaction may have another name now.
            self._renames = self._renames or kind != "interaction" or linked is not None
        if not self.is_new:
            self._compare_names(rows)

    def people_are_known(self) -> None:
        """Note that only interactions are left, so references can be resolved at once."""
        self._settle_slugs()
        self._resolver = Resolver(self.db)

    def remove(self, file_id: int) -> None:
        """Remove a note from the index."""
        self._forget(file_id)
        self._keys.update(key for key, _ in self._names.pop(file_id, ()))
        self.removed.append(file_id)

    def finish(self) -> None:
        """Resolve the remaining references and make the SQL indexes."""
        if self.is_new:
            for name, where in INDEXES.items():
                self.db.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {where}")
        self._settle_slugs()
        self._keys.update(key for names in self._names.values() for key, _ in names)
        gone = (*self.removed, *self._names)
        self.led = resolve_refs(self.db, self._open, () if self.is_new else self._keys, gone)
        count_contacts(self.db, self._flipped)
        self.led |= self._flipped
        if self._renames or self.removed:
            self.led |= settle_values(self.db)

    def _compare_names(self, rows: Rows) -> None:
        """Note the names that were added, removed or changed."""
        names: dict[int, set[Name]] = {}
        for note, kind, slug, _, _, _, usable, *_ in rows.note:
            self._slugs.add((kind, slug))
            names[note] = {(name_key(slug), 0)} if usable else set()
        for key, note, rank in rows.name:
            names[note].add((key, rank))
        for note, now in names.items():
            # A name that was and is there changes no reference.
            different = now ^ self._names.pop(note, set())
            self._keys.update(key for key, _ in different)

    def _led(self, refs: Table) -> Table:
        """Return the references of some notes, resolved if all names are known."""
        if self._resolver is None:
            self._open += dict.fromkeys(ref[0] for ref in refs)
            return refs
        led: list[Row] = []
        met: set[tuple[int, int]] = set()
        for note, field, pos, raw, key, _, date, counts in refs:
            target = self._resolver.target(raw, field)
            if target is None:
                # It may name an interaction that is written later.
                if field == BODY_LINK and (not self._open or self._open[-1] != note):
                    self._open.append(note)
            # A person named twice in one interaction has one contact.
            elif counts:
                counts = int((note, target) not in met)
                met.add((note, target))
            led.append((note, field, pos, raw, key, target, date, counts))
        return led

    def _forget(self, file_id: int) -> None:
        """Remove all rows of a note, and remember its names."""
        before = self.db.execute(
            "SELECT kind, slug, usable FROM note WHERE id = ?", (file_id,)
        ).fetchone()
        if before is None:
            return
        kind, slug, usable = before
        self._slugs.add((kind, slug))
        names = self.db.execute("SELECT key, rank FROM name WHERE note = ?", (file_id,))
        self._names[file_id] = set(names) | ({(name_key(slug), 0)} if usable else set())
        for table in _TABLES:
            column = "id" if table in ("note", "person", "interaction") else "note"
            self.db.execute(f"DELETE FROM {table} WHERE {column} = ?", (file_id,))
        self.db.execute("DELETE FROM words WHERE rowid = ?", (file_id,))
        self.db.execute("DELETE FROM problem WHERE file = ?", (file_id,))

    def _settle_slugs(self) -> None:
        """If several notes of a kind have one slug, keep the first by path."""
        slugs: Iterable[tuple[Kind, str]] = self._slugs
        if self.is_new or len(self._slugs) > _MANY:
            slugs = self.db.execute(
                "SELECT kind, slug FROM note GROUP BY kind, slug HAVING count(*) > 1"
            ).fetchall()
        for kind, slug in slugs:
            # Pages do not count: MkDocs allows an index.md in every folder.
            if kind != "page":
                self._settle(kind, slug)
        if self._resolver is not None:
            self._resolver = Resolver(self.db)

    def _settle(self, kind: Kind, slug: str) -> None:
        rows = self.db.execute(
            "SELECT id, usable, live FROM note WHERE kind = ? AND slug = ? ORDER BY path",
            (kind, slug),
        ).fetchall()
        first = next((note for note, usable, _ in rows if usable), None)
        for note, _, live in rows:
            if live != (note == first):
                self.db.execute("UPDATE note SET live = ? WHERE id = ?", (int(note == first), note))
                names = self.db.execute("SELECT key FROM name WHERE note = ?", (note,))
                self._keys.update(key for (key,) in names)
                self._keys.add(name_key(slug))
                self._flipped.add(note)
