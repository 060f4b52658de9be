"""What a list must carry to be right on later days, without anything being logged.

The one rule: on every day that is covered, the first places of what is carried are the first places
of all there is. So a page that was built on Monday is Friday's on Friday, and need not hold
thousands of people for it.

The days are gone through one by one. Within a rank the order does not change from day to day
(those to be in touch with keep theirs among those of one cadence), so each day costs little more
than the places that are filled.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge

from hobnob import dates
from hobnob.network.today.need import TOGETHER, Need, Rank, number_of, weigh

PLACES = 10
"""Lines that are shown."""
UNFOLDED = 30
"""Lines beside them that can be unfolded; of a later day these are some of what comes after the
first places, in order."""
DAYS = 400
"""Days ahead that are covered where there is room: a year, and what it takes to notice."""
MOST = 250
"""Lines that are carried: some 180 kB of a page, 30 when it is sent. Of a few hundred people a year
has fewer; of thousands they last for some weeks."""


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What is carried.

    Attributes:
        needs: in the order of those that are alike; all that is shown on one of the days, and what
            can be unfolded today.
        last_day: the last day on which the first places are certain.
        more: by how many the needs that are not carried change, by days after today.
    """

    needs: tuple[Need, ...]
    last_day: str
    more: tuple[tuple[int, int], ...]


def carry(
    needs: Sequence[Need],
    today: str,
    *,
    places: int = PLACES,
    unfolded: int = 0,
    days: int = DAYS,
    most: int = MOST,
) -> Carried:
    """Return what must be carried of some needs.

    Args:
        needs: all of today and of so many days ahead, in order (see `needs.in_order`).
        today: an ISO date.
        places: how many lines are shown.
        unfolded: how many more of today can be unfolded; they come on top of `most`.
        days: how many days ahead to cover.
        most: how many lines to carry; fewer days are covered where that is not enough.
    """
    sweep = _Sweep(needs, today)
    of_today: list[int] = []
    carried: set[int] = set()
    last_day = today
    for day in (dates.add_days(today, after) for after in range(days + 1)):
        sweep.go_to(day)
        of_today = of_today or sweep.first(places + unfolded)
        shown = carried.union(sweep.first(places))
        if len(shown) > most and day > today:
            break
        carried, last_day = shown, day
    carried.update(of_today)
    rest = [need for at, need in enumerate(needs) if at not in carried]
    return Carried(
        needs=tuple(needs[at] for at in sorted(carried)),
        last_day=last_day,
        more=tuple(_changes(rest, today, days)),
    )


def _changes(needs: Sequence[Need], today: str, days: int) -> Iterator[tuple[int, int]]:
    """Yield on which days, as days after today, how many more of some needs show than before."""
    begin, changes = number_of(today), Counter[int]()
    for need in needs:
        changes[max(0, number_of(need.shows) - begin) if need.shows else 0] += 1
        if need.until:
            changes[number_of(need.until) - begin] -= 1
    yield from ((day, by) for day, by in sorted(changes.items()) if by and day <= days)


class _Sweep:
    """The needs that show on a day, by rank, and the day after that, and so on.

    A need is its place among all, which says what comes first of those that are alike.
    """

    def __init__(self, needs: Sequence[Need], today: str) -> None:
        self._needs = needs
        self._day = today
        # By rank, and within a rank in parts of which each keeps its own order from day to day.
        self._ranks: dict[Rank, dict[int, list[tuple[int, int]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._together: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._events: dict[str, set[int]] = defaultdict(set)
        for at, need in enumerate(needs):
            for day in {max(need.shows, today), need.turn, need.until}:
                self._events[day].add(at)
        self._shown: dict[int, tuple[Rank, int]] = {}

    def go_to(self, day: str) -> None:
        """Let a day come, after the one before it."""
        self._day = day
        for at in self._events.get(day, ()):
            need = self._needs[at]
            if at in self._shown:
                self._take_out(at, *self._shown.pop(at))
            if need.shows_on(day):
                self._put(at, need.rank_on(day))

    def first(self, places: int) -> list[int]:
        """Return what stands in the first places."""
        found: list[int] = []
        seen: set[tuple[str, str]] = set()
        number = number_of(self._day)
        for at in self._in_order(number):
            key = self._needs[at].key
            if key not in seen:
                seen.add(key)
                found += self._weighed(self._together[key], number)[:TOGETHER]
            if len(found) >= places:
                return found[:places]
        beyond = self._weighed(set(self._shown).difference(found), number)
        return (found + beyond)[:places]

    def _in_order(self, number: int) -> Iterator[int]:
        for rank in sorted(self._ranks):
            parts = [[at for _, at in part] for part in self._ranks[rank].values() if part]
            yield from merge(*parts, key=lambda at: self._weight(at, number))

    def _weighed(self, those: set[int], number: int) -> list[int]:
        return sorted(those, key=lambda at: self._weight(at, number))

    def _weight(self, at: int, number: int) -> tuple[int, float, int]:
        return (*weigh(self._needs[at], self._day, number), at)

    def _put(self, at: int, rank: Rank) -> None:
        need = self._needs[at]
        part = (need.pace if rank == Rank.CADENCE else 1) if need.since else 0
        self._shown[at] = (rank, part)
        insort(self._ranks[rank][part], self._entry(at, rank))
        self._together[need.key].add(at)

    def _take_out(self, at: int, rank: Rank, part: int) -> None:
        those = self._ranks[rank][part]
        del those[bisect_left(those, self._entry(at, rank))]
        self._together[self._needs[at].key].remove(at)

    def _entry(self, at: int, rank: Rank) -> tuple[int, int]:
        since = self._needs[at].since
        number = number_of(since) if since else 0
        return (-number if rank == Rank.OLD else number, at)
