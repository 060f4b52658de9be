"""How many wins are to be expected of a funnel, and how many more letters would bring more.

The one rule: what is not known is not taken for known. Each rate is a Beta distribution, and the
wins are reckoned over all that the rates may be.

**The rates.** Of the n who came to a stage k came to the next. With Jeffreys' prior Beta(1/2, 1/2)
(H. Jeffreys, "An invariant form for the prior probability in estimation problems", Proceedings of
the Royal Society A 186, 1946) the rate of that step is Beta(k + 1/2, n - k + 1/2). Where the plan
expects a rate r, the prior is Beta(10 r, 10 (1 - r)) instead: as if ten had been seen already, and
r of them had gone on.

Where it was won with somebody whom a target introduced, the target counts as having come all the
way: the introduction did its work, and no failure is learnt from it.

**The wins.** Those who stand at a stage and did not decline go on at the rates of the steps above
them. All who take a step take it at the same unknown rate, so they are not independent: that one
went on makes it likelier that the next does. But given how many take it, how many go on is
Beta-binomial, and each step's rate is used by that step only. So, stage by stage from the lowest:

    m(j)     = those who stand at j + those who came up to j
    came up  ~ Beta-binomial(m(j), rate of the step from j)

The rates of different steps are independent, each having been learnt from a count of its own, and
what came up to j depends on the steps below j alone. So the numbers are a chain: the one at j + 1
depends on those below j only through m(j), and its distribution is got by going through those of
m(j) one after the other. The last is the distribution of the wins. It is exact; nothing is drawn by
lot, and nothing left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import prod
from operator import mul

from hobnob.answers import Exact, hidden
from hobnob.network.plans.beta import Beta
from hobnob.network.plans.beta_binomial import expect, thin

EXPECTED_IS_WORTH = 10
"""So many letters is a hoped-for rate worth: it counts as if so many had been seen to go that way,
and what really happens outweighs it after as many."""

MOST_LETTERS = 1000
"""No more letters are reckoned with; what so many do not bring is not a matter of letters."""

CHANCES = (50, 80, 95)
"""The chances, in per cent, for which the letters are counted."""

_SURE = 1e-9
"""A rounding error is no reason for another letter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """From one stage to the next.

    Attributes:
        stage: the one it leads to.
        tried, went_on: how many could take it, and how many did.
        expected: the rate that the plan hopes for, if it does.
        rate, low, high: the rate that is reckoned with, and its 95 % credible interval.
        belief: what is believed of the rate.
    """

    stage: str
    tried: int
    went_on: int
    expected: Exact | None
    rate: float
    low: float
    high: float
    belief: Beta = hidden()

    @property
    def is_known(self) -> bool:
        """Whether anything was seen of it or is hoped for."""
        return self.tried > 0 or self.expected is not None


def make_step(stage: str, went_on: int, tried: int, expected: float | None) -> Step:
    """Return a step that so many took, of so many who could."""
    belief = posterior(went_on, tried, expected)
    low, high = belief.interval()
    return Step(
        stage=stage, tried=tried, went_on=went_on,
        expected=None if expected is None else Exact(expected),
        rate=belief.mean, low=low, high=high, belief=belief,
    )  # fmt: skip


