"""A reason to turn to somebody, as the terminal, `--json` and the home page print it.

The one rule: it says for every day whether it shows then and which rank it has; see `order` for
what comes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from hobnob.answers import Day, Entry, Slug, Who, hidden
from hobnob.model import Kind

Reason = Literal[
    "promise", "follow_up", "cadence", "birthday", "news", "thanks", "theirs", "draft", "plan"
]


class Rank(IntEnum):
    """The places in the order."""

    BIRTHDAY = 1
    PROMISE = 2
    WARM = 3
    FOLLOW_UP = 4
    DRAFT = 5
    PLAN = 6
    CARD = 7
    THEIRS = 8
    CADENCE = 9
    OTHERS = 10
    OLD = 11
    AHEAD = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Last:
    """The last time with somebody: the interaction, and what it says in one line."""

    entry: Entry
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """One reason to turn to somebody, the first one first; see [who needs you](mornings.md).

    Attributes:
        reason: `promise`, `follow_up`, `cadence`, `birthday`, `news`, `thanks`, `theirs`, `draft`
            or `plan`.
        people: whom it is about; the first is who is meant.
        date: since when, or when: a day, or a month or a year alone.
        text: the promise, how the note begins, whom they introduced, the age, the move; of a
            `cadence` the last time.
        note: the note in which it stands; of a `cadence` and a `birthday` the person, of `thanks`
            the one introduced, of a `plan` the plan.
        kind: of the note.
        source: the interaction in which it stands, if it stands in one.
        plain: the whole text of the note, or what was promised; see `hobnob.notes.body`.
        promise: what was promised, in Markdown.
        about: of thanks, who was introduced; of a move, the plan; of what concerns nobody, the
            note.
        age: of a birthday.
        last: the last time with the first of the people; None before there was one.
        since: the ISO day from which it waits; "" for always.
        opens: the ISO day from which it shows, where that is later, else "".
        until: the ISO day from which it shows no more; "" for never.
        rank: its place in the order; from the day `turn` on it is `later`.
        pace: the cadence of the first of the people in days, 0 without one.

    As it is collected, `text` and `last` are empty, and `date` is where nothing was logged yet;
    `today.describe` fills them in for those that are shown.
    """

    reason: Reason
    people: tuple[Who, ...]
    date: Day
    text: str = ""
    note: Slug
    kind: Kind = hidden()
    source: Entry | None = hidden(None)
    plain: str = hidden("")
    promise: str = hidden("")
    about: Who | None = hidden(None)
    age: int | None = hidden(None)
    last: Last | None = hidden(None)
    since: str = hidden()
    opens: str = hidden("")
    until: str = hidden("")
    rank: Rank = hidden()
    turn: str = hidden("")
    later: Rank = hidden(Rank.OLD)
    pace: int = hidden(0)

    @property
    def key(self) -> tuple[str, str]:
        """What says whether two are about the same person."""
        return ("", self.people[0].slug) if self.people else (self.reason, self.note)

    def shows_on(self, day: str) -> bool:
        """Say whether it shows on a day."""
        return self.shows <= day and not self.is_over(day)

    def is_over(self, day: str) -> bool:
        """Say whether it shows on a day no more."""
        return bool(self.until) and day >= self.until

    def is_ahead(self, day: str) -> bool:
        """Say whether it is not due on a day yet."""
        return self.since > day

    def rank_on(self, day: str) -> Rank:
        """Return its place in the order of a day."""
        return self.later if self.turn and day >= self.turn else self.rank

    @property
    def shows(self) -> str:
        """The ISO day from which it shows; "" for always."""
        return max(self.since, self.opens)
