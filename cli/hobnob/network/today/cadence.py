"""Cadence: with whom it is time to be in touch again.

The one rule: due from the last contact plus the cadence on; with a cadence and no contact yet, due
now. Cadence is the person's own, else their circle's, else there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hobnob import dates
from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.network.today.last_contacts import Clocks


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """Somebody with whom it is, or comes to be, time to be in touch.

    Attributes:
        pace: the cadence, in days.
        last: date of the last contact, "" before the first.
        since: the day from which it is time; "" where there was no contact yet: it is time now.
        until: the day of the next contact that is dated ahead, or "".
    """

    person: Who
    pace: int
    last: str = ""
    since: str = ""
    until: str = ""


def paces(index: Index) -> dict[int, tuple[Who, int]]:
    """Return everybody with a cadence, and how many days it is, by their notes' ids."""
    rows = index.rows(
        """SELECT note.id, slug, name, circle, cadence FROM person JOIN note USING (id)
           WHERE note.live AND (circle IS NOT NULL OR cadence IS NOT NULL)"""
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
    """Return with whom it is time to be in touch, in no order.

    Args:
        index: the index.
        clocks: with days ahead, those with whom it will be time on one of them as well; somebody
            comes twice when a contact that is dated ahead lies between.
        known: the `paces`, where they are known.
    """
    clocks = clocks or Clocks(index)
    return tuple(
        due
        for note, (who, pace) in (known or paces(index)).items()
        for due in _of(clocks, who, pace, clocks.contacts.get(note, ""))
    )


def _of(clocks: Clocks, who: Who, pace: int, last: str) -> Iterator[Due]:
    """Yield the times at which it is time, each from a last contact to the next."""
    ahead = clocks.contact_days(who.id or 0)
    for start, next_one in zip((last, *ahead), (*ahead, ""), strict=True):
        since = dates.add_days(start, pace) if start else ""
        until = dates.add_days(next_one, 0) if next_one else ""
        if since <= clocks.last_day and (not until or since < until):
            yield Due(person=who, pace=pace, last=start, since=since, until=until)
