"""What the small map on a person's page is drawn from: who stands where, and who knows whom.

The one rule: nothing is said twice. The people and what ties them stand in a table, and `around.js`
draws the map of it; so the map costs each of thousands of pages a few bytes. Without scripts the
table is there alone.

Those who know each other stand side by side. Those who share nothing but an organization stand in
one row of the table.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from hobnob.answers import Who
from hobnob.network.graph.around import Around, Neighbour
from hobnob.network.graph.edges import Edge
from hobnob.network.graph.phrases import spell_evidence, spell_years
from hobnob.site.avatars import monogram, tint
from hobnob.site.links import plain


@dataclass(frozen=True, kw_only=True)
class Row:
    """What ties some people to the person of the page.

    Attributes:
        tie: what ties them, as one phrase.
        people: who they are, each with the years there if they share an organization.
    """

    tie: str
    people: tuple[tuple[Who, str], ...]


@dataclass(frozen=True, kw_only=True)
class PersonMap:
    """A table of people, and what `around.js` draws a map of it with.

    A letter is a person: "a" is the first in the table.

    Attributes:
        rows: the table.
        order: the people as they stand on the map: "acb".
        ties: the ties between them, two letters and how thick the line is: "ac2".
        marks: the tint and the monogram of the person of the page, and then of each in the table
            after the thickness of the line to them: "5GH 21AL".
    """

    rows: tuple[Row, ...]
    order: str
    ties: str
    marks: str


def lay_out(slug: str, name: str, around: Around) -> PersonMap:
    """Return the map of the people around a person of a slug and a name."""
    rows = _rows(around.people)
    shown = [number for row in rows for number in row]
    letters = {number: chr(ord("a") + at) for at, number in enumerate(shown)}
    near = [around.people[number] for number in shown]
    return PersonMap(
        rows=tuple(_row([around.people[number] for number in row]) for row in rows),
        order="".join(letters[number] for number in _side_by_side(around)),
        ties="".join(
            f"{letters[one]}{letters[other]}{_thickness(edge)}"
            for one, other, edge in around.between
        ),
        marks=" ".join(
            (
                _mark(slug, name),
                *(f"{_thickness(n.edge)}{_mark(n.person.slug, n.person.name)}" for n in near),
            )
        ),
    )


def _rows(people: Sequence[Neighbour]) -> list[list[int]]:
    """Return the numbers of the people of each row; a row stands where its first stood."""
    rows: dict[Hashable, list[int]] = {}
    for number, near in enumerate(people):
        evidence = near.edge.evidence
        is_org_alone = len(evidence) == 1 and evidence[0].kind == "organization"
        rows.setdefault(evidence[0].text if is_org_alone else number, []).append(number)
    return list(rows.values())


def _row(people: Sequence[Neighbour]) -> Row:
    evidence = people[0].edge.evidence
    if len(people) == 1:
        return Row(tie="; ".join(map(spell_evidence, evidence)), people=((people[0].person, ""),))
    years = ((near.person, spell_years(near.edge.evidence[0])) for near in people)
    return Row(tie=f"both at {evidence[0].text}", people=tuple(years))


def _mark(slug: str, name: str) -> str:
    return f"{tint(slug)}{plain(monogram(name))}"


def _thickness(edge: Edge) -> int:
    """Return how thick the line of a tie is: 1 to 3."""
    return 1 if edge.weight < 2 else 2 if edge.weight < 6 else 3


def _side_by_side(around: Around) -> list[int]:
    """Return the order of the people in which those who know each other stand side by side."""
    ties: dict[int, dict[int, int]] = defaultdict(dict)
    for one, other, edge in around.between:
        ties[one][other] = ties[other][one] = edge.weight
    rest = list(range(len(around.people)))
    order: list[int] = []
    while rest:
        last = order[-3:]
        best = max(rest, key=lambda at: (sum(ties[one].get(at, 0) for one in last), -at))
        order.append(best)
        rest.remove(best)
    return order


def cut_name(name: str, room: int) -> str:
    """Return as much of a name as fits so many letters; a Chinese one is as wide as two."""
    name = plain(name)
    width = 0
    for at, letter in enumerate(name):
        width += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if width > room:
            return f"{name[: max(1, at - 1)].rstrip()}…"
    return name
