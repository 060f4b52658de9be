"""Where everybody stands on the map of the whole network.

The one rule: the same network gives the same map. No number is random, so a site that is built
again has the same bytes, and you find people where they stood before.

Each community is a disc. Discs whose people know each other stand near each other; inside a disc,
people move towards those whom they know and keep a distance from all others. Small groups, and
people without ties, stand in rings around the rest. The forces are those of Fruchterman and
Reingold (1991), but repulsion reaches only as far as a grid's next cells, so that five thousand
people take a few seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, log2, pi, sin, sqrt

Tie = tuple[int, int, int]
"""The numbers of two people, and the weight of their tie."""

_GOLDEN = pi * (3 - sqrt(5))
_SPACE = 1.15
"""The radius of a disc is this much for each square root of a person."""
_GAP = 2.8
"""Between two discs: room for a name."""
_SMALL = 3
"""Groups of up to so many people stand in the rings."""
_FEW = 60
"""So few small groups are drawn in from their ring, as near to the rest as they can."""
_STEPS = 40
_WIDE = 2.0
"""A map is wider than high, as screens are."""
_NEAR = 2.4
"""How far people push each other away."""
_WORK = 150_000
"""About how many moves of one person are computed: fewer rounds for more people."""
_PAIRS = 400_000
"""About how many pairs of discs are compared."""


@dataclass(frozen=True, kw_only=True)
class Disc:
    """A community on the map: the middle and the radius of its disc."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, kw_only=True)
class MapLayout:
    """A map.

    Attributes:
        places: the place of each person.
        discs: one for each group.
    """

    places: tuple[tuple[float, float], ...]
    discs: tuple[Disc, ...]


