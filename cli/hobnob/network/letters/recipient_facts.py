"""Facts about the recipients of letters.

The one rule: one query for all recipients, never one query a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from hobnob.index.documents import present_roles, words_in
from hobnob.index.index import Index
from hobnob.index.notes import IN_WRITING

_SENT = f"""
FROM json_each(:people) AS wanted
  JOIN ref ON ref.target = wanted.value AND ref.field = 'people'
  JOIN interaction AS it ON it.id = ref.note JOIN note ON note.id = it.id
WHERE it.kind {IN_WRITING} AND it.direction <> 'in' AND NOT it.draft
  AND it.date < :tomorrow AND note.live
"""


def written_to(index: Index, people: Collection[int]) -> frozenset[int]:
    """Return the people who got a letter, an e-mail or a message before."""
    rows = index.rows(f"SELECT DISTINCT ref.target {_SENT}", people=people)
    return frozenset(person for (person,) in rows)


class Earlier(NamedTuple):
    """A letter to one person.

    Attributes:
        person: the id of the person.
        note: the id of its interaction.
        date: the day it was sent.
    """

    person: int
    note: int
    slug: str
    date: str
    body: str


def letters_to(index: Index, people: Collection[int]) -> Iterator[Earlier]:
    """Yield the letters to some people, the earliest first."""
    sql = f"SELECT ref.target, note.id, note.slug, it.date, note.body {_SENT} ORDER BY it.date"
    for person, note, slug, date, body in index.rows(sql, people=people):
        yield Earlier(person, note, slug, date[:10], body)


def greetings_of(index: Index, people: Collection[int]) -> dict[int, str]:
    """Return the key `greeting` of each person who has it."""
    rows = index.rows(
        """SELECT note.id, json_extract(data, '$.greeting') FROM json_each(:people) AS wanted
           JOIN note ON note.id = wanted.value""",
        people=people,
    )
    return {person: str(greeting) for person, greeting in rows if greeting}


def named_as_orgs(index: Index, people: Collection[int]) -> frozenset[int]:
    """Return the people whose name is that of an organization: a note's, or of another's role."""
    found = index.column(
        """SELECT name.note FROM json_each(:people) AS wanted JOIN name ON name.note = wanted.value
           WHERE EXISTS (SELECT 1 FROM role WHERE org_key = name.key AND role.note <> name.note)
             OR EXISTS (SELECT 1 FROM name AS other JOIN note ON note.id = other.note
               WHERE other.key = name.key AND note.kind = 'org' AND note.live)""",
        people=people,
    )
    return frozenset(found)


def reasons_to_write(index: Index, people: Collection[int]) -> dict[int, set[str]]:
    """Return what a letter may name as its reason: their work, who introduced us, where we met."""
    found: dict[int, set[str]] = defaultdict(set)
    for person, role in present_roles(index, sorted(people)).items():
        found[person] |= {*role}
    for person, name in list_introducers(index, people):
        found[person] |= {name, name.split()[0]}
    for person, place in index.rows(
        """SELECT note.id, json_extract(data, '$.met_at') FROM json_each(:people) AS wanted
           JOIN note ON note.id = wanted.value""",
        people=people,
    ):
        found[person].add(place or "")
    return found


def list_introducers(index: Index, people: Collection[int]) -> list[tuple[int, str]]:
    """Return who introduced some people to me: the id of each person, and a name."""
    return index.rows(
        """SELECT ref.note, note.name FROM json_each(:people) AS wanted
           JOIN ref ON ref.note = wanted.value AND ref.field = 'introduced_by'
           JOIN note ON note.id = ref.target
           UNION SELECT ref.target, note.name FROM json_each(:people) AS wanted
           JOIN ref ON ref.target = wanted.value AND ref.field = 'introduced'
           JOIN ref AS by ON by.note = ref.note AND by.field = 'people'
             AND by.target <> ref.target
           JOIN note ON note.id = by.target""",
        people=people,
    )


def addresses_of(index: Index, people: Collection[int]) -> dict[int, str]:
    """Return the first e-mail address of each person who has one."""
    rows = index.rows(
        """SELECT note.id, json_extract(data, '$.emails') FROM json_each(:people) AS wanted
           JOIN note ON note.id = wanted.value""",
        people=people,
    )
    return {person: addresses[0] for person, emails in rows if (addresses := words_in(emails))}
