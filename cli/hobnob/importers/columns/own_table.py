"""The table that `hobnob export csv` writes: its columns, and cells that no spreadsheet runs.

The one rule: what is defused on the way out is the same again on the way in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hobnob.importers.columns.place import LEFT_OUT, Place, own_place
from hobnob.notes.schema import PERSON

NO_CELL = frozenset(("roles", "dates", "relations", "not_same_as", "photo", "source"))
"""Keys of a person that a table leaves out: no single cell can hold them, or they are no facts."""
KEYS = tuple(name for name in PERSON.by_name if name not in NO_CELL)
DERIVED = ("last_contact", "contacts", "due")
"""What hobnob computes; it stands in the table to be read, and an import leaves it out."""

_RUNS = re.compile(r"(?:^|(?<=[;,|\t\r\n]))(?='*[=+\-@\t\r＝＋－＠])")
"""Where a spreadsheet may take a cell for a formula: at its begin, and behind what it may take for
the end of the cell before, where its separator is another one. Signs of double width count too.

Source: OWASP, "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection.
"""
_DEFUSED = re.compile(r"(?:^|(?<=[;,|\t\r\n]))'(?='*[=+\-@\t\r＝＋－＠])")


def defuse(cell: str) -> str:
    """Return a cell with an apostrophe before each formula; a spreadsheet shows it as text.

    >>> defuse("=1+1"), defuse("+1 555 0100"), defuse("a;=b"), defuse("1+1")
    ("'=1+1", "'+1 555 0100", "a;'=b", '1+1')
    """
    return _RUNS.sub("'", cell)


def undo(cell: str) -> str:
    """Return a cell without these apostrophes.

    >>> undo(defuse("=1+1")), undo(defuse("'=x")), undo("O'Neill")
    ('=1+1', "'=x", "O'Neill")
    """
    return _DEFUSED.sub("", cell)


def own_places(titles: Sequence[str]) -> list[Place] | None:
    """Return the places of the columns of hobnob's own table; None if it is another one."""
    if tuple(titles[:2]) != ("slug", "name") or not {*DERIVED} <= {*titles}:
        return None
    return [_place(title) for title in titles]


def _place(title: str) -> Place:
    if title == "slug":
        return Place(key="slug", how="whose row it is")
    if title in DERIVED:
        return replace(LEFT_OUT, how="left out, hobnob computes it")
    return Place(key=title) if title in KEYS else own_place(title)