def posterior(went_on: int, tried: int, expected: float | None = None) -> Beta:
    """Return what is believed of a rate after some were seen to go on, and some not."""
    if expected is None:
        a = b = 0.5
    else:
        a, b = EXPECTED_IS_WORTH * expected, EXPECTED_IS_WORTH * (1 - expected)
    return Beta(a=a + went_on, b=b + tried - went_on)


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What a forecast depends on.

    Attributes:
        steps: from being listed to the win.
        standing: how many stand at each stage and may go on; as many as there are steps.
        letters_from: the stage at which another letter begins.
    """

    steps: tuple[Step, ...]
    standing: tuple[int, ...]
    letters_from: int

    @property
    def under_way(self) -> int:
        """How many may still go on."""
        return sum(self.standing)

    @property
    def weakest(self) -> Step | None:
        """The step with the lowest rate: where a point more would win most.

        The chance of one letter is the product of the rates, and the lowest factor of a product is
        the one that a given gain raises it most by. Of steps of which nothing is known none is.
        """
        known = [step for step in self.steps if step.is_known]
        return min(known, key=lambda step: step.rate, default=None)

    @property
    def per_letter(self) -> float:
        """The chance that one more letter leads to a win."""
        return prod(step.rate for step in self.steps[self.letters_from :])

    def likely_wins(self, letters: int = 0) -> float:
        """Return how many more wins are to be expected, with so many more letters."""
        people = 0.0
        for at, step in enumerate(self.steps):
            people += self.standing[at] + letters * (at == self.letters_from)
            people *= step.rate
        return people + letters * (self.letters_from == len(self.steps))

    def wins(self, letters: int = 0) -> list[float]:
        """Return how likely each number of further wins is, with so many more letters."""
        return self._arrivals(letters, len(self.steps))

    def chance(self, wins: int = 1, letters: int = 0) -> float:
        """Return the probability of at least so many further wins."""
        chances = self.wins(letters)
        enough = sum(chances[wins:])
        return enough / (sum(chances[:wins]) + enough)

    def range_of_wins(self, letters: int = 0, share: float = 0.95) -> tuple[int, int]:
        """Return between how many the further wins lie with a probability."""
        sums = list(accumulate(self.wins(letters)))
        low, high = (1 - share) / 2, (1 + share) / 2
        return _first(sums, low), _first(sums, high - _SURE)

    def more(self, wins: int = 1, chances: Sequence[int] = CHANCES) -> dict[int, int | None]:
        """Return the fewest more letters for each chance of at least so many further wins.

        Args:
            wins: how many, beyond those that are won.
            chances: in per cent.

        Returns:
            The letters by chance; None where not even `MOST_LETTERS` would do.
        """
        fails = self._fails(wins)
        return {p: _fewest(fails, 1 - p / 100 + _SURE) for p in chances}

    def _arrivals(self, letters: int, stage: int) -> list[float]:
        """Return how likely each number of people is to come up to a stage, or to stand there."""
        chances = [1.0]
        for at in range(stage + 1):
            here = self.standing[at] if at < len(self.steps) else 0
            chances = [0.0] * (here + letters * (at == self.letters_from)) + chances
            if at < stage:
                chances = thin(chances, self.steps[at].belief)
        return chances

    def _fails(self, wins: int) -> Callable[[int], float]:
        """Return what gives the probability of too few wins for a number of letters.

        The chain is gone through from its end: what so many at a stage come to is an expectation
        over how many of them go on. So one pass serves every number of letters there may be.
        """
        below = self._arrivals(0, self.letters_from)
        done: list[float] = []

        def fails(letters: int) -> float:
            nonlocal done
            need = letters + len(below)
            if len(done) < need:
                # Twice as many each time: few letters are reckoned quickly, many in the end.
                most = MOST_LETTERS + len(below)
                done = self._from_the_end(wins, min(max(64, 2 * need), most))
            return float(sum(map(mul, below, done[letters:])))

        return fails

    def _from_the_end(self, wins: int, size: int) -> list[float]:
        """Return the probability of too few wins for each number of people that letters reach."""
        standing = (*self.standing, 0)
        above = sum(standing[self.letters_from + 1 :])
        values = [float(number < wins) for number in range(size + above)]
        for at in reversed(range(self.letters_from, len(self.steps))):
            values = expect(values[standing[at + 1] :], self.steps[at].belief)
        return values


def _first(sums: Sequence[float], share: float) -> int:
    return next((number for number, total in enumerate(sums) if total >= share), len(sums) - 1)


def _fewest(fails: Callable[[int], float], at_most: float) -> int | None:
    """Return the smallest number of letters that fails no more often, looking at few of them."""
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
