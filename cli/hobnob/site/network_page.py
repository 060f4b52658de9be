"""The page of the whole network: its answer, and the data of its map.

The one rule: what the map shows stands in the page as a list too. The data are a script that gives
them to `hobnobNetwork`, because a page opened from a folder may load only scripts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.index.people import PersonRow
from hobnob.network.graph.communities import (
    Community,
    describe_communities,
    find_communities,
    number_people,
)
from hobnob.network.graph.edges import Edge, Edges
from hobnob.network.graph.years import known_since
from hobnob.site.links import plain
from hobnob.site.map_layout import MapLayout, Tie, lay_out
from hobnob.site.scripts import render_script

MAP = "network/map.js"
"""The data of the map, on the site."""

PER_PAGE = 500
"""People on a page of the list; the map has them all."""
FOLDER = "network/index"
"""Of the pages of the list after the first."""
_NAMED = 3
"""How many friends a row of the list names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A person in the list.

    Attributes:
        number: the number of the person in the data of the map.
        since: the year from which the map shows them; 0 if it always does.
        ties: the number of people tied to them.
        friends: those with whom they share the most notes.
    """

    row: PersonRow
    number: int
    since: int
    ties: int
    friends: tuple[Who, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A community in the list: its name, and its people, those with the most ties first.

    On a page of the list it has only those of the page, and the number of all.
    """

    name: str
    members: tuple[Member, ...]
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class NetworkPage:
    """The network of a journal.

    Attributes:
        communities: the largest first.
        alone: the people without ties, by name.
        edges: all ties, by slug.
        crowded: what ties nobody because it names too many people.
        layout: where everybody stands; the groups are the communities, then each person alone.
    """

    communities: tuple[Group, ...]
    alone: tuple[Member, ...]
    edges: tuple[Edge, ...]
    crowded: tuple[str, ...]
    layout: MapLayout

    @property
    def members(self) -> tuple[Member, ...]:
        """Everybody, by number."""
        everybody = [m for group in self.communities for m in group.members]
        return (*everybody, *self.alone)

    @property
    def rows(self) -> list[PersonRow]:
        """Everybody's row."""
        return [member.row for member in self.members]


@dataclass(frozen=True, kw_only=True, slots=True)
class NetworkPart:
    """A page of the list; the first one has the map too.

    Attributes:
        network: all of it.
        number: 1 is the page with the map.
        parts: the source of each page of the list.
        groups: the communities on this page, and at the end those without a tie.
    """

    network: NetworkPage
    number: int
    parts: tuple[str, ...]
    groups: tuple[Group, ...]


