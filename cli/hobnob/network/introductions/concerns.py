"""What to think of before you introduce two people to each other.

The one rule: these are remarks. You know these people, and you decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.index.lookup import shown_text
from hobnob.index.notes import heads
from hobnob.index.people import resting
from hobnob.index.promises import list_promises
from hobnob.network.graph.edges import load_edges
from hobnob.network.graph.phrases import spell_evidence
from hobnob.network.introductions.written import introductions_written
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.thanks import thanks_owed

_PROMISES = 2
"""The most promises that are named; the others are counted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Concern:
    """Something to think of before you introduce two people to each other.

    Attributes:
        code: `known` if they seem to know each other, `private` if a note is private, `promise` if
            you promised one of them something, `thanks` if you owe one of them thanks, `peace` if
            one of them is left in peace or rests.
        people: the people it is about.
        message: it in words.
    """

    code: str
    people: tuple[Who, ...]
    message: str


def load_concerns(index: Index, one: int, other: int) -> tuple[Concern, ...]:
    """Return what to think of before two people, by their ids, are introduced to each other."""
    notes = heads(index, (one, other))
    both = tuple(Who(note, notes[note].slug, notes[note].name) for note in (one, other))
    return tuple(
        concern
        for some in (_known(index, both), _private(index, both), _promises(index, both),
                     _thanks(index, both), _peace(index, both))
        for concern in some
    )  # fmt: skip


def _known(index: Index, both: tuple[Who, ...]) -> Iterator[Concern]:
    one, other = both
    # Your own letters name both; that is no sign that they know each other.
    own = {*introductions_written(index, one, other), *introductions_written(index, other, one)}
    letters = {letter.note for letter in own}
    for edge in load_edges(index, {one.id} if one.id else ()).edges:
        if {edge.one, edge.other} != {one, other}:
            continue
        signs = [e for e in edge.evidence if e.kind != "mention" or e.note not in letters]
        if signs:
            said = "; ".join(map(spell_evidence, signs))
            message = f"{one.name} and {other.name} may know each other already: {said}"
            yield Concern(code="known", people=both, message=message)


def _private(index: Index, both: tuple[Who, ...]) -> Iterator[Concern]:
    private = index.column(
        "SELECT id FROM note WHERE private AND id IN (SELECT value FROM json_each(:both))",
        both=[who.id for who in both],
    )
    for who, other in (both, both[::-1]):
        if who.id in private:
            message = (
                f"the note of {who.name} is private; the letter to {other.name} says who "
                f"{who.name} is"
            )
            yield Concern(code="private", people=(who,), message=message)


def _promises(index: Index, both: tuple[Who, ...]) -> Iterator[Concern]:
    for who in both:
        mine = list_promises(index, person=who.id, mine=True)
        if not mine:
            continue
        said = [" ".join(shown_text(index, row.plain).split()) for row in mine[:_PROMISES]]
        more = f", and {len(mine) - _PROMISES:,} more" if len(mine) > _PROMISES else ""
        message = f"you promised {who.name} something first: {'; '.join(said)}{more}"
        yield Concern(code="promise", people=(who,), message=message)


def _thanks(index: Index, both: tuple[Who, ...]) -> Iterator[Concern]:
    ids = frozenset(who.id for who in both if who.id is not None)
    owed = [item for item in thanks_owed(index, Clocks(index, only=ids)) if item.introducer in both]
    for who in both:
        for_whom = [item.introduced.name for item in owed if item.introducer == who]
        if for_whom:
            names = " and ".join(for_whom[:_PROMISES])
            more = f" and {len(for_whom) - _PROMISES:,} more" if len(for_whom) > _PROMISES else ""
            message = f"you owe {who.name} thanks first, for {names}{more}"
            yield Concern(code="thanks", people=(who,), message=message)


def _peace(index: Index, both: tuple[Who, ...]) -> Iterator[Concern]:
    never = index.column(
        """SELECT id FROM person WHERE cadence = -1
           AND id IN (SELECT value FROM json_each(:both))""",
        both=[who.id for who in both],
    )
    rests = resting(index)
    for who in both:
        if who.id in never:
            message = f"you leave {who.name} in peace (keep_in_touch: never)"
            yield Concern(code="peace", people=(who,), message=message)
        elif who.id in rests:
            message = f"{who.name} rests until {rests[who.id][1]} (snooze)"
            yield Concern(code="peace", people=(who,), message=message)
