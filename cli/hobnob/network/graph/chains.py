"""Chains from me to a person or into an organization, the likeliest to open the door first.

The one rule: a chain is as likely as all its steps together: the product of their strengths. So a
recent contact, a long past and few steps win, and equal chains have a fixed order.

Each step of a chain asks a favour of one more person, and many steps fail (Dodds, Muhamad and Watts
2003); a product says so. The search is Dijkstra's (1959), from the end to me, on the logarithms of
the strengths. It reads the ties of those people only to whom it comes, and takes the best chains of
each as Yen (1971) does.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.index.notes import heads
from hobnob.network.graph.edges import Edge, Evidence, load_edges
from hobnob.network.graph.mine import MyTie, load_my_ties
from hobnob.network.ties.exclusions import who_declined

_AT_ONCE = 16
"""People whose ties are read at a time: those to whom the search probably comes next."""

_LEAST = 1e-9
"""The least strength of a step, as a logarithm needs one."""

Steps = tuple[int, ...]
"""The people of a chain, or of its end, by id."""

_End = tuple[float, int, tuple[str, ...], Steps, bool]
"""A chain, or the end of one: its cost, its steps, its people by slug and by id, and whether it
begins with somebody I know."""


@dataclass(frozen=True, kw_only=True)
class FoundChain:
    """A chain that was found, from the first to ask to the one to reach."""

    people: tuple[Who, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True)
class Search:
    """What a search for chains found.

    Attributes:
        chains: the likeliest first.
        in_peace: people whom I know on the way, and who were not considered as the first to ask.
        crowded: what ties nobody because it names too many people.
    """

    chains: tuple[FoundChain, ...]
    in_peace: tuple[Who, ...]
    crowded: tuple[str, ...]


def find_chains(index: Index, targets: Collection[int], *, most: int, limit: int) -> Search:
    """Return the best chains to any of some people.

    A chain is left out if a better one needs fewer of the same people.

    Args:
        index: the index.
        targets: the ids of the people to reach.
        most: the most steps of a chain; the first step is to somebody I know.
        limit: the most chains.
    """
    web = _Web(index)
    web.load(targets)
    heap: list[_End] = [(0.0, 1, (web.who[person].slug,), (person,), False) for person in targets]
    heapq.heapify(heap)
    found: list[Steps] = []
    settled: dict[int, list[Steps]] = defaultdict(list)
    in_peace: set[int] = set()
    while heap and len(found) < limit:
        cost, steps, slugs, people, is_whole = heapq.heappop(heap)
        if any(_is_within(chain, people) for chain in found):
            continue
        if is_whole:
            found.append(people)
            continue
        head = people[0]
        before = settled[head]
        # An end with more steps does not replace one that can still go on.
        if sum(len(end) <= len(people) for end in before) >= limit:
            continue
        if any(_is_within(end, people) for end in before):
            continue
        before.append(people)
        if not web.has(head):
            ahead = heapq.nsmallest(_AT_ONCE, heap)
            web.load({head, *(entry[3][0] for entry in ahead if not entry[4])})
        mine = web.mine.get(head)
        if mine and mine.in_peace and len(people) > 1:
            in_peace.add(head)
        elif mine:
            whole = _cost(cost, mine.strength)
            heapq.heappush(heap, (whole, steps, slugs, people, True))
        if steps < most:
            for who, edge in web.around(head):
                if who.id not in people:
                    further = _cost(cost, edge.strength(index.today))
                    end = (who.id or 0, *people)
                    heapq.heappush(heap, (further, steps + 1, (who.slug, *slugs), end, False))
    return Search(
        chains=tuple(web.chain(people) for people in found),
        in_peace=tuple(sorted((web.who[person] for person in in_peace), key=lambda who: who.slug)),
        crowded=tuple(sorted(web.crowded)),
    )


def _cost(before: float, strength: float) -> float:
    # Rounded, so that equal chains are equal whatever the order of their sums.
    return round(before - log(max(strength, _LEAST)), 9)


def _is_within(part: Steps, whole: Steps) -> bool:
    """Say whether the people of one chain are among those of another, in the same order."""
    rest = iter(whole)
    return all(person in rest for person in part)


class _Web:
    """The ties of those people to whom a search has come."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.who: dict[int, Who] = {}
        self.mine: dict[int, MyTie] = {}
        self.crowded: set[str] = set()
        self._around: dict[int, dict[int, Edge]] = {}
        self._declined = who_declined(index)

    def has(self, person: int) -> bool:
        """Say whether the ties of a person were read."""
        return person in self._around

    def load(self, people: Collection[int]) -> None:
        """Read the ties of some people, and mine to them."""
        new = sorted({person for person in people if not self.has(person)})
        named = heads(self.index, [person for person in new if person not in self.who])
        self.who.update((note.id, Who(note.id, note.slug, note.name)) for note in named.values())
        self.mine.update(load_my_ties(self.index, new, self._declined))
        edges = load_edges(self.index, new)
        self.crowded.update(edges.crowded)
        for person in new:
            self._around[person] = {}
            for edge in edges.around.get(person, ()):
                other = edge.other_than(person)
                if other.id is not None:
                    self.who[other.id] = other
                    self._around[person][other.id] = edge

    def around(self, person: int) -> Iterator[tuple[Who, Edge]]:
        """Yield the people whom somebody knows, each with the tie."""
        return ((self.who[other], edge) for other, edge in self._around[person].items())

    def chain(self, people: Sequence[int]) -> FoundChain:
        """Return a chain with its evidence, step by step."""
        evidence = [self.mine[people[0]].evidence]
        for one, other in pairwise(people):
            # The search came from the end, so the ties of the later one were read.
            evidence += self._around[other][one].evidence
        return FoundChain(
            people=tuple(self.who[person] for person in people), evidence=tuple(evidence)
        )