def list_parts(people: int) -> tuple[str, ...]:
    """Return the sources of the pages of the list of so many people."""
    more = range(2, -(-people // PER_PAGE) + 1)
    return ("network/index.md", *(f"{FOLDER}/{number}.md" for number in more))


def load_part(network: NetworkPage, number: int) -> NetworkPart:
    """Return a page of the list; the first one is number 1."""
    first = (number - 1) * PER_PAGE
    alone = Group(name="", members=network.alone, total=len(network.alone))
    groups = (
        replace(group, members=shown)
        for group in (*network.communities, alone)
        if (shown := tuple(m for m in group.members if first <= m.number < first + PER_PAGE))
    )
    return NetworkPart(
        network=network, number=number, groups=tuple(groups),
        parts=list_parts(len(network.members)),
    )  # fmt: skip


def load_network(index: Index, people: Sequence[PersonRow], ties: Edges) -> NetworkPage:
    """Return the network of some people.

    Args:
        index: the index.
        people: everybody, by name.
        ties: all ties.
    """
    rows = {row.id: row for row in people}
    edges = tuple(edge for edge in ties.edges if edge.one.id in rows and edge.other.id in rows)
    numbered = number_people(edges)
    groups = describe_communities(index, find_communities(index, numbered), numbered)
    grouped = {who.id for group in groups for who in group.people}
    lonely = [row for row in people if row.id not in grouped]
    order = [who.id or 0 for group in groups for who in group.people] + [row.id for row in lonely]
    number = {person: at for at, person in enumerate(order)}
    since = _since(known_since(index), edges)
    around = Edges(edges=edges).around

    def member(person: int) -> Member:
        own = sorted(around.get(person, ()), key=lambda e: (-e.weight, e.other_than(person).slug))
        return Member(
            row=rows[person],
            number=number[person],
            since=since.get(person, 0),
            ties=len(own),
            friends=tuple(edge.other_than(person) for edge in own[:_NAMED]),
        )

    names = _names(groups)
    listed = tuple(
        Group(
            name=name,
            members=tuple(member(who.id or 0) for who in group.people),
            total=len(group.people),
        )
        for name, group in zip(names, groups, strict=True)
    )
    parts: list[list[int]] = [[m.number for m in group.members] for group in listed]
    parts += [[number[row.id]] for row in lonely]
    drawn: list[Tie] = [
        (number[edge.one.id or 0], number[edge.other.id or 0], edge.weight) for edge in edges
    ]
    return NetworkPage(
        communities=listed,
        alone=tuple(member(row.id) for row in lonely),
        edges=edges,
        crowded=ties.crowded,
        layout=lay_out(parts, drawn),
    )


def _names(groups: Sequence[Community]) -> list[str]:
    """Return a name for each community; of two about the same, whom they are around comes first."""
    about = [", ".join(group.about[:2]) for group in groups]
    often = Counter(about)
    return [
        f"Around {group.people[0].name}" if not name
        else f"Around {group.people[0].name}, {name}" if often[name] > 1
        else name
        for name, group in zip(about, groups, strict=True)
    ]  # fmt: skip


def _since(contacts: Mapping[int, int], edges: Sequence[Edge]) -> dict[int, int]:
    """Return the year from which the map shows each person: of a contact, else of a tie."""
    found: dict[int, int] = {}
    for edge in edges:
        year = edge.first[:4]
        for who in (edge.one, edge.other):
            if year.isdecimal() and who.id is not None:
                found[who.id] = min(found.get(who.id, 9999), int(year))
    return {**found, **contacts}


def map_script(page: NetworkPage, url: Callable[[str], str]) -> str:
    """Return the data of the map as a script.

    Args:
        page: the network.
        url: returns the address of a person's page from the top of the site, by slug.
    """
    members = page.members
    number = {member.row.id: member.number for member in members}
    orgs = sorted({member.row.org for member in members} - {""})
    tags = sorted({tag for member in members for tag in member.row.tags})
    at_org = {org: at for at, org in enumerate(orgs)}
    at_tag = {tag: at for at, tag in enumerate(tags)}
    own = [at for at, group in enumerate(page.communities) for _ in group.members]
    people = []
    for member, place in zip(members, page.layout.places, strict=True):
        row = member.row
        people.append([
            plain(row.name), url(row.slug), round(place[0] * 10), round(place[1] * 10),
            own[member.number] if member.number < len(own) else -1,
            member.since, plain(row.title), at_org.get(row.org, -1), row.circle,
            [at_tag[tag] for tag in row.tags], row.last_contact,
        ])  # fmt: skip
    ties: list[int] = []
    for edge in page.edges:
        year = edge.first[:4]
        ties += (
            number[edge.one.id or 0], number[edge.other.id or 0], edge.weight,
            int(year) if year.isdecimal() else 0,
        )  # fmt: skip
    groups = [
        [plain(group.name), round(disc.x * 10), round(disc.y * 10), round(disc.radius * 10)]
        for group, disc in zip(page.communities, page.layout.discs, strict=False)
    ]
    data = {
        "people": people, "ties": ties, "groups": groups, "orgs": list(map(plain, orgs)),
        "tags": list(map(plain, tags)),
    }  # fmt: skip
    return render_script("hobnobNetwork", data)
