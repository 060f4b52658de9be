"""Reading what is new on disk into the index.

The one rule: nothing but changed files is opened, and a file whose content is what the index
knows already changes nothing.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from operator import itemgetter

from hobnob.index.disk import UNSETTLED, Differing, Folder
from hobnob.index.history import remember_step
from hobnob.index.reading import UNREAD, Wanted, read_files
from hobnob.index.writing import IndexWriter
from hobnob.journal import Journal, kind_of


class Updating:
    """One run of bringing the index up to date."""

    def __init__(
        self,
        db: sqlite3.Connection,
        journal: Journal,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        """Take the index, in a transaction; see `sync` for the others."""
        self.db = db
        self.root = str(journal.root)
        self.notes = journal.relative(journal.notes) + "/"
        self.progress = progress or (lambda _done, _total: None)
        self.now = time.time_ns()
        self.next_id = db.execute("SELECT coalesce(max(id), 0) + 1 FROM file").fetchone()[0]
        self.writer = IndexWriter(db)
        self.unread: set[str] = set()

    def run(self, differing: Differing) -> None:
        """Read what changed in these folders."""
        todo = [
            file
            for path, folder in sorted(differing, key=itemgetter(0))
            for file in self._compare(path, folder)
        ]
        # Interactions come last: then every name that they may refer to is known.
        happened: list[Wanted] = []
        others: list[Wanted] = []
        for file in todo:
            (happened if kind_of(file.notes_path) == "interaction" else others).append(file)
        self._read(others, happened)
        self.writer.finish()
        for path, folder in differing:
            self._remember(path, folder)
        writer = self.writer
        remember_step(self.db, {*writer.changed, *writer.removed, *writer.led}, first=writer.is_new)

    def _compare(self, path: str, folder: Folder | None) -> Iterator[Wanted]:
        """Find the files of a folder that must be read; take out those that are gone."""
        sql = "SELECT id, name, mtime, ctime, size, digest FROM file WHERE folder = ?"
        asked: tuple[str, ...] = ()
        if folder and folder.asked is not None:
            sql += " AND name IN (SELECT value FROM json_each(?))"
            asked = (json.dumps(list(folder.asked)),)
        known = {
            name: (file_id, (mtime, ctime, size), content)
            for file_id, name, mtime, ctime, size, content in self.db.execute(sql, (path, *asked))
        }
        start = f"{path}/".removeprefix(self.notes)
        names = folder.names if folder else ()
        # A disk lists them in any order; in their own order, the same notes get the same ids.
        for at in sorted(range(len(names)), key=names.__getitem__):
            name = names[at]
            file_id, before, content = known.pop(name, (0, None, b""))
            state = folder.state(at) if folder else (0, 0, 0)
            if before == state:
                continue
            if not file_id:
                file_id, self.next_id = self.next_id, self.next_id + 1
            yield Wanted(file_id, path, name, f"{start}{name}", state, content)
        for file_id, *_ in known.values():
            self.writer.remove(file_id)
            self.db.execute("DELETE FROM file WHERE id = ?", (file_id,))

    def _read(self, others: list[Wanted], happened: list[Wanted]) -> None:
        files = [*others, *happened]
        done = 0
        for read in read_files(self.root, (others, happened)):
            if done == len(others):
                self.writer.people_are_known()
            self.writer.write(read.rows)
            self.db.executemany(
                "INSERT OR REPLACE INTO file VALUES (?,?,?,?,?,?,?)",
                map(self._file_row, files[done : done + len(read.digests)], read.digests),
            )
            done += len(read.digests)
            self.progress(done, len(files))

    def _file_row(self, file: Wanted, content: bytes) -> tuple[object, ...]:
        mtime, ctime, size = file.state
        if content.startswith(UNREAD):
            self.unread.add(file.folder)
        if max(mtime, ctime) > self.now - UNSETTLED or content.startswith(UNREAD):
            mtime = -1
        return (file.id, file.folder, file.name, mtime, ctime, size, content)

    def _remember(self, path: str, folder: Folder | None) -> None:
        """Remember a folder as it was seen, unless a file of it may still change unseen."""
        if folder and folder.asked is not None:
            self.db.execute("UPDATE folder SET signature = x'' WHERE path = ?", (path,))
            return
        self.db.execute("DELETE FROM oddity WHERE folder = ?", (path,))
        if folder is None:
            self.db.execute("DELETE FROM folder WHERE path = ?", (path,))
            return
        self.db.executemany(
            "INSERT INTO oddity VALUES (?,?,?,?)",
            ((path, odd.path, odd.code, odd.message) for odd in folder.odd),
        )
        settled = folder.latest() <= self.now - UNSETTLED and path not in self.unread
        signature = folder.signature() if settled else b""
        self.db.execute("INSERT OR REPLACE INTO folder VALUES (?,?)", (path, signature))
