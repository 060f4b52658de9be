"""Thanks given: contacts with the people who introduced somebody to me, in some days.

The one rule: thanks are given when I first reach out to an introducer after the contact that I owe
them for. A later time is not a second thanks.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from hobnob import dates
from hobnob.answers import Day, Slug, Who
from hobnob.index.index import Index
from hobnob.network.sql import MOMENT, REACHES_OUT
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.thanks import introduced_ever, is_settled
from hobnob.network.today.who import who_are

_REACHED = f"""
SELECT ref.target, {MOMENT} AS moment, interaction.date, note.slug,
  (SELECT json_group_array(new.target) FROM ref AS new WHERE new.note = ref.note
     AND new.field = 'introduced' AND NOT EXISTS (SELECT 1 FROM ref AS there
       WHERE there.note = new.note AND there.field = 'people' AND there.target = new.target))
FROM interaction JOIN note ON note.id = interaction.id AND note.live
  JOIN ref ON ref.note = interaction.id AND ref.field = 'people'
WHERE interaction.date >= :begin AND interaction.date < :end AND {REACHES_OUT}
ORDER BY moment, note.slug
"""
"""Contacts I made, with the absent people introduced in each: for them it is no thanks."""


class _Reached(NamedTuple):
    moment: str
    date: str
    slug: str
    introduced: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """Thanks that were given.

    Attributes:
        introducer: the person whom you thanked.
        introduced: the person to whom they introduced you.
        note: the slug of the interaction in which you gave thanks.
        date: the date of that interaction.
    """

    introducer: Who
    introduced: Who
    note: Slug
    date: Day


def thanks_given(index: Index, begin: str, end: str) -> tuple[Given, ...]:
    """Return the thanks that were given in some days, the earliest first.

    Args:
        index: the index, on the last of the days or later.
        begin: the start of the days, for comparing dates.
        end: the end of the days.
    """
    reached: dict[int, list[_Reached]] = {}
    for person, moment, date, slug, new in index.rows(_REACHED, begin=begin, end=end):
        outreach = _Reached(moment, date, slug, tuple(json.loads(new)))
        reached.setdefault(person, []).append(outreach)
    eve = Index(db=index.db, journal=index.journal, today=dates.add_days(begin, -1))
    before = Clocks(eve).outreach(reached)
    found = []
    for introducer, introduced, since in introduced_ever(index):
        if introducer not in reached:
            continue
        if is_settled(index, introducer, introduced, since, before.get(introducer, "")):
            continue
        later = (
            outreach for outreach in reached[introducer]
            if outreach.moment >= since
            and not (outreach.moment[:10] == since[:10] and introduced in outreach.introduced)
        )  # fmt: skip
        found += [(introducer, introduced, first.date, first.slug) for first in islice(later, 1)]
    people = who_are(index, {note for row in found for note in row[:2]})
    return tuple(
        Given(introducer=people[by], introduced=people[new], note=slug, date=date)
        for by, new, date, slug in sorted(found, key=lambda row: (row[2], row[3], row[:2]))
        if by in people and new in people
    )
