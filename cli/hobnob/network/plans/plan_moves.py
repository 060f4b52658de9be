"""The next moves of each active plan: as many as fit a day, the most promising first.

The one rule: each day shows at most `A_DAY` moves of a plan, and one line counts the others. A move
follows from the notes; the day only decides which moves are due. So later moves can be listed too,
for as long as nothing is logged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hobnob import dates
from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.index.plans import list_plans
from hobnob.network.plans.next_moves import Move
from hobnob.network.plans.plans import Plan, load_plans
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.need import Need
from hobnob.network.today.order import count_line, make_need
from hobnob.network.today.places import first_places
from hobnob.wording import quoted

A_DAY = 5
"""The moves of a plan that a day shows."""

_ROOM = 1_000_000
"""More moves than any plan has."""


ENDED = 30
"""Days after the last interaction of a plan that is over for which its thanks are listed."""


def plans_of_day(index: Index, clocks: Clocks) -> tuple[Plan, ...]:
    """Return the plans that the day may have moves of: the active ones, and those just ended."""
    only = _plans_of(index, clocks.only)
    active = (row.id for row in list_plans(index) if row.status == "active")
    wanted = [*active, *_ended_plans(index)]
    # All at once: what one query finds for one plan it finds for all.
    some = [note for note in wanted if only is None or note in only]
    return load_plans(index, some, resting=clocks.resting)


def plan_moves(plans: Iterable[Plan], clocks: Clocks) -> Iterator[Need]:
    """Yield the next moves of each plan, those of today and those due by the last day.

    Of a plan that is over, only thanks are left.
    """
    for number, plan in enumerate(plans):
        yield from _of(plan, number * _ROOM, clocks)


def _ended_plans(index: Index) -> list[int]:
    """Return the plans that are over and had an interaction lately."""
    since = dates.add_days(index.today, -ENDED)
    return index.column(
        """SELECT note.id FROM note
           WHERE note.kind = 'plan' AND EXISTS (SELECT 1 FROM ref WHERE ref.target = note.id
               AND ref.field = 'plan' AND ref.date >= :since AND ref.date < :tomorrow)
             AND json_extract(note.data, '$.status') IN ('won', 'dropped')
           ORDER BY note.slug""",
        since=since,
    )


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
    group, ends = [], []
    for at, move in enumerate(_not_said_yet(plan)):
        first = move.since
        since = dates.add_days(first, 0) if first else ""
        if since <= clocks.last_day and not move.is_over(today):
            group.append(
                make_need(
                    "plan", move.people, since, clocks.paces, date=first, note=plan.slug,
                    kind="plan", about=about, order=order + at,
                    plain=move.text if move.people else f"{move.subject}: {move.text}",
                )
            )  # fmt: skip
            ends.append(move.fades or move.until or _said_from(move))
    yield from first_places(
        group, [need.since for need in group], A_DAY, clocks,
        lambda number: count_line(
            "plan", plan.slug, f"{number:,} more: hobnob plan {quoted(plan.slug)} next",
            kind="plan", order=order + _ROOM - 1, about=about,
        ),
        ends=ends,
    )  # fmt: skip


def _not_said_yet(plan: Plan) -> Iterator[Move]:
    """Yield the moves that are no needs of their own.

    A promise of mine without a day is one, but far down; so is one with a day, from that day on.
    """
    own = {"appointment", "draft", "follow_up", "theirs", "thanks"}
    for move in plan.every_move:
        if move.said_as not in own and not (move.said_as == "promise" and not _said_from(move)):
            yield move


def _said_from(move: Move) -> str:
    """Return the day from which a promise is a need of its own, "" for a move that is none."""
    is_mine = move.said_as == "promise" and move.do == "promise"
    return dates.add_days(move.due, 0) if is_mine and move.due else ""
