"""Interactions that wait, by their references: a number, a slug, `last`, or with whom they are.

The one rule: a reference means one note. If it fits several, the error lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from hobnob.cli.listed import need_of
from hobnob.cli.writing import last_logged
from hobnob.index.index import Index
from hobnob.index.lookup import find_note
from hobnob.index.notes import Head, at_path, head
from hobnob.names import is_note_name


def find_waiting(
    index: Index,
    ref: str,
    of_person: Callable[[Index, Head], int],
    *,
    reasons: Collection[str],
    see: str = "",
    digits: int,
) -> Head:
    """Return the interaction that a reference means.

    It may be one that does not wait, when it is named by its slug: it may be over.

    Args:
        index: the index.
        ref: as it was typed.
        of_person: returns the one that waits with a person, by its id.
        reasons: those of a number, as `need_of` takes them.
        see: the command that shows the numbers, as `need_of` takes it.
        digits: how many a number has at most.

    Raises:
        NotFoundError: there is none; see also `need_of`.
        AmbiguousError: several answer to it.
    """
    if ref.isdecimal() and len(ref) <= digits:
        ref = need_of(index, ref, reasons, see).note
    if ref == "last":
        return last_logged(index)
    note = at_path(index, ref) if is_note_name(ref) else None
    if note is None or note.kind != "interaction":
        note = head(index, find_note(index, ref, ("interaction", "person")))
    return head(index, of_person(index, note)) if note.kind == "person" else note
