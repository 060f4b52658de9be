"""Birthdays: who has the next one, and how old they will be.

The one rule: a birthday is ahead until its day ends, or until I reach out on that day. In years
without 29 February, that birthday is on the 28th. The year of birth may be unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from hobnob import dates
from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.need import Need, Rank

NOTICE = 7
"""Days before a birthday from which it is listed."""


def coming_birthdays(index: Index, clocks: Clocks) -> Iterator[Need]:
    """Yield the birthdays from today to the last day of the clocks, the next first."""
    rows = index.rows(
        """SELECT note.id, slug, name, birthday FROM person JOIN note USING (id)
           WHERE note.live AND birthday <> ''"""
    )
    found = []
    for note, slug, name, born in rows:
        if clocks.only is not None and note not in clocks.only:
            continue
        who = Who(note, slug, name)
        found += [
            (day, who, _turns(born, day)) for day in _days(born, index.today, clocks.last_day)
        ]
    reached = clocks.outreach({who.id for day, who, _ in found if day == index.today and who.id})
    for day, who, turns in sorted(found, key=lambda row: (row[0], row[1].slug)):
        if day > index.today or reached.get(who.id or 0, "") < day:
            pace = clocks.paces.get(who.slug, 0)
            yield Need(
                reason="birthday", people=(who,), date=day, note=who.slug, kind="person",
                since=dates.add_days(day, -NOTICE), until=_end(clocks, who, day),
                rank=Rank.CARD if pace else Rank.OTHERS, turn=day,
                later=Rank.BIRTHDAY if pace else Rank.OTHERS, pace=pace, age=turns,
            )  # fmt: skip


def _days(born: str, today: str, last: str) -> Iterator[str]:
    """Yield the birthdays from today to a last day, without the day of birth itself."""
    before, day = "", dates.next_birthday(born, today)
    while before < day <= last:
        if day > born:
            yield day
        before, day = day, dates.next_birthday(born, dates.add_days(day, 1))


def _turns(born: str, day: str) -> int | None:
    """Return the age on a birthday. It also holds if 28 February stands for the 29th."""
    return None if born.startswith("--") else int(day[:4]) - int(born[:4])


def _end(clocks: Clocks, who: Who, day: str) -> str:
    """Return the first day on which a birthday is over: the next day, or the day I reach out."""
    reached = clocks.next_outreach(who.id or 0, day)
    return day if reached == day else dates.add_days(day, 1)
