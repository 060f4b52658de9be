"""How many of a number go on, when the rate at which they do is itself uncertain.

The one rule: what is computed is exact but for rounding; nothing is drawn by lot.

Of m who all go on at one unknown rate, which is Beta(a, b), the number x that does is
Beta-binomial: C(m, x) B(x + a, m - x + b) / B(a, b). Written out in gamma functions this is

    N(x; a) N(m - x; b) / N(m; a + b),    N(i; r) = C(i + r - 1, i) t^i (1 - t)^r,

a negative binomial given the sum of two, for whatever t between 0 and 1: the powers of t cancel.
So the step from m to x is a convolution, a sum of products that Python does in one call, and t can
be chosen so that no number is ever too large or too small to be held.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp, lgamma, log
from operator import mul

from hobnob.network.plans.beta import Beta

_FIRST_BLOCK = 16


def thin(chances: Sequence[float], rate: Beta) -> list[float]:
    """Return how likely each number is to go on.

    Args:
        chances: how likely each number is to try: `chances[m]` for m.
        rate: at which they do, one rate for all.

    Returns:
        As many chances, `[x]` for x.
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
    """Return what is to be expected of a quantity that depends on how many go on.

    Args:
        values: the quantity: `values[x]` when x go on.
        rate: at which they do, one rate for all.

    Returns:
        As many expectations: `[m]` when m try.
    """
    if not rate.b:
        return list(values)
    if not rate.a:
        return [values[0]] * len(values)
    # What is nothing from some number on need not be summed.
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
    """Yield stretches of numbers, each as long as all before it, for which one t will do."""
    low, high = 0, _FIRST_BLOCK
    while low < size:
        yield low, min(high, size)
        low, high = high, high * 2


def _weights(rate: Beta, low: int, high: int) -> tuple[list[float], list[float], list[float]]:
    """Return N(i; a), N(i; b) and N(i; a + b) below `high`, for the best t of a stretch."""
    total = rate.a + rate.b
    # With this t the numbers of the stretch are those that N(·; a + b) is about.
    middle = (low + high) / 2
    t = middle / (middle + total)
    return _negative(rate.a, t, high), _negative(rate.b, t, high), _negative(total, t, high)


def _negative(r: float, t: float, size: int) -> list[float]:
    own, more, none = lgamma(r), log(t), r * log(1 - t)
    return [exp(lgamma(i + r) - own - lgamma(i + 1) + i * more + none) for i in range(size)]
