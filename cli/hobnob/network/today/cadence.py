"""Cadence: the people to be in touch with again.

The one rule: a person is due from the last contact plus the cadence. A person with a cadence and no
contact yet is due now. While an appointment lies ahead, they are not. The cadence is the person's
own, else the circle's, else none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from hobnob import dates
from hobnob.answers import Who
from hobnob.index.ahead import days_ahead
from hobnob.index.cadence import due_day, shown_from
from hobnob.index.index import Index
from hobnob.network.today.last_contacts import AMONG, Clocks


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """A person to be in touch with, now or from a later day.

    Attributes:
        pace: the cadence, in days.
        last: date of the last contact, "" before the first.
        since: the day from which they are due; "" before the first contact, which means now.
        opens: the day after the latest appointment, if they are due by then, else "".
        until: the day of the next contact with a date in the future, or "".
    """

    person: Who
    pace: int
    last: str = ""
    since: str = ""
    opens: str = ""
    until: str = ""


def cadences(index: Index, only: Collection[int] | None = None) -> dict[int, tuple[Who, int]]:
    """Return the people with a cadence, and its length in days, by the ids of their notes.

    Args:
        index: the index.
        only: the ids of the people to look up; None is all.
    """
    rows = index.rows(
        f"""SELECT note.id, slug, name, circle, cadence FROM person JOIN note USING (id)
            WHERE note.live AND (circle IS NOT NULL OR cadence IS NOT NULL)
              {"" if only is None else AMONG}""",
        only=list(only or ()),
    )
    found = {}
    for note, slug, name, circle, own in rows:
        if (pace := index.cadence_of(circle, own)) is not None:
            found[note] = (Who(note, slug, name), pace)
    return found


def due_contacts(
    index: Index,
    clocks: Clocks | None = None,
    known: Mapping[int, tuple[Who, int]] | None = None,
) -> tuple[Due, ...]:
    """Return the people to be in touch with, in no order.

    Args:
        index: the index.
        clocks: if they look days ahead, people who become due on those days are included. A person
            comes twice if a contact with a future date lies between.
        known: the `cadences`, if the caller has them.
    """
    clocks = clocks or Clocks(index)
    ahead = days_ahead(index)
    return tuple(
        due
        for note, (who, pace) in (cadences(index) if known is None else known).items()
        for due in _of(clocks, who, pace, clocks.contacts.get(note, ""), ahead.get(note, ""))
    )


def _of(clocks: Clocks, who: Who, pace: int, last: str, meeting: str) -> Iterator[Due]:
    """Yield each span in which a person is due, from one contact to the next.

    Args:
        clocks: the clocks.
        who: the person.
        pace: their cadence, in days.
        last: the date of the last contact, "" for none.
        meeting: the last day of the latest appointment that lies ahead, "" for none.
    """
    ahead = clocks.contact_days(who.id or 0)
    for start, next_one in zip((last, *ahead), (*ahead, ""), strict=True):
        since = due_day(start, pace)
        shows = shown_from(since, meeting)
        until = dates.add_days(next_one, 0) if next_one else ""
        # Who had no contact yet keeps a place in the turn; see `first_hellos`.
        begins = shows if start else since
        if begins <= clocks.last_day and (not until or begins < until):
            opens = shows if shows > since else ""
            yield Due(person=who, pace=pace, last=start, since=since, opens=opens, until=until)
