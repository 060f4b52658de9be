"""The list of today and of later days, if nothing more is logged.

The one rule: the order of each day is decided here, once. A page looks up the day of its reader. On
every covered day, what it lists are the first of all needs, without a gap; it counts the others. So
a page that was built on Monday is right on Friday, without holding thousands of people.

The sweep visits the days one by one. Within a rank the order does not change from day to day (in
the rank of cadences, this holds for each length of cadence). So each day costs little more than the
places it fills.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import accumulate, takewhile
from typing import NamedTuple

from hobnob import dates
from hobnob.network.today.need import Need, Rank, Reason
from hobnob.network.today.order import BY_ORDER, TOGETHER, number_of, weigh

PLACES = 20
"""Lines shown at once."""
SOON = 14
"""Days on which all these lines are listed, if there are so many."""
SURE = 10
"""Lines that every later day lists; more if there is room."""
UNFOLDED = 20
"""More lines that the reader can unfold, if the page has room for them on that day."""
DAYS = 400
"""Days ahead to cover if there is room: a year, and time to notice."""
MOST = 200
"""Lines that a page carries: about 240 kB, or 30 kB compressed. A year of a few hundred people
needs fewer; with thousands of people they last some weeks."""


COMING = 60
"""Needs with a day of their own, such as appointments, that a page carries: those of some days with
thousands of people, of some months with a few hundred."""

_HAVE_A_DAY: frozenset[Reason] = frozenset(
    {"appointment", "birthday", "date", "promise", "theirs", "follow_up"}
)


class DayList(NamedTuple):
    """The list from a day on.

    Attributes:
        after: days after the first day of the list.
        total: how many needs there are.
        rows: the first of them, in order, as positions in `TodayList.needs`.
    """

    after: int
    total: int
    rows: tuple[int, ...]


class Coming(NamedTuple):
    """A need that has its day, such as an appointment, and that ISO day."""

    day: str
    need: Need


@dataclass(frozen=True, kw_only=True)
class TodayList:
    """Who needs me on a day, and on the days after it if nothing more is logged.

    Attributes:
        needs: the needs listed on any of the days, in the order in which each first appears.
        built: the first day.
        covers: the last day that the list knows.
        places: how many are shown at once; the reader can unfold the others.
        days: the list from each day on; one entry for each day on which the list changes.
        coming: what has its day after the first, the nearest first, until `comes_until`.
    """

    needs: tuple[Need, ...]
    built: str
    covers: str
    places: int
    days: tuple[DayList, ...]
    coming: tuple[Coming, ...] = ()
    comes_until: str = ""


def carry(
    needs: Sequence[Need],
    today: str,
    *,
    places: int = PLACES,
    sure: int = SURE,
    unfolded: int = UNFOLDED,
    days: int = DAYS,
    most: int = MOST,
) -> TodayList:
    """Return the list of a day and of the days after it.

    Args:
        needs: all needs of today and of the days ahead, in order (see `order.in_order`).
        today: an ISO date.
        places: how many lines are shown.
        sure: how many lines each covered day lists at least.
        unfolded: how many more the reader can unfold; today's are not counted in `most`.
        days: how many days ahead to cover.
        most: how many lines to carry. If that is not enough, fewer days are covered.
    """
    span = [dates.add_days(today, after) for after in range(days + 1)]
    depths = [places if after < SOON else min(sure, places) for after in range(days + 1)]
    firsts = _firsts(needs, span, depths, places + unfolded, most)
    carried = _choose(firsts, depths, most)
    # Each need is numbered by the order in which it first appears.
    numbers: dict[int, int] = {}
    found: list[DayList] = []
    for after, (listed, total) in enumerate(zip(firsts, _counts(needs, span), strict=False)):
        there = takewhile(carried.__contains__, listed)
        rows = tuple(numbers.setdefault(at, len(numbers)) for at in there)
        if not found or found[-1][1:] != (total, rows):
            found.append(DayList(after, total, rows))
    return TodayList(
        needs=tuple(needs[at] for at in numbers),
        built=today, covers=span[len(firsts) - 1], places=places, days=tuple(found),
    )  # fmt: skip


def dated_ahead(needs: Iterable[Need], today: str) -> list[Coming]:
    """Return the needs that have a day of their own after today, the nearest first."""
    found = []
    for need in needs:
        if need.reason in _HAVE_A_DAY and not need.waits and not need.stands_for:
            is_due = need.reason in ("promise", "theirs", "follow_up")
            day = need.since if is_due else dates.add_days(need.date, 0)
            if len(need.date) == 10 and day > today:
                found.append(Coming(day, need))
    return sorted(found, key=lambda one: one.day)


def _firsts(
    needs: Sequence[Need], span: Sequence[str], depths: Sequence[int], unfolded: int, most: int
) -> list[list[int]]:
    """Return the first needs of each day, as long as there is room for the wanted depth."""
    sweep = _Sweep(needs, span[0])
    found: list[list[int]] = []
    wanted: set[int] = set()
    for day, depth in zip(span, depths, strict=True):
        sweep.go_to(day)
        first = sweep.first(unfolded)
        wanted.update(first[:depth])
        if found and len(wanted) > most:
            break
        found.append(first)
    return found


def _choose(firsts: Sequence[Sequence[int]], depths: Sequence[int], most: int) -> set[int]:
    """Return the needs to carry: the wanted ones, then place by place; and all of today's."""
    carried = {at for first, depth in zip(firsts, depths, strict=False) for at in first[:depth]}
    for place in range(min(depths), max(map(len, firsts))):
        more = {first[place] for first in firsts if place < len(first)}
        if len(carried | more) > most:
            break
        carried |= more
    return carried.union(firsts[0])


