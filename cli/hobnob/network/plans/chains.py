"""How a plan's wins came about: from the first letter through introductions to the win.

The one rule: a chain uses only the plan's own interactions and people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hobnob.answers import Entry, Slug, Who, hidden
from hobnob.dates import spell_date
from hobnob.index.index import Index
from hobnob.model import default_direction
from hobnob.network.plans.ladder import Rung
from hobnob.network.plans.plan_log import Event, PlanLog
from hobnob.wording import join_words, spell_direction


@dataclass(frozen=True, kw_only=True, slots=True)
class Chain:
    """How a win came about.

    Attributes:
        people: from the first person written to, to the person with the win.
        evidence: the interactions that show it, the earliest first.
        steps: each step in words, with the interaction that shows it.
    """

    people: tuple[Who, ...]
    evidence: tuple[Slug, ...]
    steps: tuple[tuple[str, Entry | None], ...] = hidden()


def find_chains(index: Index, log: PlanLog, rungs: Sequence[Rung]) -> tuple[Chain, ...]:
    """Return the chains to each win of a plan, the earliest win first."""
    if len(rungs) < 2:
        return ()
    wins = [event for event in log.events if rungs[-1].reached_by(event.step)]
    introducers = _introducers_by_note(index, log) if wins else {}
    return tuple(chain for win in wins for chain in _chains_to(log, win, introducers))


def _chains_to(log: PlanLog, win: Event, introducers: dict[int, Who]) -> list[Chain]:
    """Return the chains to a win, without chains that are the beginning of another."""
    found = [_chain(log, win, who, introducers) for who in win.people]
    ends = [
        chain
        for chain in found
        if not any(chain.people[-1] in other.people[:-1] for other in found if other is not chain)
    ]
    # If two people introduced each other, according to the log, one chain is enough.
    return ends or found[:1]


def _chain(log: PlanLog, win: Event, last: Who, introducers: dict[int, Who]) -> Chain:
    people, introductions = [last], list[Event | None]()
    while (led := _introducer(log, people[0], win, introducers)) and led[0] not in people:
        people.insert(0, led[0])
        introductions.insert(0, led[1])
    steps = tuple(_steps(log, win, people, introductions))
    return Chain(
        people=tuple(people),
        evidence=tuple(dict.fromkeys(entry.slug for _, entry in steps if entry)),
        steps=steps,
    )


def _steps(
    log: PlanLog, win: Event, people: Sequence[Who], introductions: Sequence[Event | None]
) -> Iterator[tuple[str, Entry | None]]:
    """Yield the first contact, each introduction, and the win."""
    first = next(iter(log.with_person(people[0])), win)
    if first is not win:
        yield _words(first, people[:1]), first.entry
    for who, event in zip(people[1:], introductions, strict=True):
        when = f", {spell_date(event.day)}" if event else ""
        yield f"introduction to {who.name}{when}", event.entry if event else None
    yield f"{_words(win, win.people)}: won", win.entry


def _introducer(
    log: PlanLog, who: Who, win: Event, introducers: dict[int, Who]
) -> tuple[Who, Event | None] | None:
    """Return who introduced a person, and how; None if I was in touch before."""
    before = next(iter(log.with_person(who)), win)
    for event in log.events:
        if who in event.introduced and event.people and event.date <= before.date:
            return event.people[0], event
    known = introducers.get(who.id) if who.id is not None else None
    return (known, None) if known else None


def _introducers_by_note(index: Index, log: PlanLog) -> dict[int, Who]:
    """Return the introducers, from the plan, of people who are no targets, as their notes say."""
    targets = {who.id for who in log.targets}
    people = {who for event in log.events for who in event.people}
    known = {who.id: who for who in (*people, *log.targets)}
    rows = index.rows(
        """SELECT note, target FROM ref WHERE field = 'introduced_by'
             AND note IN (SELECT value FROM json_each(:people))""",
        people=[who.id for who in people if who.id not in targets],
    )
    return {note: known[by] for note, by in rows if by in known}


def _words(event: Event, people: Sequence[Who]) -> str:
    """Return what happened, with which people and when: `letter to Ada King, 4 March 1988`."""
    names = join_words(who.name for who in people)
    way = event.direction or default_direction(event.kind)
    word = spell_direction(way)
    kind = event.kind or "contact"
    what = f"{kind} {word} {names}" if names else kind
    return f"{what}, {spell_date(event.day)}"
