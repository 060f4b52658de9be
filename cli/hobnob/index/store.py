"""Opening the index, even if it is missing, damaged, or cannot be written.

The one rule: a command never fails because of the index. A bad index is made again. If the disk
cannot hold it, it is made in memory and you are told why.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from typing import Any

from hobnob import waiting
from hobnob.cache import (
    find_database,
    make_cache,
    prepare_database,
    prepare_file,
    remove_database,
)
from hobnob.errors import WriteError
from hobnob.index.early import Early
from hobnob.index.layout import LAYOUT, TABLES
from hobnob.index.ownership import claim, is_ours, refuse_foreign_code
from hobnob.index.scan import Scan
from hobnob.index.sync import Progress, sync
from hobnob.journal import INDEX_FILE, Journal
from hobnob.locking import locked
from hobnob.machine import why_no_key

_LOCK = "index.lock"
"""The file that is locked while an index is made."""
Say = Callable[[str], None]


def open_index(
    journal: Journal,
    *,
    progress: Progress | None = None,
    say: Say = lambda _: None,
    scan: Scan | None = None,
    early: Early[Any] | None = None,
) -> sqlite3.Connection:
    """Return the up-to-date index of a journal.

    Args:
        journal: the journal.
        progress: called with the files that are read, if any.
        say: called with a sentence if the index could not be kept on disk.
        scan: a scan of the notes that was begun before.
        early: a question to be answered during the scan.
    """
    try:
        return _open_file(journal, progress, scan, early)
    except _UnwritableError as error:
        say(
            f"the index cannot be kept in {journal.cache} ({error}); working without it, more "
            "slowly"
        )
        return _in_memory(journal, progress)


def read_index(journal: Journal) -> sqlite3.Connection:
    """Return a read-only connection to the index as it is on disk, without an update.

    Raises:
        OSError: there is no index, or it is not from this machine.
        sqlite3.Error: it cannot be read.
    """
    if not is_ours(journal, INDEX_FILE):
        raise FileNotFoundError(journal.cache / INDEX_FILE)
    path = find_database(journal.cache, INDEX_FILE).absolute()
    return _connect(f"{path.as_uri()}?mode=ro", uri=True)


class _UnwritableError(Exception):
    """The index cannot be written to its place."""


def _open_file(
    journal: Journal, progress: Progress | None, scan: Scan | None, early: Early[Any] | None
) -> sqlite3.Connection:
    try:
        return _try_file(journal, progress, scan, early)
    except sqlite3.DatabaseError as error:
        if _is_busy(error):
            return _wait_for_file(journal, progress, scan)
        if _is_trouble_of_disk(error):
            raise _UnwritableError(str(error)) from None
        remove_database(journal.cache, INDEX_FILE)
    try:
        return _try_file(journal, progress, scan)
    except sqlite3.DatabaseError as error:
        raise _UnwritableError(str(error)) from None


def _wait_for_file(
    journal: Journal, progress: Progress | None, scan: Scan | None
) -> sqlite3.Connection:
    """Wait until another process has finished with the index, and say so."""
    waiting.say_waiting(f"another program uses the index ({INDEX_FILE})")
    try:
        return _try_file(journal, progress, scan, patience=waiting.PATIENCE - waiting.QUIET)
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
    scan: Scan | None,
    early: Early[Any] | None = None,
    *,
    patience: float = 0,
) -> sqlite3.Connection:
    try:
        make_cache(journal.cache)
        path = prepare_database(journal.cache, INDEX_FILE)
    except OSError as error:
        raise _UnwritableError(error.strerror or str(error)) from None
    db = _connect_own(journal, str(path), patience or waiting.QUIET)
    try:
        refuse_foreign_code(db)
        if db.execute("PRAGMA user_version").fetchone()[0] != LAYOUT:
            _lay_out(db)
        sync(db, journal, progress, scan, early)
        _read_beside_writing(db)
        return db
    except BaseException:
        db.close()
        raise


def _read_beside_writing(db: sqlite3.Connection) -> None:
    """Let commands read the index while another writes it.

    This waits for the first filling: each page would be written twice. The index keeps the mode.
    """
    # If another command is reading at this moment, the next one does it.
    with contextlib.suppress(sqlite3.OperationalError):
        db.execute("PRAGMA journal_mode = WAL")


def _connect_own(journal: Journal, path: str, patience: float) -> sqlite3.Connection:
    """Connect to the index; one that was not made here is removed first, unopened."""
    if is_ours(journal, INDEX_FILE):
        return _connect_file(path, patience)
    try:
        with locked(prepare_file(journal.cache, _LOCK)):
            # Another command may have made it by now.
            if is_ours(journal, INDEX_FILE):
                return _connect_file(path, patience)
            remove_database(journal.cache, INDEX_FILE)
            db = _connect_file(path, patience)
            if claim(journal, INDEX_FILE):
                return db
            db.close()
            remove_database(journal.cache, INDEX_FILE)
    except OSError as error:
        raise _UnwritableError(error.strerror or str(error)) from None
    except WriteError:
        raise _UnwritableError("another hobnob is making it") from None
    raise _UnwritableError(why_no_key())


def _connect_file(path: str, patience: float) -> sqlite3.Connection:
    db = _connect(path, patience=patience)
    # If the machine crashes, the index may be lost; it is made again.
    db.execute("PRAGMA synchronous = NORMAL")
    return db


def _connect(
    name: str, *, uri: bool = False, patience: float = waiting.PATIENCE
) -> sqlite3.Connection:
    db = sqlite3.connect(
        name, timeout=patience, isolation_level=None, uri=uri, check_same_thread=False
    )
    # Functions and virtual tables in a schema that somebody changed must not run.
    db.execute("PRAGMA trusted_schema = OFF")
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
        if not is_ours(journal, INDEX_FILE):
            raise FileNotFoundError(path)
        kept = _connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        with contextlib.closing(kept):
            refuse_foreign_code(kept)
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
