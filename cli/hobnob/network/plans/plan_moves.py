"""The next move of each active plan: its most promising one.

The one rule: one move a plan. It follows from the notes; the day only decides which moves are due.
So later moves can be listed too, for as long as nothing is logged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hobnob import dates
from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.network.plans.next_moves import Move
from hobnob.network.plans.plans import Plan, active_plans
from hobnob.network.today.last_contacts import Clocks


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanMove:
    """The next thing to do in a plan.

    Attributes:
        date: the first day for it, "" for any day.
        since: the same date as a day.
        opens: the day from which it is the plan's next move, "" if it is already.
        until: the day from which another move is, or "".
    """

    plan: Who
    person: Who
    text: str
    date: str
    since: str
    opens: str
    until: str = ""


def plan_moves(index: Index, clocks: Clocks | None = None) -> tuple[PlanMove, ...]:
    """Return the next move of each active plan, and those that follow by the last day."""
    clocks = clocks or Clocks(index)
    return tuple(
        found for plan in active_plans(index)
        for found in _of(plan, index.today, clocks.last_day)
    )  # fmt: skip


def _of(plan: Plan, today: str, last_day: str) -> Iterator[PlanMove]:
    begins = {dates.add_days(move.date, 0) for move in plan.moves(today) if move.date}
    days = [today, *sorted(day for day in begins if today < day <= last_day)]
    best: list[tuple[str, Move]] = []
    for day in days:
        move = next(iter(plan.moves(day)), None)
        if move and move.is_due(day) and (not best or best[-1][1] != move):
            best.append((day, move))
    ends = (*(day for day, _ in best[1:]), "")
    for (day, move), until in zip(best, ends, strict=False):
        yield PlanMove(
            plan=Who(plan.id, plan.slug, plan.name),
            person=move.person,
            text=move.text, date=move.date, since=dates.add_days(move.date, 0) if move.date else "",
            opens="" if day == today else day, until=until,
        )  # fmt: skip
