"""All reasons to turn to somebody: today's, and later ones if nothing is logged.

The one rule: each question has its own module. This one makes needs of their answers, in one order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hobnob import dates
from hobnob.answers import Entry, Who
from hobnob.index.index import Index
from hobnob.index.promises import ME, Promise, list_asked, list_promises
from hobnob.network.plans.plan_moves import plan_moves
from hobnob.network.today.appointments import appointments
from hobnob.network.today.birthdays import NOTICE, coming_birthdays, coming_dates
from hobnob.network.today.cadence import cadences, due_contacts
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.need import Need
from hobnob.network.today.order import PATIENCE, in_order, make_need
from hobnob.network.today.thanks import thanks_owed
from hobnob.network.today.waiting import drafts_not_sent, open_follow_ups, open_news


def open_needs(index: Index, days: int = 0) -> list[Need]:
    """Return the needs of today and of some days ahead, sorted by `in_order`.

    Args:
        index: the index.
        days: how many days ahead; 0 is today alone.
    """
    known = cadences(index)
    paces = {who.slug: pace for who, pace in known.values()}
    clocks = Clocks(index, days, paces)
    return in_order([
        *_promises(index, clocks),
        *_asked(index, clocks),
        *open_follow_ups(index, clocks),
        *open_news(index, clocks),
        *drafts_not_sent(index, clocks),
        *appointments(index, clocks),
        *_thanks(index, clocks),
        *_cadences(index, clocks, known),
        *coming_birthdays(index, yearly := Clocks(index, days + NOTICE, paces)),
        *coming_dates(index, yearly),
        *plan_moves(index, clocks),
    ])  # fmt: skip


def _promises(index: Index, clocks: Clocks) -> Iterator[Need]:
    for row in list_promises(index):
        since = _due(row)
        if since and since <= clocks.last_day:
            yield make_need(
                "promise" if row.owner == ME else "theirs", _concerned(row), since, clocks.paces,
                date=row.due or row.date[:10], note=row.note, ref=row.ref, kind=row.kind,
                plain=row.plain, promise=row.text, undated=not row.due,
                source=Entry(row.note, row.date) if row.kind == "interaction" else None,
            )  # fmt: skip


def _due(row: Promise) -> str:
    """Return the day from which a promise is listed; "" for never.

    Without a date, mine is never due. Theirs may be asked for after some time.
    """
    if row.due:
        return dates.add_days(row.due, 0)
    return "" if row.owner == ME or not row.date else dates.add_days(row.date, PATIENCE)


def _asked(index: Index, clocks: Clocks) -> Iterator[Need]:
    """Yield what letters ask, from the day of the letter on."""
    for row in list_asked(index):
        since = dates.add_days(row.date or "", 0)
        if since <= clocks.last_day:
            yield make_need(
                "asked", row.by, since, clocks.paces, date=row.date, note=row.note, ref=row.ref,
                plain=row.plain, promise=row.text, source=Entry(row.note, row.date),
            )  # fmt: skip


def _thanks(index: Index, clocks: Clocks) -> Iterator[Need]:
    for owed in thanks_owed(index, clocks):
        yield make_need(
            "thanks", (owed.introducer,), dates.add_days(owed.since, 0), clocks.paces,
            opens=owed.opens, until=owed.until, date=owed.since[:10], note=owed.introduced.slug,
            kind="person", about=owed.introduced,
        )  # fmt: skip


def _cadences(index: Index, clocks: Clocks, known: Mapping[int, tuple[Who, int]]) -> Iterator[Need]:
    for due in due_contacts(index, clocks, known):
        yield make_need(
            "cadence", (due.person,), due.since, clocks.paces, opens=due.opens, until=due.until,
            date=due.since,
            note=due.person.slug, kind="person",
        )  # fmt: skip


def _concerned(row: Promise) -> tuple[Who, ...]:
    """Return the people of a promise: its owner if it is theirs, nobody if it is in a plan."""
    if row.owner != ME:
        return (row.whose,)
    return () if row.kind == "plan" else row.people
