"""The Beta distribution of a rate: its mean, and between what it lies.

The one rule: one that has nothing on a side is certain: Beta(a, 0) is 1, Beta(0, b) is 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, lgamma, log, log1p

_TINY = 1e-300
_CLOSE = 1e-15


@dataclass(frozen=True, kw_only=True, slots=True)
class Beta:
    """What is believed of a rate: as if `a` had gone on and `b` had not."""

    a: float
    b: float

    @property
    def mean(self) -> float:
        """The rate that is to be expected."""
        return self.a / (self.a + self.b)

    def quantile(self, share: float) -> float:
        """Return the rate below which the true one lies with a probability."""
        if not self.a or not self.b:
            return 1.0 if self.a else 0.0
        low, high = 0.0, 1.0
        while (middle := (low + high) / 2) not in (low, high) and high - low > 1e-12:
            if below(self.a, self.b, middle) < share:
                low = middle
            else:
                high = middle
        return middle

    def interval(self, share: float = 0.95) -> tuple[float, float]:
        """Return between what it lies with a probability, as much being left on either side."""
        return self.quantile((1 - share) / 2), self.quantile((1 + share) / 2)


def below(a: float, b: float, x: float) -> float:
    """Return the probability that Beta(a, b) is below x: the regularized incomplete beta function.

    By the continued fraction of the NIST Digital Library of Mathematical Functions, 8.17.22, which
    converges quickly on the near side of the mean; on the far side the function is turned round.
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - below(b, a, 1 - x)
    front = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)
    return exp(front) / a * _fraction(a, b, x)


def _fraction(a: float, b: float, x: float) -> float:
    """Evaluate the continued fraction by Lentz's method."""
    c, d = 1.0, 1 / _apart(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 10_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):
            d = 1 / _apart(1 + step * d)
            c = _apart(1 + step / c)
            value *= c * d
        if abs(c * d - 1) < _CLOSE * 10:
            break
    return value


def _apart(value: float) -> float:
    """Return a value that can be divided by."""
    return value if abs(value) > _TINY else _TINY
