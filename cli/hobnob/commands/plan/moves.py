"""The next moves of a plan in the terminal: what to do, why, and what to type for it.

The one rule: a command that is shown can be typed as it stands, but for the words of a letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote
from typing import TYPE_CHECKING

import click

from hobnob import dates
from hobnob.cli.layout import one_line, wrap_words
from hobnob.cli.text import room, section

if TYPE_CHECKING:
    from hobnob.network.plans.next_moves import Move
    from hobnob.network.plans.plans import Plan

_LOGGED = {
    "call": ("Rang", "call"),
    "follow-up": ("Came back to it", "call"),
    "meet": ("Proposed a meeting", "email"),
    "ask": ("Asked whom else to talk to", "email"),
    "ask-after": ("Asked after it", "message"),
    "nudge": ("Wrote again", "email"),
    "thank": ("Thanked them", "letter"),
}
"""How a move is logged once it is made: a text, and the kind."""


def command_of(plan: Plan, move: Move) -> str:
    """Return what to type for a move, "" where that is not known."""
    from hobnob.cli.writing import quoted

    who = quote(move.person.slug)
    if not move.person.slug:
        return f"hobnob add person {quoted(move.person.name)}"
    if move.do == "send":
        return f"hobnob sent {quote(move.ref)}"
    if move.do == "promise":
        return f"hobnob done {quote(move.ref)}"
    if move.do in ("write", "introduction"):
        if plan.letter:
            return f"hobnob draft {quote(plan.letter)} --to {who} --plan {quote(plan.slug)}"
        return f'hobnob log "Wrote to them" --with {who} --kind letter --plan {quote(plan.slug)}'
    if move.do not in _LOGGED:
        return ""
    text, kind = _LOGGED[move.do]
    return f'hobnob log "{text}" --with {who} --kind {kind} --plan {quote(plan.slug)}'


def command_beside(move: Move) -> str:
    """Return what to type beside a move, for a promise that it keeps or that was kept; else ""."""
    return f"hobnob done {quote(move.kept)}" if move.kept else ""


def moves_page(plan: Plan, today: str) -> Iterator[str]:
    """Yield the moves of a plan: those of today with their commands, then those for later."""
    moves = plan.moves(today)
    now = [move for move in moves if move.is_due(today)]
    later = [move for move in moves if not move.is_due(today)]
    yield from section("Now", (line for move in now for line in _now(plan, move, today)))
    yield from section("Later", (line for move in later for line in _later(move)))


def move_text(move: Move, today: str) -> str:
    """Return a move in words, with its day where that is still to come."""
    return move.words if move.is_due(today) else f"from {dates.spell_date(move.date)}: {move.words}"


def _now(plan: Plan, move: Move, today: str) -> Iterator[str]:
    yield from _line(move, move_text(move, today))
    for command in filter(None, (command_of(plan, move), command_beside(move))):
        yield click.style(f"    {one_line(command)}", dim=True)


def _later(move: Move) -> Iterator[str]:
    yield from _line(move, f"{dates.spell_date(move.date)}: {move.words}")


def _line(move: Move, text: str) -> Iterator[str]:
    name = one_line(move.person.name)
    first, *rest = wrap_words([*name.split(), "·", *one_line(text).split()], "", "    ", room())
    yield click.style(first[: len(name)], bold=True) + first[len(name) :]
    yield from rest
