"""Moves: who has a new role since we last spoke.

The one rule: a move counts when it is certain that it came after the last contact. Of a month or
a year alone only what lies after it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hobnob.dates import spell_date
from hobnob.index.index import Index
from hobnob.network.ties.ties import Tie

_PRESENT = """
SELECT role.note, role.org, role.title, role.since FROM role JOIN note ON note.id = role.note
WHERE note.live AND role.since <= :today AND (role.until = '' OR role.until > :today)
ORDER BY role.note, role.pos
"""


@dataclass(frozen=True, kw_only=True)
class Move:
    """A present role that somebody has had since after the last contact.

    Attributes:
        since: an ISO date, month or year.
    """

    tie: Tie
    org: str
    title: str
    since: str

    @property
    def text(self) -> str:
        """What has changed, in words that hold on any day."""
        return f"{spell_role(self.title, self.org)} since {spell_date(self.since)}"


def spell_role(title: str, org: str) -> str:
    """Return a role as a phrase: "Director at Fjordnet", "at Fjordnet", "Director"."""
    return f"{title} at {org}" if title and org else f"at {org}" if org else title


def list_moves(index: Index, ties: Iterable[Tie]) -> list[Move]:
    """Return who of some people moved since the last contact, the latest move first."""
    present: dict[int, tuple[str, str, str]] = {}
    for person, org, title, since in index.rows(_PRESENT):
        present.setdefault(person, (org, title, since))
    found = []
    for tie in ties:
        org, title, since = present.get(tie.id, ("", "", ""))
        if (org or title) and is_later(since, tie.last):
            found.append(Move(tie=tie, org=org, title=title, since=since))
    return sorted(found, key=lambda move: move.since, reverse=True)


def is_later(date: str, other: str) -> bool:
    """Say whether a date, month or year lies after another for certain; neither may be empty."""
    precise = min(len(date[:10]), len(other[:10]))
    return bool(precise) and date[:precise] > other[:precise]
