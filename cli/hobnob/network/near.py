"""Who is at a place: who lives there, who works there, whom you met there.

The one rule: a place is found by whole words: "Bristol" finds "Avonmere Mutual, Bristol", and
"York" finds no "Yorkshire". Each person says why they are listed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from shlex import quote
from typing import NamedTuple

from hobnob import dates
from hobnob.answers import Document, TextOrNone, Who, hidden, spread
from hobnob.index.ahead import days_ahead
from hobnob.index.documents import contact_facts, load_documents, words_in
from hobnob.index.index import Index
from hobnob.index.notes import LIVE, heads
from hobnob.index.people import resting
from hobnob.names import name_key, search_text
from hobnob.wording import quoted

IN_BRIEFS = 20
"""How many people at a place get a page of `brief --place`."""

_LIVES, _WORKS, _MET = 1, 2, 3
"""The order of the list: who is surely there comes first."""

_LONG = 3
"""The years of silence after which a visit is a good reason to write."""

_HOMES = """
SELECT id, json_extract(data, '$.location') FROM note
WHERE kind = :kind AND live AND instr(data, '"location"')
  AND json_extract(data, '$.location') <> ''
"""

_AT_ORG = """
SELECT role.note, min(role.org) FROM role JOIN note ON note.id = role.note AND note.live
WHERE role.org_key IN (SELECT value FROM json_each(:keys)) AND role.since <= :today
  AND (role.until = '' OR role.until > :today)
GROUP BY role.note, role.org_key
"""

_MET_THERE = f"""
SELECT ref.target, count(*), max(interaction.date), interaction.place
FROM interaction CROSS JOIN ref ON ref.note = interaction.id AND ref.field = 'people'
WHERE interaction.place_key IN (SELECT value FROM json_each(:keys)) AND ref.contact = 1
  AND ref.date < :tomorrow AND ref.target IS NOT NULL
  AND ref.target {LIVE} AND interaction.id {LIVE}
GROUP BY ref.target
"""
"""SQLite takes the place from the row with the latest date. Without CROSS it would go through all
references first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NearbyPerson:
    """A person at a place, with the keys of their note; who lives there comes first.

    Attributes:
        person: the keys of the person's note.
        why: why they are listed: they live there, work there, or you met there.
        suggestion: what you could do, or null if they rest or are left in peace.
        command: the command that does it, or null.
    """

    person: Document = spread()
    why: tuple[str, ...]
    suggestion: TextOrNone
    command: TextOrNone
    who: Who = hidden()


class _Found(NamedTuple):
    """A reason to list a person: the place as the note spells it, in words, and its order."""

    person: int
    place: str
    text: str
    rank: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PeopleNear:
    """The people at a place, and how many there are with those who are left out."""

    people: tuple[NearbyPerson, ...]
    total: int


def list_near(index: Index, place: str, *, limit: int | None = None) -> PeopleNear:
    """Return who is at a place: who lives there, who works there, whom you met there.

    In each group the person you were in touch with last comes first.

    Args:
        index: the index.
        place: the place, as it was typed.
        limit: the most people; None for all.
    """
    wanted = _keys(index, place)
    why: dict[int, dict[str, int]] = defaultdict(dict)
    spelled = Counter[str]()
    found = chain(_homes(index, wanted), _offices(index, wanted), _meetings(index, wanted))
    for person, there, text, rank in found:
        why[person].setdefault(text, rank)
        spelled.update(part.strip() for part in there.split(",") if _words(part) in wanted)
    order = _in_order(index, {person: min(said.values()) for person, said in why.items()})[:limit]
    known = _Known(index, order, max(spelled, key=lambda t: (spelled[t], t), default=place))
    people = tuple(
        NearbyPerson(
            person=facts, why=tuple(why[p]), who=Who(p, facts["slug"], facts["name"]),
            **known.step(p, facts),
        )
        for p, facts in zip(order, load_documents(index, order), strict=True)
    )  # fmt: skip
    return PeopleNear(people=people, total=len(why))


def _in_order(index: Index, ranks: Mapping[int, int]) -> list[int]:
    notes, contacts = heads(index, ranks), contact_facts(index, list(ranks))
    order = sorted(ranks, key=lambda p: notes[p].slug)
    order.sort(key=lambda p: contacts.get(p, ("", 0))[0][:10], reverse=True)
    return sorted(order, key=ranks.__getitem__)


