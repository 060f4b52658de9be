"""Lists of people in the journal, filtered and sorted.

The one rule: SQLite answers all that it can; only the people shown are loaded.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from hobnob import dates
from hobnob.answers import Who
from hobnob.index.ahead import days_ahead
from hobnob.index.documents import (
    contact_facts,
    due_date,
    present_roles,
    tags_of,
    texts_of,
    words_in,
)
from hobnob.index.index import Index
from hobnob.index.lookup import org_keys
from hobnob.index.notes import Head, head
from hobnob.index.topics import spellings
from hobnob.names import fold, name_key
from hobnob.notes.values import CIRCLES, NO_CIRCLE
from hobnob.phones import phone_keys


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRow:
    """One line of a list of people. Dates are ISO; "" if there is none.

    Attributes:
        tags: in their most common spelling; only from `list_tagged_people`.
    """

    id: int
    slug: str
    name: str
    private: bool
    org: str
    title: str
    circle: str
    relation: tuple[str, ...]
    location: str
    birthday: str
    last_contact: str
    contacts: int
    cadence_days: int | None
    due: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PeopleFilter:
    """Which people to list; every condition that is set must hold.

    Attributes:
        org: the organization of their present role.
        ever: also of a role that has ended or is still to come.
        place: a part of their location.
        with_person: id of a person who took part in a contact with them.
        plan: id of a plan that has them as targets.
        since, until: ISO dates, months or years of the last contact; `until` includes all its days.
        text: words anywhere in their note.
        met: words of `met_at`, of the place of the first contact, or of what it was.
        introduced_by: id of the person who introduced them.
        circle: the circle; `none` for those of whom you have decided that they are in none.
        no_circle: in no circle, and it is not decided (`circle: none`).
        unsorted: in no circle, with no `keep_in_touch`, and it is not decided.
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
    ever: bool = False
    met: str = ""
    introduced_by: int | None = None
    no_circle: bool = False
    unsorted: bool = False


Key = Callable[[PersonRow, Index], Any]

SORTS: dict[str, tuple[Key, bool]] = {
    "name": (lambda p, _: fold(p.name), False),
    "last": (lambda p, _: p.last_contact, True),
    "contacts": (lambda p, _: p.contacts, True),
    "due": (lambda p, _: p.due, False),
    "org": (lambda p, _: fold(p.org), False),
    "circle": (lambda p, _: CIRCLES.index(p.circle) + 1 if p.circle else "", False),
    "birthday": (
        lambda p, index: p.birthday and dates.next_birthday(p.birthday, index.today),
        False,
    ),
}
"""The orders of a list of people: the sort key, and whether the highest comes first.

These are the usual questions: the latest contact, the most contacts, the next birthday first.
People without a value come last in both directions.
"""

# Here and below, CROSS: SQLite would go through all notes first, which are many more.
_SELECT = """
SELECT note.id, note.slug, note.name, note.private, coalesce(person.circle, ''), person.cadence,
  json_quote(json_extract(note.data, '$.relation')),
  coalesce(json_extract(note.data, '$.location'), ''), coalesce(person.birthday, '')
FROM person CROSS JOIN note ON note.id = person.id WHERE note.live
"""


def list_people(
    index: Index, wanted: PeopleFilter, *, sort: str = "name", reverse: bool = False
) -> list[PersonRow]:
    """Return the people that fit, sorted."""
    where, arguments = _conditions(index, wanted)
    rows = index.rows(_SELECT + "".join(f" AND {part}" for part in where), **arguments)
    ids = [row[0] for row in rows]
    contacts, roles = contact_facts(index, ids), present_roles(index, ids)
    ahead = days_ahead(index)
    found = [
        _row(
            index,
            row,
            ahead.get(row[0], ""),
            *contacts.get(row[0], ("", 0)),
            *roles.get(row[0], ("", "")),
        )
        for row in rows
    ]
    if wanted.org and not wanted.ever:
        keys = org_keys(index, wanted.org)
        found = [p for p in found if name_key(p.org) in keys]
    if wanted.place:
        key = name_key(wanted.place)
        found = [p for p in found if key in name_key(p.location)]
    if wanted.met:
        words, ways = name_key(wanted.met).split(), _ways_of_meeting(index)
        found = [p for p in found if all(word in ways.get(p.id, "") for word in words)]
    if wanted.since:
        found = [p for p in found if p.last_contact >= wanted.since]
    if until := wanted.until:
        found = [p for p in found if p.last_contact and p.last_contact[: len(until)] <= until]
    return _sorted(index, found, sort, reverse)


