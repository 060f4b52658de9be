"""Lists of people: who is in the journal, filtered and sorted.

The one rule: what can be asked of SQLite is asked of SQLite; only what is shown is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hobnob.index.documents import due_date
from hobnob.index.index import Index
from hobnob.names import fold, name_key


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One line of a list of people. Dates are ISO, "" where there is none."""

    id: int
    slug: str
    name: str
    org: str
    title: str
    circle: str
    location: str
    birthday: str
    last_contact: str
    contacts: int
    cadence_days: int | None
    due: str


@dataclass(frozen=True, kw_only=True)
class PeopleFilter:
    """Which people; every condition that is set must hold.

    Attributes:
        with_person: id of somebody they were met together with.
        plan: id of a plan of which they are targets.
        since, until: ISO dates, of the last contact.
        text: words that stand anywhere in their note.
    """

    tag: str = ""
    org: str = ""
    circle: str = ""
    relation: str = ""
    place: str = ""
    with_person: int | None = None
    plan: int | None = None
    since: str = ""
    until: str = ""
    text: str = ""


SORTS: dict[str, Callable[[PersonRow], Any]] = {
    "name": lambda p: (fold(p.name), p.slug),
    "last": lambda p: (p.last_contact, fold(p.name)),
    "contacts": lambda p: (p.contacts, fold(p.name)),
    "due": lambda p: (p.due or "9999", fold(p.name)),
    "org": lambda p: (not p.org, fold(p.org), fold(p.name)),
    "circle": lambda p: (
        ("inner", "close", "active", "wide", "").index(p.circle),
        fold(p.name),
    ),
    "birthday": lambda p: (p.birthday[-5:] or "99", fold(p.name)),
}
"""The orders in which people may be listed."""

_SELECT = """
SELECT note.id, note.slug, note.name, coalesce(person.circle, ''), person.cadence,
  coalesce(json_extract(note.data, '$.location'), ''), coalesce(person.birthday, ''),
  (SELECT coalesce(max(date), '') FROM ref WHERE target = note.id AND field = 'people'
     AND contact = 1 AND date < :tomorrow),
  (SELECT count(*) FROM ref WHERE target = note.id AND field = 'people'
     AND contact = 1 AND date < :tomorrow),
  (SELECT org || char(10) || title FROM role WHERE role.note = note.id AND since <= :today
     AND (until = '' OR until > :today) ORDER BY pos LIMIT 1)
FROM person JOIN note ON note.id = person.id WHERE note.live
"""


def list_people(
    index: Index, wanted: PeopleFilter, *, sort: str = "name", reverse: bool = False
) -> list[PersonRow]:
    """Return the people that fit, sorted."""
    where, arguments = _conditions(wanted)
    arguments |= {"today": index.today, "tomorrow": index.tomorrow}
    rows = index.db.execute(_SELECT + "".join(f" AND {part}" for part in where), arguments)
    found = [_row(index, row) for row in rows]
    if wanted.org:
        key = name_key(wanted.org)
        found = [p for p in found if name_key(p.org) == key or key in name_key(p.org).split(" ")]
    if wanted.since:
        found = [p for p in found if p.last_contact >= wanted.since]
    if wanted.until:
        found = [p for p in found if p.last_contact and p.last_contact[:10] <= wanted.until]
    return sorted(found, key=SORTS[sort], reverse=reverse)


def _row(index: Index, row: tuple[Any, ...]) -> PersonRow:
    note, slug, name, circle, own, location, birthday, last, contacts, role = row
    org, _, title = (role or "\n").partition("\n")
    cadence = index.cadence_of(circle, own)
    return PersonRow(
        id=note, slug=slug, name=name, org=org, title=title, circle=circle,
        location=location, birthday=birthday, last_contact=last[:10], contacts=contacts,
        cadence_days=cadence, due=due_date(index, cadence, last) or "",
    )  # fmt: skip


def _conditions(wanted: PeopleFilter) -> tuple[list[str], dict[str, Any]]:
    where: list[str] = []
    arguments: dict[str, Any] = {}
    if wanted.tag:
        where.append("note.id IN (SELECT note FROM tag WHERE tag = :tag)")
        arguments["tag"] = fold(wanted.tag.removeprefix("#"))
    if wanted.org:
        where.append("note.id IN (SELECT note FROM role)")
    if wanted.circle:
        where.append("person.circle = :circle")
        arguments["circle"] = wanted.circle
    if wanted.relation:
        where.append(
            "EXISTS (SELECT 1 FROM json_each(note.data, '$.relation') WHERE value = :relation)"
        )
        arguments["relation"] = wanted.relation
    if wanted.place:
        where.append("lower(json_extract(note.data, '$.location')) LIKE :place")
        arguments["place"] = f"%{wanted.place.lower()}%"
    if wanted.with_person is not None:
        where.append(
            """note.id <> :with AND note.id IN (SELECT b.target FROM ref a JOIN ref b
               ON b.note = a.note AND b.field = 'people'
               WHERE a.target = :with AND a.field = 'people')"""
        )
        arguments["with"] = wanted.with_person
    if wanted.plan is not None:
        where.append("note.id IN (SELECT target FROM ref WHERE note = :plan AND field = 'people')")
        arguments["plan"] = wanted.plan
    if wanted.text:
        from hobnob.index.search import match_expression

        where.append("note.id IN (SELECT rowid FROM words WHERE words MATCH :text)")
        arguments["text"] = match_expression(wanted.text)
    return where, arguments
