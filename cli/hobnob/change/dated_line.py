"""Adding a dated line at the end of a note.

The one rule: the existing text stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from hobnob.change.files import ChangeSet
from hobnob.errors import ChangedError
from hobnob.index.index import Index
from hobnob.journal import Journal
from hobnob.notes.body import text_lines
from hobnob.notes.edit import NoteText, UnusualNoteError
from hobnob.transaction import Change, FileChange

_ITEM = re.compile(r" {0,3}[-*+][ \t]")
_INDENTED = re.compile(r"[ \t]+\S")
_TRIES = 50
"""Tries to add the line, if another program keeps writing to the note."""


def write_dated_line(
    index: Index, path: str, day: str, text: str, others: Sequence[FileChange] = ()
) -> Change | None:
    """Write a dated line at the end of a note; see `plan_dated_line`.

    If another program changed the note, the line is added to the new text.

    Raises:
        ChangedError: another program kept writing; the error has the lost text.
    """
    for _ in range(_TRIES):
        draft = plan_dated_line(index.journal, path, day, text, others)
        try:
            return draft.write(index, f"note {Path(path).stem}")
        except ChangedError:
            continue
    raise ChangedError(path, lost=f"{day}: {text}")


def plan_dated_line(
    journal: Journal, path: str, day: str, text: str, others: Sequence[FileChange] = ()
) -> ChangeSet:
    """Return the change that adds a dated line at the end of a note.

    Args:
        journal: the journal.
        path: the path of the note, relative to the journal.
        day: an ISO date.
        text: the text of the line.
        others: more changes to make with it, such as notes of new people.
    """
    draft = ChangeSet(journal)
    note = draft.note(path)
    add_dated_line(note, day, text)
    draft.put(note)
    draft.take(others)
    return draft


def add_dated_line(note: NoteText, day: str, text: str) -> None:
    """Add a dated line at the end of a note: `- 2026-11-22: likes sloe gin`.

    If the note ends with a list, the line joins it, with the same mark. Otherwise a blank line
    comes before it.

    Args:
        note: the note.
        day: an ISO date.
        text: the text; lines after the first belong to the same item.

    Raises:
        UsageError: the text cannot be in a note.
        UnusualNoteError: the end of the note would swallow the line.
    """
    first, *more = text.split("\n")
    lines = [f"{day}: {first}", *more]
    mark = _mark_at_end(note.body)
    lead = f"{mark or '-'} "
    item = "\n".join(
        f"{'  ' if at else lead}{line}" if line.strip() else "" for at, line in enumerate(lines)
    )
    apart = note.body.strip() and not mark and not note.body.endswith(("\n\n", "\n\r\n"))
    at = note.body.count("\n") + bool(apart) + (not note.body.endswith("\n") and bool(note.body))
    note.append(("\n" if apart else "") + item)
    if at not in (number for number, _, _ in text_lines(note.body)):
        raise UnusualNoteError(note.path, "its text ends within a block of code")


def _mark_at_end(body: str) -> str:
    """Return the mark of the list at the end of a body, or ""."""
    for line in reversed(body.split("\n")):
        if match := _ITEM.match(line):
            return match[0].strip()
        # Skip an item's other lines, and blank lines between items.
        if line.strip() and not _INDENTED.match(line):
            return ""
    return ""