def list_ids(index: Index, wanted: PeopleFilter, *, sort: str, reverse: bool) -> list[int]:
    """Return the ids of the people that fit, sorted; names need no contacts to be sorted."""
    derived = wanted.org or wanted.place or wanted.met or wanted.since or wanted.until
    if sort != "name" or derived:
        return [person.id for person in list_people(index, wanted, sort=sort, reverse=reverse)]
    where, arguments = _conditions(index, wanted)
    named = "SELECT note.id, name, slug FROM person CROSS JOIN note USING (id) WHERE live"
    rows = index.rows(named + "".join(f" AND {part}" for part in where), **arguments)
    rows.sort(key=lambda row: (fold(row[1]), row[2]), reverse=reverse)
    return [row[0] for row in rows]


def list_tagged_people(index: Index) -> tuple[PersonRow, ...]:
    """Return all people by name, with their tags."""
    people = list_people(index, PeopleFilter())
    tags = tags_of(index, [person.id for person in people])
    shown = spellings(index)
    return tuple(
        replace(person, tags=tuple(shown[tag] for tag in tags.get(person.id, ())))
        for person in people
    )


def _sorted(index: Index, people: list[PersonRow], sort: str, reverse: bool) -> list[PersonRow]:
    key, high_first = SORTS[sort]
    people = sorted(people, key=lambda p: (fold(p.name), p.slug))
    if sort == "name":
        return people[::-1] if reverse else people
    keyed = [(key(person, index), person) for person in people]
    have = [pair for pair in keyed if pair[0] != ""]
    have.sort(key=lambda pair: pair[0], reverse=high_first != reverse)
    return [person for _, person in have] + [person for value, person in keyed if value == ""]


def _row(
    index: Index, row: tuple[Any, ...], ahead: str, last: str, contacts: int, org: str, title: str
) -> PersonRow:
    note, slug, name, private, circle, own, relation, location, birthday = row
    cadence = index.cadence_of(circle, own)
    return PersonRow(
        id=note, slug=slug, name=name, private=bool(private), org=org, title=title, circle=circle,
        relation=texts_of(json.loads(relation)), location=location, birthday=birthday,
        last_contact=last[:10], contacts=contacts, cadence_days=cadence,
        due=due_date(index, cadence, last, ahead) or "",
    )  # fmt: skip


def _ways_of_meeting(index: Index) -> dict[int, str]:
    """Return how and where I met people: `met_at`, and the kind and the place of the first contact.

    Texts are folded.
    """
    ways: dict[int, str] = {}
    for person, met_at, kind, place, _ in index.rows(
        """SELECT person.id, coalesce(json_extract(note.data, '$.met_at'), ''),
             coalesce(it.kind, ''), coalesce(it.place, ''), min(it.date)
           FROM person CROSS JOIN note ON note.id = person.id
           LEFT JOIN ref ON ref.target = person.id AND ref.field = 'people' AND ref.contact = 1
             AND ref.date < :tomorrow
           LEFT JOIN interaction AS it ON it.id = ref.note
           WHERE note.live GROUP BY person.id"""
    ):
        ways[person] = name_key(f"{met_at} {kind} {place}")
    return ways


_DECIDED = f"json_extract(note.data, '$.circle') = '{NO_CIRCLE}'"


