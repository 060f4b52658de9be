"""Every contact with some people, for a plan or not.

The one rule: one query for all people. An interaction without an answer is no contact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hobnob.index.index import Index
from hobnob.model import OUT_BY_DEFAULT
from hobnob.network.plans.ladder import StageEvidence


class PlanContact(NamedTuple):
    """A contact: its day (or month or year, if no more is known), and its direction."""

    note: int
    day: str
    kind: str
    direction: str

    @property
    def is_exchange(self) -> bool:
        """Whether the other side took part: they wrote, picked up, or came."""
        return StageEvidence(kind=self.kind, direction=self.direction, outcome="").answered


Contacts = Sequence[PlanContact]
"""Contacts with one person, the earliest first."""


def load_contacts(index: Index, people: Iterable[int]) -> dict[int, list[PlanContact]]:
    """Return the contacts with each of some people until today, without people who have none."""
    found: dict[int, list[PlanContact]] = defaultdict(list)
    for person, note, date, kind, direction in index.rows(
        """SELECT ref.target, ref.note, ref.date, it.kind, it.direction
           FROM ref JOIN interaction AS it ON it.id = ref.note
           WHERE ref.target IN (SELECT value FROM json_each(:people)) AND ref.field = 'people'
             AND ref.contact = 1 AND ref.date < :tomorrow
           ORDER BY ref.target, ref.date, ref.note""",
        people=list(people),
    ):
        found[person].append(PlanContact(note, date[:10], kind, direction))
    return dict(found)


def last_day(contacts: Contacts) -> str:
    """Return the day of the last contact, "" for none."""
    return contacts[-1].day if contacts else ""


def first_since(contacts: Contacts, day: str, *, ignore: int = 0) -> str:
    """Return the day of the first contact from a day on, "" for none.

    Args:
        contacts: the contacts.
        day: an ISO date.
        ignore: the id of a note that does not count.
    """
    since = (contact for contact in contacts if contact.day >= day and contact.note != ignore)
    return next((contact.day for contact in since), "")


def heard_from_me(contacts: Contacts, day: str, *, ignore: int = 0) -> bool:
    """Say whether I was in touch after an event: on a later day, or on the same day in writing.

    Args:
        contacts: the contacts.
        day: an ISO date.
        ignore: the id of the note of what happened.
    """
    return any(
        contact.direction != "in"
        and contact.note != ignore
        and (contact.day > day or (contact.day == day and contact.kind in OUT_BY_DEFAULT))
        for contact in contacts
    )
