"""Rates of few: how many of how many, and between what the true rate may lie.

The one rule: a rate of few is never told without its interval.

The interval is Wilson's, E. B. Wilson, "Probable inference, the law of succession, and statistical
inference", Journal of the American Statistical Association 22 (1927), 209-212. It is never empty
and never leaves 0 to 1, and of 20 or of 5 it holds what it promises, where the usual one does not:
L. D. Brown, T. T. Cai, A. DasGupta, "Interval estimation for a binomial proportion", Statistical
Science 16 (2001), 101-133, who recommend it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

FEW = 100
"""Of fewer than this a rate is shown with its interval, which of 100 is still 20 points wide."""

_Z = 1.959963984540054
"""The 97.5 % quantile of the normal distribution, for 95 % in the middle."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """So many of so many.

    Attributes:
        count: how many did.
        of: how many could have.
    """

    count: int
    of: int

    @property
    def share(self) -> float | None:
        """The rate, from 0 to 1; of nobody there is none."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % Wilson interval; of nobody it is all there is."""
        return wilson(self.count, self.of)

    @property
    def is_of_few(self) -> bool:
        """Whether it should be shown with its interval."""
        return 0 < self.of < FEW


def wilson(count: int, of: int) -> tuple[float, float]:
    """Return the ends of the 95 % Wilson interval of a rate.

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
    # The ends are 0 and 1 exactly where nobody did, or everybody.
    return (max(0.0, low) if count else 0.0), (min(1.0, high) if count < of else 1.0)


def percent(share: float) -> str:
    """Write a share in per cent, and what is nearly nothing or nearly all as such.

    >>> percent(0.4), percent(0.0004), percent(0.9996)
    ('40%', 'under 1%', 'over 99%')
    """
    points = round(share * 100)
    if points == 0 and share > 0:
        return "under 1%"
    return "over 99%" if points == 100 and share < 1 else f"{points}%"


def percents(ends: tuple[float, float]) -> str:
    """Write an interval in per cent: `30–70%`."""
    return f"{round(ends[0] * 100)}–{round(ends[1] * 100)}%"
