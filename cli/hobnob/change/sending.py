"""A draft that was sent: it becomes the record of what was.

The one rule: the note keeps its file, its name and its text; the line of `draft` goes, and the date
is that of the day on which it was sent. Whatever leads to it still does.
"""

from __future__ import annotations

from hobnob.change.files import Draft


def send(draft: Draft, path: str, date: str) -> None:
    """Let a draft have been sent.

    Args:
        draft: takes the note.
        path: of the note, relative to the journal.
        date: on which it was, ISO; a time on that day, where the draft has one, stays.

    Raises:
        UnusualNoteError: the note cannot be changed safely.
    """
    note = draft.note(path)
    if str(note.values().get("date", ""))[:10] != date:
        note.set("date", date)
    note.remove("draft")
    draft.put(note)
