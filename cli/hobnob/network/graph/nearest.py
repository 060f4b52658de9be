"""Who comes nearest to somebody to whom no chain leads.

The one rule: only people whom I know, each with what they share with the one to reach, in words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from shlex import quote

from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.index.notes import heads
from hobnob.index.orgs import OrgRow
from hobnob.names import name_key
from hobnob.network.graph.chains import find_chains
from hobnob.network.graph.mine import MyTie, load_my_ties
from hobnob.network.ties.exclusions import who_declined

FARTHEST = 8
"""The most steps of a chain that is longer than you asked for."""

_SHOWN = 5
_CONSIDERED = 200
"""The most people of whom it is looked up how well I know them."""

_AT_THE_SAME = """
SELECT DISTINCT other.note, other.org FROM role AS own JOIN role AS other
  ON other.org_key = own.org_key
WHERE own.note = :person AND own.org_key <> '' AND other.note <> :person
"""

_TAGGED = """
SELECT other.note, other.shown FROM tag AS own JOIN tag AS other ON other.tag = own.tag
JOIN person ON person.id = other.note
WHERE own.note = :person AND other.note <> :person
"""

_IN_PLAN = """
SELECT other.target, note.name FROM ref AS own JOIN ref AS other ON other.note = own.note
JOIN note ON note.id = own.note
WHERE own.target = :person AND own.field = 'people' AND other.field = 'people'
  AND note.kind = 'plan' AND note.live AND other.target <> :person
"""

_HOMES = """
SELECT note.id, json_extract(note.data, '$.location') FROM note
WHERE note.kind = 'person' AND note.live AND json_extract(note.data, '$.location') <> ''
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class NearPerson:
    """A person you know who comes near to somebody to whom no chain leads.

    Attributes:
        person: the person.
        why: what they share: an organization, a place, a tag, a plan; or how long a chain through
            the person would be.
    """

    person: Who
    why: tuple[str, ...]


def nearest_to_person(index: Index, person: int, *, most: int) -> tuple[NearPerson, ...]:
    """Return who comes nearest to a person, the most in common first.

    Args:
        index: the index.
        person: the id of the one to reach.
        most: the steps that were not enough.
    """
    farther = _farther(index, person, most)
    why: dict[int, dict[str, None]] = defaultdict(dict)
    queries = ((_AT_THE_SAME, "also at {}"), (_TAGGED, "also tagged #{}"),
               (_IN_PLAN, "also in your plan {}"))  # fmt: skip
    for query, words in queries:
        for other, what in index.rows(query, person=person):
            why[other][words.format(what)] = None
    places = {other: str(place) for other, place in index.rows(_HOMES)}
    town = _town(places.get(person, ""))
    for other, place in places.items():
        if town and other != person and _town(place) == town:
            why[other][f"also lives in {place}"] = None
    return (*farther, *_known(index, {other: tuple(said) for other, said in why.items()}))[:_SHOWN]


def nearest_to_org(index: Index, org: OrgRow) -> tuple[NearPerson, ...]:
    """Return the people I know who were at an organization earlier."""
    earlier: dict[int, tuple[str, ...]] = {
        who.id: (f"was at {org.name}",) for who in org.earlier if who.id is not None
    }
    return tuple(_known(index, earlier))[:_SHOWN]


def _farther(index: Index, person: int, most: int) -> tuple[NearPerson, ...]:
    """Return the first to ask of the best chain that has more steps than were asked for."""
    if most >= FARTHEST:
        return ()
    head = heads(index, (person,))[person]
    return tuple(
        NearPerson(
            person=chain.people[0],
            why=(f"{len(chain.people)} steps: hobnob path {quote(head.slug)} "
                 f"--max {len(chain.people)}",),
        )
        for chain in find_chains(index, (person,), most=FARTHEST, limit=1).chains
    )  # fmt: skip


def _known(index: Index, why: dict[int, tuple[str, ...]]) -> Iterable[NearPerson]:
    """Yield those whom I know, the most in common first, then whom I know best."""
    likeliest = sorted(why, key=lambda person: (-len(why[person]), person))[:_CONSIDERED]
    mine = load_my_ties(index, likeliest, who_declined(index))
    known = heads(index, [person for person in likeliest if not _spared(mine, person)])
    order = sorted(
        known.values(),
        key=lambda note: (-len(why[note.id]), -mine[note.id].strength, note.slug),
    )
    return (
        NearPerson(person=Who(note.id, note.slug, note.name), why=why[note.id]) for note in order
    )


def _spared(mine: dict[int, MyTie], person: int) -> bool:
    return person not in mine or mine[person].in_peace


def _town(place: str) -> str:
    """Return the town of a location, which often has more: `Berlin, Germany`."""
    return name_key(place.split(",")[0])
