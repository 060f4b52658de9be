"""The positions of a plan that are posted somewhere: what, where, and until when to apply.

The one rule: a posting is done when it says on which day it was sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from shlex import quote
from typing import Any

from hobnob import dates
from hobnob.answers import DayOrNone, TextOrNone
from hobnob.network.plans.next_moves import Move
from hobnob.wording import quoted

DAYS_AHEAD = 7
"""Days before its deadline from which a posting is a next move."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Posting:
    """A posted position.

    Attributes:
        title: the position.
        org: the organization.
        link: where it is posted.
        deadline: the last day to apply.
        sent: the day you applied.
    """

    title: str
    org: TextOrNone = ""
    link: TextOrNone = ""
    deadline: DayOrNone = ""
    sent: DayOrNone = ""

    @property
    def words(self) -> str:
        """The position, and where."""
        return f"{self.title}, {self.org}" if self.org else self.title

    @property
    def last_day(self) -> str:
        """The last day to apply, "" for none: of a month or a year, its last day."""
        return dates.last_of(self.deadline) if self.deadline else ""

    def is_closed(self, today: str) -> bool:
        """Say whether its last day has passed."""
        return bool(self.deadline) and self.last_day < today


def read_postings(values: Mapping[str, Any]) -> tuple[Posting, ...]:
    """Return the postings of a plan's front matter, those to apply to first, by deadline."""
    rows = values.get("postings")
    keys = ("title", "org", "link", "deadline", "sent")
    found = [
        Posting(**{key: str(row.get(key) or "") for key in keys})
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and row.get("title")
    ]
    return tuple(sorted(found, key=lambda p: (bool(p.sent), p.last_day or "9999")))


def posting_moves(postings: Iterable[Posting], *, plan: str, top: int) -> Iterator[Move]:
    """Yield a move for each posting that is not sent yet.

    Args:
        postings: the postings.
        plan: the slug of the plan.
        top: the height above all stages: a deadline waits for nobody.
    """
    for posting in postings:
        if posting.sent:
            continue
        ends = posting.last_day
        first = dates.add_days(ends, -DAYS_AHEAD) if ends else ""
        yield Move(
            do="apply", person=None, posting=posting.words,
            date=first, since=first, due=ends,
            text="apply" + (f": {posting.link}" if posting.link else ""),
            prepare="", height=top if ends else 0,
            until=dates.add_days(ends, 1) if ends else "",
            record_when_done=f"hobnob plan {quote(plan)} applied {quoted(posting.title)}",
        )  # fmt: skip
