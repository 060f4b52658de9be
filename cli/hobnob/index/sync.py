"""Bringing the index up to date with the disk.

The one rule: after `sync`, the index says what a new index of the same notes would say. Nothing
but changed files is opened.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hobnob.index.disk import UNSETTLED, Folder, scan
from hobnob.index.resolve import resolve_refs
from hobnob.index.rows import Rows, make_rows
from hobnob.journal import Journal, digest, kind_of, slug_of
from hobnob.model import Kind, Problem
from hobnob.names import name_key
from hobnob.notes.read import MAX_BYTES, read_note

Progress = Callable[[int, int], None]
"""Told how many files were read, and how many there are to read."""

_TABLES = ("person", "interaction", "role", "tag", "promise", "name", "ref", "note")
_BATCH = 500


@dataclass
class Changes:
    """What a sync did.

    Attributes:
        read: how many files were opened.
        notes: ids of the notes that are new or different; gone ones are not among them.
        keys: the names whose meaning may have changed.
    """

    read: int = 0
    notes: list[int] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    removed: int = 0

    @property
    def any(self) -> bool:
        """Whether anything in the index is different."""
        return bool(self.notes or self.removed)


def sync(db: sqlite3.Connection, journal: Journal, progress: Progress | None = None) -> Changes:
    """Bring the index up to date; every command does it first.

    Raises:
        sqlite3.Error: the index is damaged, or cannot be written.
    """
    folders = list(scan(journal.notes, journal.root))
    if not _differing(db, folders):
        return Changes()
    db.execute("BEGIN IMMEDIATE")
    try:
        # Another command may have done the work while this one waited for its turn.
        changes = _Sync(db, journal, progress).run(_differing(db, folders), folders)
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
    return changes


def _differing(db: sqlite3.Connection, folders: list[Folder]) -> list[tuple[str, Folder | None]]:
    """Return the folders that are not as the index knows them; None for one that is gone."""
    known = dict(db.execute("SELECT path, signature FROM folder"))
    differing: list[tuple[str, Folder | None]] = [
        (folder.path, folder)
        for folder in folders
        if known.pop(folder.path, None) != folder.signature()
    ]
    return differing + [(path, None) for path in known]


@dataclass(frozen=True)
class _File:
    """A file to be read: its row in the index, if it has one, and its state on disk."""

    id: int | None
    folder: str
    name: str
    state: tuple[int, int, int]
    digest: bytes


class _Sync:
    """One run of bringing the index up to date."""

    def __init__(self, db: sqlite3.Connection, journal: Journal, progress: Progress | None) -> None:
        self.db = db
        self.journal = journal
        self.progress = progress
        self.changes = Changes()
        self.slugs: set[tuple[Kind, str]] = set()
        self.now = time.time_ns()
        self.fresh = not db.execute("SELECT 1 FROM file LIMIT 1").fetchone()
        self.next_id = db.execute("SELECT coalesce(max(id), 0) + 1 FROM file").fetchone()[0]

    def run(self, differing: list[tuple[str, Folder | None]], folders: list[Folder]) -> Changes:
        todo: list[_File] = []
        for path, folder in differing:
            todo += self._compare(path, folder)
        self._read(todo)
        if self.slugs:
            self._settle_slugs()
        keys = self.changes.keys
        if self.fresh:
            keys = set()
        resolve_refs(self.db, self.changes.notes, keys)
        for path, folder in differing:
            self._remember(path, folder)
        return self.changes

    def _compare(self, path: str, folder: Folder | None) -> Iterator[_File]:
        """Find the files of a folder that must be read; forget those that are gone."""
        known = {
            name: (file_id, (mtime, ctime, size), content)
            for file_id, name, mtime, ctime, size, content in self.db.execute(
                "SELECT id, name, mtime, ctime, size, digest FROM file WHERE folder = ?", (path,)
            )
        }
        for at, name in enumerate(folder.names if folder else ()):
            assert folder is not None  # noqa: S101 - for the type checker
            file_id, before, content = known.pop(name, (None, None, b""))
            state = folder.state(at)
            if before != state:
                yield _File(file_id, path, name, state, content)
        for file_id, *_ in known.values():
            self._forget(file_id)
            self.db.execute("DELETE FROM file WHERE id = ?", (file_id,))
            self.changes.removed += 1

    def _read(self, todo: list[_File]) -> None:
        batch: list[tuple[Rows, tuple[Problem, ...]]] = []
        files: list[tuple[object, ...]] = []
        for count, file in enumerate(todo):
            if self.progress and count % 100 == 0:
                self.progress(count, len(todo))
            self._read_one(file, files, batch)
            if len(batch) >= _BATCH:
                self._write(files, batch)
        self._write(files, batch)
        if self.progress:
            self.progress(len(todo), len(todo))

    def _read_one(
        self,
        file: _File,
        files: list[tuple[object, ...]],
        batch: list[tuple[Rows, tuple[Problem, ...]]],
    ) -> None:
        path = f"{file.folder}/{file.name}"
        data, trouble = _load(self.journal.root / path, file.state[2])
        self.changes.read += 1
        content = digest(data)
        file_id = file.id
        if file_id is None:
            file_id, self.next_id = self.next_id, self.next_id + 1
        mtime, ctime, size = file.state
        if max(mtime, ctime) > self.now - UNSETTLED:
            mtime = -1
        files.append((file_id, file.folder, file.name, mtime, ctime, size, content))
        if file.id is not None:
            if content == file.digest and not trouble:
                return
            self._forget(file.id)
        relative = path.removeprefix(self.journal.relative(self.journal.notes) + "/")
        note = read_note(kind_of(relative), slug_of(file.name), path, data)
        if trouble:
            note.problems.clear()
            note.complain("unreadable", trouble, fatal=True)
        batch.append((make_rows(note, file_id), tuple(note.problems)))

    def _write(
        self,
        files: list[tuple[object, ...]],
        batch: list[tuple[Rows, tuple[Problem, ...]]],
    ) -> None:
        many = self.db.executemany
        many("INSERT OR REPLACE INTO file VALUES (?,?,?,?,?,?,?)", files)
        rows = [row for row, _ in batch]
        many("INSERT INTO note VALUES (?,?,?,?,?,?,?,?,?,?)", (r.note for r in rows))
        many("INSERT INTO person VALUES (?,?,?,?)", (r.person for r in rows if r.person))
        many(
            "INSERT INTO interaction VALUES (?,?,?,?,?,?,?,?,?,?)",
            (r.interaction for r in rows if r.interaction),
        )
        many("INSERT INTO ref VALUES (?,?,?,?,?,?,?,?)", (ref for r in rows for ref in r.refs))
        many("INSERT INTO name VALUES (?,?,?)", (name for r in rows for name in r.names))
        many("INSERT INTO role VALUES (?,?,?,?,?,?,?)", (role for r in rows for role in r.roles))
        many("INSERT INTO tag VALUES (?,?,?)", (tag for r in rows for tag in r.tags))
        many("INSERT INTO promise VALUES (?,?,?,?,?,?,?,?)", (p for r in rows for p in r.promises))
        many(
            "INSERT INTO words (rowid, name, roles, body) VALUES (?,?,?,?)",
            (r.words for r in rows if r.words),
        )
        many(
            "INSERT INTO problem VALUES (?,?,?,?,?,?)",
            (
                (r.note[0], p.line, p.column, p.code, p.message, p.severity)
                for r, problems in batch
                for p in problems
            ),
        )
        for row in rows:
            file_id, kind, slug = row.note[:3]
            self.changes.notes.append(file_id)
            self.slugs.add((kind, slug))
            self.changes.keys.add(name_key(slug))
            self.changes.keys.update(name[0] for name in row.names)
        files.clear()
        batch.clear()

    def _forget(self, file_id: int) -> None:
        """Take all that a note put into the index out of it again."""
        before = self.db.execute("SELECT kind, slug FROM note WHERE id = ?", (file_id,)).fetchone()
        if before:
            self.slugs.add((before[0], before[1]))
            self.changes.keys.add(name_key(before[1]))
        names = self.db.execute("SELECT key FROM name WHERE note = ?", (file_id,))
        self.changes.keys.update(key for (key,) in names)
        for table in _TABLES:
            column = "id" if table in ("note", "person", "interaction") else "note"
            self.db.execute(f"DELETE FROM {table} WHERE {column} = ?", (file_id,))
        self.db.execute("DELETE FROM words WHERE rowid = ?", (file_id,))
        self.db.execute("DELETE FROM problem WHERE file = ?", (file_id,))
        self.db.execute("UPDATE ref SET target = NULL WHERE target = ?", (file_id,))

    def _settle_slugs(self) -> None:
        """Of several notes of a kind with one slug, let the first by path stand."""
        slugs: Iterable[tuple[Kind, str]] = self.slugs
        if self.fresh or len(self.slugs) > _BATCH:
            slugs = self.db.execute(
                "SELECT kind, slug FROM note GROUP BY kind, slug HAVING count(*) > 1"
            ).fetchall()
        for kind, slug in slugs:
            rows = self.db.execute(
                "SELECT id, usable, live FROM note WHERE kind = ? AND slug = ? ORDER BY path",
                (kind, slug),
            ).fetchall()
            if len(rows) == 1 and rows[0][1] == rows[0][2]:
                continue
            first = next((note for note, usable, _ in rows if usable), None)
            for note, _, live in rows:
                if live != (note == first):
                    self.db.execute(
                        "UPDATE note SET live = ? WHERE id = ?", (int(note == first), note)
                    )

    def _remember(self, path: str, folder: Folder | None) -> None:
        """Remember a folder as it was seen, unless a file of it may still change unseen."""
        self.db.execute("DELETE FROM oddity WHERE folder = ?", (path,))
        if folder is None:
            self.db.execute("DELETE FROM folder WHERE path = ?", (path,))
            return
        self.db.executemany(
            "INSERT INTO oddity VALUES (?,?,?,?)",
            ((path, odd.path, odd.code, odd.message) for odd in folder.odd),
        )
        latest = (
            max(max(folder.state(at)[:2]) for at in range(len(folder.names)))
            if (folder.names)
            else 0
        )
        settled = latest <= self.now - UNSETTLED
        signature = folder.signature() if settled else b""
        self.db.execute("INSERT OR REPLACE INTO folder VALUES (?,?)", (path, signature))


def _load(path: Path, size: int) -> tuple[bytes, str]:
    """Return the content of a file and "", or as much as there is and why not all."""
    try:
        with path.open("rb") as file:
            return file.read(max(MAX_BYTES + 1, 0) if size > MAX_BYTES else -1), ""
    except OSError as error:
        return b"", f"the file cannot be read: {error.strerror}"
