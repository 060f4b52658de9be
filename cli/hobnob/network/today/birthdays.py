"""Days that come every year: birthdays, with the age, and the `dates` of people.

The one rule: such a day is ahead until it ends, or until I reach out on it. In years without 29
February, that day is on the 28th. The year in which it began may be unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hobnob import dates
from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.index.people import yearly_dates
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.need import Need, Rank, Reason

NOTICE = 7
"""Days before such a day from which it is listed."""


def coming_birthdays(index: Index, clocks: Clocks) -> Iterator[Need]:
    """Yield the birthdays from today to the last day of the clocks, the next first."""
    rows = index.rows(
        f"""SELECT note.id, slug, name, birthday FROM person JOIN note USING (id)
            WHERE note.live AND birthday <> '' {clocks.among}""",
        only=clocks.only or (),
    )
    begun = [(Who(note, slug, name), born, "") for note, slug, name, born in rows]
    yield from _coming(index, clocks, "birthday", begun)


def coming_dates(index: Index, clocks: Clocks) -> Iterator[Need]:
    """Yield the other yearly dates from today to the last day of the clocks, the next first."""
    begun = [(row.person, row.day, row.what) for row in yearly_dates(index, clocks.only)]
    yield from _coming(index, clocks, "date", begun)


def _coming(
    index: Index, clocks: Clocks, reason: Reason, begun: Iterable[tuple[Who, str, str]]
) -> Iterator[Need]:
    """Yield the next days of some days of the year: of whom, since when, and what each is."""
    found = [
        (day, who, what, _turns(began, day))
        for who, began, what in begun
        if clocks.only is None or who.id in clocks.only
        for day in _days(began, index.today, clocks.last_day)
    ]
    reached = clocks.outreach({who.id for day, who, _, _ in found if day == index.today and who.id})
    for day, who, what, turns in sorted(found, key=lambda row: (row[0], row[1].slug, row[2])):
        if day > index.today or reached.get(who.id or 0, "") < day:
            pace = clocks.paces.get(who.slug, 0)
            yield Need(
                reason=reason, people=(who,), date=day, note=who.slug, kind="person",
                since=dates.add_days(day, -NOTICE), until=_end(clocks, who, day),
                rank=Rank.CARD if pace else Rank.OTHERS, turn=day,
                later=Rank.BIRTHDAY if pace else Rank.OTHERS, pace=pace, age=turns, what=what,
            )  # fmt: skip


def _days(born: str, today: str, last: str) -> Iterator[str]:
    """Yield the days of the year from today to a last day, without the day of birth itself."""
    before, day = "", dates.next_birthday(born, today)
    while before < day <= last:
        if day > born:
            yield day
        before, day = day, dates.next_birthday(born, dates.add_days(day, 1))


def _turns(born: str, day: str) -> int | None:
    """Return the years since then. It also holds if 28 February stands for the 29th."""
    return None if born.startswith("--") else int(day[:4]) - int(born[:4])


def _end(clocks: Clocks, who: Who, day: str) -> str:
    """Return the first day on which such a day is over: the next day, or the day I reach out."""
    reached = clocks.next_outreach(who.id or 0, day)
    return day if reached == day else dates.add_days(day, 1)
