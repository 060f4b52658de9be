"""Promises: what I and others said they would do; and what letters ask of me.

The one rule: a promise stands in a note, and its box there says whether it is open. A task in a
letter to me is no promise of mine until I take it on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Annotated

from hobnob.answers import DayOrNone, Slug, Who, hidden
from hobnob.index.documents import refs_of
from hobnob.index.index import Index
from hobnob.index.notes import head
from hobnob.index.resolve import TARGETS
from hobnob.model import Kind, TaskState

ME = "me"


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """What somebody said they would do.

    Attributes:
        ref: six letters that tell it from all others.
        text: what was promised.
        due: by when.
        owner: who promised.
        state: `open`, `kept` or `dropped`.
        done: whether it was kept or dropped.
        note: the note in which it stands.
        whose: who promised; without an id where the owner has no note, and where it is me.
        plain: what one reads of the text; see `hobnob.notes.body`.
        note_id, kind, name, path, line: of that note.
        mark: the column of the sign in its box.
        date: of the interaction in which it stands, or "".
        people: those whom it concerns: the note's people, or the person of the note.
        asked: whether it is no promise, but asked of me in a letter.
    """

    ref: str
    text: str
    due: DayOrNone
    owner: Annotated[str, "`me` or a slug"]
    state: TaskState
    done: bool
    note: Slug
    whose: Who = hidden()
    plain: str = hidden()
    note_id: int = hidden()
    kind: Kind = hidden()
    name: str = hidden()
    path: str = hidden()
    line: int = hidden()
    mark: int = hidden()
    date: str = hidden()
    people: tuple[Who, ...] = hidden()
    asked: bool = hidden(False)

    @property
    def concerns(self) -> set[int | None]:
        """The ids of those whom it concerns.

        What the note of a plan promises is promised to the plan, not to each of its targets.
        """
        people = () if self.kind == "plan" else self.people
        return {self.whose.id, *(person.id for person in people)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a letter, an e-mail or a message asks of me in a task, and I have not taken on.

    Attributes:
        ref: six letters that tell it from all others, for `hobnob accept` and `hobnob done`.
        text: what is asked.
        due: by when.
        by: who asks.
        date: the date of the letter.
        note: the letter.
    """

    ref: str
    text: str
    due: DayOrNone
    by: tuple[Who, ...]
    date: DayOrNone
    note: Slug
    plain: str = hidden()

    @classmethod
    def of(cls, row: Promise) -> Asked:
        """Return what one task asks."""
        return cls(
            ref=row.ref, text=row.text, due=row.due, by=row.people, date=row.date, note=row.note,
            plain=row.plain,
        )  # fmt: skip


def list_asked(index: Index, *, person: int | None = None) -> list[Asked]:
    """Return what letters ask of me: what is due first comes first, then the latest letter first.

    Args:
        index: the index.
        person: only what this person asks.
    """
    rows = list_promises(index, person=person, asked=True)
    rows.sort(key=lambda row: row.date, reverse=True)
    return [Asked.of(row) for row in sorted(rows, key=lambda row: row.due or "~")]


def list_promises(
    index: Index, *, done: bool | None = False, person: int | None = None,
    mine: bool | None = None, asked: bool | None = False, path: str | None = None,
    notes: Collection[int] | None = None,
) -> list[Promise]:  # fmt: skip
    """Return promises, those with the earliest due date first, those without one last.

    Args:
        index: the index.
        done: kept and dropped ones, open ones, or all (None).
        person: only what concerns this person.
        mine: my own, other people's, or both (None).
        asked: what letters ask of me instead of promises, or both (None).
        path: only what stands in the note with this path.
        notes: only what stands in notes with these ids.
    """
    found = []
    rows = index.rows(
        """SELECT promise.note, ref, text, coalesce(promise.plain, text), due, owner, state, done,
              line, mark, slug, note.kind, path, name, coalesce(interaction.date, ''),
              asked
            FROM promise JOIN note ON note.id = promise.note
            LEFT JOIN interaction ON interaction.id = note.id
            WHERE note.live AND (:done IS NULL OR done = :done)
              AND (NOT :only_asked OR asked)
              AND (:notes IS NULL OR promise.note IN (SELECT value FROM json_each(:notes)))
              AND (:path IS NULL OR path = :path)
              AND (:person IS NULL OR promise.note = :person
                   OR promise.note IN (SELECT note FROM ref WHERE target = :person))
            ORDER BY due = '', due, coalesce(interaction.date, ''), slug, note.kind, pos""",
        done=done,
        only_asked=bool(asked),
        notes=notes,
        person=person,
        path=path,
    )
    concerned = _concerned(index, [row[0] for row in rows])
    owners: dict[str, Who] = {}
    for note, ref, text, plain, due, owner, state, kept, line, mark, *of_note in rows:
        slug, kind, path, name, date, is_asked = of_note
        if owner not in owners:
            owners[owner] = _owner(index, owner)
        whose = owners[owner]
        people = (Who(note, slug, name),) if kind == "person" else concerned.get(note, ())
        if is_asked and owner:
            if people != (whose,):
                # The sender may promise something, but nobody promises it for another.
                continue
            is_asked = False
        if asked is not None and asked != bool(is_asked):
            continue
        if mine is not None and mine != (whose.slug == ME):
            continue
        promise = Promise(
            ref=ref, text=text, plain=plain, due=due, owner=whose.slug, state=state,
            done=bool(kept), note=slug, whose=whose, note_id=note, kind=kind, name=name,
            path=path, line=line, mark=mark, date=date, people=people,
            asked=bool(is_asked),
        )  # fmt: skip
        if person is None or person in promise.concerns:
            found.append(promise)
    return found


def has_ref(index: Index, ref: str) -> bool:
    """Say whether a task of some note has a reference."""
    return index.value("SELECT 1 FROM promise WHERE ref = :ref", ref=ref) is not None


def _owner(index: Index, typed: str) -> Who:
    if not typed:
        return Who(None, ME, ME)
    note = index.resolver.find(typed, TARGETS["people"]).one
    if note is None:
        name = typed.strip("[]")
        return Who(None, name, name)
    found = head(index, note)
    return Who(note, found.slug, found.name)


def _concerned(index: Index, notes: Sequence[int]) -> dict[int, tuple[Who, ...]]:
    """Return the people of some notes that have a note of their own."""
    return {
        note: tuple(who for who in named.get("people", ()) if who.id is not None)
        for note, named in refs_of(index, notes).items()
    }


def promises_of_people(index: Index) -> dict[int, tuple[Promise, ...]]:
    """Return all promises, kept ones too, and what is asked, by the ids of whom they concern."""
    found: dict[int, list[Promise]] = defaultdict(list)
    for promise in list_promises(index, done=None, asked=None):
        for person in promise.concerns:
            if person is not None:
                found[person].append(promise)
    return {person: tuple(promises) for person, promises in found.items()}
