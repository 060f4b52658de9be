"""What the page of a plan shows, as plain values.

The one rule: as in `views`; and nothing here depends on the day it is looked at: a move has the day
from which on it is to be made.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob.answers import Entry
from hobnob.site.views import Ref


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """A step of a plan's ladder, and how many of its targets got at least that far."""

    name: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanRow:
    """A plan in a list."""

    slug: str
    name: str
    goal: str = ""
    status: str = "active"
    start: str = ""
    deadline: str = ""
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """Which part of those of the stage before got to a stage.

    Attributes:
        before: how many they were.
        rate: from 0 to 1.
        low, high: between what the true rate lies; 0 and 1 where there are so many that it is left
            out.
    """

    before: int
    rate: float
    low: float = 0.0
    high: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Rung:
    """A stage of the funnel, with its share where there is one."""

    stage: Stage
    share: Share | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Next:
    """A next move: what to do, and the day from which on, "" for any."""

    text: str
    date: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A person of a plan, and how far they have come.

    Attributes:
        through: who introduced them.
        next: what to do next; None lets them rest.
    """

    person: Ref
    role: str = ""
    stage: str = ""
    declined: bool = False
    last: Entry | None = None
    through: tuple[Ref, ...] = ()
    next: Next | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A part of how a win came about, and the entry that tells of it."""

    text: str
    entry: Entry | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A letter that went out, and what came back first."""

    entry: Entry
    kind: str
    people: tuple[Ref, ...]
    answered: Entry | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecast:
    """What is to be expected of a plan, in words.

    Attributes:
        chance: in per cent, and of what.
        wins: how likely each number of further wins is, up to one that nearly none exceeds.
        more: a chance, and how many more letters would make it so likely.
        steps: rows under `titles`.
    """

    chance: tuple[str, str]
    range: str
    letter: str
    weakest: str
    wins: tuple[float, ...]
    more: tuple[tuple[str, str], ...]
    titles: tuple[str, ...]
    steps: tuple[tuple[str, ...], ...]
    assumptions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanPage:
    """A plan: its ladder, its targets, what to expect of it, its timeline.

    Attributes:
        introduced: those who are no targets but came to it by an introduction.
        chains: how each win came about.
        letters: what went out, the latest first.
    """

    slug: str
    name: str
    goal: str = ""
    status: str = "active"
    start: str = ""
    deadline: str = ""
    letter: str = ""
    tags: tuple[str, ...] = ()
    private: bool = False
    extra: tuple[tuple[str, str], ...] = ()
    body: str = ""
    path: str = ""
    rungs: tuple[Rung, ...] = ()
    declined: int = 0
    beside: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    introduced: tuple[Target, ...] = ()
    chains: tuple[tuple[Link, ...], ...] = ()
    letters: tuple[Sent, ...] = ()
    forecast: Forecast | None = None
    timeline: tuple[Entry, ...] = ()
