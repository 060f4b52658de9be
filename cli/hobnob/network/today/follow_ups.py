"""Follow-ups: what I wanted to come back to.

The one rule: a follow-up is open from its date until I have contact with one of its people, later
than the interaction it is in. A draft has nothing to follow up until it is sent.
"""

from __future__ import annotations

from hobnob import dates
from hobnob.answers import Entry
from hobnob.index.index import Index
from hobnob.index.notes import LIVE
from hobnob.network.sql import MOMENT
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.need import Need
from hobnob.network.today.order import make_need
from hobnob.network.today.who import people_of, slugs_and_texts

# The plus keeps SQLite from using the index of dates, which is slower here.
_STILL_OPEN = f"""
SELECT id, date, follow_up FROM interaction
WHERE follow_up <> '' AND follow_up < :end AND +date < :end AND NOT draft AND id {LIVE}
  AND NOT EXISTS (
    SELECT 1 FROM ref AS mine JOIN ref AS later ON later.target = mine.target
      AND later.field = 'people' AND later.contact = 1 AND later.date > {MOMENT}
      AND later.date < :tomorrow
    WHERE mine.note = interaction.id AND mine.field = 'people')
"""


def open_follow_ups(index: Index, clocks: Clocks) -> tuple[Need, ...]:
    """Return the open follow-ups, the earliest first.

    Args:
        index: the index.
        clocks: if they look days ahead, follow-ups that open on those days are included.
    """
    rows = index.rows(_STILL_OPEN, end=clocks.end)
    people = people_of(index, [note for note, _, _ in rows])
    spans = {}
    for note, logged, date in rows:
        since = max(dates.add_days(date, 0), dates.add_days(logged, 0))
        ids = (who.id for who in people.get(note, ()) if who.id)
        until = clocks.next_contact(ids, logged)
        if not until or until > since:
            spans[note] = (logged, date, since, until)
    texts = slugs_and_texts(index, spans)
    found = (
        make_need(
            "follow_up", people.get(note, ()), since, clocks.paces, until=until, date=date,
            note=texts[note][0], source=Entry(texts[note][0], logged), plain=texts[note][1],
        )
        for note, (logged, date, since, until) in spans.items()
    )  # fmt: skip
    return tuple(sorted(found, key=lambda need: (need.date, need.note)))
