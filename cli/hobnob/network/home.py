"""What the home page tells beside your own text, and one month of the journal.

The one rule: what depends on the day carries its day. So the page can show, on a later day, what
belongs to that day; the list of today does the same (see `today.horizon`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hobnob import dates
from hobnob.answers import Day, Entry, Who
from hobnob.index.documents import present_roles
from hobnob.index.index import Index
from hobnob.index.interactions import (
    Interaction,
    iter_interactions,
    latest_entries,
)
from hobnob.index.people import resting
from hobnob.index.plans import list_plans
from hobnob.index.promises import ME, Promise, list_promises
from hobnob.index.stats import Stats, load_stats
from hobnob.network.plans.plans import Plan, load_plans
from hobnob.network.ties.dormant import Past, load_past
from hobnob.network.ties.exclusions import who_declined
from hobnob.network.ties.ties import load_ties

_RECENT, _SOME, _MET, _DORMANT = 6, 6, 5, 7
_WEEKS = 53
"""Weeks that the chart of the year shows, this one included."""
_AHEAD = 60
"""Days for which a page knows what happened around them in earlier years."""
_AROUND = 7
"""Days before and after a day that are around it; the nearest come first."""
_A_DAY, _IN_ALL = 3, 60
"""Memories of one day, and of all of these days."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Met:
    """Somebody met for the first time."""

    person: Who
    role: str
    date: Day


@dataclass(frozen=True, kw_only=True, slots=True)
class Memory:
    """What happened around a day of the year, in an earlier year.

    Attributes:
        since: the first day on which to remember it.
        until: the day after the last one.
    """

    entry: Interaction
    since: Day
    until: Day


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """The journal at a glance.

    Attributes:
        today: the day it was made for.
        plans: those under way, without their next moves.
        year: the entries by day, without drafts, since `since`, a Monday.
        memories: what happened around this day, and the next days, in earlier years.
        dormant: a few dormant ties worth a thought; each has its days in turn.
        met: those met for the first time, the latest first.
        mine, theirs: open promises without a date.
        recent: what happened last.
    """

    today: Day
    plans: tuple[Plan, ...]
    since: Day
    year: Mapping[str, int]
    memories: tuple[Memory, ...]
    dormant: tuple[Past, ...]
    met: tuple[Met, ...]
    mine: tuple[Promise, ...]
    theirs: tuple[Promise, ...]
    recent: tuple[Entry, ...]
    stats: Stats


def load_home(index: Index) -> Home:
    """Return the journal at a glance."""
    some_day = [promise for promise in list_promises(index) if not promise.due]
    under_way = [plan.id for plan in list_plans(index) if plan.status == "active"]
    since = _monday(index.today, _WEEKS - 1)
    return Home(
        today=index.today,
        plans=load_plans(index, under_way, with_moves=False),
        since=since,
        year=_entries_by_day(index, since),
        memories=_memories(index),
        dormant=_dormant(index),
        met=_newly_met(index),
        mine=tuple(promise for promise in some_day if promise.owner == ME)[:_SOME],
        theirs=tuple(promise for promise in some_day if promise.owner != ME)[:_SOME],
        recent=latest_entries(index, _RECENT),
        stats=load_stats(index),
    )


def _monday(day: str, weeks: int) -> str:
    """Return the Monday of the week that was so many weeks ago."""
    return dates.add_days(day, -dates.first_day(day).weekday() - 7 * weeks)


def _entries_by_day(index: Index, since: str) -> dict[str, int]:
    rows = index.rows(
        """SELECT substr(date, 1, 10) AS day, count(*) FROM interaction JOIN note USING (id)
           WHERE date >= :since AND date < :tomorrow AND length(date) >= 10 AND NOT draft AND live
           GROUP BY day ORDER BY day""",
        since=since,
    )
    return dict(rows)


def _memories(index: Index) -> tuple[Memory, ...]:
    """Return what happened around the coming days in earlier years, the latest year first."""
    days = [dates.add_days(index.today, after) for after in range(-_AROUND, _AHEAD + _AROUND + 1)]
    rows: list[tuple[str, int]] = index.rows(
        """SELECT substr(date, 1, 10), note.id FROM interaction JOIN note USING (id)
           WHERE substr(date, 6, 5) IN (SELECT substr(value, 6) FROM json_each(:days))
             AND date < :tomorrow AND live AND NOT draft
             AND outcome NOT IN ('no-answer', 'cancelled')
           ORDER BY date DESC, slug""",
        days=days,
    )
    on_day: dict[str, list[tuple[str, int]]] = {}
    for date, note in rows:
        on_day.setdefault(date[5:], []).append((date, note))
    spans = _spans(days, on_day)
    found = {note.id: note for note in iter_interactions(index, list({note for note, *_ in spans}))}
    memories = [Memory(entry=found[note], since=first, until=end) for note, first, end in spans]
    return tuple(sorted(memories, key=lambda one: one.entry.date, reverse=True))


def _spans(
    days: Sequence[str], on_day: Mapping[str, Sequence[tuple[str, int]]]
) -> list[tuple[int, str, str]]:
    """Return the notes to remember, each from a day on and until the day after the last.

    Args:
        days: the days, with a few more at each end.
        on_day: dates and notes by day of the year, the latest first.
    """
    open_since: dict[int, str] = {}
    spans: list[tuple[int, str, str]] = []
    for at in range(_AROUND, len(days) - _AROUND):
        day = days[at]
        near = (days[at + sign * off] for off in range(_AROUND + 1) for sign in (1, -1)[: off + 1])
        there = [n for one in near for date, n in on_day.get(one[5:], ()) if date[:4] < day[:4]]
        chosen = there[:_A_DAY]
        spans += [(n, open_since.pop(n), day) for n in [*open_since] if n not in chosen]
        if len(spans) >= _IN_ALL:
            break
        for note in chosen:
            open_since.setdefault(note, day)
    return spans + [(note, first, day) for note, first in open_since.items()]


def _dormant(index: Index) -> tuple[Past, ...]:
    """Return the dormant ties with the most to remember, but nobody who is to be left in peace."""
    in_peace = {*who_declined(index), *resting(index)}
    asleep = [
        tie for tie in load_ties(index)
        if tie.strength == "dormant" and not tie.is_let_be and tie.id not in in_peace
    ]  # fmt: skip
    asleep.sort(key=lambda tie: -tie.contacts)
    found = load_past(index, asleep[: 5 * _DORMANT])
    return tuple(sorted(found, key=lambda past: -past.weight)[:_DORMANT])


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
