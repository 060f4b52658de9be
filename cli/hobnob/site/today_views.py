"""What the list of today shows, as plain values.

The one rule: a row says all that its place on any day depends on, so that the reader's browser can
put the list in the order of the reader's own day; see `network.needs`.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob.answers import Entry
from hobnob.site.views import Ref


@dataclass(frozen=True, kw_only=True, slots=True)
class TodayRow:
    """One reason to turn to somebody.

    Attributes:
        who: the people; what only concerns a plan or an organization has that.
        about: what it is called where there is none of them, "note of 10 November 2026".
        why: the reason in words.
        due: whether the date is the one by which it was due.
        date: since when, or when; "" for the day on which one looks.
        promise: what was promised, Markdown of one line; others have a `text`.
        said: the entry that the text is of.
        plan: of a next move.
        last: the last time, where that is told: its entry, and in `last_text` what it says.
        key: the same of all that concerns one person.
        same: whether the row before it, as the page is built, is about the same person.
        order: what the script sorts by: from which day to which it shows, from which it waits, from
            which day on it has another place, that place and the one before, the cadence where that
            counts, and its place among those that are alike.
        shown: whether it shows on the day on which the page is built.
    """

    who: tuple[Ref, ...] = ()
    about: str = ""
    why: str
    due: bool = False
    date: str = ""
    promise: str = ""
    text: str = ""
    said: Entry | None = None
    plan: Ref | None = None
    last: Entry | None = None
    last_text: str = ""
    key: str = ""
    same: bool = False
    order: tuple[str | int, ...] = ()
    shown: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TodayList:
    """Who needs me, on the day of the build and on later days.

    Attributes:
        rows: those of the day first, in its order.
        built: the day of the build.
        covers: the last day on which the list is certain.
        places: how many rows are shown at once; `unfolded`: how many more can be unfolded.
        more: how many there are beside on the day of the build.
        changes: on which days, as days after the build, how many come or go of those not in `rows`.
    """

    rows: tuple[TodayRow, ...] = ()
    built: str
    covers: str
    places: int
    unfolded: int = 0
    more: int = 0
    changes: tuple[tuple[int, int], ...] = ()

    @property
    def first(self) -> tuple[TodayRow, ...]:
        """The rows that stand at once, and those of later days."""
        return tuple(r for at, r in enumerate(self.rows) if at < self.places or not r.shown)

    @property
    def rest(self) -> tuple[TodayRow, ...]:
        """The rows that can be unfolded on the day of the build."""
        return tuple(r for at, r in enumerate(self.rows) if at >= self.places and r.shown)

    @property
    def beyond(self) -> int:
        """How many more there are even then."""
        return self.more - len(self.rest)
