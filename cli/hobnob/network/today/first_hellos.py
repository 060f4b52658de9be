"""People to be in touch with whom no contact is written down yet: a few a day, in turn.

The one rule: a day shows `A_DAY` of them. The closest (with the shortest cadence) come first; the
next day goes on with the next ones, and after the last the turn begins anew. It also begins anew
on the day after somebody became a contact for the first time. Before the first contact of all, the
closest show every day, and only those who are equally close take turns. Who became one today keeps
the place for the day, so that nobody else moves up. Who rests keeps it too, but does not fill the
day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from hobnob import dates
from hobnob.answers import Who
from hobnob.index.ahead import days_ahead
from hobnob.index.cadence import shown_from
from hobnob.index.index import Index
from hobnob.names import fold
from hobnob.network.today.cadence import Due
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.need import Need
from hobnob.network.today.order import count_line, make_need, number_of
from hobnob.network.today.places import Chosen, share_days

A_DAY = 3
"""The people shown on a day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Waiting:
    """Somebody in the turn.

    Attributes:
        first: the day of the first contact, today or later; "" if none is ahead.
        wakes: the day until which they rest, or an appointment lies ahead; "" for neither.
    """

    who: Who
    pace: int
    first: str = ""
    wakes: str = ""

    def has_place(self, day: str) -> bool:
        """Say whether they have a place in the turn on a day."""
        return not (self.first and self.first < day)

    def shows_on(self, day: str) -> bool:
        """Say whether there is no contact on a day yet, and they do not rest."""
        return self.wakes <= day and not (self.first and self.first <= day)


def first_hellos(
    index: Index, clocks: Clocks, dues: Iterable[Due], known: Mapping[int, tuple[Who, int]]
) -> Iterator[Need]:
    """Yield the people to say hello to for the first time, each with the days of their turn.

    Args:
        index: the index.
        clocks: the last day to look at.
        dues: those who are due and have no contact yet.
        known: all cadences.
    """
    waiting = [
        _Waiting(who=due.person, pace=due.pace, first=due.until,
                 wakes=max(clocks.wakes.get(due.person.slug, ""), due.opens))
        for due in dues
    ]  # fmt: skip
    if not waiting:
        return
    firsts = _first_days(index, known)
    begun = [note for note, first in firsts.items() if first == index.today]
    ahead = days_ahead(index, begun)
    for note in begun:
        who, pace = known[note]
        # Who rested has filled no day until now, and does not begin to.
        wakes = max(clocks.wakes.get(who.slug, ""), shown_from("", ahead.get(note, "")))
        waiting.append(_Waiting(who=who, pace=pace, first=index.today, wakes=wakes))
    waiting.sort(key=lambda one: (one.pace, fold(one.who.name), one.who.slug))
    days = [index.today]
    while days[-1] < clocks.last_day:
        days.append(dates.add_days(days[-1], 1))
    turn = _Turn(waiting, sorted({*firsts.values(), *(one.first for one in waiting)} - {""}))
    shown = set(turn.choose(index.today)[0])
    held = {
        at: one.wakes
        for at, one in enumerate(waiting)
        if one.first != index.today and at not in shown
    }
    group = [
        make_need("cadence", (one.who,), "", clocks.paces, date="", note=one.who.slug,
                  kind="person")
        for one in waiting
    ]  # fmt: skip
    yield from share_days(group, days, turn.choose, _others, held)


def _others(number: int) -> Need:
    return count_line(
        "cadence", "people", f"{number:,} more with no contact yet: hobnob today --all"
    )


def _first_days(index: Index, known: Mapping[int, tuple[Who, int]]) -> dict[int, str]:
    """Return the days of the first contacts up to today, of those who have a cadence."""
    rows = index.rows(
        """SELECT value, (SELECT min(date) FROM ref WHERE target = value AND field = 'people'
             AND contact = 1 AND date < :tomorrow) FROM json_each(:people)""",
        people=list(known),
    )
    return {note: dates.add_days(first, 0) for note, first in rows if first}


class _Turn:
    """Who of the waiting shows on a day."""

    def __init__(self, waiting: Sequence[_Waiting], firsts: Sequence[str]) -> None:
        """Take the waiting, the closest first, and all days with somebody's first contact."""
        self._waiting = waiting
        self._firsts = firsts
        # The same people are in turn from one of these days to the next.
        self._changes = {
            day
            for one in waiting
            for day in (one.wakes, one.first and dates.add_days(one.first, 1))
        }
        self._changes |= {one.first for one in waiting}
        self._places: list[int] = []
        self._many = 0
        self._day = ""

    def choose(self, day: str) -> Chosen:
        """Return who shows on a day, and how many others wait."""
        if not self._day or day in self._changes or day < self._day:
            self._places = [at for at, one in enumerate(self._waiting) if one.has_place(day)]
            self._many = sum(one.shows_on(day) for one in self._waiting)
        self._day = day
        awake = (at for at in self._turn_on(day) if self._waiting[at].wakes <= day)
        shown = [at for at in islice(awake, A_DAY) if self._waiting[at].shows_on(day)]
        return sorted(shown), self._many - len(shown)

    def _turn_on(self, day: str) -> Iterable[int]:
        """Return the places in the order of a day."""
        began = max((first for first in self._firsts if first < day), default="")
        if began:
            return _from(self._places, A_DAY * (number_of(day) - number_of(began) - 1))
        # Nothing says when the turn began. So the closest show first, and those who are equally
        # close take turns.
        turn: list[int] = []
        for _, group in groupby(self._places, lambda at: self._waiting[at].pace):
            turn += _from(list(group), number_of(day) * max(1, A_DAY - len(turn)))
        return turn


def _from(places: Sequence[int], start: int) -> list[int]:
    """Return places from one on, and then those before it."""
    at = start % max(1, len(places))
    return [*places[at:], *places[:at]]
