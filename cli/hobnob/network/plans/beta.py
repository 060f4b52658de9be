"""The Beta distribution of a rate: its mean and its credible interval.

The one rule: if one parameter is 0, the rate is certain: Beta(a, 0) is 1, Beta(0, b) is 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, lgamma, log, log1p

_TINY = 1e-300
_CLOSE = 1e-15


@dataclass(frozen=True, kw_only=True, slots=True)
class Beta:
    """The belief about a rate, as if `a` had gone on and `b` had not."""

    a: float
    b: float

    @property
    def mean(self) -> float:
        """The expected rate."""
        return self.a / (self.a + self.b)

    def quantile(self, share: float) -> float:
        """Return the rate that the true rate is below with the probability `share`."""
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
        """Return the central interval that holds the rate with the probability `share`."""
        return self.quantile((1 - share) / 2), self.quantile((1 + share) / 2)


def below(a: float, b: float, x: float) -> float:
    """Return the probability that Beta(a, b) is below x: the regularized incomplete beta function.

    It uses the continued fraction of the NIST Digital Library of Mathematical Functions, 8.17.22.
    That converges quickly on one side of the mean. On the other side, symmetry is used.
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
    """Return the value, or a tiny number if it is too close to zero to divide by."""
    return value if abs(value) > _TINY else _TINY
