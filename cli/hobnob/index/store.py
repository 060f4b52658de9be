"""Opening the index, even if it is missing, damaged, or cannot be written.

The one rule: a command never fails because of the index. A bad index is made again. If the disk
cannot hold it, it is made in memory and you are told why.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable

from hobnob import waiting
from hobnob.cache import find_database, make_cache, prepare_database, remove_database
from hobnob.index.layout import LAYOUT, TABLES
from hobnob.index.scan import Survey
from hobnob.index.sync import Progress, sync
from hobnob.journal import INDEX_FILE, Journal

Say = Callable[[str], None]


def open_index(
    journal: Journal,
    *,
    progress: Progress | None = None,
    say: Say = lambda _: None,
    survey: Survey | None = None,
) -> sqlite3.Connection:
    """Return the up-to-date index of a journal.

    Args:
        journal: the journal.
        progress: called with the files that are read, if any.
        say: called with a sentence if the index could not be kept on disk.
        survey: a survey of the notes that was begun before.
    """
    try:
        return _open_file(journal, progress, survey)
    except _UnwritableError as error:
        say(
            f"the index cannot be kept in {journal.cache} ({error}); working without it, more "
            "slowly"
        )
        return _in_memory(journal, progress)


def read_index(journal: Journal) -> sqlite3.Connection:
    """Return a read-only connection to the index as it is on disk, without an update.

    Raises:
        OSError: there is no index.
        sqlite3.Error: it cannot be read.
    """
    path = find_database(journal.cache, INDEX_FILE).absolute()
    return _connect(f"{path.as_uri()}?mode=ro", uri=True)


class _UnwritableError(Exception):
    """The index cannot be written to its place."""


def _open_file(
    journal: Journal, progress: Progress | None, survey: Survey | None
) -> sqlite3.Connection:
    try:
        return _try_file(journal, progress, survey)
    except sqlite3.DatabaseError as error:
        if _is_busy(error):
            return _wait_for_file(journal, progress, survey)
        if _is_trouble_of_disk(error):
            raise _UnwritableError(str(error)) from None
        remove_database(journal.cache, INDEX_FILE)
    try:
        return _try_file(journal, progress, survey)
    except sqlite3.DatabaseError as error:
        raise _UnwritableError(str(error)) from None


def _wait_for_file(
    journal: Journal, progress: Progress | None, survey: Survey | None
) -> sqlite3.Connection:
    """Wait until another process has finished with the index, and say so."""
    waiting.say_waiting(f"another program uses the index ({INDEX_FILE})")
    try:
        return _try_file(journal, progress, survey, patience=waiting.PATIENCE - waiting.QUIET)
    except sqlite3.DatabaseError as error:
        why = str(error)
        if _is_busy(error):
            why = (
                f"another program has locked {INDEX_FILE} for {waiting.PATIENCE:.0f} seconds; end "
                "it if it hangs"
            )
        raise _UnwritableError(why) from None


def _is_busy(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def _is_trouble_of_disk(error: sqlite3.DatabaseError) -> bool:
    """Say whether a new index would have the same error."""
    name = getattr(error, "sqlite_errorname", "")
    return name.startswith(("SQLITE_READONLY", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN"))


def _try_file(
    journal: Journal,
    progress: Progress | None,
    survey: Survey | None,
    *,
    patience: float = 0,
) -> sqlite3.Connection:
    try:
        make_cache(journal.cache)
        path = prepare_database(journal.cache, INDEX_FILE)
    except OSError as error:
        raise _UnwritableError(error.strerror or str(error)) from None
    db = _connect(str(path), patience=patience or waiting.QUIET)
    try:
        # If the machine crashes, the index may be lost; it is made again.
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        if db.execute("PRAGMA user_version").fetchone()[0] != LAYOUT:
            _lay_out(db)
        sync(db, journal, progress, survey=survey)
        return db
    except BaseException:
        db.close()
        raise


def _connect(
    name: str, *, uri: bool = False, patience: float = waiting.PATIENCE
) -> sqlite3.Connection:
    db = sqlite3.connect(
        name, timeout=patience, isolation_level=None, uri=uri, check_same_thread=False
    )
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute("PRAGMA cache_size = -65536")
    return db


def _lay_out(db: sqlite3.Connection) -> None:
    """Make the tables, after removing all old ones."""
    db.execute("BEGIN IMMEDIATE")
    if db.execute("PRAGMA user_version").fetchone()[0] == LAYOUT:
        db.execute("COMMIT")
        return
    there = db.execute(
        "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND sql NOT NULL"
    ).fetchall()
    if there:
        # Another layout: a new file is simpler than changing the old one.
        db.execute("ROLLBACK")
        raise sqlite3.DatabaseError("another layout")
    for statement in _statements(TABLES):
        db.execute(statement)
    db.execute(f"PRAGMA user_version = {LAYOUT}")
    db.execute("COMMIT")


def _statements(script: str) -> list[str]:
    """Split a script into statements, so that they run in one transaction."""
    found, buffer = [], ""
    for line in script.splitlines():
        buffer += line.split("--", 1)[0] + "\n"
        if sqlite3.complete_statement(buffer):
            found.append(buffer)
            buffer = ""
    return found


def _in_memory(journal: Journal, progress: Progress | None) -> sqlite3.Connection:
    """Make the index in memory, as a copy of the one on disk if that can be read."""
    db = _connect(":memory:")
    with contextlib.suppress(sqlite3.Error, OSError):
        path = find_database(journal.cache, INDEX_FILE)
        kept = _connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        with contextlib.closing(kept):
            if kept.execute("PRAGMA user_version").fetchone()[0] == LAYOUT:
                kept.backup(db)
    try:
        if db.execute("PRAGMA user_version").fetchone()[0] != LAYOUT:
            _lay_out(db)
        sync(db, journal, progress)
        return db
    except sqlite3.DatabaseError:
        # The copy was damaged as well.
        db.close()
        db = _connect(":memory:")
        _lay_out(db)
        sync(db, journal, progress)
        return db
