"""Communities, and the people and ties that hold them together.

The one rule: the same notes give the same answer. So the people have numbers in the order of their
slugs, the random numbers have fixed seeds, and NetworkX does the computing. What it finds is kept
until the ties change.

Communities are Louvain's (Blondel and others 2008), on the number of notes that two people share.
An articulation point is a person without whom a part of the network falls apart from the rest, a
bridge is a tie without which it does (Granovetter 1973; Hopcroft and Tarjan 1973). Betweenness is
not computed: it takes twenty seconds for five thousand people.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from hobnob.answers import Who, hidden
from hobnob.index.documents import present_roles, tags_of
from hobnob.index.index import Index
from hobnob.index.kept import keep_lasting
from hobnob.index.notes import heads
from hobnob.network.graph.clues import load_clues
from hobnob.network.graph.cuts import Held, find_cuts
from hobnob.network.graph.edges import Edge, Pair, weigh

if TYPE_CHECKING:
    Graph = Any

Answer = TypeVar("Answer")

SEEDS = 10
"""How often the communities of a small network are looked for; the best answer is kept."""

SMALL = 2_000
"""The most ties of a small network. A larger one is looked at once: it takes a second."""

_SHARED = 1 / 3
"""The part of a community that has an organization or a tag before it is named after it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Community:
    """People who share more notes with each other than with others.

    Attributes:
        people: those with the most ties inside first.
        about: the organizations and tags that many of them have: `Ogilvy`, `#sailing`.
    """

    people: tuple[Who, ...]
    about: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Holding:
    """A person, or a tie, that holds a part of the network.

    Attributes:
        people: the person, or the two people of the tie.
        parts: the number of parts into which the network falls without them.
        apart: the number of people in all these parts but the largest.
    """

    people: tuple[Who, ...]
    parts: int
    apart: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Ties:
    """The communities among the people you know, and what holds them together.

    Attributes:
        communities: each a list of people by slug; the largest first.
        articulation_points: the people without whom a part of the network falls apart, by slug.
        bridges: the ties without which it does, by slug; each is a list of two people.
        alone: the number of people without a tie to anybody; they are in no community.
        crowded: interactions and organizations that tie nobody, because they name too many people.
    """

    communities: tuple[tuple[Who, ...], ...]
    articulation_points: tuple[Who, ...]
    bridges: tuple[tuple[Who, ...], ...]
    alone: int
    crowded: tuple[str, ...]
    described: tuple[Community, ...] = hidden(())
    points: tuple[Holding, ...] = hidden(())
    spans: tuple[Holding, ...] = hidden(())


def load_ties_of_all(index: Index) -> Ties:
    """Return the communities of a journal, and what holds them together."""
    clues = load_clues(index, slugs=False)
    network = _network(index, weigh(clues.clues))
    groups = find_communities(index, network)
    points, spans = find_holdings(index, network)
    people = index.value(
        "SELECT count(*) FROM person CROSS JOIN note ON note.id = person.id WHERE note.live"
    )
    return Ties(
        communities=groups,
        articulation_points=_by_slug(point.people[0] for point in points),
        bridges=tuple(sorted((span.people for span in spans), key=_slugs)),
        alone=people - len(network.people),
        crowded=clues.crowded,
        described=describe_communities(index, groups, network),
        points=points,
        spans=spans,
    )


class Network(NamedTuple):
    """People, by slug, and their ties: the numbers of two people, and the weight.

    Numbers, as the order of texts in a set differs from run to run.
    """

    people: tuple[Who, ...]
    ties: list[tuple[int, int, int]]

    def lasting(self, index: Index, name: str, find: Callable[[], Answer]) -> Answer:
        """Return what follows from the ties and NetworkX alone; see `keep_lasting`."""
        ties = array("q", chain.from_iterable(self.ties))
        return keep_lasting(index, name, ties.tobytes() + _networkx(), find)

    def graph(self) -> Graph:
        """Return the ties as NetworkX has them."""
        from networkx import Graph as NetworkXGraph

        graph = NetworkXGraph()
        graph.add_nodes_from(range(len(self.people)))
        graph.add_weighted_edges_from(self.ties)
        return graph


def _networkx() -> bytes:
    """Return what changes with another version of NetworkX, which takes long to import."""
    found = find_spec("networkx")
    return str(Path(found.origin).stat().st_mtime_ns).encode() if found and found.origin else b""


