"""The next move of each active plan: its most promising one.

The one rule: one move a plan. It follows from the notes; the day only decides which moves are due.
So later moves can be listed too, for as long as nothing is logged.
"""

from __future__ import annotations

from collections.abc import Iterator

from hobnob import dates
from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.network.plans.next_moves import Move
from hobnob.network.plans.plans import Plan, active_plans
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.need import Need
from hobnob.network.today.order import make_need


def plan_moves(index: Index, clocks: Clocks) -> Iterator[Need]:
    """Yield the next move of each active plan, and those that follow by the last day."""
    for plan in active_plans(index):
        yield from _of(plan, index.today, clocks)


def _of(plan: Plan, today: str, clocks: Clocks) -> Iterator[Need]:
    moves = plan.moves(today)
    begins = {dates.add_days(move.date, 0) for move in moves if move.date}
    # A posting goes the day after its last day.
    begins |= {dates.add_days(move.due, 1) for move in moves if move.do == "apply" and move.due}
    days = [today, *sorted(day for day in begins if today < day <= clocks.last_day)]
    best: list[tuple[str, Move]] = []
    for day in days:
        # An appointment is a need of its own.
        move = next((move for move in plan.moves(day) if move.do != "appointment"), None)
        if move and move.is_due(day) and (not best or best[-1][1] != move):
            best.append((day, move))
    ends = (*(day for day, _ in best[1:]), "")
    for (day, move), until in zip(best, ends, strict=False):
        since = dates.add_days(move.date, 0) if move.date else ""
        yield make_need(
            "plan", move.people, since, clocks.paces, opens="" if day == today else day,
            until=until, date=move.date, note=plan.slug, kind="plan",
            plain=move.text if move.people else f"{move.subject}: {move.text}",
            about=Who(plan.id, plan.slug, plan.name),
        )  # fmt: skip
