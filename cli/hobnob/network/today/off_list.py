"""What a change did to the list of today, for the people it is about.

The one rule: only needs of these people are looked up, before and after. Nothing is said of people
for whom the list is as before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from hobnob import dates
from hobnob.index.index import Index
from hobnob.index.notes import heads
from hobnob.names import fold
from hobnob.network.today.collect import open_needs
from hobnob.network.today.horizon import DAYS
from hobnob.network.today.need import Need
from hobnob.network.today.phrases import why
from hobnob.wording import join_words

_Shown = frozenset[tuple[str, str, str, str]]
_YEAR_IS_CLEAR = 300
"""Days ahead for which a date needs no year."""
_SETTLED = {"thanks": "the thanks you owed", "follow_up": "the follow-up", "news": "the news"}
"""What a contact settles although nobody named it, in words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OnList:
    """What the list of today says of somebody.

    Attributes:
        shown: the reasons, each with its note, the reference of its promise, and its text.
        open: the same of all that is open, also of what rests or comes later.
        first: the first of the reasons, in words, or "".
        next: the day from which the list says something again; "" for today, and for never.
    """

    shown: _Shown = frozenset()
    open: _Shown = frozenset()
    first: str = ""
    next: str = ""


def on_list(index: Index, people: Collection[int], *, ahead: bool = False) -> dict[int, OnList]:
    """Return what the list of today says of some people, by the ids of their notes.

    Args:
        index: the index.
        people: their ids.
        ahead: also look for the next day, for those of whom it says nothing.
    """
    needs = open_needs(index, DAYS if ahead else 0, only=frozenset(people))
    return {person: _of(needs, person, index.today) for person in people}


def _of(needs: Iterable[Need], person: int, today: str) -> OnList:
    theirs = [need for need in needs if any(who.id == person for who in need.people)]
    shown = sorted(
        (need for need in theirs if need.shows_on(today)), key=lambda need: need.rank_on(today)
    )
    later = [begin for need in theirs for begin, _ in need.windows if begin > today]
    return OnList(
        shown=frozenset(map(_key, shown)),
        open=frozenset(map(_key, theirs)),
        first=why(shown[0]) if shown else "",
        next="" if shown else min(later, default=""),
    )


def _key(need: Need) -> tuple[str, str, str, str]:
    return need.reason, need.note, need.ref, need.plain


def say_change(index: Index, before: dict[int, OnList], after: dict[int, OnList]) -> str:
    """Return one sentence about what changed, or "".

    Args:
        index: the index.
        before: see `on_list`.
        after: the same after the change, with the days ahead.
    """
    people = sorted(
        heads(index, list(after)).items(), key=lambda item: (fold(item[1].name), item[1].slug)
    )
    grouped: dict[str, list[str]] = {}
    for person, head in people:
        was, now = before.get(person, OnList()), after[person]
        if now.shown != was.shown:
            grouped.setdefault(_says(was, now, index.today), []).append(head.name)
    return "; ".join(
        says.format(who=_who(people), be="is" if len(people) == 1 else "are")
        for says, people in grouped.items()
    )


def _says(was: OnList, now: OnList, today: str) -> str:
    # A need that only rests is still open.
    gone = {reason for reason, *_ in was.shown - now.open}
    settled = join_words([words for reason, words in _SETTLED.items() if reason in gone])
    settles = f" (settled: {settled})" if settled else ""
    if now.first:
        still = "still " if was.first else ""
        return "{who} {be} " + f"{still}on your list: {now.first}{settles}"
    until = f" until {_day(now.next, today)}" if now.next else ""
    return "{who} {be} off your list" + until + settles


def _who(names: list[str]) -> str:
    most = 3
    rest = len(names) - most
    return join_words([*names[:most], f"{rest} more"] if rest > 0 else names)


def _day(day: str, today: str) -> str:
    spelled = dates.spell_date(day)
    near = dates.days_between(today, day) < _YEAR_IS_CLEAR
    return spelled.rsplit(" ", 1)[0] if near else spelled
