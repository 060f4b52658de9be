"""Putting things off: a promise, a follow-up, or all that is said of some people.

The one rule: only the day changes, on its own line. What has a day of its own gets another one;
everything else rests with the person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from hobnob.change.files import ChangeSet
from hobnob.change.ticking import find_promises
from hobnob.index.documents import refs_of
from hobnob.index.index import Index
from hobnob.index.notes import heads


@dataclass(frozen=True, kw_only=True)
class Snoozing:
    """A change that puts something off.

    Attributes:
        draft: the change.
        what: the change in words, for `undo --list`.
        names: the people who rest, or the promise, or the note of the follow-up.
        paths: the notes that have the new day.
        people: the ids of the people whose list of today may change.
    """

    draft: ChangeSet
    what: str
    names: tuple[str, ...]
    paths: tuple[str, ...]
    people: tuple[int | None, ...]


def plan_people(index: Index, people: Collection[int], day: str) -> Snoozing:
    """Return the change that lets some people rest until a day."""
    notes = heads(index, people).values()
    draft = ChangeSet(index.journal)
    for note in notes:
        text = draft.note(note.path)
        text.set("snooze", day)
        draft.put(text)
    return _snoozing(draft, [note.slug for note in notes], day, [note.name for note in notes],
                     [note.path for note in notes], people)  # fmt: skip


def plan_promise(index: Index, ref: str, day: str) -> Snoozing:
    """Return the change that makes a promise due on another day.

    Raises:
        NotFoundError, AmbiguousError: see `find_promises`.
        UnusualNoteError: the due date cannot be changed safely.
    """
    (row,) = find_promises(index, [ref])
    draft = ChangeSet(index.journal)
    text = draft.note(row.path)
    text.set_due(row.line, row.mark, day)
    draft.put(text)
    return _snoozing(draft, [row.ref], day, [row.text], [row.path], row.concerns)


def plan_follow_up(index: Index, note: int, day: str) -> Snoozing:
    """Return the change that moves a follow-up to another day."""
    (head,) = heads(index, [note]).values()
    draft = ChangeSet(index.journal)
    text = draft.note(head.path)
    text.set("follow_up", day)
    draft.put(text)
    people = [who.id for who in refs_of(index, [note])[note].get("people", ())]
    return _snoozing(draft, [head.slug], day, [head.slug], [head.path], people)


def _snoozing(
    draft: ChangeSet, of: Sequence[str], day: str, names: Sequence[str], paths: Sequence[str],
    people: Iterable[int | None],
) -> Snoozing:  # fmt: skip
    return Snoozing(
        draft=draft, what=f"snooze {' '.join(of)} {day}", names=tuple(names), paths=tuple(paths),
        people=tuple(people),
    )  # fmt: skip
