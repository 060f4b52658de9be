"""A reason to turn to somebody, as the terminal, `--json` and the home page print it.

The one rule: a need knows for every day whether it shows and which rank it has. See `order` for
which comes first.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from hobnob.answers import Day, Entry, Slug, TextOrNone, Who, hidden
from hobnob.model import Author, Kind

Reason = Literal[
    "promise",
    "follow_up",
    "cadence",
    "birthday",
    "date",
    "news",
    "thanks",
    "theirs",
    "asked",
    "draft",
    "plan",
    "appointment",
    "happened",
    "inbox",
]


class Rank(IntEnum):
    """The places in the order."""

    INBOX = 0
    HAPPENED = 1
    APPOINTMENT = 2
    BIRTHDAY = 3
    PROMISE = 4
    WARM = 5
    FOLLOW_UP = 6
    DRAFT = 7
    PLAN = 8
    CARD = 9
    THEIRS = 10
    ASKED = 11
    CADENCE = 12
    OTHERS = 13
    OLD = 14
    UNDATED = 15
    AHEAD = 16


Span = tuple[str, str]
"""A first ISO day, and the day after the last; "" for no end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Last:
    """The last time with somebody: the interaction, and what it says in one line."""

    entry: Entry
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """One reason to turn to somebody, the most urgent first; see [who needs you](mornings.md).

    Attributes:
        n: its number in the list, from 1, for `hobnob done`, `hobnob sent`, `hobnob snooze` and
            others; kept for the day.
        reason: `promise`, `follow_up`, `cadence`, `birthday`, `date` (another day of the year),
            `news`, `thanks`, `theirs`, `asked`, `draft`, `plan`, `appointment`, `happened` (did an
            appointment take place?) or `inbox`.
        people: the people it is about; the first is the one to turn to.
        date: since when, or when: a day, or only a month or a year. For `theirs` without a date
            it is the day of the promise.
        text: the promise, what a letter asks, the first words of the note, the person introduced,
            the age, what a yearly date is, or the move; for `cadence`, the last contact; for
            `inbox`, how many lines wait.
        author: whose words the text is: `me`, or `them` if it stands in a letter to you.
        note: the note it comes from: the person for `cadence`, `birthday` and `date`, the person
            introduced for `thanks`, the plan for `plan`, `inbox` for `inbox`; `people` or
            `promises` for a line that counts others.
        ref: of a promise, for `hobnob done`, and of what is asked, for `hobnob accept`.
        rests: whether it is put off, or held back for another day; only with `--all`.
        kind: the kind of that note.
        source: the interaction it comes from, if any.
        plain: the plain text of the note, or of the promise; see `hobnob.notes.body`.
        promise: the promise, in Markdown.
        about: the person introduced for `thanks`, the plan for `plan`, the note if it is about
            nobody.
        age: the age, for a birthday; the years since, for a `date`.
        what: what the day of a `date` is; of an appointment its kind.
        place: where an appointment is.
        waits: whether it is what somebody promised without a date.
        last: the last contact with the first of the people; None if there was none.
        since: the ISO day since which it waits; "" for always.
        opens: the ISO day from which it shows, if that is later than `since`, else "".
        until: the ISO day from which it no longer shows; "" for never.
        spans: the days on which it shows, if these are not one span from `opens` to `until`.
        rank: its place in the order. From the day `turn` on, its place is `later`.
        order: its place among those of the same rank and wait.
        pace: the cadence of the first of the people, in days; 0 if there is none.
        wakes: the day until which it rests, if that was set; else "".
        stands_for: how many others this line counts; 0 for a need itself.

    `collect` leaves `text` and `last` empty, and `date` too before the first contact.
    `today.describe` fills them in for the needs that are shown.
    """

    n: int = 0
    reason: Reason
    people: tuple[Who, ...]
    date: Day
    text: str = ""
    author: Author = "me"
    note: Slug
    ref: TextOrNone = ""
    rests: bool = False
    kind: Kind = hidden("interaction")
    source: Entry | None = hidden(None)
    plain: str = hidden("")
    promise: str = hidden("")
    about: Who | None = hidden(None)
    age: int | None = hidden(None)
    what: str = hidden("")
    place: str = hidden("")
    waits: bool = hidden(False)
    last: Last | None = hidden(None)
    since: str = hidden()
    opens: str = hidden("")
    until: str = hidden("")
    spans: tuple[Span, ...] = hidden(())
    rank: Rank = hidden()
    order: int = hidden(0)
    turn: str = hidden("")
    later: Rank = hidden(Rank.OLD)
    pace: int = hidden(0)
    wakes: str = hidden("")
    stands_for: int = hidden(0)

    @property
    def key(self) -> tuple[str, str]:
        """Equal for two needs about the same person."""
        return ("", self.people[0].slug) if self.people else (self.reason, self.note)

    def tells_of(self, notes: Collection[str]) -> bool:
        """Say whether it comes from one of some interactions, whose text it may tell."""
        return self.note in notes or (self.source is not None and self.source.slug in notes)

    def shows_on(self, day: str) -> bool:
        """Say whether it shows on a day."""
        return any(begin <= day and not (end and day >= end) for begin, end in self.windows)

    def is_over(self, day: str) -> bool:
        """Say whether it no longer shows on a day, nor on a later one."""
        return all(end and day >= end for _, end in self.windows)

    def is_ahead(self, day: str) -> bool:
        """Say whether it is not yet due on a day."""
        return self.since > day

    def rank_on(self, day: str) -> Rank:
        """Return its rank on a day."""
        return self.later if self.turn and day >= self.turn else self.rank

    @property
    def windows(self) -> tuple[Span, ...]:
        """The spans of days on which it shows, the earliest first."""
        return self.spans or ((max(self.since, self.opens), self.until),)

    @property
    def shows(self) -> str:
        """The ISO day from which it shows; "" for always."""
        return self.windows[0][0]

    @property
    def is_undated(self) -> bool:
        """Whether it is for no day: a promise without a date."""
        return self.rank == Rank.UNDATED
