"""What is new: the home page beneath the list of today, the months, and one month.

The one rule: nothing here depends on the day; what does stands in the list of today.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hobnob.answers import Day, Entry, Who
from hobnob.index.documents import present_roles
from hobnob.index.index import Index
from hobnob.index.interactions import MonthCount, entries_in, latest_entries, months
from hobnob.index.plans import PlanRow, list_plans
from hobnob.index.promises import ME, Promise, list_promises
from hobnob.index.stats import Stats, load_stats

_RECENT, _SOME, _MET = 6, 6, 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Met:
    """Somebody met for the first time."""

    person: Who
    role: str
    date: Day


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """What is new.

    Attributes:
        recent: what happened last.
        mine, theirs: open promises without a date.
        met: those met for the first time, the latest first.
        plans: those under way.
    """

    stats: Stats
    recent: tuple[Entry, ...]
    mine: tuple[Promise, ...]
    theirs: tuple[Promise, ...]
    met: tuple[Met, ...]
    plans: tuple[PlanRow, ...]
    months: tuple[MonthCount, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Month:
    """A month of the journal, newest first, and its neighbours ("" at either end)."""

    month: str
    entries: tuple[Entry, ...]
    earlier: str
    later: str


def load_home(index: Index) -> Home:
    """Return what is new, and what was promised for no day."""
    some_day = [promise for promise in list_promises(index) if not promise.due]
    return Home(
        stats=load_stats(index),
        recent=latest_entries(index, _RECENT),
        mine=tuple(promise for promise in some_day if promise.owner == ME)[:_SOME],
        theirs=tuple(promise for promise in some_day if promise.owner != ME)[:_SOME],
        met=_newly_met(index),
        plans=tuple(plan for plan in list_plans(index) if plan.status == "active"),
        months=months(index),
    )


def load_month(index: Index, month: str, among: Sequence[MonthCount]) -> Month:
    """Return one of the months that have interactions, or the entries of a year with no month."""
    names = ["", *(count.month for count in among), ""]
    at = names.index(month)
    return Month(
        month=month, entries=entries_in(index, month), earlier=names[at - 1], later=names[at + 1]
    )


def _newly_met(index: Index) -> tuple[Met, ...]:
    rows = index.rows(
        """SELECT note.id, note.slug, note.name, min(ref.date)
           FROM ref JOIN note ON note.id = ref.target
           WHERE ref.field = 'people' AND ref.contact AND ref.date < :tomorrow AND note.live
             AND note.kind = 'person'
           GROUP BY note.id ORDER BY 4 DESC, 2 LIMIT :limit""",
        limit=_MET,
    )
    people = [(Who(*who), date) for *who, date in rows]
    roles = present_roles(index, [who.id for who, _ in people if who.id])
    return tuple(
        Met(
            person=who,
            role=", ".join(filter(None, reversed(roles.get(who.id or 0, ("", ""))))),
            date=date[:10],
        )
        for who, date in people
    )
