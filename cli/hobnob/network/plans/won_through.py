"""Wins with somebody who was introduced, and is no target of the plan.

The one rule: a funnel counts targets by what was logged with them; a win through an introduction
stands beside it, and teaches the forecast no failure of the one who introduced.
"""

from __future__ import annotations

from collections.abc import Iterator

from hobnob.answers import Who
from hobnob.network.plans.plans import Plan, Target


def wins_through(plan: Plan) -> tuple[tuple[Target, tuple[Target, ...]], ...]:
    """Return who was won through introductions, each with the targets that led to them.

    Where one of these stands on the last stage as well, the funnel has the win already.
    """
    top = len(plan.stages) - 1
    found = []
    for winner in plan.introduced:
        if winner.height == top > 0:
            led = tuple(_led_to(plan, winner))
            if not any(target.height == top for target in led):
                found.append((winner, led))
    return tuple(found)


def heights_with_these(plan: Plan) -> list[int]:
    """Return how far each target has come, who led to a win as having come all the way."""
    carried = {target.person for _, led in wins_through(plan) for target in led}
    top = len(plan.stages) - 1
    return [top if target.person in carried else target.height for target in plan.targets]


def _led_to(plan: Plan, winner: Target) -> Iterator[Target]:
    """Yield the targets from whom introductions led to somebody."""
    people = {each.person: each for each in plan.people}
    targets = {each.person for each in plan.targets}
    seen: set[Who] = set()
    ahead = [winner]
    while ahead:
        here = ahead.pop()
        for who in here.through:
            if who in people and who not in seen:
                seen.add(who)
                ahead.append(people[who])
                if who in targets:
                    yield people[who]
