"""What the small map on a person's page is drawn from: who stands where, and who knows whom.

The one rule: nothing is said twice. The people and what ties them stand in a table, and `around.js`
draws the map of it; so the map costs each of thousands of pages a few bytes. Without scripts the
table is there alone.

Those who know each other stand side by side.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict

from hobnob.network.graph.around import Around
from hobnob.network.graph.edges import Edge
from hobnob.network.graph.phrases import spell_evidence
from hobnob.site.avatars import monogram, tint
from hobnob.site.links import plain


def spell_tie(edge: Edge) -> str:
    """Return what ties two people, as one phrase."""
    return "; ".join(map(spell_evidence, edge.evidence))


def spell_mark(slug: str, name: str) -> str:
    """Return the tint and the monogram of a person: "5GH"."""
    return f"{tint(slug)}{plain(monogram(name))}"


def spell_order(around: Around) -> str:
    """Return the order of the people on the map, each as a letter: "a" is first in the table."""
    return "".join(map(_letter, _side_by_side(around)))


def spell_between(around: Around) -> str:
    """Return the ties between the people: two letters and how thick the line is, such as "ac2"."""
    return "".join(
        f"{_letter(one)}{_letter(other)}{thickness(edge)}" for one, other, edge in around.between
    )


def thickness(edge: Edge) -> int:
    """Return how thick the line of a tie is: 1 to 3."""
    return 1 if edge.weight < 2 else 2 if edge.weight < 6 else 3


def _letter(number: int) -> str:
    return chr(ord("a") + number)


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
