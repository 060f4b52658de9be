"""Introductions in a plan, and the word of them that is owed to whoever made them.

The one rule: word is owed after my first contact with the introduced person, after we first spoke,
and after it ended with a yes or a no. One word tells of all that happened before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hobnob.answers import Who
from hobnob.model import WRITTEN_KINDS
from hobnob.network.plans.ladder import MET
from hobnob.network.plans.plan_contacts import Contacts, PlanContact, first_since
from hobnob.network.plans.plan_log import Event

SPOKEN = MET | {"call"}
"""Kinds of interaction where people speak."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Introduction:
    """A person that an interaction of a plan introduced me to.

    Attributes:
        contacts: the contacts with the introduced person.
        ends: the days on which they said yes or no in this plan, the earliest first.
    """

    by: tuple[Who, ...]
    to: Who
    event: Event
    contacts: Contacts = ()
    ends: Sequence[str] = ()

    @property
    def acted_on(self) -> str:
        """The day of the first contact with the introduced person since then, or ""."""
        return first_since(self.contacts, self.event.day, ignore=self.event.id)

    @property
    def names(self) -> str:
        """The names of those who introduced us."""
        return " and ".join(who.name for who in self.by) or "somebody"

    @property
    def owed(self) -> tuple[str, str]:
        """The day since which word is owed, and what to tell; "" for both if nothing is.

        Each step is told of once. So the day is that of the last step.
        """
        if not self.acted_on:
            return "", ""
        ends = [day for day in self.ends if day >= self.event.day]
        spoken = next((c.day for c in self._since if c.is_exchange and c.kind in SPOKEN), "")
        if ends:
            return max(ends[-1], spoken), f"tell them how it ended with {self.to.name}"
        return spoken or self.acted_on, self._news

    @property
    def _since(self) -> list[PlanContact]:
        """The contacts since then, without the introduction itself."""
        return [
            contact for contact in self.contacts
            if contact.day >= self.event.day and contact.note != self.event.id
        ]  # fmt: skip

    @property
    def _news(self) -> str:
        since = self._since
        if any(contact.is_exchange for contact in since):
            return f"tell them how it went with {self.to.name}"
        if all(contact.kind in WRITTEN_KINDS for contact in since):
            return f"tell them that you wrote to {self.to.name}"
        return f"tell them that you were in touch with {self.to.name}"
