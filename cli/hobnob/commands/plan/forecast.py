"""The forecast of a plan in the terminal.

The one rule: it says what `network.forecast_words` says, and adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hobnob.cli.layout import Column, one_line, table_lines, wrap_words
from hobnob.cli.text import Fact, facts, heading, room, section
from hobnob.network.plans import phrases as say

if TYPE_CHECKING:
    from hobnob.network.plans.forecast import Outlook
    from hobnob.network.plans.plans import Plan


def forecast_page(plan: Plan, outlook: Outlook, wins: int, letters: int) -> Iterator[str]:
    """Yield the lines of a plan's forecast."""
    yield from heading(plan.name, "what to expect")
    if not plan.is_active:
        yield f"This plan is {plan.status}; this is what it would come to if it went on."
        yield ""
    yield from facts(_facts(outlook, wins, letters))
    yield from section(f"For {say.at_least(wins)}", _more(outlook, wins))
    yield from section("Step by step", _steps(outlook))
    yield from section("What this takes for granted", _assumptions(outlook))


def _facts(outlook: Outlook, wins: int, letters: int) -> Iterator[Fact]:
    yield "chance", " ".join(say.say_chance(outlook, wins, letters))
    yield "wins", say.say_wins(outlook, letters)
    yield "won so far", say.say_won(outlook)
    yield "one letter", say.say_letter(outlook)
    yield "weakest", say.say_weakest(outlook)


def _more(outlook: Outlook, wins: int) -> Iterator[str]:
    columns = [Column(title="", align="right"), Column(title="", shrink=1, least=20)]
    lines = table_lines(columns, say.say_more(outlook, wins))
    next(lines)
    return lines


def _steps(outlook: Outlook) -> Iterator[str]:
    columns = [
        Column(title=say.STEP_TITLES[0], shrink=1),
        Column(title=say.STEP_TITLES[1]),
        Column(title=say.STEP_TITLES[2], align="right", drop=1),
        Column(title=say.STEP_TITLES[3], align="right"),
        Column(title=say.STEP_TITLES[4], align="right"),
    ]
    return table_lines(columns, map(say.say_step, outlook.steps))


def _assumptions(outlook: Outlook) -> Iterator[str]:
    for text in say.assumptions(outlook):
        yield from wrap_words(one_line(text).split(), "- ", "  ", room())
