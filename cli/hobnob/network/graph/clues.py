"""Clues that two people know each other, each from one note.

The one rule: a clue is what a note says, with the note and its date. Nothing is concluded from two
notes, but that two people were at the same organization at the same time.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, groupby, product
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from hobnob import dates
from hobnob.index.index import Index
from hobnob.index.notes import LIVE, head, heads
from hobnob.model import BODY_LINK
from hobnob.network.ties.occasions import is_later

ClueKind = Literal["together", "named", "introduced", "relation", "mention", "organization"]

COUNTS: Mapping[ClueKind, float] = {
    "together": 1,
    "named": 0.5,
    "introduced": 2,
    "relation": 3,
    "mention": 0.5,
    "organization": 1,
}
"""How much a clue of each kind counts, in dinners for two; see `docs/pages/network.md`."""

CROWD = 50
"""The most people whom one note, or one organization, ties to each other. Three hundred guests of a
wedding would make 44,850 pairs, of whom few know each other."""

YEARS = 3
"""The most years for which an organization counts."""

_ALWAYS = "9999"
"""The end of a role that lasts, as dates are compared."""


class Clue(NamedTuple):
    """A note that says that two people know each other.

    Attributes:
        one, other: the ids of the people: the introducer and the introduced; the person of the note
            and the one mentioned, or related. The other kinds have no order.
        note: the id of the note; `slug` is its slug.
        date: an ISO date, month or year; "" where none is known. Of an organization, when both were
            there for the first time.
        until: when one of them left the organization; "" while both are there.
        text: the kind of the interaction, how they are related, or the organization.
        amount: how much it counts; see `COUNTS`. What is shared with more people counts less.
    """

    one: int
    other: int
    kind: ClueKind
    note: int
    slug: str
    date: str
    until: str
    text: str
    amount: float


@dataclass(frozen=True, kw_only=True)
class Clues:
    """Clues, and what gives none because it names too many people.

    Attributes:
        crowded: the slugs of interactions, and the names of organizations, with more people than
            `CROWD`.
    """

    clues: tuple[Clue, ...]
    crowded: tuple[str, ...]


def load_clues(index: Index, people: Collection[int] | None = None, *, slugs: bool = True) -> Clues:
    """Return the clues about everybody, or only those about some people and others.

    Args:
        index: the index.
        people: the ids of some people; None is everybody.
        slugs: whether the clues from interactions have slugs; looking up each takes long.
    """
    crowded: set[str] = set()
    found = [
        *_from_interactions(index, people, crowded, slugs=slugs),
        *_from_people(index, people),
        *_from_roles(index, people, crowded),
    ]
    return Clues(clues=tuple(found), crowded=tuple(sorted(crowded)))


# ---------------------------------------------------------------- interactions

_FIELDS = f"('people', 'introduced', '{BODY_LINK}')"

_SOME_NOTES = f"""SELECT DISTINCT note FROM ref
  WHERE target IN (SELECT value FROM json_each(:people)) AND field IN {_FIELDS}"""
_ALL_NOTES = f"SELECT note FROM ref WHERE field IN {_FIELDS} GROUP BY note HAVING count(*) > 1"

_NAMED = """
WITH near(note) AS ({notes})
SELECT near.note, {slug}, interaction.date, interaction.kind, interaction.contact,
  ref.field, ref.target
FROM near CROSS JOIN interaction ON interaction.id = near.note {with_slug}
  CROSS JOIN ref ON ref.note = near.note
WHERE NOT interaction.draft AND interaction.date < :tomorrow AND near.note {live}
  AND ref.field IN {fields} AND ref.target IN (SELECT id FROM person)
