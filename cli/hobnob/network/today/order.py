"""Which reasons to turn to somebody come first.

The one rule: only the cost of waiting decides what comes first. The order of a day depends on the
day alone, so a page can carry the order of later days too (see `horizon`).

Lines that wait in the inbox come before all: once they are logged, the rest of the list may differ.
So may it once you said whether an appointment took place; this question comes next.

Then in this order:

1. appointments of today and tomorrow: somebody will be there;
2. today's birthdays and other days of the year of people I keep in touch with: tomorrow it is too
   late;
3. my promises: somebody counts on them;
4. news and thanks owed: they are warmest while fresh;
5. follow-ups: I chose their day;
6. drafts: they are written and only need sending;
7. the next move of each plan;
8. other appointments of the next days, and coming birthdays and days of the year of people I keep
   in touch with: a card takes some days;
9. promises of others: they are theirs to remember and mine to ask about;
10. what letters ask of me: it is theirs to ask and mine to decide;
11. people to be in touch with again: a day more or less does not matter;
12. birthdays and days of the year of all others;
13. old needs (see `FRESH`): they can wait until the rest is done;
14. promises for no day, the oldest first;
15. needs that are not due yet, if the list looks ahead.

Within each group, the need that has waited longest comes first; of a plan, the most promising move.
Cadences compare the wait with the
cadence: three weeks late are little for a yearly tie and much for a monthly one. Old needs are
sorted the other way round: the latest is the likeliest to still matter. Between equals, the closer
person (with the shorter cadence) comes first.

All needs of one person stand together, at the place of the first: you would put them in one letter.
Needs beyond `TOGETHER` come at the end, so that no person fills the list. Needs that are not due
yet come after all that are, the nearest day first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from hobnob import dates
from hobnob.answers import Who
from hobnob.model import Kind
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
    "asked": Rank.ASKED,
    "cadence": Rank.CADENCE,
    "inbox": Rank.INBOX,
    "happened": Rank.HAPPENED,
}

FRESH: dict[Reason, int] = {
    "promise": 365,
    "news": 30,
    "thanks": 30,
    "follow_up": 90,
    "draft": 90,
    "theirs": 90,
    "asked": 30,
    "happened": 30,
}
"""Days for which an open need keeps its place; afterwards it is old. Cadences, days of the year,
coming appointments and plans never become old."""

PATIENCE = 14
"""Days after which you may ask for what somebody promised without a date."""

TOGETHER = 3
"""The most needs of one person that stand together."""

_NO_PACE = 100_000
"""Days; longer than any cadence can be."""

BY_ORDER = frozenset({Rank.PLAN, Rank.UNDATED})
"""The ranks in which the `order` alone decides: the promise of a move, the age of a promise."""

LAST = 1_000_000
"""The `order` of a line that counts others: it comes after them."""


def make_need(
    reason: Reason, people: tuple[Who, ...], since: str, paces: Mapping[str, int], **values: Any
) -> Need:
    """Return a need with its place in the order.

    Args:
        reason: the reason.
        people: the people it is about.
        since: the ISO day since which it waits; "" for always.
        paces: the cadences of people in days, by slug.
        values: the other fields of the need.
    """
    days = FRESH.get(reason)
    turn = dates.add_days(since, days + 1) if days is not None and since else ""
    pace = paces.get(people[0].slug, 0) if people else 0
    return Need(
        reason=reason, people=people, since=since, rank=RANKS[reason], turn=turn, pace=pace,
        **values,
    )  # fmt: skip


def count_line(
    reason: Reason, note: str, plain: str, *, kind: Kind = "page", rank: Rank | None = None,
    order: int = LAST, about: Who | None = None,
) -> Need:  # fmt: skip
    """Return a line that stands for others of the same reason and comes after them.

    Args:
        reason: the reason.
        note: the plan, or what names the line.
        plain: the text.
        kind: the kind of the note.
        rank: the rank; default that of the reason.
        order: the place in it.
        about: the plan.
    """
    return Need(
        reason=reason, people=(), date="", note=note, kind=kind, plain=plain, about=about, since="",
        rank=RANKS[reason] if rank is None else rank, order=order, pace=_NO_PACE,
    )  # fmt: skip


def in_order(needs: Iterable[Need]) -> list[Need]:
    """Sort needs by what does not depend on the day; this order breaks ties."""
    return sorted(
        needs,
        key=lambda n: (
            n.pace or _NO_PACE, fold(n.people[0].name) if n.people else "", n.key, n.reason, n.note,
            n.date, n.order, n.plain, n.about.slug if n.about else "",
        ),
    )  # fmt: skip


def arrange(needs: Sequence[Need], day: str) -> list[Need]:
    """Sort needs for a day; ties keep their order.

    Args:
        needs: the needs, sorted by `in_order`.
        day: an ISO date. Needs that are not due on it come last, the nearest first.
    """
    number = number_of(day)
    weighed = sorted(needs, key=lambda need: weigh(need, day, number))
    due = [need for need in weighed if not need.is_ahead(day)]
    together: dict[tuple[str, str], list[Need]] = {}
    for need in due:
        if need.is_undated:
            continue
        together.setdefault(need.key, []).append(need)
    first = [need for group in together.values() for need in group[:TOGETHER]]
    there = {id(need) for need in first}
    return [*first, *(n for n in due if id(n) not in there), *weighed[len(due) :]]


def weigh(need: Need, day: str, number: int) -> tuple[int, float, int]:
    """Return the sort key of a need on a day; `number` is `number_of` the day."""
    waited = number - number_of(need.since) if need.since else 0
    if waited < 0:
        return Rank.AHEAD, -waited, need.order
    rank = need.rank_on(day)
    if rank in BY_ORDER:
        return rank, 0, need.order
    if rank == Rank.OLD:
        return rank, waited, need.order
    return rank, -(waited / need.pace) if rank == Rank.CADENCE else -waited, need.order


def number_of(day: str) -> int:
    """Return an ISO date as a number of days."""
    return date.fromisoformat(day).toordinal()