def number_people(edges: Iterable[Edge]) -> Network:
    """Return the people of some ties by numbers."""
    people = _by_slug({who.slug: who for edge in edges for who in (edge.one, edge.other)}.values())
    number = {who.slug: at for at, who in enumerate(people)}
    ties = ((number[edge.one.slug], number[edge.other.slug], edge.weight) for edge in edges)
    return Network(people, sorted(ties))


def _network(index: Index, weights: Mapping[Pair, int]) -> Network:
    """Return the same from the weights alone, which are known sooner than the ties."""
    known = heads(index, {person for pair in weights for person in pair}).values()
    people = _by_slug(Who(note.id, note.slug, note.name) for note in known)
    number = {who.id: at for at, who in enumerate(people)}
    numbered = ((number[one], number[other], weight) for (one, other), weight in weights.items())
    return Network(people, sorted((min(a, b), max(a, b), weight) for a, b, weight in numbered))


def find_communities(index: Index, network: Network) -> tuple[tuple[Who, ...], ...]:
    """Return the communities that some ties make, the largest first, each by slug."""
    found = network.lasting(index, "communities", lambda: _communities(network))
    groups = [tuple(network.people[at] for at in group) for group in found]
    return tuple(sorted(groups, key=lambda group: (-len(group), _slugs(group))))


def _communities(network: Network) -> list[list[int]]:
    if not network.ties:
        return []
    from networkx.algorithms.community import louvain_communities, modularity

    graph = network.graph()
    seeds = range(SEEDS if len(network.ties) <= SMALL else 1)
    answers = [louvain_communities(graph, weight="weight", seed=seed) for seed in seeds]
    best = answers[0] if len(answers) == 1 else max(
        answers, key=lambda groups: round(modularity(graph, groups, weight="weight"), 9)
    )  # fmt: skip
    return [sorted(group) for group in best]


def find_holdings(
    index: Index, network: Network
) -> tuple[tuple[Holding, ...], tuple[Holding, ...]]:
    """Return the articulation points and the bridges of some ties.

    Those that hold the most people come first, then they go by slug.
    """

    def holdings(found: Mapping[tuple[int, ...], tuple[int, int]]) -> tuple[Holding, ...]:
        made = (
            Holding(
                people=tuple(network.people[at] for at in sorted(who)), parts=parts, apart=apart
            )
            for who, (parts, apart) in found.items()
        )
        return tuple(sorted(made, key=lambda held: (-held.apart, _slugs(held.people))))

    points, bridges = network.lasting(index, "cuts", lambda: _cuts(network))
    return holdings(points), holdings(bridges)


def _cuts(network: Network) -> tuple[dict[tuple[int, ...], Held], dict[tuple[int, ...], Held]]:
    if not network.ties:
        return {}, {}
    cuts = find_cuts(network.graph())
    return cuts.points, cuts.bridges


# ---------------------------------------------------------------- what a community is about


def describe_communities(
    index: Index, groups: Sequence[Sequence[Who]], network: Network
) -> tuple[Community, ...]:
    """Return the communities of a network with what many of their people share."""
    group_of = {who: at for at, group in enumerate(groups) for who in group}
    groups_by_number = [group_of[who] for who in network.people]
    inside: Counter[Who] = Counter()
    for one, other, weight in network.ties:
        if groups_by_number[one] == groups_by_number[other]:
            inside[network.people[one]] += weight
            inside[network.people[other]] += weight
    ids = [who.id for who in group_of if who.id is not None]
    roles, tags = present_roles(index, ids), tags_of(index, ids)
    about: dict[int, list[str]] = defaultdict(list)
    for person, (org, _) in roles.items():
        about[person] += [org] if org else []
    for person, own in tags.items():
        about[person] += [f"#{tag}" for tag in own]
    return tuple(
        Community(
            people=tuple(sorted(group, key=lambda who: (-inside[who], who.slug))),
            about=_shared(group, about),
        )
        for group in groups
    )


def _shared(group: Sequence[Who], about: Mapping[int, Sequence[str]]) -> tuple[str, ...]:
    counts = Counter(what for who in group for what in about.get(who.id or 0, ()))
    enough = max(2, len(group) * _SHARED)
    often = [what for what, many in counts.items() if many >= enough]
    return tuple(sorted(often, key=lambda what: (-counts[what], what))[:3])


def _by_slug(people: Iterable[Who]) -> tuple[Who, ...]:
    return tuple(sorted(people, key=lambda who: who.slug))


def _slugs(people: Iterable[Who]) -> tuple[str, ...]:
    return tuple(who.slug for who in people)