ORDER BY near.note
"""
_WITH_SLUG = "CROSS JOIN note ON note.id = near.note"


def _from_interactions(
    index: Index, people: Collection[int] | None, crowded: set[str], *, slugs: bool
) -> Iterator[Clue]:
    """Yield who was there together, who was introduced by whom, and who was mentioned with whom."""
    sql = _NAMED.format(
        notes=_ALL_NOTES if people is None else _SOME_NOTES, fields=_FIELDS, live=LIVE,
        slug="note.slug" if slugs else "''", with_slug=_WITH_SLUG if slugs else "",
    )  # fmt: skip
    rows = index.rows(sql, people=people or ())
    wanted = None if people is None else frozenset(people)
    for note, group in groupby(rows, itemgetter(0)):
        named: dict[str, dict[int, None]] = {"people": {}, "introduced": {}, BODY_LINK: {}}
        for row in group:
            named[row[5]][row[6]] = None
        there = list(named["people"])
        brought = [who for who in named["introduced"] if who not in named["people"]]
        known = {*there, *brought}
        spoken_of = [who for who in named[BODY_LINK] if who not in known]
        if len(known) + len(spoken_of) > CROWD:
            crowded.add(head(index, note).slug)
            continue
        for clue in _of_interaction(row[:5], there, brought, spoken_of):
            if wanted is None or clue.one in wanted or clue.other in wanted:
                yield clue


def _of_interaction(
    told: tuple[Any, ...], there: list[int], brought: list[int], spoken_of: list[int]
) -> Iterator[Clue]:
    note, slug, date, kind, contact = told
    how: ClueKind = "together" if contact else "named"
    pairs: tuple[tuple[ClueKind, Iterable[tuple[int, int]], int], ...] = (
        (how, combinations(there, 2), len(there) - 1),
        ("introduced", product(there, brought), len(there)),
        ("mention", product(there, spoken_of), len(there)),
    )
    for said, couples, among in pairs:
        for one, other in couples:
            yield Clue(one, other, said, note, slug, date[:10], "", kind, COUNTS[said] / among)


# ---------------------------------------------------------------- people

_OF_PEOPLE = f"""
SELECT ref.note, note.slug, ref.field, ref.pos, ref.target, ref.raw, note.data
FROM ref JOIN note ON note.id = ref.note
WHERE ref.field IN ('introduced_by', 'relations', 'not_same_as', '{BODY_LINK}')
  AND note.kind = 'person' AND note.live
  AND ref.target IN (SELECT id FROM person) AND ref.target <> ref.note
"""
_SOME_OF_PEOPLE = f"""
{_OF_PEOPLE} AND ref.note IN (SELECT value FROM json_each(:people))
UNION
{_OF_PEOPLE} AND ref.note IN (SELECT note FROM ref AS own
  WHERE own.target IN (SELECT value FROM json_each(:people)))
ORDER BY 1, 3, 4
"""


def _from_people(index: Index, people: Collection[int] | None) -> Iterator[Clue]:
    """Yield what the notes of people say of others."""
    if people is None:
        rows = index.rows(f"{_OF_PEOPLE} ORDER BY ref.note, ref.field, ref.pos")
    else:
        rows = index.rows(_SOME_OF_PEOPLE, people=people)
    wanted = None if people is None else frozenset(people)
    for _, group in groupby(rows, lambda row: row[0]):
        for clue in _of_person(list(group)):
            if wanted is None or clue.one in wanted or clue.other in wanted:
                yield clue


def _of_person(rows: list[Any]) -> Iterator[Clue]:
    # A mention is of somebody whom the keys of the note do not name.
    named = {row[4] for row in rows if row[2] != BODY_LINK}
    values: dict[str, Any] = json.loads(rows[0][6]) if named else {}
    met_on = str(values.get("met_on") or "")
    relations = _relations(values)
    for note, slug, field, _, target, raw, _ in rows:
        if field == "introduced_by":
            amount = COUNTS["introduced"]
            yield Clue(target, note, "introduced", note, slug, met_on, "", "", amount)
        elif field == "relations":
            how = next(relations[raw], "")
            yield Clue(note, target, "relation", note, slug, "", "", how, COUNTS["relation"])
        elif field == BODY_LINK and target not in named:
            named.add(target)
            yield Clue(note, target, "mention", note, slug, "", "", "", COUNTS["mention"])


def _relations(values: Mapping[str, Any]) -> dict[str, Iterator[str]]:
    """Return how others are related to a person, by the reference as it was typed.

    The numbers of the references do not help: a shared site leaves out what is private.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for relation in values.get("relations") or ():
        found[str(relation.get("who", ""))].append(str(relation.get("how") or ""))
    return defaultdict(lambda: iter(()), {who: iter(how) for who, how in found.items()})


# ---------------------------------------------------------------- organizations

_PLACE = """coalesce((SELECT name.note FROM name JOIN note ON note.id = name.note
  WHERE name.key = role.org_key AND note.kind = 'org' AND note.live
  ORDER BY name.rank, note.slug LIMIT 1), role.org_key)"""

_KEYS = """
WITH own(key) AS (SELECT DISTINCT org_key FROM role
  WHERE note IN (SELECT value FROM json_each(:people)) AND org_key <> '')
SELECT key FROM own
UNION
SELECT others.key FROM own JOIN name ON name.key = own.key
  JOIN note ON note.id = name.note AND note.kind = 'org' AND note.live
  JOIN name AS others ON others.note = name.note
"""

