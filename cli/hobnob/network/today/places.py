"""Groups of needs of which a day has room for some: each day shows a few, and counts the others.

The one rule: who shows on a day follows from the notes and the day alone. So a page can carry the
days ahead, and the same day always shows the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.need import Need, Span

Chosen = tuple[Sequence[int], int]
"""What shows on a day: positions in the group, and how many others there are."""


def share_days(
    group: Sequence[Need],
    days: Sequence[str],
    choose: Callable[[str], Chosen],
    others: Callable[[int], Need],
    held: Mapping[int, str],
) -> Iterator[Need]:
    """Yield the needs of a group with the days on which they show, and lines that count the rest.

    Args:
        group: the needs.
        days: today, and the later days on which the choice may change.
        choose: what shows on a day.
        others: the line that counts so many others.
        held: the positions of needs that are held back today, with the day on which each wakes, or
            "". They are given too, as needs that rest.
    """
    spans: dict[int, list[Span]] = {}
    counts: list[tuple[Span, int]] = []
    since: dict[int, str] = {}
    counted, counted_since = 0, ""
    for day in days:
        shown, rest = choose(day)
        for at in since.keys() - set(shown):
            spans.setdefault(at, []).append((since.pop(at), day))
        for at in shown:
            since.setdefault(at, day)
        if rest != counted:
            counts.append(((counted_since, day), counted))
            counted, counted_since = rest, day
    for at, begin in since.items():
        spans.setdefault(at, []).append((begin, ""))
    counts.append(((counted_since, ""), counted))
    for at, need in enumerate(group):
        if at in spans:
            yield replace(need, spans=tuple(spans[at]))
        if at in held:
            yield replace(need, rests=True, wakes=held[at])
    for span, number in counts:
        if number:
            yield replace(others(number), spans=(span,), stands_for=number)


def first_places(
    group: Sequence[Need],
    begins: Sequence[str],
    most: int,
    clocks: Clocks,
    others: Callable[[int], Need],
    *,
    ends: Sequence[str] = (),
) -> Iterator[Need]:
    """Yield a group of which each day shows the first few that have begun by then.

    Args:
        group: the needs, the first to show first.
        begins: the day from which each is there; "" for always.
        most: how many a day shows.
        clocks: the last day to look at, and who rests; nobody who rests takes a place.
        others: the line that counts so many others.
        ends: the day from which each no longer shows, "" for never; without it, none ends.
    """
    today = clocks.index.today
    wakes = [clocks.wakes_on(need.people) for need in group]
    from_day = [max(begin, wake) for begin, wake in zip(begins, wakes, strict=True)]

    def is_over(at: int, day: str) -> bool:
        return bool(ends) and bool(ends[at]) and ends[at] <= day

    def choose(day: str) -> Chosen:
        live = [at for at, begin in enumerate(from_day) if begin <= day and not is_over(at, day)]
        return live[:most], max(0, len(live) - most)

    shown = set(choose(today)[0])
    held = {at: wakes[at] for at, begin in enumerate(begins) if begin <= today and at not in shown}
    days = [today, *sorted({day for day in (*from_day, *ends) if today < day <= clocks.last_day})]
    yield from share_days(group, days, choose, others, held)
