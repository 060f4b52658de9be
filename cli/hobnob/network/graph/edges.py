"""The ties between people: the clues about each pair, in one.

The one rule: a tie is between two people of the journal, and I am none of them. It keeps its
evidence: of each kind the latest note, and how often.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from hobnob.answers import DayOrNone, SlugOrNone, TextOrNone, Who, hidden
from hobnob.index.index import Index
from hobnob.index.notes import heads
from hobnob.network.graph.clues import Clue, load_clues
from hobnob.network.graph.strength import strength

ORDERED = ("introduced", "mention", "relation")
"""The kinds in which the order of the two people says something."""


Pair = tuple[int, int]
"""The ids of two people, the lower one first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What your notes say of two people, for one kind of evidence.

    Attributes:
        kind: `together` (both took part in a contact), `named` (both are people of a note that is
            no contact), `introduced`, `relation`, `mention`, `organization` (at the same time).
            Between you and a person it is `contact`, or `known` if only the person's keys say so.
        who: the two people. For `introduced`, the introducer comes first; for `mention` and
            `relation`, the person of the note. Between you and a person it is that person.
        times: the number of notes that say so.
        note: the latest of them.
        since: the first date.
        date: the last date. For an organization, it is null while both are there.
        text: the kind of the latest interaction, how they are related, or the organization.
    """

    kind: str
    who: tuple[Who, ...]
    times: int
    note: SlugOrNone
    since: DayOrNone
    date: DayOrNone
    text: TextOrNone


@dataclass(frozen=True, kw_only=True)
class Edge:
    """A tie between two people.

    Attributes:
        one, other: the people, by slug.
        clues: what says so, the latest first.
        weight: the number of notes both share; a tie weighs at least 1.
    """

    one: Who
    other: Who
    clues: tuple[Clue, ...]
    weight: int

    @cached_property
    def sources(self) -> frozenset[int | str]:
        """The notes and organizations that both share."""
        return frozenset(
            clue.text if clue.kind == "organization" else clue.note for clue in self.clues
        )

    @property
    def first(self) -> str:
        """The first date of the evidence, or ""."""
        return min((clue.date for clue in self.clues if clue.date), default="")

    def last(self, today: str) -> str:
        """Return the last date of the evidence, or ""; at the same organization now is today."""
        return max((last_of(clue, today) for clue in self.clues), default="")

    @property
    def ended(self) -> str:
        """The last date of the evidence; "" while both are at the same organization, or unknown."""
        ended = ""
        for clue in self.clues:
            last = last_of(clue, "")
            if not last and clue.kind == "organization":
                return ""
            ended = max(ended, last)
        return ended

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its evidence, by name."""
        if len(self.clues) == 1:
            return (self.clues[0].kind,)
        return tuple(sorted({clue.kind for clue in self.clues}))

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """Its evidence by kind, what counts most first."""
        groups: dict[tuple[str, ...], list[Clue]] = defaultdict(list)
        for clue in self.clues:
            # Two organizations, or two relations, are two things to tell.
            own = clue.text if clue.kind in ("organization", "relation") else ""
            directed = clue.kind in ORDERED
            groups[clue.kind, own, str(clue.one) if directed else ""].append(clue)
        made = [self._evidence(clues) for clues in groups.values()]
        weights = [sum(clue.amount for clue in clues) for clues in groups.values()]
        order = sorted(
            range(len(made)), key=lambda at: (-weights[at], made[at].kind, made[at].text)
        )
        return tuple(made[at] for at in order)

    def other_than(self, person: int | None) -> Who:
        """Return the one of the two who is not a person."""
        return self.other if self.one.id == person else self.one

    def strength(self, today: str, common: float | None = None) -> float:
        """Return how strong it is; see `strength`.

        Args:
            today: an ISO date.
            common: the part of common acquaintances, from 0 to 1; None leaves it out.
        """
        amount = sum(clue.amount for clue in self.clues)
        # Relations have no date: they hold today.
        holds = any(clue.kind == "relation" for clue in self.clues)
        last = today if holds else self.last(today)
        own = () if common is None else (common,)
        return strength(amount, self.first, last, today, *own)

    def _evidence(self, clues: list[Clue]) -> Evidence:
        latest = clues[0]
        by_id = {self.one.id: self.one, self.other.id: self.other}
        ended = latest.until if latest.kind == "organization" else latest.date
        is_ordered = latest.kind in ORDERED
        return Evidence(
            kind=latest.kind,
            who=(by_id[latest.one], by_id[latest.other]) if is_ordered else (self.one, self.other),
            times=len({clue.note for clue in clues}),
            note=latest.slug,
            since=min((clue.date for clue in clues if clue.date), default=""),
            date=ended,
            text=latest.text,
        )


