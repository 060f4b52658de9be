"""Promises and follow-ups that the list of today leaves to something else.

The one rule: nothing is hidden that nothing else carries on. A promise in a letter that was not
sent is none yet. A call that was tried is carried on by the next moves of its plan. So is what
others promised in it: once you asked, you wait again; when the plan is over, you wait no longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hobnob.index.index import Index
from hobnob.index.notes import TO_SEND
from hobnob.index.promises import ME, Promise
from hobnob.network.plans.next_moves import Carried
from hobnob.network.plans.promised_calls import is_promise_to_call
from hobnob.network.today.need import Need


def said_promises(index: Index, rows: Sequence[Promise]) -> list[Promise]:
    """Return the promises without those in letters to send, and those that ended with a plan.

    With a plan end what others promised in it, and the calls that I promised.
    """
    to_send = set(index.column(f"SELECT id FROM interaction WHERE {TO_SEND}"))
    over = set(
        index.column(
            """SELECT ref.note FROM note CROSS JOIN ref ON ref.target = note.id
                 AND ref.field = 'plan'
               WHERE note.kind = 'plan'
                 AND json_extract(note.data, '$.status') IN ('won', 'dropped')"""
        )
    )
    return [
        row for row in rows
        if row.note_id not in to_send and not (row.note_id in over and _ends_with_its_plan(row))
    ]  # fmt: skip


def _ends_with_its_plan(row: Promise) -> bool:
    return row.owner != ME or any(is_promise_to_call(row.plain, who.name) for who in row.people)


def carry_on(needs: Iterable[Need], carried: Iterable[Carried], today: str) -> Iterator[Need]:
    """Yield needs; those that a plan carries on rest, if they would show today.

    Args:
        needs: the needs.
        carried: what the plans carry on.
        today: the day.
    """
    ends = {(one.reason, one.which): one.until for one in carried}
    for need in needs:
        until = ends.get((need.reason, need.ref or need.note))
        if until is None:
            yield need
            continue
        if until:
            yield replace(need, opens=until)
        if need.shows_on(today) and (not until or until > today):
            yield replace(need, rests=True, wakes=until)
