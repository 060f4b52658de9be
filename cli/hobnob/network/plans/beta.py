"""The Beta distribution of a rate, and how many people go on if the rate itself is uncertain.

The one rule: results are exact except for rounding; there is no random sampling. If one parameter
is 0, the rate is certain: Beta(a, 0) is 1, Beta(0, b) is 0.

If m people go on at one unknown rate, which is Beta(a, b), the number x who do is Beta-binomial:
C(m, x) B(x + a, m - x + b) / B(a, b). Written out in gamma functions this is

    N(x; a) N(m - x; b) / N(m; a + b),    N(i; r) = C(i + r - 1, i) t^i (1 - t)^r,

a negative binomial given the sum of two, for any t between 0 and 1: the powers of t cancel. So the
step from m to x is a convolution: a sum of products that Python does in one call. The choice of t
keeps every number within the range of a float.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, log1p
from operator import mul

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


_FIRST_BLOCK = 16


def thin(chances: Sequence[float], rate: Beta) -> list[float]:
    """Return the probability of each number of people who go on.

    Args:
        chances: the probability of each number who try: `chances[m]` for m.
        rate: at which they do, one rate for all.

    Returns:
        As many probabilities, `[x]` for x.
    """
    size = len(chances)
    if not rate.b:
        return list(chances)
    found = [0.0] * size
    if not rate.a:
        found[0] = sum(chances)
        return found
    for low, high in _blocks(size):
        on, off, both = _weights(rate, low, high)
        weighted = [chances[m] / both[m] for m in range(low, high)]
        if not any(weighted):
            continue
        for x in range(high):
            first = max(low, x)
            found[x] += on[x] * sum(map(mul, weighted[first - low :], off[first - x : high - x]))
    return found


def expect(values: Sequence[float], rate: Beta) -> list[float]:
    """Return the expected value of a quantity that depends on how many go on.

    Args:
        values: the quantity: `values[x]` when x go on.
        rate: at which they do, one rate for all.

    Returns:
        As many expected values: `[m]` when m try.
    """
    if not rate.b:
        return list(values)
    if not rate.a:
        return [values[0]] * len(values)
    # The zeros at the end need no sum.
    used = max((x for x, value in enumerate(values) if value), default=0) + 1
    found: list[float] = []
    for low, high in _blocks(len(values)):
        on, off, both = _weights(rate, low, high)
        weighted = list(map(mul, on[:used], values))
        off.reverse()
        found += (
            sum(map(mul, weighted[: m + 1], off[high - 1 - m :])) / both[m]
            for m in range(low, high)
        )
    return found


def _blocks(size: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of numbers that can share one t; each is as long as all before it."""
    low, high = 0, _FIRST_BLOCK
    while low < size:
        yield low, min(high, size)
        low, high = high, high * 2


def _weights(rate: Beta, low: int, high: int) -> tuple[list[float], list[float], list[float]]:
    """Return N(i; a), N(i; b) and N(i; a + b) below `high`, for the best t of a range."""
    total = rate.a + rate.b
    # This t puts the mean of N(·; a + b) in the middle of the range.
    middle = (low + high) / 2
    t = middle / (middle + total)
    return _negative(rate.a, t, high), _negative(rate.b, t, high), _negative(total, t, high)


def _negative(r: float, t: float, size: int) -> list[float]:
    own, more, none = lgamma(r), log(t), r * log(1 - t)
    return [exp(lgamma(i + r) - own - lgamma(i + 1) + i * more + none) for i in range(size)]