def last_of(clue: Clue, today: str) -> str:
    """Return the last day for which a clue says that two people knew each other, or ""."""
    return (clue.until or today) if clue.kind == "organization" else clue.date


@dataclass(frozen=True, kw_only=True)
class Edges:
    """Ties, by the slugs of their people, and what ties nobody because it names too many.

    Attributes:
        crowded: interactions and organizations with too many people; see `Clues`.
    """

    edges: tuple[Edge, ...]
    crowded: tuple[str, ...] = hidden(())

    @cached_property
    def around(self) -> Mapping[int, tuple[Edge, ...]]:
        """The ties of each person who has any, by id."""
        found: dict[int, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            for who in (edge.one, edge.other):
                if who.id is not None:
                    found[who.id].append(edge)
        return {person: tuple(edges) for person, edges in found.items()}


def load_edges(
    index: Index, people: Collection[int] | None = None, *, evidence: bool = True
) -> Edges:
    """Return the ties between all people, or only those of some people to anybody.

    Args:
        index: the index.
        people: the ids of some people; None is everybody.
        evidence: whether anybody asks for the evidence of a tie; without it, the clues come in no
            order and lack slugs.
    """
    found = load_clues(index, people, slugs=evidence)
    return Edges(edges=_join(index, found.clues, in_order=evidence), crowded=found.crowded)


def _join(index: Index, clues: Iterable[Clue], *, in_order: bool) -> tuple[Edge, ...]:
    """Return the ties that some clues make, by the slugs of the people."""
    pairs: dict[Pair, list[Clue]] = defaultdict(list)
    for clue in clues:
        pairs[_pair(clue)].append(clue)
    known = heads(index, {person for pair in pairs for person in pair})
    who = {note.id: Who(note.id, note.slug, note.name) for note in known.values()}
    edges = []
    for pair, of_pair in pairs.items():
        one, other = who[pair[0]], who[pair[1]]
        if other.slug < one.slug:
            one, other = other, one
        weight = 1
        # Most pairs have one clue.
        if len(of_pair) > 1:
            weight = len({clue.note for clue in of_pair if clue.kind != "organization"}) or 1
            if in_order:
                of_pair.sort(key=lambda clue: (clue.slug, clue.kind, clue.text))
                of_pair.sort(key=lambda clue: last_of(clue, index.today), reverse=True)
        edges.append(Edge(one=one, other=other, clues=tuple(of_pair), weight=weight))
    return tuple(sorted(edges, key=lambda edge: (edge.one.slug, edge.other.slug)))


def weigh(clues: Iterable[Clue]) -> dict[Pair, int]:
    """Return the weight of each tie that some clues make, without the ties."""
    weights: dict[Pair, int] = {}
    counted: set[tuple[Pair, int]] = set()
    together = []
    for clue in clues:
        pair = _pair(clue)
        if clue.kind == "organization":
            together.append(pair)
        elif (pair, clue.note) not in counted:
            counted.add((pair, clue.note))
            weights[pair] = weights.get(pair, 0) + 1
    for pair in together:
        weights.setdefault(pair, 1)
    return weights


def _pair(clue: Clue) -> Pair:
    return (clue.one, clue.other) if clue.one < clue.other else (clue.other, clue.one)
