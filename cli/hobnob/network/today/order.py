"""Which reasons to turn to somebody come first.

The one rule: what comes first is a matter of what waiting would cost, and of nothing else. The
order of a day follows from the day alone, so that a page can carry the order of later days too
(see `horizon`).

In this order:

1. a birthday that is today, of somebody with whom I keep in touch: tomorrow it is over;
2. what I promised: somebody counts on it;
3. news and thanks owed: they are warmest while they are fresh;
4. follow-ups: I chose the day;
5. drafts: they are written, and need only be sent;
6. the next move of each plan;
7. birthdays ahead of those with whom I keep in touch: a card takes some days;
8. what others promised me: it is theirs to remember, and mine to ask;
9. those whom it is time to be in touch with: a day more or less is nothing there;
10. birthdays of everybody else;
11. what has waited so long (see `FRESH`) that it can wait until the rest is done;
12. what is not due yet, where one asks for the days ahead.

Within each, what has waited longest comes first; among those to be in touch with, what is long
beside the cadence: three weeks late are little for a yearly tie and much for a monthly one. What
has waited too long is the other way round: the latest is the likeliest still to matter. Of two that
are alike, the closer person (with the shorter cadence) comes first.

All that concerns one person stands together, where the first of it belongs: you would say it in
one letter. Of more than `TOGETHER` the rest comes at the end, so that nobody fills the list. What
is not due yet stands after all that is, the nearest day first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from hobnob import dates
from hobnob.names import fold
from hobnob.network.today.need import Need, Rank, Reason

RANKS: dict[Reason, Rank] = {
    "promise": Rank.PROMISE,
    "news": Rank.WARM,
    "thanks": Rank.WARM,
    "follow_up": Rank.FOLLOW_UP,
    "draft": Rank.DRAFT,
    "plan": Rank.PLAN,
    "theirs": Rank.THEIRS,
    "cadence": Rank.CADENCE,
}

FRESH: dict[Reason, int] = {
    "promise": 365,
    "news": 30,
    "thanks": 30,
    "follow_up": 90,
    "draft": 90,
    "theirs": 90,
}
"""Days for which something that is open keeps its place; afterwards it is old. Cadences, birthdays
and plans are as they are."""

TOGETHER = 3
"""Reasons that stand together for one person."""

_NO_PACE = 100_000
"""Days; longer than any cadence can be."""


def in_order(needs: Iterable[Need]) -> list[Need]:
    """Return needs in the order of those that are alike: the one that no day changes."""
    return sorted(
        needs,
        key=lambda n: (
            n.pace or _NO_PACE, fold(n.people[0].name) if n.people else "", n.key, n.reason, n.note,
            n.date, n.plain, n.about.slug if n.about else "",
        ),
    )  # fmt: skip


def arrange(needs: Sequence[Need], day: str) -> list[Need]:
    """Return needs in the order of a day; what is alike stays as it is.

    Args:
        needs: in order (see `in_order`).
        day: an ISO date; what is not due on it yet comes last, the nearest first.
    """
    number = number_of(day)
    weighed = sorted(needs, key=lambda need: weigh(need, day, number))
    due = [need for need in weighed if not need.is_ahead(day)]
    together: dict[tuple[str, str], list[Need]] = {}
    for need in due:
        together.setdefault(need.key, []).append(need)
    first = [need for those in together.values() for need in those[:TOGETHER]]
    beyond = {id(need) for those in together.values() for need in those[TOGETHER:]}
    return [*first, *(n for n in due if id(n) in beyond), *weighed[len(due) :]]


def weigh(need: Need, day: str, number: int) -> tuple[int, float]:
    """Return what a need is sorted by on a day, whose `number_of` is told as well."""
    waited = number - number_of(need.since) if need.since else 0
    if waited < 0:
        return Rank.AHEAD, -waited
    rank = need.rank_on(day)
    if rank == Rank.OLD:
        return rank, waited
    return rank, -(waited / need.pace) if rank == Rank.CADENCE else -waited


def number_of(day: str) -> int:
    """Return an ISO date as a number of days."""
    return date.fromisoformat(day).toordinal()


def turn_of(reason: Reason, since: str) -> str:
    """Return the day from which something that shows since a day is old, "" if it never is."""
    days = FRESH.get(reason)
    return dates.add_days(since, days + 1) if days is not None and since else ""
