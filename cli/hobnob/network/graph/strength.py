"""How strong a tie is: how much both share, how lately, how long, and whom both know.

The one rule: the number orders a list and chooses a chain. Nobody ever sees it: what is shown is
what it is made of.

Granovetter (1973) calls the strength of a tie a combination of time, intensity, intimacy and
services; Marsden and Campbell (1984) measure it by frequency, recency and duration. A journal
knows when people met, so each of these is a part from 0 to 1, and the strength is their mean. The
curves are ours, but for two: what is shared among n people counts 1 / (n - 1) for each pair of them
(Newman 2001), and common acquaintances are a part of all acquaintances of both (Onnela and others
2007).
"""

from __future__ import annotations

from hobnob import dates

HALF_AMOUNT = 3
"""The amount at which the part for frequency is one half."""

HALF_SPAN = 5
"""The years between the first and the last time at which the part for duration is one half."""


def strength(amount: float, first: str, last: str, today: str, *own: float) -> float:
    """Return how strong a tie is, from 0 to 1: the mean of its parts.

    Args:
        amount: how much both share, in dinners for two; see `clues.COUNTS`.
        first: the ISO date of the first time; "" where none is known.
        last: that of the last time.
        today: an ISO date.
        own: parts of this tie alone, from 0 to 1, such as common acquaintances.
    """
    # What a crowd shared yesterday was no meeting of two of its people.
    alone = min(1.0, amount)
    parts = [
        amount / (amount + HALF_AMOUNT),
        alone * recency(last, today),
        alone * duration(first, last),
        *own,
    ]
    return sum(parts) / len(parts)


def recency(last: str, today: str) -> float:
    """Return 1 / (1 + y)² for y years since the last time; 0 if it is not known.

    The same curve weighs the contacts of people who share a name: a quarter after a year, a ninth
    after two.
    """
    if not last:
        return 0.0
    years = max(0, dates.days_between(last, today)) / 365.25
    return 1 / (1 + years) ** 2


def duration(first: str, last: str) -> float:
    """Return t / (t + 5) for t years between the first and the last time."""
    if not first or not last:
        return 0.0
    years = max(0, dates.days_between(first, last)) / 365.25
    return years / (years + HALF_SPAN)


def common_part(common: int, one: int, other: int) -> float:
    """Return the part of all acquaintances of two people whom both know: Onnela and others (2007).

    Args:
        common: the people whom both know.
        one: the acquaintances of one of them, with the other one.
        other: those of the other one.
    """
    everybody = one - 1 + other - 1 - common
    return common / everybody if everybody > 0 else 0.0
