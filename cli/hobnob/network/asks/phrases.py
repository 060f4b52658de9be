"""Rates, answers and favours in words, for the terminal and the site.

The one rule: a rate of few has its interval, of a handful only the count is said, and a rate of
nobody is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from hobnob.dates import spell_date
from hobnob.network.plans.rates import IN_BRACKETS, Rate, percent, percents

if TYPE_CHECKING:
    from hobnob.network.asks.asks import Ask, Asks

NO_ANSWER = "no answer so far"


def spell_rate(rate: Rate) -> str:
    """Return a rate with its 95% interval, in per cent; of a handful, how many of how many.

    >>> spell_rate(Rate(count=10, of=20)), spell_rate(Rate(count=1, of=1))
    ('10 of 20 · 50% (30–70%)', '1 of 1')
    """
    if rate.share is None:
        return ""
    counted = f"{rate.count:,} of {rate.of:,}"
    if rate.is_of_handful:
        return counted
    share = f"{counted} · {percent(rate.share)}"
    return f"{share} ({percents(rate.interval)})" if rate.has_brackets else share


def spell_basis(*ways: Asks) -> Iterator[str]:
    """Yield since when rates are counted, and what their brackets mean; nothing without a day.

    Args:
        ways: the asks, grouped in each of the ways that are shown.
    """
    if since := ways[0].since:
        yield f"Counted since {spell_date(since)}."
        yield "What was asked in a conversation counts as answered."
        tallies = (tally for asks in ways for tally in asks.tallies)
        if any(rate.has_brackets for tally in tallies for rate in tally.rates):
            yield IN_BRACKETS


def spell_answer(ask: Ask) -> str:
    """Return the result of an ask."""
    if not ask.answered:
        return NO_ANSWER
    where = "there and then" if ask.answer == ask.note else f"on {ask.answer_date}"
    return f"{ask.outcome or 'answered'}, {where}"


def spell_favours(words: Mapping[str, int]) -> str:
    """Return favours in words: `advice, 3 times; introduction`.

    >>> spell_favours({"advice": 3, "introduction": 1})
    'advice, 3 times; introduction'
    """
    return "; ".join(
        word if times == 1 else f"{word}, {'twice' if times == 2 else f'{times} times'}"
        for word, times in sorted(words.items(), key=lambda item: (-item[1], item[0]))
    )
