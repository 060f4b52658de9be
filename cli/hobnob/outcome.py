"""What became of an appointment: the text about it is understood, and its note changed.

The one rule: `hobnob happened` and the served site say it with this function.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hobnob.capture.entry import NewEntry, NewPeople
from hobnob.capture.later_text import parse_later_text
from hobnob.capture.parser import LineParser
from hobnob.change.files import ChangeSet
from hobnob.change.happening import cancel, happen
from hobnob.errors import BadValueError, UsageError
from hobnob.index.index import Index
from hobnob.index.interactions import Interaction


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What is to be written about an appointment.

    Attributes:
        draft: the change.
        what: the change in words, for `undo --list`.
        entry: how the text was understood.
    """

    draft: ChangeSet
    what: str
    entry: NewEntry


def plan_outcome(
    index: Index, it: Interaction, text: str = "", date: str = "", *, cancelled: bool = False
) -> Outcome:
    """Return the change that says whether an appointment took place.

    Args:
        index: the index.
        it: the appointment.
        text: what to add to the note.
        date: the ISO day or moment when it took place; "" for the date that the note has.
        cancelled: whether it did not.

    Raises:
        BadValueError, UsageError: it is still to come.
        UnusualNoteError: the note cannot be changed safely.
    """
    if date[:10] > index.today:
        raise BadValueError(f"--date: {date[:10]} is still to come")
    if not date and not cancelled and it.date[:10] > index.today:
        raise UsageError(
            f"{it.path} is for {it.date[:10]}, which is still to come; if it took place already, "
            "say when with --date; if it was called off, say --no"
        )
    entry = _entry(index, it, text, date)
    draft = ChangeSet(index.journal)
    if cancelled:
        cancel(draft, it.path, entry.text, entry.values)
    else:
        happen(draft, it.path, date, entry.text, entry.values)
    draft.take(person.change(index.journal) for person in entry.new_people)
    return Outcome(draft=draft, what=f"happened {it.slug}", entry=entry)


def _entry(index: Index, it: Interaction, text: str, date: str) -> NewEntry:
    """Return what a text says of an appointment; without a text, only what it was."""
    known: dict[str, Any] = {
        "date": date or it.date, "people": [who.slug for who in it.people], "kind": it.kind,
        "direction": it.direction,
    }  # fmt: skip
    parser = LineParser(index=index, new_people=NewPeople(index))
    return parse_later_text(parser, text, known, it.people)
