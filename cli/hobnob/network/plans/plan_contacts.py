"""Every contact with some people, whatever it was for.

The one rule: one query for all of them; what no answer came to is no contact.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hobnob.index.index import Index
from hobnob.network.plans.ladder import Step

_IN_WRITING = frozenset({"letter", "email", "message", "gift"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Touch:
    """A contact: its day (a month or a year where no more is known), and who began."""

    note: int
    day: str
    kind: str
    direction: str

    @property
    def is_exchange(self) -> bool:
        """Whether the other side took part: they wrote, picked up, or came."""
        return Step(kind=self.kind, direction=self.direction, outcome="").answered


Touches = Sequence[Touch]
"""Contacts with one person, the earliest first."""


def load_touches(index: Index, people: Iterable[int]) -> dict[int, list[Touch]]:
    """Return the contacts with some people until today; whoever had none is left out."""
    found: dict[int, list[Touch]] = defaultdict(list)
    for person, note, date, kind, direction in index.db.execute(
        """SELECT DISTINCT ref.target, ref.note, ref.date, it.kind, it.direction
           FROM ref JOIN interaction AS it ON it.id = ref.note
           WHERE ref.target IN (SELECT value FROM json_each(?)) AND ref.field = 'people'
             AND ref.contact = 1 AND ref.date < ? ORDER BY ref.date, ref.note""",
        (json.dumps(list(people)), index.tomorrow),
    ):
        found[person].append(Touch(note=note, day=date[:10], kind=kind, direction=direction))
    return dict(found)


def last_day(touches: Touches) -> str:
    """Return the day of the last contact, "" when there was none."""
    return touches[-1].day if touches else ""


def first_since(touches: Touches, day: str, *, but: int = 0) -> str:
    """Return the day of the first contact from a day on, "" when there was none.

    Args:
        touches: the contacts.
        day: an ISO date.
        but: the id of a note that does not count.
    """
    return next((t.day for t in touches if t.day >= day and t.note != but), "")


def heard_from_me(touches: Touches, day: str, *, but: int = 0) -> bool:
    """Say whether I was in touch after what happened on a day: on a later one, or in writing.

    Args:
        touches: the contacts.
        day: an ISO date.
        but: the id of the note of what happened.
    """
    return any(
        touch.direction != "in"
        and touch.note != but
        and (touch.day > day or (touch.day == day and touch.kind in _IN_WRITING))
        for touch in touches
    )
