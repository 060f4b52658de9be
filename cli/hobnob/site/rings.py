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

_SIZE = 640
_INNERMOST, _STEP = 84, 70
"""Radii of the rings, in the units of the drawing."""
_ROOM, _RADIUS = 33, 14.5
"""Of a person: the room on the ring, and the radius."""
_GAP = 0.42
"""The part of a turn, in radians, that is left free at the top, for the name of the ring."""


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
    middle = _SIZE / 2
    parts = [
        f'<svg class="hb-rings" viewBox="0 0 {_SIZE} {_SIZE}" role="group" '
        'aria-label="Your circles as rings">'
    ]
    for ring, circle in reversed(list(enumerate(circles))):
        parts.append(f'<circle class="hb-rings__ring" cx="{middle:g}" cy="{middle:g}" '
                     f'r="{_radius(ring)}"/>')  # fmt: skip
    parts.append(
        f'<text class="hb-rings__you" x="{middle:g}" y="{middle:g}">you</text>'
    )
    for ring, circle in enumerate(circles):
        most = places_on(ring)
        chosen = sorted(circle.members, key=lambda who: due.get(who.slug) or "~")[:most]
        more = len(circle.members) - len(chosen)
        label = f"{circle.circle} {len(circle.members):,}"
        if more:
            label += f", {len(chosen)} here"
        parts.append(
            f'<text class="hb-rings__name" x="{middle:g}" y="{middle - _radius(ring) + 4:g}">'
            f"{escape(label)}</text>"
        )
        span = 2 * pi - _gap(ring)
        shown = {who.slug for who in chosen}
        people = [who for who in circle.members if who.slug in shown]
        for at, who in enumerate(people):
            turn = _gap(ring) / 2 + span * (at + 0.5) / len(people)
            x = middle + _radius(ring) * sin(turn)
            y = middle - _radius(ring) * cos(turn)
            parts.append(_person(who, x, y, due.get(who.slug, ""), url(who), today))
    parts.append("</svg>")
    return Markup("".join(parts))  # noqa: S704 - every text in it is escaped


def _person(who: Who, x: float, y: float, due: str, to: str, today: str) -> str:
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
    """Return the angle that the name of a ring takes: the wider the ring, the smaller."""
    return _GAP * 2.6 * _INNERMOST / _radius(ring)
