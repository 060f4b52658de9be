"""The chance that a plan succeeds, and how many more letters it takes.

The one rule: every number that is shown is computed here, once. `outlook` has the formulas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from hobnob.answers import TextOrNone, hidden, spread
from hobnob.network.plans.indirect_wins import heights_with_indirect_wins, indirect_wins
from hobnob.network.plans.outlook import Outlook, Transition, make_step
from hobnob.network.plans.plans import Plan, count_stages

_NEARLY_ALL = 0.995
"""The probability that the chart of wins shows column by column."""
_MOST_COLUMNS = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class LikelyWins:
    """Further wins: the average, and the ends of the range that has 95 % probability."""

    mean: float
    low: int
    high: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecast:
    """The forecast of a plan, added to [how far it has come](#plan).

    Attributes:
        chance: the probability of at least `wins` further wins; it is not that of the goal, which
            hobnob does not know.
        hope: the share of the rates that is hoped for or assumed, not seen, from 0 to 1.
        more: the fewest additional letters for a chance of `50`, `80` and `95` per cent; null if
            not even 1,000 are enough.
        weakest: the stage that the step with the lowest rate leads to.
        wins: the value of `--wins`.
        letters: the value of `--more`; `chance` and `likely_wins` include it.
        won: how many wins there are already.
        won_through: how many more wins came through introductions.
        under_way: how many people may still go on, including the listed.
        likely_wins: further wins: the average, and the ends of the range that has 95 % probability.
        steps: each step: how many could take it and how many did, the hoped-for rate, the estimated
            rate, and its 95 % credible interval.
        listed: how many of the people under way are only listed.
        weakest_rate: the rate of the weakest step.
        per_letter: the chance that one more letter leads to a win.
        chances: the probability of each number of further wins; the last is for that many or more.
    """

    plan: Plan = spread()
    chance: float
    hope: float
    more: Mapping[str, int | None]
    weakest: TextOrNone
    wins: int
    letters: int
    won: int
    won_through: int
    under_way: int
    likely_wins: LikelyWins
    steps: tuple[Transition, ...]
    listed: int = hidden()
    weakest_rate: float = hidden()
    per_letter: float = hidden()
    chances: tuple[float, ...] = hidden()


def make_forecast(plan: Plan, wins: int = 1, letters: int = 0) -> Forecast:
    """Return the forecast of a plan as it is today.

    Args:
        plan: a plan with a stage beyond being listed.
        wins: how many more wins to aim at.
        letters: how many more letters to assume.
    """
    outlook = _outlook(plan)
    weakest = outlook.weakest
    low, high = outlook.range_of_wins(letters)
    return Forecast(
        plan=plan,
        chance=outlook.chance(wins, letters),
        hope=outlook.hope,
        more={str(chance): number for chance, number in outlook.more(wins).items()},
        weakest=weakest.stage if weakest else "",
        wins=wins,
        letters=letters,
        won=plan.stages[-1].count,
        won_through=len(indirect_wins(plan)),
        under_way=outlook.under_way,
        likely_wins=LikelyWins(mean=outlook.likely_wins(letters), low=low, high=high),
        steps=outlook.steps,
        listed=outlook.at_stage[0],
        weakest_rate=weakest.rate if weakest else 0.0,
        per_letter=outlook.per_letter,
        chances=_columns(outlook.wins(letters)),
    )


def _outlook(plan: Plan) -> Outlook:
    heights = heights_with_indirect_wins(plan)
    expected = _expected(plan.values)
    first, *stages = count_stages((stage.name for stage in plan.stages), heights)
    counts = [first.count, *(stage.count for stage in stages)]
    waiting = [
        height for height, target in zip(heights, plan.targets, strict=True) if not target.declined
    ]
    return Outlook(
        steps=tuple(
            make_step(stage.name, stage.count, tried, expected.get(stage.name))
            for stage, tried in zip(stages, counts, strict=False)
        ),
        at_stage=tuple(waiting.count(height) for height in range(len(stages))),
        letters_from=plan.letter_height,
    )


def _expected(values: Mapping[str, Any]) -> dict[str, float]:
    """Return the hoped-for rates of a plan's front matter, by stage."""
    rates = values.get("expect")
    return {str(k): float(v) for k, v in rates.items()} if isinstance(rates, dict) else {}


def _columns(chances: Sequence[float]) -> tuple[float, ...]:
    """Return the probability of each number of wins, without the nearly impossible ones.

    The last is for that many or more. They are rounded to what can be seen, so that a page does not
    change without a visible difference.
    """
    sums = list(accumulate(chances))
    last = next((at for at, total in enumerate(sums) if total >= _NEARLY_ALL), len(sums) - 1)
    last = min(last, _MOST_COLUMNS - 1)
    shown = [*chances[:last], 1 - sum(chances[:last])]
    return tuple(round(chance, 4) for chance in shown)
