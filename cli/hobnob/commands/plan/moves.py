"""The next moves of a plan in the terminal: what to do, why, and the command.

The one rule: moves for today come before later ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from hobnob import dates
from hobnob.cli.layout import one_line
from hobnob.cli.text import hanging, section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hobnob.network.plans.next_moves import Move


def moves_page(moves: Sequence[Move], today: str) -> Iterator[str]:
    """Yield the moves of a plan: today's with their commands, then the later ones."""
    now = [move for move in moves if move.is_due(today)]
    later = [move for move in moves if not move.is_due(today)]
    yield from section("Now", (line for move in now for line in _now(move, today)))
    yield from section("Later", (line for move in later for line in _later(move)))


def move_text(move: Move, today: str) -> str:
    """Return a move in words, with its day if that is in the future."""
    return move.words if move.is_due(today) else f"from {dates.spell_date(move.date)}: {move.words}"


def _now(move: Move, today: str) -> Iterator[str]:
    yield from _line(move, move_text(move, today))
    if move.prepare:
        yield click.style(f"    {one_line(move.prepare)}", dim=True)
    for command in filter(None, (move.record_when_done, move.tick_when_done)):
        yield click.style(f"    when done: {one_line(command)}", dim=True)


def _later(move: Move) -> Iterator[str]:
    yield from _line(move, f"{dates.spell_date(move.date)}: {move.words}")


def _line(move: Move, text: str) -> Iterator[str]:
    name = one_line(move.subject)
    first, *rest = hanging(f"{name} · {one_line(text)}", hang="    ")
    yield click.style(first[: len(name)], bold=True) + first[len(name) :]
    yield from rest
