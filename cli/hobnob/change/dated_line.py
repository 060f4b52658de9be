"""Adding a dated line at the end of a note.

The one rule: the existing text stays as it is.
"""

from __future__ import annotations

import re

from hobnob.notes.body import text_lines
from hobnob.notes.edit import NoteText, UnusualNoteError

_ITEM = re.compile(r" {0,3}[-*+][ \t]")
_INDENTED = re.compile(r"[ \t]+\S")


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
