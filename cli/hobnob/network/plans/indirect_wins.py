"""Wins through introductions: with people who are no targets of the plan.

The one rule: a funnel counts only targets. A win through an introduction is shown beside it. The
forecast must not count its introducer as a failure.
"""

from __future__ import annotations

from collections.abc import Iterator

from hobnob.answers import Who
from hobnob.network.plans.plans import Plan, Target


def indirect_wins(plan: Plan) -> tuple[tuple[Target, tuple[Target, ...]], ...]:
    """Return the people won through introductions, each with the targets that led to them.

    If one of these targets is on the last stage too, the funnel has the win already.
    """
    top = len(plan.stages) - 1
    found = []
    for winner in plan.introduced:
        if winner.height == top > 0:
            led = tuple(_led_to(plan, winner))
            if not any(target.height == top for target in led):
                found.append((winner, led))
    return tuple(found)


def heights_with_indirect_wins(plan: Plan) -> list[int]:
    """Return the height of each counted target; on the last stage if they led to a win."""
    carried = {target.who for _, led in indirect_wins(plan) for target in led}
    top = len(plan.stages) - 1
    return [top if target.who in carried else target.height for target in plan.counted]


def _led_to(plan: Plan, winner: Target) -> Iterator[Target]:
    """Yield the targets whose introductions led to a person."""
    people = {each.who: each for each in plan.people if each.person}
    targets = {each.who for each in plan.targets if each.person}
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
