"""A forecast in words, for whoever shows it.

The one rule: a number is never told without the range it lies in or what it takes for granted.
"""

from __future__ import annotations

from collections.abc import Iterator

from hobnob.network.plans.forecast import EXPECTED_IS_WORTH, MOST_LETTERS, Outlook, Step
from hobnob.network.plans.rates import percent, percents

ASSUMPTIONS = (
    "A step’s rate is that of all who came so far: who may still answer counts as one who has not.",
    "Whoever has not declined goes on at these rates from where they stand; whoever has is out.",
    f"A rate that is hoped for counts like {EXPECTED_IS_WORTH} letters that went that way; where "
    "nothing is hoped for, like one letter, half of it gone well.",
    "More letters go to others, who are like those so far.",
)
"""What every forecast takes for granted."""
_THROUGH = (
    "Who introduced somebody with whom it was won counts as having come all the way, and is no "
    "longer under way."
)

STEP_TITLES = ("step", "so far", "hoped for", "reckoned with", "95% between")
"""The titles of `step_words`."""


def assumptions(outlook: Outlook) -> tuple[str, ...]:
    """Return what a forecast takes for granted."""
    return (*ASSUMPTIONS, _THROUGH) if outlook.through else ASSUMPTIONS


def say_won(outlook: Outlook) -> str:
    """Return how many were won so far, "" for none."""
    if not outlook.through:
        return str(outlook.won or "")
    which = "an introduction" if outlook.through == 1 else "introductions"
    return f"{outlook.won + outlook.through}, {outlook.through} of them through {which}"


def say_chance(outlook: Outlook, wins: int = 1, letters: int = 0) -> tuple[str, str]:
    """Return the chance of so many more wins, and of what it is the chance."""
    listed, *others = outlook.standing
    people = [
        *_people(sum(others), "under way"),
        *_people(listed, "only listed"),
        *([f"{_letters(letters)} more"] if letters else []),
    ]
    chance = percent(outlook.chance(wins, letters))
    return chance, f"of {at_least(wins)}, with {' and '.join(people) or 'nobody under way'}"


def say_wins(outlook: Outlook, letters: int = 0) -> str:
    """Return how many more wins are to be expected, and between how many they lie."""
    low, high = outlook.range_of_wins(letters)
    average = f"{outlook.likely_wins(letters):.1f} more on average"
    if low == high:
        return f"{average}, {low} in 95 of 100 cases"
    return f"{average}, {low} to {high} in 95 of 100 cases"


def say_letter(outlook: Outlook) -> str:
    """Return how often one more letter wins."""
    chance = outlook.per_letter
    if chance >= 0.5:
        return f"wins {percent(chance)} of the time"
    return f"wins one time in {round(1 / chance):,}" if chance else "never wins"


def say_weakest(outlook: Outlook) -> str:
    """Return which step is the weakest; "" when nothing is known of any."""
    step = outlook.weakest
    if step is None:
        return ""
    return f"{step.stage}: {percent(step.rate.mean)}; raising it would help most"


def say_more(outlook: Outlook, wins: int = 1) -> Iterator[tuple[str, str]]:
    """Yield a chance, and how many more letters would make it so likely."""
    for chance, number in outlook.more(wins).items():
        if number is None:
            said = f"not even {_letters(MOST_LETTERS)}: look at the weakest step instead"
        else:
            said = f"{_letters(number)} more" if number else "what is under way will do"
        yield f"{chance}%", said


def say_step(step: Step) -> tuple[str, str, str, str, str]:
    """Return a step as a row under `STEP_TITLES`."""
    return (
        step.stage,
        f"{step.seen.count} of {step.seen.of}",
        "" if step.expected is None else percent(step.expected),
        percent(step.rate.mean),
        percents(step.rate.interval()),
    )


def at_least(wins: int) -> str:
    """Return so many wins or more, in words."""
    return "at least one more win" if wins == 1 else f"at least {wins} more wins"


def _people(number: int, what: str) -> list[str]:
    return [f"{number:,} who {'is' if number == 1 else 'are'} {what}"] if number else []


def _letters(number: int) -> str:
    return f"{number:,} letter{'' if number == 1 else 's'}"
