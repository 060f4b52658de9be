"""The needs of each person, for their own page.

The one rule: these are the needs of the list of today and of the days ahead, so a person's page
says what the list says, on whatever day it is looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from hobnob.index.appointments import Appointment
from hobnob.index.promises import ME, Asked, Promise
from hobnob.network.person import Person
from hobnob.network.today.need import Need, Reason

_TOLD = frozenset({"promise", "theirs", "asked", "appointment"})
"""Reasons of which the page has the thing itself, also on days on which the list does not."""

NeedsOf = Mapping[int, tuple[Need, ...]]
"""Needs by the id of each person whom they are about."""


def needs_of_people(needs: Iterable[Need]) -> NeedsOf:
    """Return needs by the people whom they are about."""
    found: defaultdict[int, list[Need]] = defaultdict(list)
    for need in needs:
        for who in need.people:
            if who.id is not None and not need.stands_for:
                # Its place among the needs of others is of no concern to the page.
                found[who.id].append(replace(need, order=0))
    return {person: tuple(needs) for person, needs in found.items()}


def people_in_other_need(before: NeedsOf, after: NeedsOf) -> set[int]:
    """Return the ids of the people whose needs differ."""
    return {
        person for person in before.keys() | after.keys() if before.get(person) != after.get(person)
    }


Thing = Promise | Asked | Appointment


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """Something that is open between somebody and me.

    Attributes:
        need: how the list of today has it; None if it is not on it on any of the days ahead.
        thing: the promise, what they asked, or the appointment; None for any other need.
    """

    need: Need | None
    thing: Thing | None

    @property
    def reason(self) -> Reason:
        """Why, in the word of the list."""
        if self.need is not None:
            return self.need.reason
        if isinstance(self.thing, Promise):
            return "promise" if self.thing.owner == ME else "theirs"
        return "asked" if isinstance(self.thing, Asked) else "appointment"


def open_between(person: Person, needs: Iterable[Need]) -> tuple[Open, ...]:
    """Return all that is open with somebody: the needs in their order, then what waits for no day.

    Args:
        person: the person.
        needs: their needs.
    """
    promises = {one.ref: one for one in (*person.mine, *person.theirs)}
    asked = {one.ref: one for one in person.asked_of_me}
    ahead = {one.note: one for one in person.appointments}
    found: list[Open] = []
    thing: Thing | None
    for need in needs:
        thing = None
        if need.reason == "appointment":
            thing = ahead.pop(need.note, None)
        elif need.reason == "asked":
            thing = asked.pop(need.ref, None)
        elif need.reason in ("promise", "theirs"):
            thing = promises.pop(need.ref, None)
        if thing or need.reason not in _TOLD:
            found.append(Open(need=need, thing=thing))
    rest: tuple[Thing, ...] = (*ahead.values(), *asked.values(), *promises.values())
    return (*found, *(Open(need=None, thing=thing) for thing in rest))
