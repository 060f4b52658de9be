"""Ties: people met together, and introductions.

The one rule: a tie counts only what was logged.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hobnob.answers import Day, Who
from hobnob.index.documents import refs_of
from hobnob.index.index import Index
from hobnob.names import fold


@dataclass(frozen=True, kw_only=True, slots=True)
class MetTogether:
    """A person met together with another: how often, and the last time."""

    person: Who
    together: int
    last: Day


@dataclass(frozen=True, kw_only=True, slots=True)
class Introductions:
    """Introductions around a person, by name.

    Attributes:
        by: the person's own `introduced_by`; without an id if it has no note.
        through: the people who introduced this person to me.
        brought: the people this person introduced me to.
    """

    by: tuple[Who, ...]
    through: tuple[Who, ...]
    brought: tuple[Who, ...]


def ties_of(index: Index, person: int, *, limit: int = 1000) -> list[MetTogether]:
    """Return the people who took part in contacts together with a person, most often first."""
    rows = index.rows(
        """SELECT note.id, note.slug, note.name, count(DISTINCT mine.note) AS together,
             max(mine.date)
           FROM ref AS mine JOIN ref AS other ON other.note = mine.note
           JOIN note ON note.id = other.target
           WHERE mine.target = :person AND mine.field = 'people' AND mine.contact = 1
             AND mine.date < :tomorrow AND other.field = 'people' AND other.target <> :person
           GROUP BY note.id ORDER BY together DESC, 5 DESC, note.slug LIMIT :limit""",
        person=person,
        limit=limit,
    )
    return [
        MetTogether(person=Who(*who), together=together, last=last[:10])
        for *who, together, last in rows
    ]


def introductions_of(index: Index, person: int) -> Introductions:
    """Return the people who introduced a person to me, and those this person introduced.

    Both come from `introduced_by` of the introduced person and from `introduced` of interactions.
    """
    ways = (("target", "note", "introduced", "people"), ("note", "target", "people", "introduced"))
    through, brought = (
        index.rows(
            f"""SELECT note.id, note.slug, note.name FROM ref JOIN note ON note.id = ref.{them}
                  WHERE ref.{me} = :person AND ref.field = 'introduced_by'
                UNION
                SELECT note.id, note.slug, note.name FROM ref AS mine JOIN ref AS other
                  ON other.note = mine.note JOIN note ON note.id = other.target
                  WHERE mine.target = :person AND mine.field = '{my_key}'
                    AND other.field = '{their_key}' AND other.target <> :person""",
            person=person,
        )
        for them, me, my_key, their_key in ways
    )
    own = refs_of(index, (person,)).get(person, {})
    return Introductions(
        by=own.get("introduced_by", ()), through=_by_name(through), brought=_by_name(brought)
    )


def _by_name(rows: Iterable[tuple[int, str, str]]) -> tuple[Who, ...]:
    return tuple(sorted((Who(*row) for row in rows), key=lambda who: (fold(who.name), who.slug)))
