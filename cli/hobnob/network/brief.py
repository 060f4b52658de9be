"""What to know before you meet a person, from all notes of the journal.

The one rule: a brief has only facts from the notes and counts of them, each with its note.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hobnob.answers import Day, DayOrNone, Document, Slug, TextOrNone, Who, hidden, spread
from hobnob.index.appointments import Appointment, list_appointments
from hobnob.index.documents import load_documents, words_in
from hobnob.index.index import Index
from hobnob.index.interactions import iter_interactions
from hobnob.index.promises import list_promises
from hobnob.index.ties import introductions_of, ties_of
from hobnob.model import Author, author_of
from hobnob.network.excerpts import excerpt
from hobnob.network.person import first_contact
from hobnob.network.relations import Relation, relations_of
from hobnob.network.topics import Topic, Topics

_LAST = 3
"""The number of occasions in a brief."""
_FEW_LINES = 280
"""The number of characters of each."""
_MUTUAL = 8
_EXCHANGES = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Mutual:
    """A person whom you both know, and how hobnob knows that.

    Attributes:
        person: the person.
        why: `introduced you`, `you met through them`, `together 3 times`, `also at Ogilvy`.
    """

    person: Who
    why: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """What you asked of a person, or gave to a person, on a day.

    Attributes:
        date: the date.
        note: the interaction.
        what: the words of the format, such as `advice` or `introduction`.
        outcome: the outcome, if the note says it.
    """

    date: Day
    note: Slug
    what: tuple[str, ...]
    outcome: TextOrNone = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Occasion:
    """A contact; `text` is the beginning of its note, `author` whose words that is."""

    note: Slug
    date: Day
    kind: TextOrNone
    place: TextOrNone
    people: tuple[Who, ...]
    text: str
    author: Author
    direction: str = hidden()
    outcome: str = hidden()


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """What to know before you meet somebody, beside the keys of the person.

    Attributes:
        person: the keys of the person's note.
        first_contact: the date of the first contact.
        through: the people who introduced you.
        appointments: those that lie ahead, the next one first.
        latest: the last three contacts, the latest first; `text` is the beginning of the note.
        topics: what you can talk about; see [briefing](briefing.md). `ref` belongs to a promise;
            `person` is the introduced person for whom you can say thanks.
        relations: what others are to this person, from both sides.
        both_know: the people whom you both know; `why` says how hobnob knows that.
        what_i_asked: what you asked of this person, the latest first.
        what_i_gave: what you gave to this person, the latest first.
    """

    person: Document = spread()
    first_contact: DayOrNone
    through: tuple[Who, ...]
    appointments: tuple[Appointment, ...]
    latest: tuple[Occasion, ...]
    topics: tuple[Topic, ...]
    relations: tuple[Relation, ...]
    both_know: tuple[Mutual, ...]
    what_i_asked: tuple[Exchange, ...]
    what_i_gave: tuple[Exchange, ...]
    who: Who = hidden()


def load_briefs(index: Index, people: Sequence[int]) -> list[Brief]:
    """Return what to know about some people, in the order of their ids."""
    topics = Topics(index)
    return [
        _brief(index, topics, note, document)
        for note, document in zip(people, load_documents(index, people), strict=True)
    ]


def _brief(index: Index, topics: Topics, note: int, person: Document) -> Brief:
    who = Who(note, person["slug"], person["name"])
    asked, gave = _exchanges(index, note)
    return Brief(
        who=who,
        person=person,
        first_contact=first_contact(index, note),
        relations=relations_of(index, note),
        through=_through(index, note, person),
        appointments=list_appointments(index, since=index.today, person=note),
        latest=_latest(index, note),
        topics=topics.of(who, person, list_promises(index, person=note)),
        both_know=_both_know(index, note, person),
        what_i_asked=asked,
        what_i_gave=gave,
    )


def _through(index: Index, note: int, person: Document) -> tuple[Who, ...]:
    """Return who introduced us; a person without a note appears as typed."""
    known = introductions_of(index, note).through
    typed = person.get("introduced_by", "").strip("[]")
    if typed and typed not in {who.slug for who in known}:
        return (Who(None, typed, typed), *known)
    return known


def _latest(index: Index, note: int) -> tuple[Occasion, ...]:
    ids = index.column(
        """SELECT ref.note FROM ref JOIN note ON note.id = ref.note
           WHERE ref.target = :note AND ref.field = 'people' AND ref.contact = 1
             AND ref.date < :tomorrow ORDER BY ref.date DESC, note.slug DESC LIMIT :limit""",
        note=note,
        limit=_LAST,
    )
    return tuple(
        Occasion(
            note=row.slug, date=row.date, kind=row.kind, place=row.place, people=row.people,
            text=excerpt(index, row.plain, _FEW_LINES), direction=row.direction,
            author=author_of(row.kind, row.direction), outcome=row.outcome,
        )
        for row in iter_interactions(index, ids)
    )  # fmt: skip


def _exchanges(index: Index, note: int) -> tuple[tuple[Exchange, ...], tuple[Exchange, ...]]:
    """Return what I asked of a person and what I gave them."""
    found: dict[str, list[Exchange]] = {"asked": [], "gave": []}
    rows = index.rows(
        """SELECT note.slug, date, outcome, json_extract(data, '$.asked'),
             json_extract(data, '$.gave')
           FROM interaction JOIN note ON note.id = interaction.id
           WHERE note.live AND NOT draft AND outcome <> 'cancelled' AND date < :tomorrow
             AND (json_extract(data, '$.asked') <> '' OR json_extract(data, '$.gave') <> '')
             AND note.id IN (SELECT note FROM ref WHERE target = :note AND field = 'people')
           ORDER BY date DESC, slug DESC""",
        note=note,
    )
    for slug, date, outcome, *values in rows:
        for key, value in zip(found, values, strict=True):
            if value and len(found[key]) < _EXCHANGES:
                end = outcome if key == "asked" else ""
                found[key].append(
                    Exchange(date=date[:10], note=slug, what=words_in(value), outcome=end)
                )
    return tuple(found["asked"]), tuple(found["gave"])


def _both_know(index: Index, note: int, person: Document) -> tuple[Mutual, ...]:
    """Return whom we both know: who introduced us, whom we met together, who works there."""
    found: dict[str, tuple[str, list[str]]] = {}

    def add(slug: str, name: str, why: str) -> None:
        found.setdefault(slug, (name, []))[1].append(why)

    made = introductions_of(index, note)
    for _, slug, name in made.through:
        add(slug, name, "introduced you")
    for _, slug, name in made.brought:
        add(slug, name, "you met through them")
    for tie in ties_of(index, note, limit=_MUTUAL):
        add(
            tie.person.slug,
            tie.person.name,
            "met together" if tie.together == 1 else f"together {tie.together} times",
        )
    for slug, name in _colleagues(index, note):
        add(slug, name, f"also at {person['org']}")
    some = list(found.items())[:_MUTUAL]
    return tuple(Mutual(person=Who(None, slug, name), why=tuple(why)) for slug, (name, why) in some)


def _colleagues(index: Index, note: int) -> list[tuple[str, str]]:
    """Return the people who are at their present organization, the latest contact first."""
    return [
        (slug, name)
        for slug, name, _ in index.rows(
            """SELECT DISTINCT other.slug, other.name, (SELECT max(date) FROM ref
                 WHERE target = other.id AND field = 'people' AND contact = 1 AND date < :tomorrow)
               FROM role AS mine JOIN role AS their ON their.org_key = mine.org_key
               JOIN note AS other ON other.id = their.note AND other.live
               WHERE mine.note = :note AND mine.org_key <> '' AND their.note <> :note
                 AND mine.since <= :today AND (mine.until = '' OR mine.until > :today)
                 AND their.since <= :today AND (their.until = '' OR their.until > :today)
               ORDER BY 3 DESC, other.slug LIMIT :limit""",
            note=note,
            limit=_MUTUAL,
        )
    ]
