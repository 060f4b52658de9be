"""The small map on a person's page: a drawing (SVG) of the people around them.

The one rule: it needs no script. Each person on it is a link; what ties them stands in the table
beneath, from which `cards.js` takes it.

It stands on thousands of pages, so all that is the same for everybody is in `network.css`: the size
of a disc, and where its letters stand.

Everybody has a row of their own, to the left or to the right, so no label covers another. Those who
know each other stand side by side.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import sqrt

from markupsafe import Markup, escape

from hobnob.answers import Who
from hobnob.network.graph.around import Around
from hobnob.network.graph.edges import Edge
from hobnob.network.graph.phrases import spell_evidence
from hobnob.site.avatars import monogram, tint
from hobnob.site.links import plain

WIDTH = 400
_ROW = 28
"""The height of a row, in the units of the drawing; even, so that all numbers are whole."""
_MARGIN = 8
_LETTER = 6.4
"""The width of a letter of a label, on average; Chinese and Japanese ones take two."""

_Point = tuple[int, int]


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
    middle = (WIDTH // 2, height // 2)
    spokes = [(_strand(n.edge), middle, place[at]) for at, n in enumerate(around.people)]
    between = [(_strand(edge), place[one], place[other]) for one, other, edge in around.between]
    parts = [
        f'<svg class="hb-map" viewBox="0 0 {WIDTH} {height}" role="group" '
        f'aria-label="{escape(plain(f"Map of the people around {name}"))}">',
        *_paths("hb-map__between", between, lambda a, b: _bend(a, b, middle)),
        *_paths("hb-map__spoke", spokes, lambda a, b: _numbers(b[0] - a[0], b[1] - a[1]), "l"),
        f'<g class="hb-map__me hb-av--{tint(slug)}" transform="translate({_numbers(*middle)})">'
        f'{_disc(name)}<text y="28">{escape(cut_name(name, 24))}</text></g>',
    ]
    parts += (_person(around.people[at].person, place[at], url) for at in order)
    parts.append("</svg>")
    return Markup("".join(parts))  # noqa: S704 - every text in it is escaped


def _person(who: Who, at: _Point, url: Callable[[Who], str]) -> str:
    x, _ = at
    is_right = x > WIDTH / 2
    room = (WIDTH - x - 16 if is_right else x - 16) / _LETTER
    to, label = url(who), cut_name(who.name, int(room))
    link = f' href="{escape(to)}"' if to else ""
    title = "" if label == plain(who.name) else f"<title>{escape(plain(who.name))}</title>"
    return (
        f'<a class="hb-av--{tint(who.slug)}"{link} transform="translate({_numbers(*at)})">{title}'
        f'{_disc(who.name)}<text x="{16 if is_right else -16}">{escape(label)}</text></a>'
    )


def _disc(name: str) -> str:
    return f'<circle/><text aria-hidden="true">{escape(plain(monogram(name)))}</text>'


def _places(people: int) -> tuple[list[_Point], int]:
    """Return a place for each person on an oval, clockwise from the top, and the height."""
    right = (people + 1) // 2
    left = people - right
    height = max(4, right + 1) * _ROW
    places = [*_side(right, 1, height), *reversed(_side(left, -1, height))]
    return places, height


def _side(people: int, side: int, height: int) -> list[_Point]:
    half = height / 2 - _MARGIN
    rows = [(at - (people - 1) / 2) * _ROW for at in range(people)]
    return [
        (round(WIDTH / 2 + side * (14 + 62 * sqrt(max(0.0, 1 - (row / half) ** 2)))),
         round(height / 2 + row))
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
    name: str,
    lines: Iterable[tuple[int, _Point, _Point]],
    line: Callable[[_Point, _Point], str],
    command: str = "q",
) -> Iterator[str]:
    """Yield one path for all lines of the same thickness.

    Args:
        name: the class of the paths.
        lines: the thickness and the ends of each.
        line: returns the numbers of a line from one end to the other, relative to the first.
        command: what the numbers are for.
    """
    by_strand: dict[int, list[tuple[_Point, _Point]]] = defaultdict(list)
    for strand, start, end in lines:
        by_strand[strand].append((start, end))
    for strand, drawn in sorted(by_strand.items()):
        strokes = "".join(
            f"M{_numbers(*points[0])}{command}{_joined(map(line, points, points[1:]))}"
            for points in _strokes(drawn)
        )
        yield f'<path class="{name}" stroke-width="{strand * 0.8:g}" d="{strokes}"/>'


def _strokes(lines: Sequence[tuple[_Point, _Point]]) -> Iterator[list[_Point]]:
    """Yield the points of strokes that draw each line once, as a pen does without being lifted."""
    ways: dict[_Point, list[_Point]] = defaultdict(list)
    for one, other in lines:
        ways[one].append(other)
        ways[other].append(one)
    # A stroke ends where an odd number of lines meet, so it begins there too.
    for start in sorted(ways, key=lambda point: len(ways[point]) % 2 == 0):
        while ways[start]:
            stroke = [start]
            while there := ways[stroke[-1]]:
                to = there.pop(0)
                ways[to].remove(stroke[-1])
                stroke.append(to)
            yield stroke


def _bend(start: _Point, end: _Point, middle: _Point) -> str:
    """Return a line that bends to the middle, so that it crosses no disc on its side."""
    x, y = (
        (a + b) / 2 + (m - (a + b) / 2) * 0.45 - a
        for a, b, m in zip(start, end, middle, strict=True)
    )
    return _numbers(round(x), round(y), end[0] - start[0], end[1] - start[1])


def _numbers(*numbers: int) -> str:
    return _joined(map(str, numbers))


def _joined(numbers: Iterable[str]) -> str:
    """Return numbers with a space between them where no minus parts them."""
    return " ".join(numbers).replace(" -", "-")


def cut_name(name: str, room: int) -> str:
    """Return as much of a name as fits so many letters; a Chinese one is as wide as two."""
    name = plain(name)
    width = 0
    for at, letter in enumerate(name):
        width += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if width > room:
            return f"{name[: max(1, at - 1)].rstrip()}…"
    return name
