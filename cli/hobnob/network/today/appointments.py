"""Appointments ahead, and those of which the journal does not know whether they took place.

The one rule: an appointment is listed from a week before its day until that day is over. From the
next day on, the question is whether it took place; `hobnob happened` answers it.
"""

from __future__ import annotations

from collections.abc import Iterator

from hobnob import dates
from hobnob.index.appointments import Appointment, list_appointments
from hobnob.index.index import Index
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.need import Need, Rank
from hobnob.network.today.order import make_need

NOTICE = 7
"""Days before an appointment from which it is listed."""


def appointments(index: Index, clocks: Clocks) -> Iterator[Need]:
    """Yield the appointments up to the last day of the clocks, the earliest first.

    An appointment is a need until its day is over, and another one from the next day on.
    """
    ahead_until = dates.add_days(clocks.last_day, NOTICE)
    for one in list_appointments(index, until=ahead_until):
        over = dates.add_days(one.last, 1)
        if one.last >= index.today:
            yield _ahead(one, over, clocks)
        if over <= clocks.last_day:
            yield make_need(
                "happened", one.people, over, clocks.paces, date=one.date[:10], note=one.note,
                source=one.entry, plain=one.plain, what=one.kind, place=one.place,
            )  # fmt: skip


def _ahead(one: Appointment, over: str, clocks: Clocks) -> Need:
    return Need(
        reason="appointment", people=one.people, date=one.date[:10], note=one.note,
        source=one.entry, plain=one.plain, what=one.kind, place=one.place,
        since=dates.add_days(one.first, -NOTICE), until=over,
        rank=Rank.CARD, turn=dates.add_days(one.first, -1), later=Rank.APPOINTMENT,
        pace=clocks.paces.get(one.people[0].slug, 0) if one.people else 0,
    )  # fmt: skip
