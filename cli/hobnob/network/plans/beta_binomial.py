"""How many people go on if the rate itself is uncertain.

The one rule: results are exact except for rounding; there is no random sampling.

If m people go on at one unknown rate, which is Beta(a, b), the number x who do is Beta-binomial:
C(m, x) B(x + a, m - x + b) / B(a, b). Written out in gamma functions this is

    N(x; a) N(m - x; b) / N(m; a + b),    N(i; r) = C(i + r - 1, i) t^i (1 - t)^r,

a negative binomial given the sum of two, for any t between 0 and 1: the powers of t cancel. So the
step from m to x is a convolution: a sum of products that Python does in one call. The choice of t
keeps every number within the range of a float.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp, lgamma, log
from operator import mul

from hobnob.network.plans.beta import Beta

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