def _counts(needs: Iterable[Need], span: Sequence[str]) -> Iterator[int]:
    """Return how many needs there are on each day of a span."""
    changes = Counter[str]()
    for need in needs:
        for begin, end in need.windows:
            changes[max(begin, span[0])] += 1
            changes[end] -= 1
    return accumulate(changes[day] for day in span)


class _Sweep:
    """A sweep over the days: the needs that show on each day, by rank.

    A need is its position among all needs, which breaks ties.
    """

    def __init__(self, needs: Sequence[Need], today: str) -> None:
        self._needs = needs
        self._day = today
        # By rank. Within a rank, each part keeps its order from day to day.
        self._ranks: dict[Rank, dict[int, list[tuple[int, int, int]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._together: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._events: dict[str, set[int]] = defaultdict(set)
        for at, need in enumerate(needs):
            for begin, end in need.windows:
                self._events[max(begin, today)].add(at)
                self._events[end].add(at)
            self._events[need.turn].add(at)
        self._shown: dict[int, tuple[Rank, int]] = {}

    def go_to(self, day: str) -> None:
        """Move on to the next day."""
        self._day = day
        for at in self._events.get(day, ()):
            need = self._needs[at]
            if at in self._shown:
                self._take_out(at, *self._shown.pop(at))
            if need.shows_on(day):
                self._put(at, need.rank_on(day))

    def first(self, places: int) -> list[int]:
        """Return the needs in the first places."""
        found: list[int] = []
        seen: set[tuple[str, str]] = set()
        number = number_of(self._day)
        for at in self._in_order(number):
            key = self._needs[at].key
            if key not in seen and not self._needs[at].is_undated:
                seen.add(key)
                found += self._weighed(self._together[key], number)[:TOGETHER]
            if len(found) >= places:
                return found[:places]
        beyond = self._weighed(set(self._shown).difference(found), number)
        return (found + beyond)[:places]

    def _in_order(self, number: int) -> Iterator[int]:
        for rank in sorted(self._ranks):
            parts = [[at for *_, at in part] for part in self._ranks[rank].values() if part]
            yield from merge(*parts, key=lambda at: self._weight(at, number))

    def _weighed(self, positions: set[int], number: int) -> list[int]:
        return sorted(positions, key=lambda at: self._weight(at, number))

    def _weight(self, at: int, number: int) -> tuple[int, float, int, int]:
        return (*weigh(self._needs[at], self._day, number), at)

    def _put(self, at: int, rank: Rank) -> None:
        need = self._needs[at]
        part = (need.pace if rank == Rank.CADENCE else 1) if need.since else 0
        self._shown[at] = (rank, part)
        insort(self._ranks[rank][part], self._entry(at, rank))
        if not need.is_undated:
            self._together[need.key].add(at)

    def _take_out(self, at: int, rank: Rank, part: int) -> None:
        entries = self._ranks[rank][part]
        del entries[bisect_left(entries, self._entry(at, rank))]
        self._together[self._needs[at].key].discard(at)

    def _entry(self, at: int, rank: Rank) -> tuple[int, int, int]:
        need = self._needs[at]
        number = number_of(need.since) if need.since and rank not in BY_ORDER else 0
        return (-number if rank == Rank.OLD else number, need.order, at)
