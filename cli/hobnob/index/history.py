"""What has changed in an index since an earlier state.

The one rule: each step is recorded in the transaction that makes it. So the notes touched since a
step are all notes whose rows changed.

A step has the time as its number. A crash of the machine can lose the last steps; the next one must
not take the number of a lost one, because an answer or a site may be kept for that.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable
from typing import NamedTuple


class State(NamedTuple):
    """The state of an index.

    Attributes:
        lineage: an id that each newly made index has of its own.
        step: a number that grows with each change since.
    """

    lineage: str
    step: int


def state_of(db: sqlite3.Connection) -> State:
    """Return the state of an index. An index that was always empty has no lineage."""
    row = db.execute("SELECT lineage, step FROM state").fetchone()
    return State(*row) if row else State("", 0)


def touched_since(db: sqlite3.Connection, before: State) -> set[int] | None:
    """Return the ids of the notes touched since an earlier state, including removed ones.

    Return None if that state is of another index, or is one that a crash of the machine took back.
    """
    now = state_of(db)
    if not before.lineage or now.lineage != before.lineage or now.step < before.step:
        return None
    rows = db.execute("SELECT note FROM touched WHERE step > ?", (before.step,))
    return {note for (note,) in rows}


def remember_step(db: sqlite3.Connection, notes: Iterable[int], *, first: bool) -> None:
    """Record that notes have changed. An index that was empty has nothing to compare."""
    notes = list(notes)
    if first:
        db.execute("DELETE FROM state")
        db.execute("INSERT INTO state VALUES (?, 1)", (os.urandom(8).hex(),))
    elif notes:
        db.execute("UPDATE state SET step = max(step + 1, ?)", (time.time_ns(),))
        db.executemany(
            "INSERT OR REPLACE INTO touched SELECT ?, step FROM state", ((note,) for note in notes)
        )
