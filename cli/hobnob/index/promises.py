"""Promises: what I and others said they would do.

The one rule: a promise stands in a note and is done when its box is ticked there.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob.index.index import Index
from hobnob.index.resolve import TARGETS

ME = "me"


@dataclass(frozen=True, kw_only=True)
class PromiseRow:
    """A promise.

    Attributes:
        owner: `me`, or a slug (what was typed, when it leads nowhere).
        note: slug of the note it stands in; `kind`, `path` and `line` of it as well.
        people: (slug, name) of those it concerns: the note's people, or the person of the note.
        date: of the interaction it stands in, or "".
    """

    ref: str
    text: str
    due: str
    owner: str
    owner_name: str
    done: bool
    note: str
    kind: str
    path: str
    line: int
    date: str
    people: tuple[tuple[str, str], ...]


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
    rows = index.db.execute(
        """SELECT promise.note, ref, text, due, owner, done, line, slug, note.kind, path, name,
             coalesce(interaction.date, '')
           FROM promise JOIN note ON note.id = promise.note
           LEFT JOIN interaction ON interaction.id = note.id
           WHERE note.live AND (:done IS NULL OR done = :done)
           ORDER BY due = '', due, coalesce(interaction.date, ''), slug, pos""",
        {"done": None if done is None else int(done)},
    ).fetchall()
    for note, ref, text, due, owner, kept, line, slug, kind, path, name, date in rows:
        owner_slug, owner_name, owner_id = _owner(index, owner)
        if mine is not None and mine != (owner_slug == ME):
            continue
        people = _people(index, note, kind, slug, name)
        if person is not None and person not in {p[0] for p in people} | {owner_id}:
            continue
        found.append(
            PromiseRow(
                ref=ref, text=text, due=due, owner=owner_slug, owner_name=owner_name,
                done=bool(kept), note=slug, kind=kind, path=path, line=line, date=date,
                people=tuple(p[1:] for p in people),
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


def _people(index: Index, note: int, kind: str, slug: str, name: str) -> list[tuple[int, str, str]]:
    if kind == "person":
        return [(note, slug, name)]
    return index.all(
        """SELECT DISTINCT note.id, note.slug, note.name FROM ref JOIN note ON note.id = ref.target
           WHERE ref.note = ? AND ref.field = 'people' ORDER BY ref.pos""",
        (note,),
    )
