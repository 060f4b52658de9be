"""Rates of small numbers, with the interval of the true rate.

The one rule: a rate of few is never shown without its interval.

The interval is Wilson's, E. B. Wilson, "Probable inference, the law of succession, and statistical
inference", Journal of the American Statistical Association 22 (1927), 209-212. It is never empty
and stays within 0 and 1. Its coverage is good for samples of 20 or 5, where the usual interval
fails: L. D. Brown, T. T. Cai, A. DasGupta, "Interval estimation for a binomial proportion",
Statistical Science 16 (2001), 101-133, recommend it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

FEW = 100
"""Below this number a rate is shown with its interval. At 100 the interval is still 20 points
wide."""

HANDFUL = 5
"""Below this number the count says all; a rate would only seem to know more."""

BETWEEN = "Between: where the true number most likely lies (95%)."
"""What a 95% interval says. An output says it once."""
IN_BRACKETS = "In brackets: where the true rate most likely lies (95%)."

_Z = 1.959963984540054
"""The 97.5 % quantile of the normal distribution, for 95% in the middle."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """A rate: `count` of `of`.

    Attributes:
        count: how many did.
        of: how many could have.
    """

    count: int
    of: int

    @property
    def share(self) -> float | None:
        """The rate, from 0 to 1; None for nobody."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% Wilson interval; 0 to 1 for nobody."""
        return wilson(self.count, self.of)

    @property
    def is_of_few(self) -> bool:
        """Whether to show it with its interval."""
        return 0 < self.of < FEW

    @property
    def is_of_handful(self) -> bool:
        """Whether to show only the count."""
        return 0 < self.of < HANDFUL

    @property
    def has_brackets(self) -> bool:
        """Whether its words have the interval in brackets."""
        return self.is_of_few and not self.is_of_handful


def wilson(count: int, of: int) -> tuple[float, float]:
    """Return the ends of the 95% Wilson interval of a rate.

    With p = count / of and z = 1.96: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n).

    >>> [round(end, 3) for end in wilson(10, 20)]
    [0.299, 0.701]
    """
    if not of:
        return 0.0, 1.0
    share, square = count / of, _Z * _Z / of
    middle = share + square / 2
    reach = _Z * sqrt(share * (1 - share) / of + square / (4 * of))
    low, high = (middle - reach) / (1 + square), (middle + reach) / (1 + square)
    # The ends are exactly 0 and 1 if nobody did, or everybody.
    return (max(0.0, low) if count else 0.0), (min(1.0, high) if count < of else 1.0)


def percent(share: float) -> str:
    """Return a share in per cent, with words for nearly nothing and nearly all.

    >>> percent(0.4), percent(0.0004), percent(0.9996)
    ('40%', 'under 1%', 'over 99%')
    """
    points = round(share * 100)
    if points == 0 and share > 0:
        return "under 1%"
    return "over 99%" if points == 100 and share < 1 else f"{points}%"


def percents(ends: tuple[float, float]) -> str:
    """Return an interval in per cent: `30–70%`."""
    return f"{round(ends[0] * 100)}–{round(ends[1] * 100)}%"
