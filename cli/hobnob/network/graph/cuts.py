"""Where a network falls apart: its articulation points and bridges, and how many people they hold.

The one rule: the blocks of a network are NetworkX's; here they are only counted. Two blocks share
one person at most, an articulation point, so blocks and points are a tree (Harary and Prins 1966).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Held = tuple[int, int]
"""The number of parts, and of the people in all parts but the largest."""


@dataclass(frozen=True, kw_only=True)
class Cuts:
    """Articulation points and bridges, by their people."""

    points: dict[tuple[int, ...], Held] = field(default_factory=dict)
    bridges: dict[tuple[int, ...], Held] = field(default_factory=dict)


def find_cuts(graph: Any) -> Cuts:
    """Return the articulation points and bridges of a NetworkX graph, whose nodes are numbers."""
    from networkx import biconnected_components

    blocks = [tuple(sorted(block)) for block in biconnected_components(graph)]
    of: dict[int, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        for person in block:
            of[person].append(at)
    cuts = Cuts()
    seen: set[int] = set()
    for root in range(len(blocks)):
        if root not in seen:
            _count(root, blocks, of, seen, cuts)
    return cuts


def _count(
    root: int, blocks: Sequence[tuple[int, ...]], of: dict[int, list[int]], seen: set[int],
    cuts: Cuts,
) -> None:  # fmt: skip
    """Take in the points and bridges of one component, from one of its blocks."""
    # The blocks from the root down, each with the point by which it hangs.
    order: list[tuple[int, int | None]] = [(root, None)]
    seen.add(root)
    for at, above in order:
        for person in blocks[at]:
            if person != above:
                below = [block for block in of[person] if block not in seen]
                seen.update(below)
                order += [(block, person) for block in below]
    whole = len({person for at, _ in order for person in blocks[at]})
    size: dict[int, int] = {}  # the people below a block's point, with its own
    hanging: dict[int, list[int]] = defaultdict(list)  # the sizes of what hangs on a point
    for at, above in reversed(order):
        own = [person for person in blocks[at] if person != above]
        size[at] = sum(1 + sum(hanging[person]) for person in own)
        if above is not None:
            hanging[above].append(size[at])
        if len(blocks[at]) == 2:
            side = size[at] if above is not None else 1 + sum(hanging[own[0]])
            cuts.bridges[blocks[at]] = (2, min(side, whole - side))
    for person, parts in hanging.items():
        if parts:
            rest = whole - 1 - sum(parts)
            every = [*parts, *([rest] if rest else [])]
            if len(every) > 1:
                cuts.points[person,] = (len(every), whole - 1 - max(every))
