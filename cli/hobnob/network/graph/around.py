"""The people around each person, for the small map on their page.

The one rule: a map shows few people, those with the strongest ties; the others are counted.

All pages of a site need the ties of everybody, which is one question; a page that is made again
needs those of a few people only. Both give the same answer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.network.graph.acquaintances import rank_ties
from hobnob.network.graph.edges import Edge, Edges, load_edges

MOST = 20
"""The most people on a small map."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbour:
    """A person on a small map, and the tie to the person in its middle."""

    person: Who
    edge: Edge


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """The people around a person.

    Attributes:
        people: the strongest ties first.
        between: the ties between these people, with their numbers in `people`.
        more: the number of people who are left out.
    """

    people: tuple[Neighbour, ...]
    between: tuple[tuple[int, int, Edge], ...]
    more: int


class Surroundings:
    """The ties of a journal: read for everybody at once, or for some people."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._around: dict[int, tuple[Edge, ...]] = {}
        self._is_whole = False

    @cached_property
    def all(self) -> Edges:
        """All ties."""
        found = load_edges(self._index)
        self._around, self._is_whole = dict(found.around), True
        return found

    def load_all(self) -> None:
        """Read all ties now."""
        _ = self.all

    def load(self, people: Collection[int]) -> None:
        """Read the ties of some people and of those whom they know."""
        if self._is_whole:
            return
        self._read(people)
        near = {
            edge.other_than(person).id for person in people for edge in self._around.get(person, ())
        }
        self._read([person for person in near if person is not None])

    def of(self, person: int, most: int = MOST) -> Around:
        """Return the people around a person.

        Args:
            person: the id of the person.
            most: the most people to name.
        """
        self.load((person,))
        ranked = rank_ties(person, self._around, self._index.today)
        shown = [edge for edge, _ in ranked[:most]]
        people = tuple(Neighbour(person=edge.other_than(person), edge=edge) for edge in shown)
        return Around(
            people=people, between=_between(people, self._around), more=len(ranked) - len(shown)
        )

    def _read(self, people: Collection[int]) -> None:
        new = sorted({person for person in people if person not in self._around})
        if new:
            # Of all others, only the ties to these people are read.
            found = load_edges(self._index, new).around
            self._around.update((person, found.get(person, ())) for person in new)


def _between(
    people: tuple[Neighbour, ...], around: Mapping[int, tuple[Edge, ...]]
) -> tuple[tuple[int, int, Edge], ...]:
    number = {neighbour.person.id: at for at, neighbour in enumerate(people)}
    return tuple(
        (at, other, edge)
        for person, at in number.items()
        for edge in around.get(person or 0, ())
        if (other := number.get(edge.other_than(person).id, -1)) > at
    )
