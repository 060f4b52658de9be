"""The circles as rings around you: a drawing (SVG), made when the site is built.

The one rule, as in `charts`: the lists beneath say the same in words. Each person is a link, in the
order of the rings, so that the keyboard goes through them without a script.

A ring has as many places as fit. Where a circle has more people, those who are due first have the
places, and the rest is a number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import cos, pi, sin

from markupsafe import Markup, escape

from hobnob.answers import Who
from hobnob.network.ties.circles import Circle
from hobnob.site.avatars import monogram, tint
from hobnob.site.links import plain

_SIZE, _MIDDLE = 640, 320
_INNERMOST, _STEP = 84, 70
"""Radii of the rings, in the units of the drawing."""
_ROOM, _RADIUS = 33, 14.5
"""Of a person: the room on the ring, and the radius."""
_NAME = 118
"""The length of the ring that is left free at the top, for its name."""


def places_on(ring: int) -> int:
    """Return how many people fit on a ring, the innermost being 0."""
    return int((2 * pi - _gap(ring)) * _radius(ring) / _ROOM)


def render_rings(
    circles: Sequence[Circle], due: Mapping[str, str], url: Callable[[Who], str], today: str
) -> Markup:
    """Draw the circles.

    Args:
        circles: the innermost first.
        due: the day on which people are due, by slug.
        url: returns the address of a person's page.
        today: the day of the build.
    """
    lines = (
        f'<circle class="hb-rings__ring" cx="{_MIDDLE}" cy="{_MIDDLE}" r="{_radius(ring)}"/>'
        for ring in reversed(range(len(circles)))
    )
    parts = [
        f'<svg class="hb-rings" viewBox="0 0 {_SIZE} {_SIZE}" role="group" '
        'aria-label="Your circles as rings">',
        *lines,
        f'<text class="hb-rings__you" x="{_MIDDLE}" y="{_MIDDLE}">you</text>',
    ]
    for ring, circle in enumerate(circles):
        first = sorted(circle.members, key=lambda who: due.get(who.slug) or "~")
        chosen = set(first[: places_on(ring)])
        people = [who for who in circle.members if who in chosen]
        parts.append(_name(circle, len(people), ring))
        for at, who in enumerate(people):
            point = _place(ring, (at + 0.5) / len(people))
            parts.append(_person(who, point, due.get(who.slug, ""), url(who), today))
    parts.append("</svg>")
    return Markup("".join(parts))  # noqa: S704 - every text in it is escaped


def _name(circle: Circle, shown: int, ring: int) -> str:
    """Return the name of a ring, with the number of its people, and of those on it if not all."""
    all_of_them = len(circle.members)
    words = f"{circle.circle} {all_of_them:,}"
    words += f", {shown} here" if shown < all_of_them else ""
    y = _MIDDLE - _radius(ring) + 4
    return f'<text class="hb-rings__name" x="{_MIDDLE}" y="{y}">{escape(words)}</text>'


def _place(ring: int, part: float) -> tuple[float, float]:
    """Return the point at a part of the way around a ring, clockwise from its name."""
    turn = _gap(ring) / 2 + (2 * pi - _gap(ring)) * part
    return _MIDDLE + _radius(ring) * sin(turn), _MIDDLE - _radius(ring) * cos(turn)


def _person(who: Who, point: tuple[float, float], due: str, to: str, today: str) -> str:
    x, y = point
    link = f' href="{escape(to)}"' if to else ""
    day = f' data-due-from="{escape(due)}"' if due else ""
    state = " is-due" if due and due <= today else ""
    return (
        f'<a class="hb-av--{tint(who.slug)}{state}"{link}{day}>'
        f"<title>{escape(plain(who.name))}</title>"
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS}"/>'
        f'<text x="{x:.1f}" y="{y + 4:.1f}" aria-hidden="true">'
        f"{escape(plain(monogram(who.name)))}</text></a>"
    )


def _radius(ring: int) -> int:
    return _INNERMOST + _STEP * ring


def _gap(ring: int) -> float:
    """Return the angle that the name of a ring takes, in radians."""
    return _NAME / _radius(ring)
