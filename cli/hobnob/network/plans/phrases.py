"""A plan and its forecast in words, for the terminal and the page.

The one rule: a number never stands without its range, and without how many it comes from and since
when.
"""

from __future__ import annotations

from collections.abc import Iterator

from hobnob.dates import days_between, spell_date, spell_since
from hobnob.network.plans.forecast import Forecast
from hobnob.network.plans.indirect_wins import indirect_wins
from hobnob.network.plans.outlook import EXPECTED_IS_WORTH, MOST_LETTERS, Transition
from hobnob.network.plans.plan_letters import TemplateCount
from hobnob.network.plans.plans import Plan, Stage
from hobnob.network.plans.postings import DAYS_AHEAD, Posting
from hobnob.network.plans.rates import BETWEEN, IN_BRACKETS, Rate, percent, percents

ASSUMPTIONS = (
    "A step’s rate counts everyone who reached it. Who has not gone on counts as a “no” bit by "
    "bit, in full after the plan’s wait (nudge_after, else two weeks); with an appointment, not "
    "at all.",
    "People under way go on at these rates from their stage. Out are people who declined, and "
    "people who introduced you only to people who declined.",
    f"A hoped-for rate counts like {EXPECTED_IS_WORTH} letters with that result; without one, the "
    "rate begins like one letter that half succeeded.",
    "More letters go to other people, who are like those so far.",
)
"""The assumptions of every forecast."""
_WRITING = (
    "Whether you write is your choice, so it has no rate; the first step is one that others decide."
)
_THROUGH = (
    "A target who introduced a person you won with has reached the last stage, and is not "
    "under way."
)

TEMPLATE_TITLES = ("template", "sent", "answered", "rate", "between", "since")
"""The column titles of `spell_template`."""
STEP_TITLES = ("step", "so far", "hoped for", "reckoned with", "between")
"""The column titles of `spell_step`."""


def spell_assumptions(forecast: Forecast) -> tuple[str, ...]:
    """Return the assumptions of a forecast."""
    first = (_WRITING,) if forecast.plan.letter_height else ()
    return (*first, *ASSUMPTIONS, *((_THROUGH,) if forecast.won_through else ()))


def spell_won(forecast: Forecast) -> str:
    """Return the number of wins so far, "" for none."""
    through = forecast.won_through
    if not through:
        return str(forecast.won or "")
    which = "an introduction" if through == 1 else "introductions"
    return f"{forecast.won + through}, {through} of them through {which}"


def spell_chance(forecast: Forecast) -> tuple[str, str]:
    """Return the chance of more wins, and what it is the chance of."""
    goal = " (not of the goal)" if forecast.plan.goal else ""
    under = forecast.under_way - forecast.listed
    given = [
        f"with {under:,} who {'is' if under == 1 else 'are'} under way" if under else "",
        _if_you_write(forecast, under),
    ]
    who = ", ".join(filter(None, given)) or "with nobody under way"
    return percent(forecast.chance), f"of {at_least(forecast.wins)}{goal}, {who}"


def _if_you_write(forecast: Forecast, under: int) -> str:
    """Return what the forecast takes for granted: that you write to the listed, and to more."""
    verb = "write" if forecast.plan.letter_height else "turn"
    listed, letters = forecast.listed, forecast.letters
    whom = f"the {'one' if listed == 1 else f'{listed:,}'} on the list" if listed else ""
    if listed and under:
        whom += " too"
    elif listed > 1:
        whom = f"all {listed:,}"
    more = f"{letters:,} {'more' if listed or under else 'people'}" if letters else ""
    names = " and to ".join(filter(None, (whom, more)))
    return f"if you {verb} to {names}" if names else ""


def spell_basis(forecast: Forecast) -> str:
    """Return from how many cases the forecast comes, and since when; "" for none."""
    if forecast.guess:
        return ""
    stage = forecast.plan.stages[forecast.plan.letter_height]
    return f"{stage.count:,} {stage.name}, since {spell_date(forecast.plan.since)}"


def spell_hope(forecast: Forecast) -> str:
    """Return how much of the rates was hoped for or assumed, and not seen."""
    if not forecast.guess:
        return f"{percent(forecast.hope)} of the rates: hoped for or assumed, not seen yet"
    first = forecast.plan.stages[forecast.plan.letter_height]
    early = "It is too early to tell" if first.count else "Nothing has happened yet"
    hoped = [step.expected is not None for step in forecast.steps]
    if all(hoped):
        return f"{early}; this is only the guess you wrote down."
    if any(hoped):
        return (
            f"{early}; this is only the guess you wrote down, with even chances where you wrote "
            "none."
        )
    return (
        f"{early}, and you wrote down no guess (expect): this only takes every step for as likely "
        "as not."
    )


