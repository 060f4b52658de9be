"""How many wins to expect of a funnel, and how many letters bring more.

The one rule: an unknown rate stays uncertain. Each rate is a Beta distribution, and the wins are
computed over all values of the rates.

**The rates.** Of the n people who came to a stage, k came to the next. With Jeffreys' prior
Beta(1/2, 1/2) (H. Jeffreys, "An invariant form for the prior probability in estimation problems",
Proceedings of the Royal Society A 186, 1946) the rate of that step is Beta(k + 1/2, n - k + 1/2).
Where the plan expects a rate r, the prior is Beta(10 r, 10 (1 - r)) instead: as if 10 people had
been seen before, and 10 r of them had gone on.

**Those who may still go on.** Silence is no answer on the first day. Who stands at a stage and did
not decline counts as a no bit by bit: after half of the plan's wait (`nudge_after`) as half a no,
in full at its end, and not at all while an appointment lies ahead. So a new letter lowers no rate.
This is the actuarial estimate of a rate when some were not watched for long (E. L. Kaplan,
P. Meier, "Nonparametric estimation from incomplete observations", Journal of the American
Statistical Association 53, 1958, section 2).

If the plan was won with a person that a target introduced, that target counts as having come all
the way: the introduction worked, so the forecast must not learn a failure from it.

**What is certain.** Whether you write is your choice, so it has no rate. The first step is the
first that others decide; all who are below it take part as if you had written to them.

**The wins.** People at a stage who did not decline go on at the rates of the steps above them. All
who take a step share its unknown rate, so they are not independent: if one goes on, the next is
likelier to. But given the number who take a step, the number who go on is Beta-binomial, and each
step has its own rate. So, stage by stage from the lowest:

    m(j)     = people at stage j + people who came up to j
    came up  ~ Beta-binomial(m(j), rate of the step from j)

The rates of different steps are independent, because each comes from its own counts. The number who
came up to j depends only on the steps below j. So the numbers are a Markov chain: the one at j + 1
depends on the earlier ones only through m(j), and its distribution is a sum over the values of
m(j). The last is the distribution of the wins. It is exact; there is no random sampling.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import prod

from hobnob.answers import Exact, hidden
from hobnob.network.plans.beta import Beta, expect, thin

EXPECTED_IS_WORTH = 10
"""The weight of a hoped-for rate, in letters: it counts as if so many letters had this result.
After as many real letters, their result has the same weight."""

MOST_LETTERS = 200
"""The most letters to consider. If so many are not enough, more letters are not the answer; and few
cases cannot tell how many hundreds would be."""

CHANCES = (50, 80, 95)
"""The chances, in per cent, to count letters for."""

_SURE = 1e-9
"""Tolerance, so that a rounding error does not ask for another letter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Transition:
    """The step from one stage to the next.

    Attributes:
        stage: the stage it leads to.
        tried, went_on: how many people could take it, and how many did.
        counted: how many of them the rate counts; who may still go on counts bit by bit.
        expected: the rate the plan hopes for, if any.
        rate, low, high: the estimated rate, and its 95 % credible interval.
        belief: the distribution of the rate.
    """

    stage: str
    tried: int
    went_on: int
    counted: float = hidden()
    expected: Exact | None
    rate: float
    low: float
    high: float
    belief: Beta = hidden()

    @property
    def is_known(self) -> bool:
        """Whether anybody could take it, or the plan has a hoped-for rate."""
        return self.tried > 0 or self.expected is not None


def make_step(
    stage: str, went_on: int, tried: int, expected: float | None, waiting: float = 0.0
) -> Transition:
    """Return a step from its counts.

    Args:
        stage: the stage it leads to.
        went_on: how many took it.
        tried: how many could take it.
        expected: the hoped-for rate, if any.
        waiting: how much of those is not yet a no, in people.
    """
    counted = tried - waiting
    belief = posterior(went_on, counted, expected)
    low, high = belief.interval()
    return Transition(
        stage=stage, tried=tried, went_on=went_on, counted=counted,
        expected=None if expected is None else Exact(expected),
        rate=belief.mean, low=low, high=high, belief=belief,
    )  # fmt: skip


