"""The two clocks of everybody: when we were last in contact, and when I last reached out.

The one rule: whatever is open is a date compared with one of these clocks, so that there is one
place that says what resets them.

*Contact* is what the index counts as one. *Reaching out* is what I did towards somebody: a contact
that did not only come in, and also a letter, an e-mail, a message or a gift that was not answered,
as what it said has been said. A call that nobody answered said nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from hobnob import dates
from hobnob.index.index import Index
from hobnob.index.notes import LIVE
from hobnob.network.sql import MOMENT, REACHES_OUT

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
"""The last reaching out. Of what was a contact as well, which is most of it, the latest alone is
looked at: there is an index of that."""


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
    """An interaction that is dated after today.

    Attributes:
        outreach: as `MOMENT`, "" where I do not reach out.
        introduces: whom it introduces to me who are not there themselves.
    """

    date: str
    contact: bool
    outreach: str
    introduces: tuple[int, ...]


class Clocks:
    """The clocks on a day, and how they will be reset by what is dated ahead."""

    def __init__(self, index: Index, days: int = 0) -> None:
        """Take the index, and for how many days after today one may ask."""
        self.index = index
        self.last_day = dates.add_days(index.today, days)
        self._ahead_too = days > 0

    @property
    def end(self) -> str:
        """Where the days end about which one may ask, as dates are compared."""
        return f"{self.last_day}~"

    @cached_property
    def contacts(self) -> dict[int, str]:
        """The date of the last contact up to today of everybody who had one."""
        rows = self.index.rows(
            """SELECT id, (SELECT max(date) FROM ref WHERE target = person.id
                 AND field = 'people' AND contact = 1 AND date < :tomorrow) FROM person"""
        )
        return {person: last for person, last in rows if last}

    def outreach(self, people: Iterable[int]) -> dict[int, str]:
        """Return when I last reached out up to today to those of some people to whom I did."""
        rows = self.index.rows(_OUTREACH, people=list(people), end=self.index.tomorrow)
        return {person: last for person, last in rows if last}

    def next_contact(self, people: Iterable[int], after: str) -> str:
        """Return the first day ahead with a later contact with one of some people, or ""."""
        found = (
            ahead.date
            for person in people
            for ahead in self._ahead.get(person, ())
            if ahead.contact and ahead.date > moment(after)
        )
        return _first_day(min(found, default=""))

    def contact_days(self, person: int) -> list[str]:
        """Return the dates of the contacts with somebody that are dated ahead, in their order."""
        return [ahead.date for ahead in self._ahead.get(person, ()) if ahead.contact]

    def next_outreach(self, person: int, after: str, about: int | None = None) -> str:
        """Return the first day ahead on which I reach out to somebody after a moment, or "".

        Args:
            person: to whom.
            after: an ISO date, possibly with a time.
            about: somebody whose introduction on the day itself does not count.
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
        """What is dated ahead, by the people in it."""
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
