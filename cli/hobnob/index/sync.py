"""Bringing the index up to date with the disk.

The one rule: after `sync`, the index says what a new index of the same notes would say. Nothing
but changed files is opened.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

from hobnob.index.disk import Differing, Folder, look_again, look_for, scan_folders
from hobnob.index.early import Early
from hobnob.index.scan import Scan
from hobnob.journal import Journal

MANY = 500
"""The files of a folder that are more than one would look at beside those that were written."""

Progress = Callable[[int, int], None]
"""Told how many files were read, and how many there are to read."""


def sync(
    db: sqlite3.Connection,
    journal: Journal,
    progress: Progress | None = None,
    scan: Scan | None = None,
    early: Early[Any] | None = None,
) -> None:
    """Bring the index up to date; every command does it first.

    Args:
        db: the index.
        journal: the journal.
        progress: called with how many files were read.
        scan: a look at the notes that began before the index was open.
        early: a question to be answered during it.

    Raises:
        sqlite3.Error: the index is damaged, or cannot be written.
    """
    scan = scan or Scan(journal)
    if early and scan.goes_on and _answers(db, scan, early):
        return
    # In a new index everything differs, and is looked at once, when its turn has come.
    if not _known(db) or _differing(db, scan):
        _update(db, journal, lambda: _look(db, journal, scan), progress)


def _answers(db: sqlite3.Connection, scan: Scan, early: Early[Any]) -> bool:
    """Find an answer during a scan; return whether the notes are as the index knows them."""
    # One transaction: the answer and what is known of the disk are of one state of the index.
    db.execute("BEGIN")
    try:
        known = _known(db)
        if any(known.get(path) != signature for path, signature in scan.first().items()):
            return False
        early.find(db)
        if not _differing(db, scan):
            return True
        early.drop()
        return False
    finally:
        if db.in_transaction:
            db.execute("COMMIT")


def sync_paths(
    db: sqlite3.Connection,
    journal: Journal,
    paths: Iterable[str],
    progress: Progress | None = None,
) -> None:
    """Bring the index up to date with files that this process wrote, and with their folders.

    These files are read whatever their times say: the clock may have stood still, or gone back,
    since the index last saw them. All others wait for the next `sync`, which compares their folders
    file by file.

    Args:
        db: the index.
        journal: the journal.
        paths: of the files, relative to the journal; they may be gone.
        progress: called with how many files were read.

    Raises:
        sqlite3.Error: the index is damaged, or cannot be written.
    """
    written: dict[str, set[str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        written.setdefault(folder, set()).add(name)

    def look() -> Differing:
        # Once a folder: each time goes through all its files.
        db.executemany(
            """UPDATE file SET mtime = -1
               WHERE folder = ? AND name IN (SELECT value FROM json_each(?))""",
            ((folder, json.dumps(list(names))) for folder, names in written.items()),
        )
        return [(path, _look_for(db, journal, path, names)) for path, names in written.items()]

    _update(db, journal, look, progress)


def _update(
    db: sqlite3.Connection,
    journal: Journal,
    look: Callable[[], Differing],
    progress: Progress | None = None,
) -> None:
    """Read what changed in some folders, in one transaction; `look` gives them once it is open."""
    # Reading notes takes much of hobnob, which most commands do without.
    from hobnob.index.updating import Updating

    db.execute("BEGIN IMMEDIATE")
    try:
        Updating(db, journal, progress).run(look())
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _look_for(
    db: sqlite3.Connection, journal: Journal, path: str, names: set[str]
) -> Folder | None:
    """Look at some files of a folder that is known; at all of them if that costs little."""
    known = db.execute("SELECT 1 FROM folder WHERE path = ?", (path,)).fetchone()
    size = "SELECT count(*) FROM (SELECT 1 FROM file WHERE folder = ? LIMIT ?)"
    many = known and db.execute(size, (path, MANY)).fetchone()[0] >= MANY
    return look_for(journal, path, names) if many else look_again(journal, path)


def _known(db: sqlite3.Connection) -> dict[str, bytes]:
    return dict(db.execute("SELECT path, signature FROM folder"))


def _differing(db: sqlite3.Connection, scan: Scan) -> list[str]:
    """Return the folders that were not seen as the index knows them, those gone at the end."""
    known = _known(db)
    differing = [
        path for path, signature in scan.signatures().items() if known.pop(path, b"") != signature
    ]
    return differing + list(known)


def _look(db: sqlite3.Connection, journal: Journal, scan: Scan) -> Differing:
    """Return the folders to compare, as they are now; None for one that is gone.

    Another command may have done the work while this one waited for its turn, and what was seen
    before may be older than what the index knows by now. So they are looked at again.
    """
    if not _known(db):
        return [(folder.path, folder) for folder in scan_folders(journal)]
    return [(path, look_again(journal, path)) for path in _differing(db, scan)]