def spell_wins(forecast: Forecast) -> str:
    """Return the expected number of further wins, and their range."""
    likely = forecast.likely_wins
    between = f"between {likely.low} and {likely.high}" if likely.low < likely.high else likely.low
    return f"{likely.mean:.1f} more on average, {between}"


def spell_letter(forecast: Forecast) -> str:
    """Return how often one more letter wins."""
    chance = forecast.per_letter
    if chance >= 0.5:
        return f"wins {percent(chance)} of the time"
    return f"wins one time in {round(1 / chance):,}" if chance else "never wins"


def spell_weakest(forecast: Forecast) -> str:
    """Return the weakest step with what its rate comes from, "" if no step is known."""
    step = next((step for step in forecast.steps if step.stage == forecast.weakest), None)
    if step is None:
        return ""
    source = f"{step.went_on} of {step.tried} so far" if step.tried else "your guess"
    return f"{step.stage}: {percent(step.rate)} ({source}); raising it would help most"


def spell_more(forecast: Forecast) -> Iterator[tuple[str, str]]:
    """Yield each chance, and how many more letters it takes."""
    enough = "the people on your list" if forecast.listed else "what is under way"
    for chance, number in forecast.more.items():
        if number is None:
            letters = f"not even {MOST_LETTERS} letters more will do"
        else:
            letters = f"{_letters(number)} more" if number else f"{enough} will do"
        yield f"{chance}%", letters


def spell_step(step: Transition) -> tuple[str, str, str, str, str]:
    """Return a step as a row under `STEP_TITLES`."""
    return (
        step.stage,
        f"{step.went_on} of {step.tried}",
        "" if step.expected is None else percent(step.expected),
        percent(step.rate),
        percents((step.low, step.high)),
    )


def spell_share(stage: Stage) -> tuple[str, str]:
    """Return the rate from the stage before, and the range of the true rate.

    Both are "" for nobody. The second is "" for large numbers, and where only you decide.
    """
    if stage.rate is None or stage.low is None or stage.high is None:
        return "", ""
    few = Rate(count=stage.count, of=stage.before).is_of_few and not stage.mine
    return percent(stage.rate), percents((stage.low, stage.high)) if few else ""


def spell_counted(plan: Plan, ranges: str = BETWEEN) -> Iterator[str]:
    """Yield since when a plan's numbers are counted, and what its ranges mean."""
    if plan.since:
        yield f"Counted since {spell_date(plan.since)}."
    if any(spell_share(stage)[1] for stage in plan.stages):
        yield ranges


def spell_drawn(plan: Plan) -> str:
    """Return the same as `spell_counted` below the chart."""
    return " ".join(spell_counted(plan, IN_BRACKETS))


def spell_furthest(plan: Plan) -> str:
    """Return how far a plan has come: "2 met of 20"."""
    reached = [stage for stage in plan.stages if stage.count]
    if not reached:
        return "nobody listed yet"
    first, furthest = reached[0], reached[-1]
    if first is furthest:
        return f"{first.count:,} {first.name}"
    return f"{furthest.count:,} {furthest.name} of {first.count:,}"


def spell_template(count: TemplateCount) -> tuple[str, str, str, str, str, str]:
    """Return a row: the template, how many were sent and answered, the rate, its range, since."""
    few = percents((count.low, count.high)) if count.rate.is_of_few else ""
    return (
        count.letter, f"{count.sent:,}", f"{count.answered:,}",
        percent(count.rate.share or 0.0), few, spell_date(count.since),
    )  # fmt: skip


def spell_posting(posting: Posting, today: str) -> str:
    """Return what is to do about a posting, or what was done."""
    if posting.sent:
        return f"sent {spell_date(posting.sent)}"
    if not posting.deadline:
        return "to apply"
    day, last = spell_date(posting.deadline), posting.last_day
    if posting.is_closed(today):
        return f"closed {day}"
    left = days_between(today, last)
    if left > DAYS_AHEAD:
        return f"apply by {day}"
    return f"apply by {day}, {'today' if left == 0 else spell_since(last, today)}"


def spell_indirect_wins(plan: Plan) -> Iterator[str]:
    """Yield a sentence for each win through an introduction."""
    for winner, _ in indirect_wins(plan):
        by = " and ".join(who.name for who in winner.through)
        name = winner.who.name
        yield (
            f"1 win through {name}{f', whom {by} introduced' if by else ''}: log the target too, "
            f"or add them: hobnob plan {plan.slug} add {winner.who.slug}"
        )


def at_least(wins: int) -> str:
    """Return "at least this many more wins" in words."""
    return "at least one more win" if wins == 1 else f"at least {wins} more wins"


def _letters(number: int) -> str:
    return f"{number:,} letter{'' if number == 1 else 's'}"
