"""Marking a draft as sent: it becomes the record of what was sent.

The one rule: the note keeps its file, its name and its text, so links to it stay right. Only the
line `draft` goes, and the date becomes the day of sending.
"""

from __future__ import annotations

from hobnob.change.files import ChangeSet


def send(draft: ChangeSet, path: str, date: str) -> None:
    """Mark a draft as sent.

    Args:
        draft: the change to add the note to.
        path: the path of the note, relative to the journal.
        date: the ISO day of sending. If the draft has a time on that day, the time stays.

    Raises:
        UnusualNoteError: the note cannot be changed safely.
    """
    note = draft.note(path)
    if str(note.values().get("date", ""))[:10] != date:
        note.set("date", date)
    note.remove("draft")
    draft.put(note)
