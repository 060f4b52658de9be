"""Follow-ups: what I wanted to come back to.

The one rule: a follow-up is open from its date until I have contact with one of its people, later
than the interaction it is in. A draft has nothing to follow up until it is sent.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob import dates
from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.index.notes import LIVE
from hobnob.network.sql import MOMENT
from hobnob.network.today.last_contacts import Clocks
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


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowUp:
    """An interaction to follow up.

    Attributes:
        note: the id of the interaction. `slug` and `text` are from it too.
        logged: the date of the interaction.
        date: the date of the follow-up, as it was written; it is open from the day `since`.
        until: the day on which an interaction with a future date closes it, or "".
        text: the whole body, plain.
    """

    note: int
    slug: str
    logged: str
    date: str
    since: str
    until: str = ""
    people: tuple[Who, ...] = ()
    text: str = ""


def open_follow_ups(index: Index, clocks: Clocks | None = None) -> tuple[FollowUp, ...]:
    """Return the open follow-ups, the earliest first.

    Args:
        index: the index.
        clocks: if they look days ahead, follow-ups that open on those days are included.
    """
    clocks = clocks or Clocks(index)
    rows = index.all(_STILL_OPEN, {"tomorrow": index.tomorrow, "end": clocks.end})
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
        FollowUp(
            note=note, slug=texts[note][0], logged=logged, date=date, since=since, until=until,
            people=people.get(note, ()), text=texts[note][1],
        )
        for note, (logged, date, since, until) in spans.items()
    )  # fmt: skip
    return tuple(sorted(found, key=lambda follow_up: (follow_up.date, follow_up.slug)))
