"""Ties: people met together, and introductions.

The one rule: a tie counts only what was logged.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob.index.index import Index


@dataclass(frozen=True, kw_only=True)
class Tie:
    """A person met together with another: how often, and the last time."""

    slug: str
    name: str
    together: int
    last: str


@dataclass(frozen=True, kw_only=True)
class Introductions:
    """Introductions around a person, as (slug, name) pairs.

    Attributes:
        through: the people who introduced this person to me.
        brought: the people this person introduced me to.
    """

    through: tuple[tuple[str, str], ...]
    brought: tuple[tuple[str, str], ...]


def ties_of(index: Index, person: int, *, limit: int = 12) -> list[Tie]:
    """Return the people who took part in contacts together with a person, most often first."""
    sql = """SELECT note.slug, note.name, count(DISTINCT mine.note) AS together, max(mine.date)
        FROM ref AS mine JOIN ref AS other ON other.note = mine.note
        JOIN note ON note.id = other.target
        WHERE mine.target = :person AND mine.field = 'people' AND mine.contact = 1
          AND mine.date < :tomorrow AND other.field = 'people' AND other.target <> :person
        GROUP BY note.id ORDER BY together DESC, 4 DESC, note.slug LIMIT :limit"""
    rows = index.rows(sql, person=person, limit=limit)
    return [Tie(slug=s, name=n, together=count, last=last[:10]) for s, n, count, last in rows]


def introductions_of(index: Index, person: int) -> Introductions:
    """Return the people who introduced a person to me, and those this person introduced.

    Both come from `introduced_by` of the introduced person and from `introduced` of interactions.
    """
    sql = """SELECT note.slug, note.name FROM ref JOIN note ON note.id = ref.target
          WHERE ref.note = :person AND ref.field = 'introduced_by'
        UNION
        SELECT note.slug, note.name FROM ref AS new JOIN ref AS by ON by.note = new.note
          JOIN note ON note.id = by.target
          WHERE new.target = :person AND new.field = 'introduced' AND by.field = 'people'
            AND by.target <> :person ORDER BY 2, 1"""
    through = index.rows(sql, person=person)
    sql = """SELECT note.slug, note.name FROM ref JOIN note ON note.id = ref.note
          WHERE ref.target = :person AND ref.field = 'introduced_by'
        UNION
        SELECT note.slug, note.name FROM ref AS by JOIN ref AS new ON new.note = by.note
          JOIN note ON note.id = new.target
          WHERE by.target = :person AND by.field = 'people' AND new.field = 'introduced'
            AND new.target <> :person ORDER BY 2, 1"""
    brought = index.rows(sql, person=person)
    return Introductions(through=tuple(through), brought=tuple(brought))
