"""The tree of introductions as a picture: plain SVG, drawn when the site is built.

The one rule, as in `charts`: the list beneath says the same in words. Each name is a real link, in
the order of the tree, so that the keyboard goes through it without a script.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from hobnob.answers import Who
from hobnob.network.introductions.phrases import spell_introduction
from hobnob.network.introductions.tree import Introduction
from hobnob.site.links import plain

MOST = 150
"""The most people in the picture; the list has them all."""

_ROW, _COLUMN = 24, 190
_DOT, _GAP = 4, 9
_LONGEST_NAME = 22
_DEEPEST = 7
"""From this step on, the columns go no further: the picture stays as wide as a page."""


@dataclass(kw_only=True, slots=True)
class _Node:
    """A person in the picture.

    Attributes:
        title: what a pointer on it shows, and what is read aloud.
        above: the place of the introducer in the list of nodes; None at the beginning of a branch.
        y: the middle of its row.
    """

    who: Who
    depth: int
    title: str
    above: int | None
    y: float = 0.0

    @property
    def x(self) -> float:
        return min(self.depth, _DEEPEST) * _COLUMN + _DOT + 1


def render_introductions(rows: Sequence[Introduction], url: Callable[[str], str]) -> Markup:
    """Draw the tree.

    Args:
        rows: the introductions; of more than `MOST`, the first are drawn.
        url: returns the address of a person's page, by slug.
    """
    nodes = _nodes(rows[:MOST])
    height = _place(nodes)
    lines = Markup("").join(
        _line(nodes[node.above], node) for node in nodes if node.above is not None
    )
    people = Markup("").join(_person(node, url) for node in nodes)
    width = (min(max((node.depth for node in nodes), default=0), _DEEPEST) + 1) * _COLUMN
    return Markup(
        '<svg class="hb-tree" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="group" '
        'aria-label="Who introduced whom to you">{2}{3}</svg>'
    ).format(width, height, lines, people)


def _nodes(rows: Sequence[Introduction]) -> list[_Node]:
    nodes: list[_Node] = []
    way: list[int] = []
    for row in rows:
        if row.depth == 1 and (not way or nodes[way[0]].who != row.by):
            way = [len(nodes)]
            nodes.append(_Node(who=row.by, depth=0, title=row.by.name, above=None))
        del way[row.depth :]
        said = "; ".join(filter(None, (f"through {row.by.name}",
                                       spell_introduction(row, thanks=False))))  # fmt: skip
        title = f"{row.person.name}: {said}"
        nodes.append(_Node(who=row.person, depth=row.depth, title=title, above=way[-1]))
        way.append(len(nodes) - 1)
    return nodes


def _place(nodes: Sequence[_Node]) -> float:
    """Give each person a row, and each introducer the middle of theirs; return the height."""
    below: dict[int, list[float]] = {}
    introducers = {node.above for node in nodes}
    row = 0
    for at, node in enumerate(nodes):
        if at not in introducers:
            node.y = row * _ROW + _ROW / 2
            row += 1
    for at in range(len(nodes) - 1, -1, -1):
        node = nodes[at]
        if places := below.get(at):
            node.y = (min(places) + max(places)) / 2
        if node.above is not None:
            below.setdefault(node.above, []).append(node.y)
    return row * _ROW


def _line(above: _Node, node: _Node) -> Markup:
    """Draw a curve from the end of the introducer's name to the dot of the introduced."""
    if node.depth > _DEEPEST:
        return Markup("")
    start = above.x + _GAP + _width(above.who.name)
    bend = max(start + 4, node.x - 34)
    return Markup(
        '<path d="M{0:.0f} {1:.1f}H{2:.0f}C{3:.0f} {1:.1f} {3:.0f} {4:.1f} {5:.0f} {4:.1f}"/>'
    ).format(start, above.y, bend, (bend + node.x) / 2, node.y, node.x - _DOT)


def _width(name: str) -> float:
    """Return about how wide a name is; signs of East Asia are twice as wide."""
    shown = _shown(name)
    return min(sum(13 if ord(sign) > 0x2E7F else 7.6 for sign in shown) + 5, _COLUMN - 50)


def _shown(name: str) -> str:
    name = " ".join(plain(name).split())
    most = _LONGEST_NAME if name.isascii() or max(map(ord, name)) < 0x2E80 else _LONGEST_NAME // 2
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _person(node: _Node, url: Callable[[str], str]) -> Markup:
    shown = Markup(
        '<circle cx="{:.0f}" cy="{:.1f}" r="{}"/><text x="{:.0f}" y="{:.1f}">{}</text>'
    ).format(node.x, node.y, _DOT, node.x + _GAP, node.y + 4.5, _shown(node.who.name))
    if node.who.id is None:
        return Markup("<g><title>{}</title>{}</g>").format(plain(node.title), shown)
    return Markup('<a href="{}" aria-label="{}"><title>{}</title>{}</a>').format(
        url(node.who.slug), plain(node.title), plain(node.title), shown
    )
