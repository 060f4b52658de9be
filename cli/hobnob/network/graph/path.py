"""How to reach a person or an organization: the best chains, and whom to ask first.

The one rule: every chain has its evidence, and a first step that asks for advice only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from shlex import quote

from hobnob.answers import Who, hidden
from hobnob.index.documents import words_in
from hobnob.index.index import Index
from hobnob.index.notes import head
from hobnob.index.orgs import OrgRow
from hobnob.network.graph.chains import FoundChain, find_chains
from hobnob.network.graph.edges import Evidence
from hobnob.network.graph.nearest import NearPerson, nearest_to_org, nearest_to_person
from hobnob.network.graph.phrases import spell_ask

STEPS = 4
"""The most steps of a chain, if you do not say another number."""

CHAINS = 5
"""The number of chains, if you do not say another."""

_OBLIQUE = ("advice", "information", "introduction")
"""What a letter to the first of a chain may ask for, the best first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Chain:
    """A chain of people who may open a door, from the first to ask to the one to reach.

    Attributes:
        people: the people, in this order; you know the first.
        evidence: how you know the first, then what your notes say of each step.
        ask: whom to ask, and how.
        command: the command that begins the letter to the first.
    """

    people: tuple[Who, ...]
    evidence: tuple[Evidence, ...]
    ask: str
    command: str

    def steps(self) -> tuple[tuple[Evidence, ...], ...]:
        """Return the evidence of each step, the first of which is to a person you know."""
        pairs = [{self.people[0]}, *map(set, pairwise(self.people))]
        return tuple(
            tuple(found for found in self.evidence if set(found.who) == pair) for pair in pairs
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Path:
    """The best chains from you to a person or into an organization; see [network](network.md).

    Attributes:
        to: the slug of the person, or the name of the organization.
        chains: the chains, the likeliest to open the door first; empty where there is none.
        nearest: if there is none, the people you know who come nearest.
        in_peace: people you know on the way, and who are left in peace: you never keep in touch, or
            they said no in an active plan.
        crowded: interactions and organizations that tie nobody, because they name too many people.
    """

    to: str
    chains: tuple[Chain, ...]
    nearest: tuple[NearPerson, ...]
    in_peace: tuple[Who, ...]
    crowded: tuple[str, ...]
    name: str = hidden("")


def path_to_person(index: Index, person: int, *, most: int = STEPS, limit: int = CHAINS) -> Path:
    """Return how to reach a person.

    Args:
        index: the index.
        person: the id of the person.
        most: the most steps of a chain.
        limit: the most chains.
    """
    note = head(index, person)
    search = find_chains(index, (person,), most=most, limit=limit)
    nearest = () if search.chains else nearest_to_person(index, person, most=most)
    return Path(
        to=note.slug, name=note.name, chains=_chains(index, search.chains, ""), nearest=nearest,
        in_peace=search.in_peace, crowded=search.crowded,
    )  # fmt: skip


def path_to_org(index: Index, org: OrgRow, *, most: int = STEPS, limit: int = CHAINS) -> Path:
    """Return how to reach somebody who is at an organization now."""
    there = [who.id for who in org.now if who.id is not None]
    search = find_chains(index, there, most=most, limit=limit)
    return Path(
        to=org.name, name=org.name, chains=_chains(index, search.chains, org.name),
        nearest=() if search.chains else nearest_to_org(index, org),
        in_peace=search.in_peace, crowded=search.crowded,
    )  # fmt: skip


def _chains(index: Index, found: Sequence[FoundChain], org: str) -> tuple[Chain, ...]:
    letter = _letter(index) if found else ""
    return tuple(
        Chain(
            people=chain.people, evidence=chain.evidence, ask=spell_ask(chain.people, org),
            command=_command(chain.people[0], letter),
        )
        for chain in found
    )  # fmt: skip


def _letter(index: Index) -> str:
    """Return the template that asks for something oblique, "" if there is none."""
    asked: dict[str, str] = {}
    for slug, words in index.rows(
        """SELECT slug, json_extract(data, '$.asked') FROM note
           WHERE kind = 'letter' AND live ORDER BY slug DESC"""
    ):
        asked.update(dict.fromkeys(words_in(words), slug))
    return next((asked[word] for word in _OBLIQUE if word in asked), "")


def _command(first: Who, letter: str) -> str:
    slug = quote(first.slug)
    if letter:
        return f"hobnob draft {quote(letter)} --to {slug}"
    return f'hobnob log "May I ask your advice?" --with {slug} --kind letter --draft --asked advice'