def lay_out(groups: Sequence[Sequence[int]], ties: Sequence[Tie]) -> MapLayout:
    """Return where people stand.

    Args:
        groups: the people of each community by number, the largest community first; each person
            from 0 on is in one of them.
        ties: each pair once.
    """
    people = sum(map(len, groups))
    group_of = [0] * people
    for at, group in enumerate(groups):
        for person in group:
            group_of[person] = at
    around: list[dict[int, float]] = [{} for _ in range(people)]
    for one, other, weight in ties:
        around[one][other] = around[other][one] = 1 + log2(max(1, weight)) / 2
    large = [at for at, group in enumerate(groups) if len(group) > _SMALL]
    discs = _discs(groups, large, group_of, ties)
    places: list[tuple[float, float]] = [(0.0, 0.0)] * people
    shown = []
    rounds = max(16, min(70, _WORK // max(1, people)))
    for at, group in enumerate(groups):
        disc = discs[at]
        found = _inside(group, around, group_of, discs, rounds if len(group) > _SMALL else 0)
        reach = max(hypot(x, y) for x, y in found)
        shown.append(Disc(x=round(disc.x, 2), y=round(disc.y, 2), radius=round(reach + 1, 2)))
        for person, (x, y) in zip(group, found, strict=True):
            places[person] = (round(disc.x + x, 2), round(disc.y + y, 2))
    return MapLayout(places=tuple(places), discs=tuple(shown))


# ---------------------------------------------------------------- discs


def _discs(
    groups: Sequence[Sequence[int]], large: Sequence[int], group_of: Sequence[int],
    ties: Sequence[Tie],
) -> list[Disc]:  # fmt: skip
    radius = [_SPACE * sqrt(len(group)) + (0.4 if len(group) > 1 else 0) for group in groups]
    between: dict[tuple[int, int], float] = defaultdict(float)
    for one, other, _ in ties:
        pair = tuple(sorted((group_of[one], group_of[other])))
        if pair[0] != pair[1]:
            between[pair[0], pair[1]] += 1
    spots = _pull_together(large, radius, between)
    reach = max((hypot(*spots[at]) + radius[at] for at in large), default=-_GAP)
    small = [at for at in range(len(groups)) if at not in spots]
    ringed = _rings(small, radius, reach)
    if large and len(small) <= _FEW:
        for at, spot in ringed.items():
            spots[at] = _drawn_in(spot, radius[at], spots, radius)
    else:
        spots.update(ringed)
    return [Disc(x=spots[at][0], y=spots[at][1], radius=radius[at]) for at in range(len(groups))]


def _pull_together(
    large: Sequence[int], radius: Sequence[float], between: Mapping[tuple[int, int], float]
) -> dict[int, tuple[float, float]]:
    """Return the middles of discs: tied ones near each other, none over another."""
    spread = sqrt(sum((radius[at] + _GAP / 2) ** 2 for at in large))
    where = {
        at: [spread * sqrt((row + 0.5) / len(large)) * cos(row * _GOLDEN) * _WIDE,
             spread * sqrt((row + 0.5) / len(large)) * sin(row * _GOLDEN) / _WIDE]
        for row, at in enumerate(large)
    }  # fmt: skip
    pairs = [(one, other) for row, one in enumerate(large) for other in large[row + 1 :]]
    rounds = max(20, min(240, _PAIRS // max(1, len(pairs))))
    ties = {
        (one, other): many / sqrt(radius[one] * radius[other]) / 4
        for (one, other), many in between.items()
        if one in where and other in where
    }
    for at in range(rounds):
        heat = max(0.05, 0.3 * (1 - at / rounds * 1.3))
        if heat > 0.05:
            for (one, other), pull in ties.items():
                _move(where[one], where[other], heat * min(0.4, pull * 0.1))
            for spot in where.values():
                spot[0] *= 1 - heat * 0.05
                spot[1] *= 1 - heat * 0.05 * _WIDE * _WIDE
        for one, other in pairs:
            a, b = where[one], where[other]
            dx, dy = b[0] - a[0], b[1] - a[1]
            least = radius[one] + radius[other] + _GAP
            if abs(dx) < least and abs(dy) < least and (apart := hypot(dx, dy)) < least:
                push = (least - apart) / 2 / (apart or 1)
                if not apart:
                    dx, push = 1.0, least / 2
                a[0] -= dx * push
                a[1] -= dy * push
                b[0] += dx * push
                b[1] += dy * push
    # The middle of all of them is the middle of the map.
    left = min((where[at][0] - radius[at] for at in large), default=0.0)
    right = max((where[at][0] + radius[at] for at in large), default=0.0)
    top = min((where[at][1] - radius[at] for at in large), default=0.0)
    bottom = max((where[at][1] + radius[at] for at in large), default=0.0)
    return {at: (x - (left + right) / 2, y - (top + bottom) / 2) for at, (x, y) in where.items()}


def _move(one: list[float], other: list[float], share: float) -> None:
    """Move two points towards each other by a share of their distance."""
    dx, dy = (other[0] - one[0]) * share / 2, (other[1] - one[1]) * share / 2
    one[0] += dx
    one[1] += dy
    other[0] -= dx
    other[1] -= dy


def _rings(
    small: Sequence[int], radius: Sequence[float], reach: float
) -> dict[int, tuple[float, float]]:
    """Return the middles of small groups, in rings around the rest."""
    found: dict[int, tuple[float, float]] = {}
    ring, rest = reach + _GAP, list(small)
    while rest:
        widest = radius[rest[0]]
        ring += widest
        # As many as fit, spread evenly.
        turn = 0.0
        here: list[int] = []
        while rest and turn < 2 * pi:
            step = (2 * radius[rest[0]] + 0.5) / max(ring, 0.1)
            if here and turn + step > 2 * pi:
                break
            turn += step
            here.append(rest.pop(0))
        for row, at in enumerate(here):
            angle = 2 * pi * row / len(here) - pi / 2
            found[at] = (ring * cos(angle), ring * sin(angle)) if ring > 0.1 else (0.0, 0.0)
        ring += widest + 0.5
    return found


def _drawn_in(
    spot: tuple[float, float], own: float, spots: Mapping[int, tuple[float, float]],
    radius: Sequence[float],
) -> tuple[float, float]:  # fmt: skip
    """Return the place nearest to the middle, on the way there, where a disc covers no other."""
    x, y = spot
    for step in range(1, _STEPS):
        nearer = (spot[0] * (1 - step / _STEPS), spot[1] * (1 - step / _STEPS))
        if any(
            hypot(there[0] - nearer[0], there[1] - nearer[1]) < radius[at] + own + _GAP
            for at, there in spots.items()
        ):
            break
        x, y = nearer
    return x, y


# ---------------------------------------------------------------- inside a disc


def _inside(
    group: Sequence[int], around: Sequence[Mapping[int, float]], group_of: Sequence[int],
    discs: Sequence[Disc], rounds: int,
) -> list[tuple[float, float]]:  # fmt: skip
    """Return the places of a group's people, from the middle of its disc."""
    own = group_of[group[0]]
    number = {person: at for at, person in enumerate(group)}
    ties = [
        (at, other, pull)
        for person, at in number.items()
        for friend, pull in around[person].items()
        if (other := number.get(friend, -1)) > at
    ]
    many = len(group)
    ranks = {at: rank for rank, at in enumerate(_from_the_middle(many, ties))}
    xs = [0.0] * many
    ys = [0.0] * many
    for person, at in number.items():
        # Who knows people elsewhere begins on that side.
        away = _angle(person, around, group_of, own, discs)
        rank = ranks[at]
        angle = rank * _GOLDEN if away is None else away + 0.7 * sin(rank)
        far = sqrt(rank + 0.5) if many > 1 else 0.0
        xs[at], ys[at] = far * cos(angle), far * sin(angle)
    radius = discs[own].radius - 0.6 if many > 1 else 0.0
    for at in range(rounds):
        _settle(xs, ys, ties, 1 - at / rounds * 0.8, radius)
    for _ in range(min(12, rounds)):
        _settle(xs, ys, (), 1.0, radius)
    middle = (sum(xs) / many, sum(ys) / many)
    return [(x - middle[0], y - middle[1]) for x, y in zip(xs, ys, strict=True)]


def _from_the_middle(many: int, ties: Sequence[tuple[int, int, float]]) -> list[int]:
    """Return people by how much they are tied inside, the most first."""
    sums = [0.0] * many
    for one, other, pull in ties:
        sums[one] += pull
        sums[other] += pull
    return sorted(range(many), key=lambda at: (-round(sums[at], 6), at))


def _angle(
    person: int, around: Sequence[Mapping[int, float]], group_of: Sequence[int], own: int,
    discs: Sequence[Disc],
) -> float | None:  # fmt: skip
    """Return the direction of the people outside whom somebody knows; None without any."""
    x = y = 0.0
    for friend, pull in around[person].items():
        other = group_of[friend]
        if other != own:
            dx, dy = discs[other].x - discs[own].x, discs[other].y - discs[own].y
            length = hypot(dx, dy) or 1
            x += pull * dx / length
            y += pull * dy / length
    return atan2(y, x) if abs(x) + abs(y) > 1e-9 else None


def _settle(
    xs: list[float], ys: list[float], ties: Sequence[tuple[int, int, float]], heat: float,
    radius: float,
) -> None:  # fmt: skip
    """Move everybody once: to those whom they know, away from whoever is too near."""
    for one, other, pull in ties:
        dx, dy = xs[other] - xs[one], ys[other] - ys[one]
        share = 0.03 * heat * pull
        dx, dy = dx * share, dy * share
        xs[one] += dx
        ys[one] += dy
        xs[other] -= dx
        ys[other] -= dy
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, (x, y) in enumerate(zip(xs, ys, strict=True)):
        cells[int(x // _NEAR), int(y // _NEAR)].append(at)
    for (column, row), here in cells.items():
        for at, one in enumerate(here):
            for other in here[at + 1 :]:
                _push(xs, ys, one, other)
        for step in ((1, 0), (0, 1), (1, 1), (1, -1)):
            for other in cells.get((column + step[0], row + step[1]), ()):
                for one in here:
                    _push(xs, ys, one, other)
    for at, (x, y) in enumerate(zip(xs, ys, strict=True)):
        if (far := hypot(x, y)) > radius:
            xs[at], ys[at] = x * radius / (far or 1), y * radius / (far or 1)


def _push(xs: list[float], ys: list[float], one: int, other: int) -> None:
    dx, dy = xs[other] - xs[one], ys[other] - ys[one]
    apart = dx * dx + dy * dy
    if apart >= _NEAR * _NEAR:
        return
    if apart < 1e-6:
        # Two in one place: they part in a direction that depends on their numbers alone.
        dx, dy, apart = cos(other) * 1e-3, sin(other) * 1e-3, 1e-6
    length = sqrt(apart)
    push = (_NEAR - length) / length * 0.22
    xs[one] -= dx * push
    ys[one] -= dy * push
    xs[other] += dx * push
    ys[other] += dy * push
