"""The whole network as nodes and links, for other programs and for the site's maps.

The one rule: it has the shape of NetworkX's node-link data, and nothing in it depends on the day
but what has happened by then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hobnob.answers import DayOrNone, TextOrNone, hidden
from hobnob.index.documents import contact_facts, present_roles, tags_of
from hobnob.index.index import Index
from hobnob.index.topics import spellings
from hobnob.network.graph.edges import Edge, Evidence, load_edges
from hobnob.network.graph.mine import load_my_ties

ME = "me"
"""The id of the node that is you."""

HOPS = 2
"""How many ties away from a person the people around them are, if you do not say another number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """A person of the network.

    Attributes:
        id: the slug of the person; `me` for you.
        name: the name.
        org: the organization of the present role.
        title: the title of the present role.
        circle: the circle.
        tags: the tags.
        contacts: the number of your contacts with the person.
        last_contact: the date of the last one.
    """

    id: str
    name: str
    org: TextOrNone = ""
    title: TextOrNone = ""
    circle: TextOrNone = ""
    tags: tuple[str, ...] = ()
    contacts: int = 0
    last_contact: DayOrNone = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A tie between two people of the network.

    Attributes:
        source: the id of one of the two people; `me` for you.
        target: the id of the other.
        weight: the number of notes that name both; at least 1. Between you and a person it is the
            number of contacts.
        kinds: the kinds of evidence.
        first: the first date of the evidence.
        last: the last date of the evidence; null if it still lasts, or if no date is known.
        evidence: what your notes say of the two.
        is_mine: whether the source is me.
    """

    source: str
    target: str
    weight: int
    kinds: tuple[str, ...]
    first: DayOrNone
    last: DayOrNone
    evidence: tuple[Evidence, ...]
    is_mine: bool = hidden(False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Graph:
    """The network as node-link data, as NetworkX reads it; see [network](network.md).

    Attributes:
        directed: always false.
        multigraph: always false.
        graph: always empty.
        nodes: the people, by slug.
        links: the ties, by slug.
        crowded: interactions and organizations that tie nobody, because they name too many people.
    """

    directed: bool = False
    multigraph: bool = False
    graph: Mapping[str, str] = field(default_factory=dict)
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    crowded: tuple[str, ...] = ()

    def around(self, person: str, hops: int = HOPS) -> Graph:
        """Return the people at most so many ties away from a person, and the ties between them.

        Args:
            person: the id of the person.
            hops: a number of ties. My own ties lead nowhere: I know everybody.
        """
        near = _near(self.links, person, hops)
        near |= {link.source for link in self.links if link.is_mine}
        return replace(
            self,
            nodes=tuple(node for node in self.nodes if node.id in near),
            links=tuple(link for link in self.links if link.source in near and link.target in near),
        )


# CROSS: SQLite would go through all notes first.
_PEOPLE = """
SELECT note.id, slug, name, coalesce(circle, '') FROM person CROSS JOIN note ON note.id = person.id
WHERE live ORDER BY slug
"""


def load_graph(index: Index, *, me: bool = False, evidence: bool = True) -> Graph:
    """Return the network of a journal.

    Args:
        index: the index.
        me: whether I am a node of it, tied to everybody I know.
        evidence: whether the ties have it; to tell it takes half of the time.
    """
    people = {note: told for note, *told in index.rows(_PEOPLE)}
    nodes = _nodes(index, people)
    found = load_edges(index, evidence=evidence)
    links = [_link(edge, edge.evidence if evidence else ()) for edge in found.edges]
    if me:
        ids = {node.id for node in nodes}
        own = ME if ME not in ids else f"({ME})"
        mine = load_my_ties(index, people).values()
        links += sorted((_my_link(own, tie.evidence) for tie in mine), key=lambda link: link.target)
        nodes.append(Node(id=own, name=ME))
    return Graph(nodes=tuple(nodes), links=tuple(links), crowded=found.crowded)


def _nodes(index: Index, people: Mapping[int, Sequence[str]]) -> list[Node]:
    """Return people as nodes, by slug."""
    ids = list(people)
    contacts, roles = contact_facts(index, ids), present_roles(index, ids)
    tags, spelled = tags_of(index, ids), spellings(index)
    found = []
    for note, (slug, name, circle) in people.items():
        org, title = roles.get(note, ("", ""))
        last, times = contacts.get(note, ("", 0))
        found.append(
            Node(
                id=slug, name=name, org=org, title=title, circle=circle,
                tags=tuple(spelled[tag] for tag in tags.get(note, ())),
                contacts=times, last_contact=last[:10],
            )
        )  # fmt: skip
    return found


def _link(edge: Edge, evidence: tuple[Evidence, ...]) -> Link:
    return Link(
        source=edge.one.slug, target=edge.other.slug, weight=edge.weight, kinds=edge.kinds,
        first=edge.first, last=edge.ended, evidence=evidence,
    )  # fmt: skip


def _my_link(me: str, evidence: Evidence) -> Link:
    (person,) = evidence.who
    return Link(
        source=me, target=person.slug, weight=evidence.times, kinds=(evidence.kind,),
        first=evidence.since, last=evidence.date, evidence=(evidence,), is_mine=True,
    )  # fmt: skip


def _near(links: Iterable[Link], person: str, hops: int) -> set[str]:
    around: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if not link.is_mine:
            around[link.source].append(link.target)
            around[link.target].append(link.source)
    near, edge = {person}, {person}
    for _ in range(hops):
        edge = {other for one in edge for other in around[one]} - near
        near |= edge
    return near
