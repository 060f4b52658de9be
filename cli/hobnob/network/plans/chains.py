"""Who brought the results of a plan: from the first letter, by way of introductions, to the win.

The one rule: a chain goes only through what was logged for the plan and through its own people.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from hobnob.dates import spell_date
from hobnob.index.index import Index
from hobnob.model import default_direction
from hobnob.network.plans.campaigns import Campaign, Event, Who
from hobnob.network.plans.plans import Plan


@dataclass(frozen=True, kw_only=True, slots=True)
class Chain:
    """How a win came about.

    Attributes:
        people: from the one who was written to first to the one with whom it was won.
        first: what began it, if it was logged.
        introductions: by which each led to the next; None where only a note says so.
        win: the interaction in which it was won.
    """

    people: tuple[Who, ...]
    first: Event | None
    introductions: tuple[Event | None, ...]
    win: Event

    @property
    def steps(self) -> tuple[tuple[str, Event | None], ...]:
        """The chain in words, a part for each step, with the interaction that it rests on."""
        parts: list[tuple[str, Event | None]] = []
        if self.first and self.first is not self.win:
            parts.append((_say(self.first, (self.people[0],)), self.first))
        for who, event in zip(self.people[1:], self.introductions, strict=True):
            when = f", {spell_date(event.day)}" if event else ""
            parts.append((f"introduction to {who.name}{when}", event))
        return (*parts, (f"{_say(self.win, self.win.people)}: won", self.win))

    @property
    def evidence(self) -> tuple[str, ...]:
        """The slugs of the interactions that it rests on, the earliest first."""
        return tuple(dict.fromkeys(event.slug for _, event in self.steps if event))


def load_chains(index: Index, plan: Plan) -> tuple[Chain, ...]:
    """Return the chains to each win of a plan, the earliest win first."""
    if len(plan.rungs) < 2:
        return ()
    campaign = plan.campaign
    wins = [event for event in campaign.events if plan.rungs[-1].reached_by(event.step)]
    told = _told_by_notes(index, campaign) if wins else {}
    return tuple(chain for win in wins for chain in _chains_to(campaign, win, told))


def _chains_to(campaign: Campaign, win: Event, told: dict[int, Who]) -> list[Chain]:
    """Return the chains to a win; one that is the beginning of another is not told again."""
    found = [_chain(campaign, win, who, told) for who in win.people]
    ends = [
        chain
        for chain in found
        if not any(chain.people[-1] in other.people[:-1] for other in found if other is not chain)
    ]
    # Where two are said to have introduced each other, one of the ways is told.
    return ends or found[:1]


def _chain(campaign: Campaign, win: Event, last: Who, told: dict[int, Who]) -> Chain:
    people, introductions = [last], list[Event | None]()
    while (led := _introducer(campaign, people[0], win, told)) and led[0] not in people:
        people.insert(0, led[0])
        introductions.insert(0, led[1])
    events = campaign.with_person(people[0])
    return Chain(
        people=tuple(people),
        first=events[0] if events else None,
        introductions=tuple(introductions),
        win=win,
    )


def _introducer(
    campaign: Campaign, who: Who, win: Event, told: dict[int, Who]
) -> tuple[Who, Event | None] | None:
    """Return who led to somebody, and how; nobody did when I had been in touch before."""
    before = next(iter(campaign.with_person(who)), win)
    for event in campaign.events:
        if who in event.introduced and event.people and event.date <= before.date:
            return event.people[0], event
    known = told.get(who.id) if who.id is not None else None
    return (known, None) if known else None


def _told_by_notes(index: Index, campaign: Campaign) -> dict[int, Who]:
    """Return who introduced those who are no targets, as their notes say: people of the plan."""
    targets = {who.id for who in campaign.targets}
    people = {who for event in campaign.events for who in event.people}
    known = {who.id: who for who in (*people, *campaign.targets)}
    rows = index.db.execute(
        """SELECT note, target FROM ref WHERE field = 'introduced_by'
             AND note IN (SELECT value FROM json_each(?))""",
        (json.dumps([who.id for who in people if who.id not in targets]),),
    )
    return {note: known[by] for note, by in rows if by in known}


def _say(event: Event, people: tuple[Who, ...]) -> str:
    """Say what happened, with whom and when: `letter to Ada King, 4 March 1988`."""
    names = [who.name for who in people]
    listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""
    way = event.direction or default_direction(event.kind)
    word = {"out": "to", "in": "from"}.get(way, "with")
    said = f"{event.kind or 'contact'} {word} {listed}" if listed else event.kind or "contact"
    return f"{said}, {spell_date(event.day)}"
