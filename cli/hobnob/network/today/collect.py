"""All reasons to turn to somebody: today's, and later ones if nothing is logged.

The one rule: each question has its own module. This one makes needs of their answers, in one order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hobnob import dates
from hobnob.answers import Entry, Who
from hobnob.index.index import Index
from hobnob.index.promises import ME, Promise, list_asked, list_promises
from hobnob.network.plans.plan_moves import plan_moves, plans_of_day
from hobnob.network.today.appointments import appointments
from hobnob.network.today.birthdays import NOTICE, coming_birthdays, coming_dates
from hobnob.network.today.cadence import cadences, due_contacts
from hobnob.network.today.first_hellos import first_hellos
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.need import Need, Rank
from hobnob.network.today.order import PATIENCE, count_line, in_order, make_need
from hobnob.network.today.places import first_places
from hobnob.network.today.resting import put_off
from hobnob.network.today.spoken_for import carry_on, said_promises
from hobnob.network.today.thanks import introduced_anybody, thanks_owed
from hobnob.network.today.waiting import drafts_not_sent, open_follow_ups, open_news

UNDATED = 3
"""The promises for no day that a day shows; the others are counted."""


def open_needs(
    index: Index, days: int = 0, *, resting: bool = False, only: frozenset[int] | None = None
) -> list[Need]:
    """Return the needs of today and of some days ahead, sorted by `in_order`.

    Args:
        index: the index.
        days: how many days ahead; 0 is today alone.
        resting: also return today's needs that rest or are held back for another day, each
            instead of the line that counts them.
        only: the ids of the people that the needs are about; None is all, and what is about
            nobody. Without the others, everybody with no contact yet has a turn each day.
    """
    known = cadences(index, only)
    paces = {who.slug: pace for who, pace in known.values()}
    clocks = Clocks(index, days, paces, only)
    promises = said_promises(index, list_promises(index))
    plans = plans_of_day(index, clocks)
    carried = [one for plan in plans for one in plan.carried]
    needs = put_off([
        *_promises(promises, clocks),
        *_undated(promises, clocks),
        *_asked(index, clocks),
        *open_follow_ups(index, clocks),
        *open_news(index, clocks),
        *drafts_not_sent(index, clocks),
        *appointments(index, clocks),
        *_thanks(index, clocks),
        *_cadences(index, clocks, known),
        *coming_birthdays(index, yearly := Clocks(index, days + NOTICE, paces, only)),
        *coming_dates(index, yearly),
        *plan_moves(plans, clocks),
    ], clocks)  # fmt: skip
    needs = carry_on(needs, carried, index.today)
    if only is not None:
        needs = (need for need in needs if need.people and clocks.concerns(need.people))
    if resting:
        return in_order(need for need in needs if not need.stands_for)
    return in_order(need for need in needs if not need.rests)


def _promises(rows: Sequence[Promise], clocks: Clocks) -> Iterator[Need]:
    for row in rows:
        since = _due(row)
        if since and since <= clocks.last_day and clocks.concerns(_concerned(row)):
            yield _promise(row, since, clocks, row.due or row.date[:10])


def _promise(row: Promise, since: str, clocks: Clocks, date: str) -> Need:
    return make_need(
        "promise" if row.owner == ME else "theirs", _concerned(row), since, clocks.paces, date=date,
        note=row.note, ref=row.ref, kind=row.kind, plain=row.plain, promise=row.text,
        waits=row.owner != ME and not row.due,
        source=Entry(row.note, row.date) if row.kind == "interaction" else None,
    )  # fmt: skip


def _undated(rows: Sequence[Promise], clocks: Clocks) -> Iterator[Need]:
    """Yield my promises for no day: the oldest few, and a line that counts the others.

    Those in notes without a date may be the oldest, so they come first.
    """
    group: list[Need] = []
    for row in rows:
        made = dates.add_days(row.date, 0) if row.date else ""
        if row.owner == ME and not row.due and made <= clocks.last_day:
            need = _promise(row, made, clocks, row.date[:10])
            group.append(replace(need, rank=Rank.UNDATED, turn="", order=len(group)))
    yield from first_places(
        group, [need.since for need in group], UNDATED, clocks,
        lambda number: count_line(
            "promise", "promises", f"{number:,} more for no day: hobnob list promises",
            rank=Rank.UNDATED,
        ),
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
    rows = (
        list_asked(index) if clocks.only is None
        else [row for person in sorted(clocks.only) for row in list_asked(index, person=person)]
    )  # fmt: skip
    for row in {row.ref: row for row in rows}.values():
        since = dates.add_days(row.date or "", 0)
        if since <= clocks.last_day:
            yield make_need(
                "asked", row.by, since, clocks.paces, date=row.date, note=row.note, ref=row.ref,
                plain=row.plain, promise=row.text, source=Entry(row.note, row.date),
            )  # fmt: skip


def _thanks(index: Index, clocks: Clocks) -> Iterator[Need]:
    if clocks.only is not None and not introduced_anybody(index, clocks.only):
        return
    for owed in thanks_owed(index, clocks):
        yield make_need(
            "thanks", (owed.introducer,), dates.add_days(owed.since, 0), clocks.paces,
            opens=owed.opens, until=owed.until, date=owed.since[:10], note=owed.introduced.slug,
            kind="person", about=owed.introduced,
        )  # fmt: skip


def _cadences(index: Index, clocks: Clocks, known: Mapping[int, tuple[Who, int]]) -> Iterator[Need]:
    dues = due_contacts(index, clocks, known)
    yield from first_hellos(index, clocks, [due for due in dues if not due.last], known)
    for due in dues:
        if not due.last:
            continue
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
