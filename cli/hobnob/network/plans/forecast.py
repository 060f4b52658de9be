"""The chance that a plan succeeds, and how many more letters it takes.

The one rule: every number that is shown is computed here, once. `outlook` has the formulas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
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
            not even 200 are enough.
        weakest: the stage that the step with the lowest rate leads to.
        guess: whether nobody took a step or let it pass yet, so that all rates are guesses.
        wins: the value of `--wins`.
        letters: the value of `--more`; `chance` and `likely_wins` include it.
        won: how many wins there are already.
        won_through: how many more wins came through introductions.
        under_way: how many people may still go on, including the listed: the forecast assumes that
            you write to them.
        likely_wins: further wins: the average, and the ends of the range that has 95 % probability.
        steps: each step from the first that others decide: how many could take it and how many did,
            the hoped-for rate, the estimated rate, and its 95 % credible interval.
        listed: how many of the people under way you have not written to, or turned to if a letter
            reaches no stage.
        per_letter: the chance that one more letter leads to a win.
        chances: the probability of each number of further wins; the last is for that many or more.
    """

    plan: Plan = spread()
    chance: float
    hope: float
    more: Mapping[str, int | None]
    weakest: TextOrNone
    guess: bool
    wins: int
    letters: int
    won: int
    won_through: int
    under_way: int
    likely_wins: LikelyWins
    steps: tuple[Transition, ...]
    listed: int = hidden()
    per_letter: float = hidden()
    chances: tuple[float, ...] = hidden()


def make_forecast(plan: Plan, wins: int = 1, letters: int = 0) -> Forecast:
    """Return the forecast of a plan as it is today.

    Args:
        plan: a plan with a stage that others decide; see `Plan.has_outlook`.
        wins: how many more wins to aim at.
        letters: how many more letters to assume.
    """
    waiting = _waiting(plan)
    outlook = _outlook(plan, waiting)
    weakest = outlook.weakest
    low, high = outlook.range_of_wins(letters)
    return Forecast(
        plan=plan,
        chance=outlook.chance(wins, letters),
        hope=outlook.hope,
        more={str(chance): number for chance, number in outlook.more(wins).items()},
        weakest=weakest.stage if weakest else "",
        guess=outlook.is_guess,
        wins=wins,
        letters=letters,
        won=plan.stages[-1].count,
        won_through=len(indirect_wins(plan)),
        under_way=outlook.under_way,
        likely_wins=LikelyWins(mean=outlook.likely_wins(letters), low=low, high=high),
        steps=outlook.steps,
        listed=sum(height < max(plan.letter_height, 1) for height in waiting),
        per_letter=outlook.per_letter,
        chances=_columns(outlook.wins(letters)),
    )


def _waiting(plan: Plan) -> list[int]:
    """Return the heights of those who may still go on."""
    heights = heights_with_indirect_wins(plan)
    return [
        height for height, target in zip(heights, plan.counted, strict=True)
        if not (target.declined or target.shut)
    ]  # fmt: skip


def _outlook(plan: Plan, waiting: Sequence[int]) -> Outlook:
    expected = _expected(plan.values)
    names = (stage.name for stage in plan.stages)
    # The stages up to here are reached by writing, which nobody else decides.
    first = plan.letter_height
    heights = heights_with_indirect_wins(plan)
    stages = count_stages(names, heights)[first:]
    from_here = [max(height, first) for height in waiting]
    return Outlook(
        steps=tuple(
            make_step(
                stage.name,
                stage.count,
                before.count,
                expected.get(stage.name),
                waiting=sum(
                    1 - target.waited
                    for height, target in zip(heights, plan.counted, strict=True)
                    if height == at
                ),
            )
            for at, (before, stage) in enumerate(pairwise(stages), first)
        ),
        at_stage=tuple(from_here.count(first + at) for at in range(len(stages) - 1)),
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
