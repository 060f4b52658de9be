"""The next moves of each active plan: as many as fit a day, the most promising first.

The one rule: each day shows at most `A_DAY` moves of a plan, and one line counts the others. A move
follows from the notes; the day only decides which moves are due. So later moves can be listed too,
for as long as nothing is logged.
"""

from __future__ import annotations

from collections.abc import Iterator

from hobnob import dates
from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.network.plans.plans import Plan, active_plans
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.need import Need
from hobnob.network.today.order import count_line, make_need
from hobnob.network.today.places import first_places
from hobnob.wording import quoted

A_DAY = 5
"""The moves of a plan that a day shows."""

_ROOM = 1_000_000
"""More moves than any plan has."""


def plan_moves(index: Index, clocks: Clocks) -> Iterator[Need]:
    """Yield the next moves of each active plan, those of today and those due by the last day."""
    plans = active_plans(index, _plans_of(index, clocks.only))
    for number, plan in enumerate(plans):
        yield from _of(plan, number * _ROOM, clocks)


def _plans_of(index: Index, people: frozenset[int] | None) -> frozenset[int] | None:
    """Return the plans that have some people as targets or through an introduction; None is all."""
    if people is None:
        return None
    found = index.column(
        """SELECT ref.note FROM json_each(:people) AS one JOIN ref ON ref.target = one.value
             AND ref.field = 'people' JOIN note ON note.id = ref.note AND note.kind = 'plan'
           UNION
           SELECT plan.target FROM json_each(:people) AS one JOIN ref ON ref.target = one.value
             JOIN ref AS plan ON plan.note = ref.note AND plan.field = 'plan'
           WHERE ref.field IN ('people', 'introduced')""",
        people=list(people),
    )
    return frozenset(found)


def _of(plan: Plan, order: int, clocks: Clocks) -> Iterator[Need]:
    today, about = clocks.index.today, Who(plan.id, plan.slug, plan.name)
    # An appointment is a need of its own.
    moves = [move for move in plan.every_move if move.do != "appointment"]
    group, ends = [], []
    for at, move in enumerate(moves):
        since = dates.add_days(move.date, 0) if move.date else ""
        if since <= clocks.last_day and not move.is_over(today):
            group.append(
                make_need(
                    "plan", move.people, since, clocks.paces, date=move.date, note=plan.slug,
                    kind="plan", about=about, order=order + at,
                    plain=move.text if move.people else f"{move.subject}: {move.text}",
                )
            )  # fmt: skip
            # A posting goes the day after its last day.
            is_deadline = move.do == "apply" and move.due
            ends.append(dates.add_days(move.due, 1) if is_deadline else "")
    yield from first_places(
        group, [need.since for need in group], A_DAY, clocks,
        lambda number: count_line(
            "plan", plan.slug, f"{number:,} more: hobnob plan {quoted(plan.slug)} next",
            kind="plan", order=order + _ROOM - 1, about=about,
        ),
        ends=ends,
    )  # fmt: skip