_ROLES = f"""
SELECT {_PLACE}, role.org, role.note, note.slug, role.since, role.until
FROM role JOIN note ON note.id = role.note
WHERE note.live AND role.org_key <> '' AND role.since <= :today {{more}}
ORDER BY 1, note.slug, role.pos
"""


class _Stay(NamedTuple):
    org: str
    person: int
    slug: str
    since: str
    until: str


def _from_roles(index: Index, people: Collection[int] | None, crowded: set[str]) -> Iterator[Clue]:
    """Yield who was at the same organization at the same time.

    An organization goes by all names of its note.
    """
    if people is None:
        rows = index.rows(_ROLES.format(more=""))
    else:
        keys = index.column(_KEYS, people=people)
        some = "AND role.org_key IN (SELECT value FROM json_each(:keys))"
        rows = index.rows(_ROLES.format(more=some), keys=keys)
    wanted = None if people is None else frozenset(people)
    own = _names_of_notes(index, rows)
    for place, group in groupby(rows, lambda row: row[0]):
        stays = [_Stay(*row[1:]) for row in group]
        name = own.get(place) or _usual(stay.org for stay in stays)
        there = {stay.person for stay in stays}
        if len(there) < 2 or (wanted is not None and wanted.isdisjoint(there)):
            continue
        if len(there) > CROWD:
            crowded.add(name)
            continue
        yield from _of_organization(name, stays, len(there) - 1, index.today, wanted)


def _names_of_notes(index: Index, rows: Iterable[tuple[Any, ...]]) -> dict[int | str, str]:
    """Return the names of the organizations that have a note, by their places."""
    notes = {row[0] for row in rows if isinstance(row[0], int)}
    return {note: one.name for note, one in heads(index, notes).items()}


def _usual(names: Iterable[str]) -> str:
    """Return the most common spelling, of several the first by the alphabet."""
    counts = Counter(names)
    return min(counts, key=lambda name: (-counts[name], name))


def _of_organization(
    name: str, stays: list[_Stay], among: int, today: str, wanted: frozenset[int] | None
) -> Iterator[Clue]:
    shared: dict[tuple[int, int], list[Clue]] = defaultdict(list)
    for one, other in combinations(stays, 2):
        if one.person == other.person:
            continue
        if wanted is not None and one.person not in wanted and other.person not in wanted:
            continue
        span = overlap((one.since, one.until), (other.since, other.until), today)
        if span is not None:
            since, until = span
            years = _years(since, until or today)
            amount = COUNTS["organization"] * years / among
            clue = Clue(one.person, other.person, "organization", one.person, one.slug,
                        since, until, name, amount)  # fmt: skip
            shared[one.person, other.person].append(clue)
    for clues in shared.values():
        if len(clues) == 1:
            yield clues[0]
            continue
        # Somebody promoted while both were there has two roles, and is one colleague.
        first = min(clues, key=lambda clue: clue.date or _ALWAYS)
        last = max(clues, key=lambda clue: clue.until or _ALWAYS)
        amount = min(YEARS / among, sum(clue.amount for clue in clues))
        yield first._replace(until=last.until, amount=amount)


def overlap(one: tuple[str, str], other: tuple[str, str], today: str) -> tuple[str, str] | None:
    """Return from when until when two roles certainly overlapped; None if that is not certain.

    A role without a beginning is known for its end only, one without an end lasts. A month or a
    year alone is not certain to begin before another date in it.

    Args:
        one: since and until of a role; "" where the note has none.
        other: those of the other role.
        today: an ISO date.
    """
    (since, until), (other_since, other_until) = one, other
    end, other_end = _end(until, today), _end(other_until, today)
    start = since or (today if end == _ALWAYS else end)
    other_start = other_since or (today if other_end == _ALWAYS else other_end)
    if not is_later(other_end, start) or not is_later(end, other_start):
        return None
    last = min(end, other_end)
    return (
        max(start, other_start) if since and other_since else "",
        "" if last == _ALWAYS else last,
    )


def _end(until: str, today: str) -> str:
    return until if until and until <= today else _ALWAYS


def _years(since: str, until: str) -> float:
    """Return the years in a span, between one and `YEARS`."""
    days = dates.days_between(since, until) if since else 0
    return min(float(YEARS), max(1.0, days / 365.25))
