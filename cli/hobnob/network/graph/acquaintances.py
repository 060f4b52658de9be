"""The people who know a person: how you know it, and whom they both know.

The one rule: the strongest tie comes first. What makes it strong is told; its strength is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hobnob.answers import DayOrNone, Who, hidden
from hobnob.index.documents import contact_facts
from hobnob.index.index import Index
from hobnob.network.graph.edges import Edge, Evidence, load_edges
from hobnob.network.graph.strength import common_part


@dataclass(frozen=True, kw_only=True, slots=True)
class Acquaintance:
    """A person who knows another, as far as your notes show; the strongest tie comes first.

    Attributes:
        person: the person.
        weight: the number of notes that name both; at least 1.
        evidence: what your notes say of the two, what counts most first.
        since: the first date of the evidence.
        last: the last date of the evidence; null if both are at the same organization now, or if
            no date is known.
        common: the other people whom both know.
        contacts: the number of your own contacts with the person.
        last_contact: the date of your last contact with the person.
    """

    person: Who
    weight: int
    evidence: tuple[Evidence, ...]
    since: DayOrNone
    last: DayOrNone
    common: tuple[Who, ...]
    contacts: int
    last_contact: DayOrNone


@dataclass(frozen=True, kw_only=True, slots=True)
class Acquaintances:
    """The people who know a person, and what was passed over; see `Clues`."""

    people: tuple[Acquaintance, ...]
    crowded: tuple[str, ...] = hidden(())


def load_acquaintances_of(index: Index, person: int) -> Acquaintances:
    """Return the people who know a person, the strongest tie first."""
    own = load_edges(index, (person,))
    others = [who.id for edge in own.edges if (who := edge.other_than(person)).id is not None]
    around = {**load_edges(index, others).around, person: own.edges}
    contacts = contact_facts(index, others)
    found = []
    for edge, common in rank_ties(person, around, index.today):
        who = edge.other_than(person)
        last, times = contacts.get(who.id or 0, ("", 0))
        found.append(
            Acquaintance(
                person=who, weight=edge.weight, evidence=edge.evidence, since=edge.first,
                last=edge.ended, common=common, contacts=times, last_contact=last[:10],
            )
        )  # fmt: skip
    return Acquaintances(people=tuple(found), crowded=own.crowded)


def rank_ties(
    person: int, around: Mapping[int, Sequence[Edge]], today: str
) -> list[tuple[Edge, tuple[Who, ...]]]:
    """Return the ties of a person, the strongest first, each with the people whom both know.

    Args:
        person: the id of the person.
        around: the ties of the person and of everybody tied to them, by id.
        today: an ISO date.
    """
    known = {edge.other_than(person): edge for edge in around.get(person, ())}
    ranked = []
    for who, edge in known.items():
        theirs = {tie.other_than(who.id): tie for tie in around.get(who.id or 0, ())}
        common = tuple(sorted(known.keys() & theirs.keys(), key=lambda other: other.slug))
        # Who was at the same dinner is no sign of more than that dinner.
        apart = [
            other
            for other in common
            if known[other].sources - edge.sources and theirs[other].sources - edge.sources
        ]
        part = common_part(len(apart), len(known), len(theirs))
        ranked.append((-edge.strength(today, part), who.slug, edge, common))
    return [(edge, common) for _, _, edge, common in sorted(ranked, key=lambda row: row[:2])]
