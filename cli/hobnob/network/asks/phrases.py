"""Rates in words, the same on the terminal and on the site.

The one rule: of few, the interval is told with the rate; of nobody, nothing is.
"""

from __future__ import annotations

from hobnob.network.plans.rates import Rate


def spell_rate(rate: Rate) -> str:
    """Return a rate with its 95 % interval, in percent.

    >>> spell_rate(Rate(count=10, of=20))
    '10, 50 % (30–70)'
    """
    if rate.share is None:
        return ""
    said = f"{rate.count:,}, {rate.share:.0%}".replace("%", " %")
    low, high = (round(end * 100) for end in rate.interval)
    return f"{said} ({low}–{high})" if rate.is_of_few else said
