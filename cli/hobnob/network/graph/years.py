"""Since which year you know people, for a map that grows.

The one rule: the earliest year that any note gives counts; without one the answer leaves a person
out.
"""

from __future__ import annotations

from hobnob.index.index import Index


def known_since(index: Index) -> dict[int, int]:
    """Return the year of the first contact with each person, or of `met_on` if that is earlier."""
    rows = index.rows(
        """SELECT person.id, (SELECT min(date) FROM ref WHERE target = person.id
               AND field = 'people' AND contact = 1 AND date < :tomorrow),
             json_extract(note.data, '$.met_on')
           FROM person CROSS JOIN note ON note.id = person.id WHERE note.live"""
    )
    found = {}
    for person, *dates in rows:
        years = [int(text[:4]) for date in dates if (text := str(date or ""))[:4].isdecimal()]
        if years:
            found[person] = min(years)
    return found