def _conditions(index: Index, wanted: PeopleFilter) -> tuple[list[str], dict[str, Any]]:
    where: list[str] = []
    arguments: dict[str, Any] = {}
    if wanted.tag:
        where.append("note.id IN (SELECT note FROM tag WHERE tag = :tag)")
        arguments["tag"] = fold(wanted.tag.removeprefix("#"))
    if wanted.org:
        where.append(
            """note.id IN (SELECT note FROM role
               WHERE org_key IN (SELECT value FROM json_each(:orgs)))"""
        )
        arguments["orgs"] = org_keys(index, wanted.org)
    if wanted.circle == NO_CIRCLE:
        where.append(_DECIDED)
    elif wanted.circle:
        where.append("person.circle = :circle")
        arguments["circle"] = wanted.circle
    if wanted.no_circle or wanted.unsorted:
        where.append(f"person.circle IS NULL AND NOT coalesce({_DECIDED}, 0)")
    if wanted.unsorted:
        where.append("person.cadence IS NULL")
    if wanted.relation:
        where.append(
            """EXISTS (SELECT 1 FROM json_each(note.data, '$.relation')
               WHERE replace(lower(value), ' ', '-') = :relation)"""
        )
        arguments["relation"] = wanted.relation.lower().replace(" ", "-")
    if wanted.with_person is not None:
        where.append(
            """note.id <> :with AND note.id IN (SELECT b.target FROM ref a JOIN ref b
               ON b.note = a.note AND b.field = 'people'
               WHERE a.target = :with AND a.field = 'people' AND a.contact = 1
                 AND a.date < :tomorrow)"""
        )
        arguments["with"] = wanted.with_person
    if wanted.plan is not None:
        where.append("note.id IN (SELECT target FROM ref WHERE note = :plan AND field = 'people')")
        arguments["plan"] = wanted.plan
    if wanted.introduced_by is not None:
        where.append(
            """note.id IN (SELECT note FROM ref WHERE field = 'introduced_by' AND target = :by
               UNION SELECT other.target FROM ref JOIN ref AS other ON other.note = ref.note
               WHERE ref.field = 'people' AND ref.target = :by AND other.field = 'introduced')"""
        )
        arguments["by"] = wanted.introduced_by
    if wanted.text:
        from hobnob.index.search import match_expression

        where.append("note.id IN (SELECT rowid FROM words WHERE words MATCH :text)")
        arguments["text"] = match_expression(wanted.text)
    return where, arguments


def who_shares(
    index: Index, emails: Iterable[str], phones: Iterable[str]
) -> Iterator[tuple[Head, str]]:
    """Yield who has one of some e-mail addresses or telephone numbers, and which.

    Case does not matter in an address, nor the spelling of a number.
    """
    addresses = {fold(email): email for email in emails}
    numbers = {key: phone for phone in phones for key in phone_keys(phone)[:1]}
    if not addresses and not numbers:
        return
    for note, own, theirs in index.rows(
        """SELECT id, json_extract(data, '$.emails'), json_extract(data, '$.phones') FROM note
           WHERE kind = 'person' AND live AND (instr(data, '"emails"') OR instr(data, '"phones"'))
           ORDER BY slug"""
    ):
        known = [
            *(addresses.get(fold(email)) for email in words_in(own)),
            *(numbers.get(key) for phone in words_in(theirs) for key in phone_keys(phone)[:1]),
        ]
        if value := next(filter(None, known), None):
            yield head(index, note), value


@dataclass(frozen=True, kw_only=True, slots=True)
class YearlyDate:
    """A day of the year in the `dates` of a person.

    Attributes:
        day: as a birthday is written: with the year in which it began, or without.
        what: what the day is, or "".
    """

    person: Who
    day: str
    what: str
    private: bool


def yearly_dates(index: Index, people: Iterable[int] | None = None) -> tuple[YearlyDate, ...]:
    """Return the yearly dates of people but birthdays, each once; a year alone is no day.

    Args:
        index: the index.
        people: whose; None is everybody's.
    """
    some = "" if people is None else "AND note.id IN (SELECT value FROM json_each(:people))"
    rows = index.rows(
        f"""SELECT DISTINCT note.id, slug, name, private, json_extract(each.value, '$.date'),
              coalesce(json_extract(each.value, '$.what'), '')
            FROM note JOIN json_each(note.data, '$.dates') AS each
            WHERE note.live AND note.kind = 'person' AND instr(data, '"dates"') {some}
            ORDER BY slug, each.key""",
        people=list(people or ()),
    )
    return tuple(
        YearlyDate(person=Who(note, slug, name), day=day, what=what, private=bool(private))
        for note, slug, name, private, day, what in rows
        if dates.has_day(day)
    )


def names_of_people(index: Index) -> dict[str, str]:
    """Return the name of each person, by the slug."""
    return dict(
        index.rows("SELECT slug, name FROM note WHERE kind = 'person' AND live ORDER BY slug")
    )


def birthdays(index: Index) -> list[tuple[str, str, str, bool]]:
    """Return slug, name, birthday of all people with a birthday, and whether they are private."""
    sql = """SELECT slug, name, birthday, private FROM person CROSS JOIN note ON note.id = person.id
        WHERE note.live AND birthday <> ''"""
    return index.rows(sql)


def resting(index: Index) -> dict[int, tuple[Who, str]]:
    """Return the people who rest on the day, by id, and the day on which that ends (`snooze`)."""
    rows = index.rows(
        """SELECT id, slug, name, json_extract(data, '$.snooze') AS day FROM note
           WHERE kind = 'person' AND live AND instr(data, '"snooze"') AND day > :today"""
    )
    return {note: (Who(note, slug, name), day) for note, slug, name, day in rows}