def _keys(index: Index, place: str) -> tuple[str, ...]:
    """Return the keys of a place, with all names of the page or organization of that name.

    So a page `bristol.md` with `aliases: [Brizzle]` makes both words mean the same.
    """
    own = _words(place)
    found = {own: None}
    for slug, name, aliases in index.rows(
        """SELECT slug, name, json_extract(data, '$.aliases') FROM note
           WHERE kind IN ('page', 'org') AND live AND instr(data, '"aliases"')"""
    ):
        keys = [_words(text) for text in (slug, name, *words_in(aliases))]
        if own in keys:
            found.update(dict.fromkeys(filter(None, keys)))
    return tuple(found)


def _words(text: str) -> str:
    """Return the words of a place; in a script without spaces each sign is one."""
    return name_key(search_text(text))


def _is_at(wanted: Iterable[str], text: str) -> bool:
    key = f" {_words(text)} "
    return any(f" {place} " in key for place in wanted)


def _homes(index: Index, wanted: Sequence[str]) -> Iterator[_Found]:
    is_at = cache(partial(_is_at, wanted))
    for person, location in index.rows(_HOMES, kind="person"):
        if is_at(location := str(location)):
            yield _Found(person, location, f"lives in {location}", _LIVES)


def _offices(index: Index, wanted: Sequence[str]) -> Iterator[_Found]:
    """Yield who is at an organization that is there, or whose name says the place."""
    places = {org: str(place) for org, place in index.rows(_HOMES, kind="org")}
    there = [org for org, place in places.items() if _is_at(wanted, place)]
    at = {
        key: places[org]
        for key, org in index.rows(
            """SELECT key, note FROM name WHERE note IN (SELECT value FROM json_each(:there))
               AND rank < 3""",
            there=there,
        )
    }  # fmt: skip
    named = [
        key for key in index.column("SELECT DISTINCT org_key FROM role WHERE org_key <> ''")
        if _is_at(wanted, key)
    ]  # fmt: skip
    for person, org in index.rows(_AT_ORG, keys=[*at, *named]):
        place = at.get(name_key(org), "")
        said = f"is at {org}" + f" ({place})" * bool(place)
        yield _Found(person, place or org, said, _WORKS)


def _meetings(index: Index, wanted: Sequence[str]) -> Iterator[_Found]:
    keys = index.column("SELECT DISTINCT place_key FROM interaction WHERE place_key <> ''")
    there = [key for key in keys if _is_at(wanted, key)]
    for person, times, date, place in index.rows(_MET_THERE, keys=there):
        day = dates.spell_date(date[:10])
        often = {1: "once", 2: "twice"}.get(times, f"{times:,} times")
        last = ", the last time" * (times > 1)
        yield _Found(person, place, f"met {often}{last} on {day} ({place})", _MET)


class _Known:
    """What must be known of some people before something is suggested."""

    def __init__(self, index: Index, people: Sequence[int], place: str) -> None:
        self._today = index.today
        self._place = place
        self._ahead = days_ahead(index, people)
        self._resting = resting(index)
        self._in_peace = set(
            index.column(
                """SELECT id FROM person WHERE cadence = -1
                   AND id IN (SELECT value FROM json_each(:people))""",
                people=people,
            )
        )

    def step(self, person: int, facts: Document) -> dict[str, str]:
        """Return a suggestion and its command."""
        slug, last = quote(str(facts["slug"])), facts["last_contact"] or ""
        if person in self._in_peace or person in self._resting:
            return {"suggestion": "", "command": ""}
        if day := self._ahead.get(person):
            said = f"you meet by {dates.spell_date(day)}: read up on them"
            return {"suggestion": said, "command": f"hobnob brief {slug}"}
        text = f"I will be in {self._place} soon. A coffee?"
        command = f"hobnob log {quoted(text)} --with {slug} --kind message --draft"
        return {"suggestion": self._coffee(last, facts["due"] or ""), "command": command}

    def _coffee(self, last: str, due: str) -> str:
        if not last:
            return "propose a coffee; you have not been in touch yet"
        if last < dates.add_years(self._today, -_LONG):
            return "propose a coffee; a visit is a good reason to write after a long time"
        if due and due <= self._today:
            return "propose a coffee; it is time to be in touch again"
        return "propose a coffee"
