"""What the pages of circles and bridges show, as plain values.

The one rule: that of `views`: no SQL, no HTML, no MkDocs; dates are ISO text.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob.answers import Entry
from hobnob.site.views import Ref


@dataclass(frozen=True, kw_only=True, slots=True)
class BridgeRow:
    """A tie to look after.

    Attributes:
        text: why, in words that hold on any day; Markdown of one line where `is_markdown`.
        step: what could come next.
        entry: the interaction it is about, or None.
        since: the day from which it is shown, "" when that has come.
        until: the day from which it no longer is, or "".
        last: date of the last contact, or "".
    """

    person: Ref
    text: str
    step: str
    is_markdown: bool = False
    entry: Entry | None = None
    since: str = ""
    until: str = ""
    last: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class BridgeKind:
    """The ties of one kind, and how many more there are than the page shows."""

    name: str
    title: str
    rows: tuple[BridgeRow, ...]
    more: int = 0

    @property
    def is_to_come(self) -> bool:
        """Whether all of it is shown on a later day only."""
        return all(row.since for row in self.rows)


@dataclass(frozen=True, kw_only=True, slots=True)
class BridgesPage:
    """Ties to look after, by kind."""

    kinds: tuple[BridgeKind, ...] = ()

    @property
    def is_to_come(self) -> bool:
        """Whether there is nothing to show yet."""
        return all(kind.is_to_come for kind in self.kinds)


@dataclass(frozen=True, kw_only=True, slots=True)
class CircleRow:
    """A circle.

    Attributes:
        cadence: how often, in words.
        own: the members with a pace of their own, and that in words; `members` are the others.
        within: how many are in it and in the circles inside it; `usual`: how many usually are.
        more: how many of them the page does not show.
    """

    name: str
    cadence: str
    members: tuple[Ref, ...]
    within: int
    usual: int
    own: tuple[tuple[Ref, str], ...] = ()
    more: int = 0

    @property
    def count(self) -> int:
        """How many are in it."""
        return len(self.members) + len(self.own) + self.more

    @property
    def share(self) -> float:
        """How much of its bar is full."""
        return min(1.0, self.within / self.usual)


@dataclass(frozen=True, kw_only=True, slots=True)
class DriftRow:
    """Somebody who has drifted: how often of late, and the command that follows it.

    Attributes:
        pace: of their own, which wins over the circle; "" without one.
    """

    person: Ref
    circle: str
    pace: str
    often: str
    command: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CirclesPage:
    """The circles, and who has drifted.

    Attributes:
        day: on which that was reckoned; from the day `stale` on it is not told who has drifted.
        without: how many are in no circle.
    """

    day: str
    stale: str
    circles: tuple[CircleRow, ...] = ()
    without: int = 0
    closer: tuple[DriftRow, ...] = ()
    farther: tuple[DriftRow, ...] = ()
