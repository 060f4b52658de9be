"""Marking a draft as sent: it becomes the record of what was sent.

The one rule: the note keeps its file, its name and its text, so links to it stay right. Only the
line `draft` goes, and the date becomes the day of sending.
"""

from __future__ import annotations

from collections.abc import Sequence

from hobnob.change.files import ChangeSet
from hobnob.errors import UsageError
from hobnob.index.index import Index
from hobnob.model import is_appointment
from hobnob.network.letters.drafts import LetterDraft


def plan_sending(index: Index, drafts: Sequence[LetterDraft], date: str) -> ChangeSet:
    """Return the change that marks drafts as sent.

    Args:
        index: the index.
        drafts: those that wait to be sent.
        date: the ISO day of sending.

    Raises:
        UsageError: one is an appointment.
        UnusualNoteError: a note cannot be changed safely.
    """
    change = ChangeSet(index.journal)
    for draft in drafts:
        if is_appointment(draft.kind, draft=True):
            raise UsageError(
                f"{draft.path} is an appointment, and nothing to send. Did it take place? "
                f"hobnob happened {draft.slug}"
            )
    for draft in drafts:
        send(change, draft.path, date)
    return change


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
