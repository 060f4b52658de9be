"""Which databases in `.hobnob` were made here: by this user, on this machine, in this place.

The one rule: a database from elsewhere is not even opened. It may hold triggers and wrong rows, and
a note that is private would not be private any more. Beside a database stands a signed mark, which
names the folder of the journal, that of its notes, and the inode of the file. A copy, a clone or a
moved journal has another folder or another inode, so its database is made again. So is that of a
journal with another `docs_dir`: the kind of each note follows from its place there.
"""

from __future__ import annotations

import os
import sqlite3

from hobnob.cache import is_file, read_file, write_file
from hobnob.journal import Journal
from hobnob.machine import is_signed, sign

_ENDING = ".owner"


def is_ours(journal: Journal, name: str) -> bool:
    """Return whether a database of the cache was made here; False if it is missing."""
    try:
        return is_signed(_text(journal, name), read_file(journal.cache, name + _ENDING).decode())
    except (OSError, ValueError):
        return False


def claim(journal: Journal, name: str) -> bool:
    """Mark a database that was just made here; return False if there is no key to do it.

    Raises:
        OSError: the mark cannot be written.
    """
    mark = sign(_text(journal, name))
    if mark:
        write_file(journal.cache, name + _ENDING, mark)
    return bool(mark)


def refuse_foreign_code(db: sqlite3.Connection) -> None:
    """Refuse a database with triggers or views: hobnob makes none.

    Raises:
        sqlite3.DatabaseError: it has some.
    """
    sql = "SELECT 1 FROM sqlite_master WHERE type IN ('trigger', 'view') LIMIT 1"
    if db.execute(sql).fetchone():
        raise sqlite3.DatabaseError("it has triggers or views, which hobnob did not make")


def _text(journal: Journal, name: str) -> bytes:
    """Return what is signed.

    Raises:
        OSError: the database is missing.
    """
    path = journal.cache / name
    if not is_file(path):
        raise FileNotFoundError(path)
    folders = f"{os.path.realpath(journal.root)}\n{os.path.realpath(journal.notes)}"
    return os.fsencode(f"{name}\n{path.lstat().st_ino}\n{folders}")
