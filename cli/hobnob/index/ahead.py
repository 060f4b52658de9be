"""Whom an appointment lies ahead with, for the cadence.

The one rule: an appointment lies ahead until its day is over; of a month or a year alone, until the
last day of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from hobnob import dates
from hobnob.index.index import Index
from hobnob.index.notes import APPOINTMENT, LIVE


def days_ahead(index: Index, people: Iterable[int] | None = None) -> dict[int, str]:
    """Return the last day of the latest appointment that lies ahead, by the ids of its people.

    Args:
        index: the index.
        people: whom to look for; None is everybody.
    """
    wanted = None if people is None else list(people)
    # The order of the join is fixed: there are few appointments, and many references.
    rows = index.rows(
        f"""SELECT ref.target, interaction.date FROM interaction
            CROSS JOIN ref ON ref.note = interaction.id AND ref.field = 'people'
            WHERE interaction.date >= :year AND {APPOINTMENT} AND interaction.id {LIVE}
              AND ref.target IS NOT NULL
              AND (:people IS NULL OR ref.target IN (SELECT value FROM json_each(:people)))""",
        year=index.today[:4],
        people=wanted,
    )
    found: dict[int, str] = {}
    for person, date in rows:
        day = dates.last_of(date[:10])
        if day >= index.today:
            found[person] = max(found.get(person, ""), day)
    return found
