"""What to know before meeting somebody, from all that the journal has of them.

The one rule: a briefing holds what stands in the notes and what is counted from them, each with the
note it came from; how it is set, on a terminal or on paper, is for others to say.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from hobnob.answers import Who
from hobnob.index.documents import Document, load_documents
from hobnob.index.index import Index
from hobnob.index.interactions import Interaction, iter_interactions
from hobnob.index.promises import list_promises
from hobnob.index.ties import introductions_of, ties_of
from hobnob.network.excerpts import excerpt
from hobnob.network.topics import Topic, Topics

_LAST = 3
"""Times that are told of."""
_FEW_LINES = 280
"""Characters of each."""
_MUTUAL = 8
_EXCHANGES = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Mutual:
    """Somebody whom you both know, and why that is known.

    Attributes:
        why: `introduced you`, `you met through them`, `together 3 times`, `also at Ogilvy`.
    """

    slug: str
    name: str
    why: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """What I asked of somebody, or gave them, on a day.

    Attributes:
        words: in the format's words: `advice`, `introduction`.
        outcome: how it ended, where the note says so.
    """

    date: str
    note: str
    words: tuple[str, ...]
    outcome: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Occasion:
    """A time we were in contact; `said` is how its text begins."""

    row: Interaction
    said: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Briefing:
    """Everything worth a look before meeting somebody.

    Attributes:
        person: the document of their note.
        first_contact: an ISO date, or "".
        through: those who introduced us.
        last: the latest contacts, the latest first.
        topics: what one might bring up.
        asked, gave: the latest first.
    """

    who: Who
    person: Document
    first_contact: str
    through: tuple[tuple[str, str], ...]
    last: tuple[Occasion, ...]
    topics: tuple[Topic, ...]
    mutual: tuple[Mutual, ...]
    asked: tuple[Exchange, ...]
    gave: tuple[Exchange, ...]


def load_briefings(index: Index, people: Sequence[int]) -> list[Briefing]:
    """Return the briefings of some people, in the order of their ids."""
    topics = Topics(index)
    return [
        _briefing(index, topics, note, document)
        for note, document in zip(people, load_documents(index, people), strict=True)
    ]


def briefing_document(briefing: Briefing) -> Document:
    """Return a briefing as `--json` prints it: the person, with what a brief has beside it."""
    return {
        **briefing.person,
        "first_contact": briefing.first_contact[:10] or None,
        "through": [slug for slug, _ in briefing.through],
        "latest": [_occasion_document(one) for one in briefing.last],
        "topics": [
            {key: value or None for key, value in asdict(topic).items()}
            for topic in briefing.topics
        ],
        "both_know": [{"person": one.slug, "why": list(one.why)} for one in briefing.mutual],
        "what_i_asked": [_exchange_document(one) for one in briefing.asked],
        "what_i_gave": [_exchange_document(one) for one in briefing.gave],
    }


def _occasion_document(one: Occasion) -> Document:
    row = one.row
    return {
        "note": row.slug,
        "date": row.date,
        "kind": row.kind or None,
        "place": row.place or None,
        "people": [who.slug for who in row.people],
        "text": one.said,
    }


def _exchange_document(one: Exchange) -> Document:
    return {
        "date": one.date, "note": one.note, "what": list(one.words), "outcome": one.outcome or None,
    }  # fmt: skip


def _briefing(index: Index, topics: Topics, note: int, person: Document) -> Briefing:
    who = Who(note, person["slug"], person["name"])
    asked, gave = _exchanges(index, note)
    promises = list_promises(index, person=note)
    return Briefing(
        who=who,
        person=person,
        first_contact=index.one(
            """SELECT min(date) FROM ref WHERE target = ? AND field = 'people' AND contact = 1
               AND date < ?""",
            (note, index.tomorrow),
        )
        or "",
        through=_through(index, note, person),
        last=_last(index, note),
        topics=topics.of(who, person, promises),
        mutual=_both_know(index, note, person),
        asked=asked,
        gave=gave,
    )


def _through(index: Index, note: int, person: Document) -> tuple[tuple[str, str], ...]:
    """Return who introduced us; somebody without a note is what was typed."""
    known = tuple((who.slug, who.name) for who in introductions_of(index, note).through)
    typed = person.get("introduced_by", "").strip("[]")
    if typed and typed not in {slug for slug, _ in known}:
        return ((typed, typed), *known)
    return known


def _last(index: Index, note: int) -> tuple[Occasion, ...]:
    rows = index.all(
        """SELECT ref.note FROM ref JOIN note ON note.id = ref.note
           WHERE ref.target = ? AND ref.field = 'people' AND ref.contact = 1 AND ref.date < ?
           ORDER BY ref.date DESC, note.slug DESC LIMIT ?""",
        (note, index.tomorrow, _LAST),
    )
    return tuple(
        Occasion(row=row, said=excerpt(index, row.text, _FEW_LINES))
        for row in iter_interactions(index, [one for (one,) in rows])
    )


def _exchanges(index: Index, note: int) -> tuple[tuple[Exchange, ...], tuple[Exchange, ...]]:
    """Return what I asked of somebody and what I gave them."""
    found: dict[str, list[Exchange]] = {"asked": [], "gave": []}
    rows = index.all(
        """SELECT note.slug, date, outcome, json_extract(data, '$.asked'),
             json_extract(data, '$.gave')
           FROM interaction JOIN note ON note.id = interaction.id
           WHERE note.live AND NOT draft AND date < ?
             AND (json_extract(data, '$.asked') <> '' OR json_extract(data, '$.gave') <> '')
             AND note.id IN (SELECT note FROM ref WHERE target = ? AND field = 'people')
           ORDER BY date DESC, slug DESC""",
        (index.tomorrow, note),
    )
    for slug, date, outcome, *values in rows:
        for key, value in zip(found, values, strict=True):
            if value and len(found[key]) < _EXCHANGES:
                end = outcome if key == "asked" else ""
                found[key].append(
                    Exchange(date=date[:10], note=slug, words=_words(value), outcome=end)
                )
    return tuple(found["asked"]), tuple(found["gave"])


def _words(value: Any) -> tuple[str, ...]:
    """Return the words of a list key as SQLite gives it: a list as JSON, one word as it is."""
    text = str(value)
    return tuple(map(str, json.loads(text))) if text.startswith("[") else (text,)


def _both_know(index: Index, note: int, person: Document) -> tuple[Mutual, ...]:
    """Return whom we both know: who brought us together, whom we met together, who works there."""
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
    return tuple(Mutual(slug=slug, name=name, why=tuple(why)) for slug, (name, why) in some)


def _colleagues(index: Index, note: int) -> list[tuple[str, str]]:
    """Return who is where they are now, those I was in touch with last first."""
    return [
        (slug, name)
        for slug, name, _ in index.all(
            """SELECT DISTINCT other.slug, other.name, (SELECT max(date) FROM ref
                 WHERE target = other.id AND field = 'people' AND contact = 1 AND date < :tomorrow)
               FROM role AS mine JOIN role AS their ON their.org_key = mine.org_key
               JOIN note AS other ON other.id = their.note AND other.live
               WHERE mine.note = :note AND mine.org_key <> '' AND their.note <> :note
                 AND mine.since <= :today AND (mine.until = '' OR mine.until > :today)
                 AND their.since <= :today AND (their.until = '' OR their.until > :today)
               ORDER BY 3 DESC, other.slug LIMIT :limit""",
            {"note": note, "today": index.today, "tomorrow": index.tomorrow, "limit": _MUTUAL},
        )
    ]
