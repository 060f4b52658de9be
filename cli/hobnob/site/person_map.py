"""The small map on a person's page: a drawing (SVG) of the people around them.

The one rule: it needs no script. Each person on it is a link; what ties them stands in its title,
and again in the table beneath.

Everybody has a row of their own, to the left or to the right, so no label covers another. Those who
know each other stand side by side.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import sqrt

from markupsafe import Markup, escape

from hobnob.answers import Who
from hobnob.network.graph.around import Around
from hobnob.network.graph.edges import Edge
from hobnob.network.graph.phrases import spell_evidence
from hobnob.site.avatars import monogram, tint
from hobnob.site.links import plain

WIDTH = 400
_ROW = 27
"""The height of a row, in the units of the drawing."""
_RADIUS = 10.5
_MARGIN = 8
_LETTER = 6.4
"""The width of a letter of a label, on average; Chinese and Japanese ones take two."""

_Point = tuple[float, float]


def spell_tie(edge: Edge) -> str:
    """Return what ties two people, as one phrase."""
    return "; ".join(map(spell_evidence, edge.evidence))


def render_around(slug: str, name: str, around: Around, url: Callable[[Who], str]) -> Markup:
    """Draw the people around a person; nothing if there is nobody.

    Args:
        slug: the slug of the person.
        name: the name of the person.
        around: the people around them.
        url: returns the address of a person's page.
    """
    if not around.people:
        return Markup()
    order = _side_by_side(around)
    places, height = _places(len(order))
    place = {at: places[row] for row, at in enumerate(order)}
    middle = (WIDTH / 2, height / 2)
    spokes = [(_strand(n.edge), middle, place[at]) for at, n in enumerate(around.people)]
    between = [(_strand(edge), place[one], place[other]) for one, other, edge in around.between]
    parts = [
        f'<svg class="hb-map" viewBox="0 0 {WIDTH} {height}" role="group" '
        f'aria-label="{escape(plain(f"Map of the people around {name}"))}">',
        *_paths("hb-map__between", between, lambda a, b: _bent(a, b, middle)),
        *_paths("hb-map__spoke", spokes, lambda a, b: f"M{_at(a)}L{_at(b)}"),
        f'<g class="hb-map__me hb-av--{tint(slug)}">{_disc(middle, name, 15)}'
        f'<text x="{middle[0]:g}" y="{middle[1] + 28:g}">{escape(_cut(name, 24))}</text></g>',
    ]
    for at in order:
        neighbour = around.people[at]
        parts.append(_person(neighbour.person, neighbour.edge, place[at], url))
    parts.append("</svg>")
    return Markup("".join(parts))  # noqa: S704 - every text in it is escaped


def _person(who: Who, edge: Edge, at: _Point, url: Callable[[Who], str]) -> str:
    x, y = at
    is_right = x > WIDTH / 2
    label_x = x + 16 if is_right else x - 16
    room = (WIDTH - label_x if is_right else label_x) / _LETTER
    side = "" if is_right else ' class="is-left"'
    to = url(who)
    link = f' href="{escape(to)}"' if to else ""
    return (
        f'<a class="hb-av--{tint(who.slug)}"{link}>'
        f"<title>{escape(plain(f'{who.name}: {spell_tie(edge)}'))}</title>{_disc(at, who.name)}"
        f'<text{side} x="{label_x:g}" y="{y + 4:g}">{escape(_cut(who.name, int(room)))}</text></a>'
    )


def _disc(at: _Point, name: str, radius: float = _RADIUS) -> str:
    x, y = at
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}"/>'
        f'<text class="hb-map__letters" x="{x:g}" y="{y + radius * 0.32:g}" aria-hidden="true">'
        f"{escape(plain(monogram(name)))}</text>"
    )


def _places(people: int) -> tuple[list[_Point], float]:
    """Return a place for each person on an oval, clockwise from the top, and the height."""
    right = (people + 1) // 2
    left = people - right
    height = max(4, right + 1) * _ROW
    places = [*_side(right, 1, height), *reversed(_side(left, -1, height))]
    return places, height


def _side(people: int, side: int, height: float) -> list[_Point]:
    half = height / 2 - _MARGIN
    rows = [(at - (people - 1) / 2) * _ROW for at in range(people)]
    return [
        (round(WIDTH / 2 + side * (14 + 62 * sqrt(max(0.0, 1 - (row / half) ** 2))), 1),
         round(height / 2 + row, 1))
        for row in rows
    ]  # fmt: skip


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


def _strand(edge: Edge) -> int:
    """Return how thick the line of a tie is: 1 to 3."""
    return 1 if edge.weight < 2 else 2 if edge.weight < 6 else 3


def _paths(
    name: str, lines: Iterable[tuple[int, _Point, _Point]], line: Callable[[_Point, _Point], str]
) -> Iterable[str]:
    """Yield one path for all lines of the same thickness."""
    by_strand: dict[int, list[str]] = defaultdict(list)
    for strand, start, end in lines:
        by_strand[strand].append(line(start, end))
    for strand, drawn in sorted(by_strand.items()):
        yield f'<path class="{name}" stroke-width="{strand * 0.8:g}" d="{"".join(drawn)}"/>'


def _bent(start: _Point, end: _Point, middle: _Point) -> str:
    """Return a line that bends to the middle, so that it crosses no disc on its side."""
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    x, y = x + (middle[0] - x) * 0.45, y + (middle[1] - y) * 0.45
    return f"M{_at(start)}Q{x:.0f} {y:.0f} {_at(end)}"


def _at(point: Sequence[float]) -> str:
    return f"{point[0]:g} {point[1]:g}"


def _cut(name: str, room: int) -> str:
    """Return as much of a name as fits so many letters."""
    name = plain(name)
    width = 0
    for at, letter in enumerate(name):
        width += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if width > room:
            return f"{name[: max(1, at - 1)].rstrip()}…"
    return name
