"""Drafts: notes that were written and not sent.

The one rule: a draft waits from its date until it is no longer a draft.
"""

from __future__ import annotations

from hobnob import dates
from hobnob.answers import Entry
from hobnob.index.index import Index
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.need import Need
from hobnob.network.today.order import make_need
from hobnob.network.today.who import people_of


def drafts_not_sent(index: Index, clocks: Clocks) -> tuple[Need, ...]:
    """Return the drafts that wait by the last day of the clocks, the earliest first.

    A draft with a future date is a letter for that day.
    """
    rows = index.rows(
        """SELECT note.id, slug, date, coalesce(plain, body)
           FROM interaction JOIN note ON note.id = interaction.id
           WHERE draft AND date < :end AND note.live ORDER BY date, slug""",
        end=clocks.end,
    )
    people = people_of(index, [row[0] for row in rows])
    return tuple(
        make_need(
            "draft", people.get(note, ()), dates.add_days(date, 0), clocks.paces,
            date=date[:10], note=slug, source=Entry(slug, date), plain=text,
        )
        for note, slug, date, text in rows
    )  # fmt: skip
