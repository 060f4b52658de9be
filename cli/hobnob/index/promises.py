"""Promises: what I and others said they would do.

The one rule: a promise stands in a note and is done when its box is ticked there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hobnob.answers import DayOrNone, Slug, hidden
from hobnob.index.index import Index
from hobnob.index.resolve import TARGETS

ME = "me"


@dataclass(frozen=True, kw_only=True)
class PromiseRow:
    """A promise.

    Attributes:
        owner: `me`, or a slug (what was typed, when it leads nowhere; then there is no id).
        note: slug of the note it stands in; `note_id`, `kind`, `path` and `line` of it as well.
        people: (slug, name) of those it concerns: the note's people, or the person of the note;
            `people_ids` has the ids of the same.
        date: of the interaction it stands in, or "".
    """

    ref: str
    text: str
    due: DayOrNone
    owner: str
    done: bool
    note: Slug
    owner_name: str = hidden()
    owner_id: int | None = hidden()
    note_id: int = hidden()
    kind: str = hidden()
    path: str = hidden()
    line: int = hidden()
    date: str = hidden()
    people: tuple[tuple[str, str], ...] = hidden()
    people_ids: tuple[int, ...] = hidden()


def list_promises(
    index: Index, *, done: bool | None = False, person: int | None = None, mine: bool | None = None
) -> list[PromiseRow]:
    """Return promises, those with the earliest due date first, those without one last.

    Args:
        index: the index.
        done: kept ones, open ones, or both (None).
        person: only what concerns this person.
        mine: my own, other people's, or both (None).
    """
    found = []
    rows = index.all(
        """SELECT promise.note, ref, text, due, owner, done, line, slug, note.kind, path, name,
              coalesce(interaction.date, '')
            FROM promise JOIN note ON note.id = promise.note
            LEFT JOIN interaction ON interaction.id = note.id
            WHERE note.live AND (:done IS NULL OR done = :done)
              AND (:person IS NULL OR promise.note = :person
                   OR promise.note IN (SELECT note FROM ref WHERE target = :person))
            ORDER BY due = '', due, coalesce(interaction.date, ''), slug, note.kind, pos""",
        {"done": None if done is None else int(done), "person": person},
    )
    concerned = _concerned(index, [row[0] for row in rows])
    owners: dict[str, tuple[str, str, int | None]] = {}
    for note, ref, text, due, owner, kept, line, slug, kind, path, name, date in rows:
        if owner not in owners:
            owners[owner] = _owner(index, owner)
        owner_slug, owner_name, owner_id = owners[owner]
        if mine is not None and mine != (owner_slug == ME):
            continue
        people = [(note, slug, name)] if kind == "person" else concerned.get(note, [])
        # What a plan's note promises is promised to the plan, not to each of its targets.
        about = {owner_id} if kind == "plan" else {p[0] for p in people} | {owner_id}
        if person is not None and person not in about:
            continue
        found.append(
            PromiseRow(
                ref=ref, text=text, due=due, owner=owner_slug, owner_name=owner_name,
                owner_id=owner_id, done=bool(kept), note=slug, note_id=note, kind=kind, path=path,
                line=line, date=date, people=tuple(p[1:] for p in people),
                people_ids=tuple(p[0] for p in people),
            )
        )  # fmt: skip
    return found


def _owner(index: Index, typed: str) -> tuple[str, str, int | None]:
    if not typed:
        return ME, ME, None
    note = index.resolver.find(typed, TARGETS["people"]).one
    if note is None:
        return typed.strip("[]"), typed.strip("[]"), None
    slug, name = index.db.execute("SELECT slug, name FROM note WHERE id = ?", (note,)).fetchone()
    return slug, name, note


def _concerned(index: Index, notes: Sequence[int]) -> dict[int, list[tuple[int, str, str]]]:
    """Return the people of some notes: id, slug and name of each."""
    found: dict[int, list[tuple[int, str, str]]] = {}
    for start in range(0, len(notes), 500):
        chunk = notes[start : start + 500]
        for note, *who in index.db.execute(
            f"""SELECT ref.note, person.id, person.slug, person.name
                FROM ref JOIN note AS person ON person.id = ref.target
                WHERE ref.note IN ({",".join("?" * len(chunk))}) AND ref.field = 'people'
                ORDER BY ref.note, ref.pos""",
            chunk,
        ):
            people = found.setdefault(note, [])
            if (one := (who[0], who[1], who[2])) not in people:
                people.append(one)
    return found


def promise_document(row: PromiseRow) -> dict[str, str | bool | None]:
    """Return a promise as `--json` prints it."""
    return {
        "ref": row.ref,
        "text": row.text,
        "due": row.due or None,
        "owner": row.owner,
        "done": row.done,
        "note": row.note,
    }
