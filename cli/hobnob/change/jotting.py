"""Jotting something down in a note: a dated line at its end.

The one rule: the text that is there stays as it is; a line is added, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from hobnob.change.files import Draft
from hobnob.errors import ChangedError
from hobnob.index.index import Index
from hobnob.journal import Journal
from hobnob.notes.body import text_lines
from hobnob.notes.edit import NoteText, UnusualNoteError
from hobnob.transaction import FileChange

_ITEM = re.compile(r" {0,3}[-*+][ \t]")
_INDENTED = re.compile(r"[ \t]+\S")
_TRIES = 50
"""Times that a note is read anew because somebody else wrote in it meanwhile."""


def jot_down(
    index: Index, path: str, day: str, text: str, others: Sequence[FileChange] = ()
) -> None:
    """Write a dated line at the end of a note; see `plan_jotting`.

    A line at the end fits whatever else was written meanwhile, so it is added to that.

    Raises:
        ChangedError: others would not stop writing; the error says what is not in the note.
    """
    for _ in range(_TRIES):
        draft = plan_jotting(index.journal, path, day, text, others)
        try:
            draft.write(index, f"note {Path(path).stem}")
        except ChangedError:
            continue
        return
    raise ChangedError(path, lost=f"{day}: {text}")


def plan_jotting(
    journal: Journal, path: str, day: str, text: str, others: Sequence[FileChange] = ()
) -> Draft:
    """Return the change that adds a dated line at the end of a note.

    Args:
        journal: the journal.
        path: of the note, relative to the journal.
        day: an ISO date.
        text: what is noted.
        others: further changes that go with it, such as notes of new people.
    """
    draft = Draft(journal)
    note = draft.note(path)
    jot(note, day, text)
    draft.put(note)
    draft.take(others)
    return draft


def jot(note: NoteText, day: str, text: str) -> None:
    """Add a dated line at the end of a note: `- 2026-11-22: likes sloe gin`.

    It joins a list that the note ends with, whose mark it takes; anything else has a blank line
    before it, so that it does not run on.

    Args:
        note: the note.
        day: an ISO date.
        text: what is said; lines after the first belong to the same item.

    Raises:
        UsageError: a note cannot hold the text.
        UnusualNoteError: what stands at the end would swallow the line.
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
    """Return the mark of the list with which a body ends, or ""."""
    for line in reversed(body.split("\n")):
        if match := _ITEM.match(line):
            return match[0].strip()
        # A line of an item's own text, or a blank one between items.
        if line.strip() and not _INDENTED.match(line):
            return ""
    return ""
