"""Drafts: notes that were written and not sent.

The one rule: a draft waits from its date until it is no longer a draft.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob import dates
from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.who import people_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A draft.

    Attributes:
        note: the id of its interaction. `slug`, `date` and `text` (plain) are from it too.
        since: the day from which it waits.
    """

    note: int
    slug: str
    date: str
    since: str
    people: tuple[Who, ...] = ()
    text: str = ""


def drafts_not_sent(index: Index, clocks: Clocks | None = None) -> tuple[Draft, ...]:
    """Return the drafts that wait by the last day of the clocks, the earliest first.

    A draft with a future date is a letter for that day.
    """
    clocks = clocks or Clocks(index)
    rows = index.all(
        """SELECT note.id, slug, date, coalesce(plain, body)
           FROM interaction JOIN note ON note.id = interaction.id
           WHERE draft AND date < ? AND note.live ORDER BY date, slug""",
        (clocks.end,),
    )
    people = people_of(index, [row[0] for row in rows])
    return tuple(
        Draft(
            note=note, slug=slug, date=date, since=dates.add_days(date, 0),
            people=people.get(note, ()), text=text,
        )
        for note, slug, date, text in rows
    )  # fmt: skip
