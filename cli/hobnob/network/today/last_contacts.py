"""Two clocks for each person: the last contact, and the last time I reached out.

The one rule: whether something is open follows from a date and one of these clocks. Only this
module decides what resets a clock.

The index decides what is a *contact*. *Reaching out* is what I did towards somebody: any contact
but those that only came in. A letter, an e-mail, a message or a gift without an answer counts too,
because they have read it. A call without an answer does not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from hobnob import dates
from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.index.notes import LIVE
from hobnob.index.people import resting
from hobnob.network.sql import MOMENT, REACHES_OUT

AMONG = "AND person.id IN (SELECT value FROM json_each(:only))"
"""The condition on people where a question is about some of them only."""

_WITH = """AND interaction.id IN (SELECT note FROM ref
  WHERE field = 'people' AND target IN (SELECT value FROM json_each(:only)))"""

_TO_SOMEBODY = f"""
FROM ref JOIN interaction ON interaction.id = ref.note AND interaction.id {LIVE}
WHERE ref.target = wanted.value AND ref.field = 'people' AND ref.date < :end AND {REACHES_OUT}
"""

_OUTREACH = f"""
SELECT wanted.value, max(
  coalesce((SELECT max({MOMENT}) {_TO_SOMEBODY} AND ref.contact = 1 AND ref.date >=
    (SELECT substr(ref.date, 1, 10) {_TO_SOMEBODY} AND ref.contact = 1
     ORDER BY ref.date DESC LIMIT 1)), ''),
  coalesce((SELECT max({MOMENT}) {_TO_SOMEBODY} AND ref.contact = 0), ''))
FROM json_each(:people) AS wanted
"""
"""The last time I reached out. Most of it was a contact too. There only the latest is read, because
an SQL index holds it."""


_AHEAD = f"""
SELECT ref.target, interaction.date, interaction.contact, iif({REACHES_OUT}, {MOMENT}, ''),
  (SELECT json_group_array(new.target) FROM ref AS new WHERE new.note = ref.note
     AND new.field = 'introduced' AND NOT EXISTS (SELECT 1 FROM ref AS there
       WHERE there.note = new.note AND there.field = 'people' AND there.target = new.target))
FROM interaction JOIN ref ON ref.note = interaction.id AND ref.field = 'people'
WHERE interaction.id {LIVE} AND ref.target IS NOT NULL
  AND interaction.date >= :begin AND interaction.date < :end
ORDER BY interaction.date
"""


class _Ahead(NamedTuple):
    """An interaction with a future date.

    Attributes:
        outreach: the date as `MOMENT`, "" if I do not reach out.
        introduces: the people it introduces to me who do not take part in it.
    """

    date: str
    contact: bool
    outreach: str
    introduces: tuple[int, ...]


class Clocks:
    """The clocks on a day, and when interactions with a future date will reset them.

    Attributes:
        last_day: the last day to look at.
        paces: the cadences of people in days, by slug; empty if nobody asks for the order.
        only: the ids of the people that the question is about; None is all. A module may use it
            to look up less; what it yields about others is left out.
    """

    def __init__(
        self, index: Index, days: int = 0, paces: Mapping[str, int] | None = None,
        only: frozenset[int] | None = None,
    ) -> None:  # fmt: skip
        """Take the index, and the number of days after today to look ahead."""
        self.index = index
        self.paces = paces or {}
        self.only = only
        self.last_day = dates.add_days(index.today, days)
        self._ahead_too = days > 0

    @property
    def with_them(self) -> str:
        """The condition on interactions: one with a person of `only`; "" for all."""
        return "" if self.only is None else _WITH

    @property
    def among(self) -> str:
        """The condition on people: one of `only`; "" for all."""
        return "" if self.only is None else AMONG

    @property
    def end(self) -> str:
        """The end of the days to look at, for comparison with dates."""
        return f"{self.last_day}~"

    @cached_property
    def contacts(self) -> dict[int, str]:
        """The date of each person's last contact up to today."""
        rows = self.index.rows(
            f"""SELECT id, (SELECT max(date) FROM ref WHERE target = person.id
                  AND field = 'people' AND contact = 1 AND date < :tomorrow) FROM person
                WHERE true {self.among}""",
            only=self.only or (),
        )
        return {person: last for person, last in rows if last}

    @cached_property
    def resting(self) -> dict[int, tuple[Who, str]]:
        """The people who rest today, by id, and the day on which that ends (`snooze`)."""
        return resting(self.index)

    @cached_property
    def wakes(self) -> dict[str, str]:
        """The same days, by slug."""
        return {who.slug: day for who, day in self.resting.values()}

    def wakes_on(self, people: Iterable[Who]) -> str:
        """Return the first day on which one of some people rests no more; "" if one is awake."""
        return min((self.wakes.get(who.slug, "") for who in people), default="")

    def concerns(self, people: Iterable[Who]) -> bool:
        """Say whether the question is about some of these people."""
        return self.only is None or any(who.id in self.only for who in people)

    def outreach(self, people: Iterable[int]) -> dict[int, str]:
        """Return when I last reached out to each of some people, up to today."""
        rows = self.index.rows(_OUTREACH, people=list(people), end=self.index.tomorrow)
        return {person: last for person, last in rows if last}

    def next_contact(self, people: Iterable[int], after: str) -> str:
        """Return the first future day with a later contact with one of some people, or ""."""
        found = (
            ahead.date
            for person in people
            for ahead in self._ahead.get(person, ())
            if ahead.contact and ahead.date > moment(after)
        )
        return _first_day(min(found, default=""))

    def contact_days(self, person: int) -> list[str]:
        """Return the dates of the future contacts with a person, the earliest first."""
        return [ahead.date for ahead in self._ahead.get(person, ()) if ahead.contact]

    def next_outreach(self, person: int, after: str, about: int | None = None) -> str:
        """Return the first future day on which I reach out to a person after a moment, or "".

        Args:
            person: the id of the person.
            after: an ISO date, possibly with a time.
            about: a person whose introduction on the day itself does not count.
        """
        found = (
            ahead.date
            for ahead in self._ahead.get(person, ())
            if ahead.outreach
            and ahead.outreach >= after
            and not (about in ahead.introduces and ahead.outreach[:10] == after[:10])
        )
        return _first_day(min(found, default=""))

    @cached_property
    def _ahead(self) -> dict[int, list[_Ahead]]:
        """The interactions with a future date, by their people."""
        if not self._ahead_too:
            return {}
        rows = self.index.rows(_AHEAD, begin=self.index.tomorrow, end=self.end)
        found: dict[int, list[_Ahead]] = {}
        for person, date, contact, outreach, new in rows:
            ahead = _Ahead(date, bool(contact), outreach, tuple(json.loads(new)))
            found.setdefault(person, []).append(ahead)
        return found


def moment(date: str) -> str:
    """Return a date as `MOMENT` does."""
    return f"{date}~" if len(date) == 10 else date


def _first_day(date: str) -> str:
    return dates.add_days(date, 0) if date else ""
