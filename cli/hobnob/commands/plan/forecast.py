"""The forecast of a plan in the terminal.

The one rule: its words are those of `network.plans.phrases`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hobnob.cli.layout import Column, one_line, table_lines
from hobnob.cli.text import Fact, facts, hanging, heading, section
from hobnob.network.plans import phrases
from hobnob.network.plans.rates import BETWEEN

if TYPE_CHECKING:
    from hobnob.network.plans.forecast import Forecast


def forecast_page(forecast: Forecast) -> Iterator[str]:
    """Yield the lines of a plan's forecast."""
    plan = forecast.plan
    yield from heading(plan.name, "what to expect")
    if not plan.is_active:
        over = "is paused" if plan.status == "paused" else f"is {plan.status}, and over"
        yield from hanging(f"This plan {over}. This is what it would come to if it went on.")
        yield ""
    yield from facts(_facts(forecast))
    yield from section(f"For {phrases.at_least(forecast.wins)}", _more(forecast))
    yield from section("Step by step", _steps(forecast))
    yield from section("What this assumes", _assumptions(forecast))


def _facts(forecast: Forecast) -> Iterator[Fact]:
    yield "chance", " ".join(phrases.spell_chance(forecast))
    yield "counted", phrases.spell_basis(forecast)
    yield "guessed", phrases.spell_hope(forecast)
    yield "wins", phrases.spell_wins(forecast)
    yield "won so far", phrases.spell_won(forecast)
    yield "one letter", phrases.spell_letter(forecast)
    yield "weakest", phrases.spell_weakest(forecast)


def _more(forecast: Forecast) -> Iterator[str]:
    columns = [Column(title="", align="right"), Column(title="", shrink=1, least=20)]
    return table_lines(columns, phrases.spell_more(forecast), titled=False)


def _steps(forecast: Forecast) -> Iterator[str]:
    step, so_far, *numbers = phrases.STEP_TITLES
    columns = [
        Column(title=step, shrink=1),
        Column(title=so_far),
        Column(title=numbers[0], align="right", drop=1),
        Column(title=numbers[1], align="right"),
        Column(title=numbers[2], align="right"),
    ]
    yield from table_lines(columns, map(phrases.spell_step, forecast.steps))
    yield from hanging(BETWEEN)


def _assumptions(forecast: Forecast) -> Iterator[str]:
    for text in phrases.spell_assumptions(forecast):
        yield from hanging(one_line(text), "- ")
