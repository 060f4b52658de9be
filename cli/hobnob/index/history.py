"""What has changed in an index between two looks at it.

The one rule: a step is remembered in the transaction that makes it, so that the notes that were
touched since a step are all whose rows say anything else.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple


class State(NamedTuple):
    """Where an index stands.

    Attributes:
        lineage: differs between any two indexes that were made anew.
        step: how many changes came since.
    """

    lineage: str
    step: int


def state_of(db: sqlite3.Connection) -> State:
    """Return where an index stands; one that never held anything has no lineage."""
    row = db.execute("SELECT lineage, step FROM state").fetchone()
    return State(*row) if row else State("", 0)


def touched_since(db: sqlite3.Connection, before: State) -> set[int] | None:
    """Return the ids of the notes touched since an earlier state, those that are gone among them.

    None when the index is another than the one that was in that state.
    """
    if not before.lineage or state_of(db).lineage != before.lineage:
        return None
    rows = db.execute("SELECT note FROM touched WHERE step > ?", (before.step,))
    return {note for (note,) in rows}


def remember_step(db: sqlite3.Connection, notes: Iterable[int], *, first: bool) -> None:
    """Remember that notes have changed; of an index that was empty there is nothing to compare."""
    notes = list(notes)
    if first:
        db.execute("DELETE FROM state")
        db.execute("INSERT INTO state VALUES (?, 1)", (secrets.token_hex(8),))
    elif notes:
        db.execute("UPDATE state SET step = step + 1")
        db.executemany(
            "INSERT OR REPLACE INTO touched SELECT ?, step FROM state", ((note,) for note in notes)
        )
