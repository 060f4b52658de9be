"""People who rest: until the day of their `snooze`, little is said of them.

The one rule: a need rests while all of its people do; of several, it names those who are awake.
What has a day that was promised or set still shows on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.need import Need, Reason

NEVER_RESTS: frozenset[Reason] = frozenset({
    "promise", "theirs", "follow_up", "appointment", "happened",
})  # fmt: skip
"""The reasons that show on their day, whoever rests."""


def put_off(needs: Iterable[Need], clocks: Clocks) -> Iterator[Need]:
    """Yield needs without the people who rest, and today's that rest for that reason.

    Needs with spans of their own come as they are; their days take account of it.
    """
    for need in needs:
        ends = {clocks.wakes[who.slug] for who in need.people if who.slug in clocks.wakes}
        if not ends or need.rests or need.spans or (need.reason in NEVER_RESTS and not need.waits):
            yield need
        else:
            yield from _parts(need, sorted(ends), clocks)


def _parts(need: Need, ends: Sequence[str], clocks: Clocks) -> Iterator[Need]:
    """Yield a need for each time in which other people of it are awake."""
    for begin, end in pairwise(("", *ends, "")):
        until = min(filter(None, (need.until, end)), default="")
        part = replace(need, opens=max(need.opens, begin), until=until)
        awake = tuple(who for who in need.people if clocks.wakes.get(who.slug, "") <= begin)
        if part.is_over(max(part.shows, clocks.index.today)):
            continue
        if awake:
            yield replace(part, people=awake, pace=clocks.paces.get(awake[0].slug, 0))
        elif part.shows_on(clocks.index.today):
            yield replace(need, rests=True, wakes=ends[0])
