"""Putting things off: a promise, a follow-up, or all that is said of some people.

The one rule: only the day changes, on its own line. What has a day of its own gets another one;
everything else rests with the person.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from hobnob.change.files import ChangeSet
from hobnob.change.ticking import find_promises
from hobnob.dates import spell_date
from hobnob.index.documents import refs_of
from hobnob.index.index import Index
from hobnob.index.interactions import load_interactions
from hobnob.index.lookup import find_note
from hobnob.index.notes import by_slug, heads
from hobnob.index.promises import has_ref


@dataclass(frozen=True, kw_only=True)
class Snoozing:
    """A change that puts something off.

    Attributes:
        draft: the change.
        what: the change in words, for `undo --list`.
        names: the people who rest, or the promise, or the note of the follow-up.
        says: what is true of each from then on, in words.
        paths: the notes that have the new day.
        people: the ids of the people whose list of today may change.
    """

    draft: ChangeSet
    what: str
    names: tuple[str, ...]
    says: str
    paths: tuple[str, ...]
    people: tuple[int | None, ...]


def plan_snooze(index: Index, who: str, day: str) -> Snoozing:
    """Return the change that puts somebody or something off.

    Args:
        index: the index.
        who: a person; else the reference of a promise, or the slug of an interaction to follow up.
        day: the ISO day.

    Raises:
        NotFoundError, AmbiguousError: nothing, or more than one, has this name.
        UnusualNoteError: the note cannot be changed safely.
    """
    if index.resolver.find(who, ("person",)).one is None:
        if has_ref(index, who.lower()):
            return plan_promise(index, who, day)
        note = by_slug(index, "interaction", who)
        if note and load_interactions(index, (note.id,))[0].follow_up:
            return plan_follow_up(index, note.id, day)
    return plan_people(index, [find_note(index, who, ("person",))], day)


def plan_people(index: Index, people: Collection[int], day: str) -> Snoozing:
    """Return the change that lets some people rest until a day."""
    notes = heads(index, people).values()
    draft = ChangeSet(index.journal)
    for note in notes:
        text = draft.note(note.path)
        text.set("snooze", day)
        draft.put(text)
    return Snoozing(
        draft=draft,
        what=_what([note.slug for note in notes], day),
        names=tuple(note.name for note in notes),
        says=f"rests until {spell_date(day)}",
        paths=tuple(note.path for note in notes),
        people=tuple(people),
    )


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
    return Snoozing(
        draft=draft,
        what=_what([row.ref], day),
        names=(row.text,),
        says=f"due on {spell_date(day)}",
        paths=(row.path,),
        people=tuple(row.concerns),
    )


def plan_follow_up(index: Index, note: int, day: str) -> Snoozing:
    """Return the change that moves a follow-up to another day."""
    (head,) = heads(index, [note]).values()
    draft = ChangeSet(index.journal)
    text = draft.note(head.path)
    text.set("follow_up", day)
    draft.put(text)
    people = refs_of(index, [note])[note].get("people", ())
    return Snoozing(
        draft=draft,
        what=_what([head.slug], day),
        names=tuple(who.name for who in people) or (head.slug,),
        says=f"to follow up on {spell_date(day)}",
        paths=(head.path,),
        people=tuple(who.id for who in people),
    )


def _what(of: Sequence[str], day: str) -> str:
    return f"snooze {' '.join(of)} {day}"