def posterior(went_on: int, tried: float, expected: float | None = None) -> Beta:
    """Return the posterior distribution of a rate."""
    if expected is None:
        a = b = 0.5
    else:
        a, b = EXPECTED_IS_WORTH * expected, EXPECTED_IS_WORTH * (1 - expected)
    return Beta(a=a + went_on, b=b + tried - went_on)


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What a forecast is computed from.

    Attributes:
        steps: from the first that others decide to the win.
        at_stage: how many people may take each step; those below the first count as at the first.
            One more letter begins there too.
    """

    steps: tuple[Transition, ...]
    at_stage: tuple[int, ...]

    @property
    def under_way(self) -> int:
        """How many people may still go on."""
        return sum(self.at_stage)

    @property
    def is_guess(self) -> bool:
        """Whether nobody took a step or let it pass yet, so that every rate is a guess."""
        return not any(step.counted for step in self.steps)

    @property
    def weakest(self) -> Transition | None:
        """The step with the lowest rate: there a better rate helps most.

        The chance of one letter is the product of the rates. A gain in the lowest factor raises a
        product most. Steps about which nothing is known are left out.
        """
        known = [step for step in self.steps if step.is_known]
        return min(known, key=lambda step: step.rate, default=None)

    @property
    def hope(self) -> float:
        """The share of the rates that is assumed, not seen, from 0 to 1.

        A belief weighs as many cases as its two parameters add up to: those that were tried, and
        those that it began with (Gelman et al., Bayesian Data Analysis, section 2.4).
        """
        weight = sum(step.belief.a + step.belief.b for step in self.steps)
        return 1 - sum(step.counted for step in self.steps) / weight

    @property
    def per_letter(self) -> float:
        """The chance that one more letter leads to a win."""
        return prod(step.rate for step in self.steps)

    def likely_wins(self, letters: int = 0) -> float:
        """Return the expected number of further wins, with some more letters."""
        people = 0.0
        for at, step in enumerate(self.steps):
            people += self.at_stage[at] + letters * (at == 0)
            people *= step.rate
        return people

    def wins(self, letters: int = 0) -> list[float]:
        """Return the probability of each number of further wins, with some more letters."""
        chances = [1.0]
        for at, step in enumerate(self.steps):
            here = self.at_stage[at] + letters * (at == 0)
            chances = thin([0.0] * here + chances, step.belief)
        return chances

    def chance(self, wins: int = 1, letters: int = 0) -> float:
        """Return the probability of `wins` or more further wins."""
        chances = self.wins(letters)
        enough = sum(chances[wins:])
        return enough / (sum(chances[:wins]) + enough)

    def range_of_wins(self, letters: int = 0, share: float = 0.95) -> tuple[int, int]:
        """Return the range of further wins that has the probability `share`."""
        sums = list(accumulate(self.wins(letters)))
        low, high = (1 - share) / 2, (1 + share) / 2
        return _first(sums, low), _first(sums, high - _SURE)

    def more(self, wins: int = 1, chances: Sequence[int] = CHANCES) -> dict[int, int | None]:
        """Return the fewest more letters for each chance of `wins` or more further wins.

        Args:
            wins: how many further wins.
            chances: in per cent.

        Returns:
            The letters by chance; None if not even `MOST_LETTERS` are enough.
        """
        fails = self._fails(wins)
        return {p: _fewest(fails, 1 - p / 100 + _SURE) for p in chances}

    def _fails(self, wins: int) -> Callable[[int], float]:
        """Return a function of the letters: the probability of too few wins.

        It computes the chain backwards: for each number of people at a stage, the expected value
        over how many of them go on. So one pass serves every number of letters.
        """
        done: list[float] = []

        def fails(letters: int) -> float:
            nonlocal done
            if len(done) <= letters:
                # Doubling: few letters are computed quickly, and many still at the end.
                done = self._from_the_end(wins, min(max(64, 2 * letters), MOST_LETTERS) + 1)
            return done[letters]

        return fails

    def _from_the_end(self, wins: int, size: int) -> list[float]:
        """Return the probability of too few wins for each number of letters, below a size."""
        at_stage = (*self.at_stage, 0)
        values = [float(number < wins) for number in range(size + sum(at_stage))]
        for at in reversed(range(len(self.steps))):
            values = expect(values[at_stage[at + 1] :], self.steps[at].belief)
        return values[at_stage[0] :]


def _first(sums: Sequence[float], share: float) -> int:
    return next((number for number, total in enumerate(sums) if total >= share), len(sums) - 1)


def _fewest(fails: Callable[[int], float], at_most: float) -> int | None:
    """Find the smallest number of letters that fails at most this often, by bisection."""
    if fails(0) <= at_most:
        return 0
    high = 1
    while fails(high) > at_most:
        if high == MOST_LETTERS:
            return None
        high = min(2 * high, MOST_LETTERS)
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fails(middle) <= at_most else (middle, high)
    return high
