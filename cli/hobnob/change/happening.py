"""Saying whether an appointment took place: it becomes the record of what happened.

The one rule: the note keeps its file, its name and its text, so links to it stay right. The line
`draft` goes; what is new stands below the text, and keys are added only where there are none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hobnob.change.files import ChangeSet
from hobnob.notes.body import text_lines
from hobnob.notes.edit import NoteText, UnusualNoteError

TAKEN = ("outcome", "asked", "gave", "introduced", "follow_up", "tags", "place")
"""The keys that a line about an appointment may add to its note."""
TAKEN_OF_CANCELLED = ("follow_up", "tags")
"""The same where it did not take place."""


def happen(change: ChangeSet, path: str, date: str, text: str, values: Mapping[str, Any]) -> None:
    """Record that an appointment took place.

    Args:
        change: the change to add the note to.
        path: the path of the note, relative to the journal.
        date: the ISO day or moment when; "" for the date that the note has.
        text: what to add to the note, with its promises; "" for nothing.
        values: the front matter that the text says; see `left_over`.

    Raises:
        UnusualNoteError: the note cannot be changed safely.
    """
    note = change.note(path)
    if date and str(note.values().get("date", ""))[: len(date)] != date:
        note.set("date", date)
    _add(note, text, values)
    note.remove("draft")
    change.put(note)


def cancel(change: ChangeSet, path: str, text: str, values: Mapping[str, Any]) -> None:
    """Record that an appointment did not take place; see `happen` for the rest."""
    note = change.note(path)
    note.set("outcome", "cancelled")
    _add(note, text, values, TAKEN_OF_CANCELLED)
    note.remove("draft")
    change.put(note)


def left_over(now: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a text says and its note does not have.

    Args:
        now: the front matter of the note, as it is now.
        values: the front matter that the text says.
    """
    return {key: values[key] for key in TAKEN if key in values and now.get(key) != values[key]}


def _add(
    note: NoteText, text: str, values: Mapping[str, Any], keys: tuple[str, ...] = TAKEN
) -> None:
    there = note.values()
    for key in keys:
        if key in values and not there.get(key):
            note.set(key, values[key])
    if not text:
        return
    body = note.body
    apart = body.strip() and not body.endswith(("\n\n", "\n\r\n"))
    at = body.count("\n") + bool(apart) + (not body.endswith("\n") and bool(body))
    note.append(("\n" if apart else "") + text)
    if at not in (number for number, _, _ in text_lines(note.body)):
        raise UnusualNoteError(note.path, "its text ends within a block of code")
