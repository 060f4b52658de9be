"""A year with the sample journal in which the first suggestion of each day is taken.

The journal is copied into memory, and whoever is suggested is written to on the day: a contact is
three rows of the index. No plan goes on meanwhile and no draft is sent, so whoever is left in peace
on the first day stays so; nothing is asked of them here but to be few, and left for that reason.

"Within twice the cadence" is reckoned from the state on the first day. Somebody's clock begins with
their last contact; but who has been due before may not be late already when the year begins, and
counts as due on the first day. From then on no gap, the one that the year's end cuts off included,
may be longer than twice the cadence.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from hobnob import dates
from hobnob.index.index import Index
from hobnob.network.ties.exclusions import under_way, who_declined
from hobnob.network.ties.ranking import Question
from hobnob.network.ties.suggest import suggest
from hobnob.network.ties.ties import load_ties
from tests.conftest import TODAY, World

YEAR = 365


@dataclass(kw_only=True)
class Year:
    """What happened: the strengths of those who were suggested, and everybody's contacts."""

    taken: list[str] = field(default_factory=list)
    days: dict[str, list[str]] = field(default_factory=dict)
    cadence: dict[str, int] = field(default_factory=dict)
    in_peace: frozenset[str] = frozenset()

    @property
    def apart(self) -> float:
        """The share of dormant and weak ties."""
        return sum(strength in ("dormant", "weak") for strength in self.taken) / len(self.taken)

    def longest(self, end: str) -> dict[str, float]:
        """Return the longest gap of everybody with a cadence who is not left in peace, in cadences."""
        return {
            slug: max(dates.days_between(*pair) for pair in pairwise([*self.days[slug], end]))
            / days
            for slug, days in self.cadence.items()
            if slug not in self.in_peace
        }


@contextmanager
def in_memory(world: World, today: str) -> Iterator[Index]:
    """Give an index that may be written to."""
    with world.index(today) as index:
        copy = sqlite3.connect(":memory:", isolation_level=None)
        index.db.backup(copy)
        yield Index(db=copy, journal=index.journal, today=today)
        copy.close()


def write_to(index: Index, person: int, number: int) -> None:
    """Let there be a message to somebody today."""
    note, slug = 1_000_000_000 + number, f"message-{number}"
    index.db.execute(
        "INSERT INTO note VALUES (?, 'interaction', ?, ?, '', 1, 1, 0, '{}', '', NULL, NULL)",
        (note, slug, slug),
    )
    index.db.execute(
        "INSERT INTO interaction VALUES (?, ?, 'message', 'both', '', 0, 1, '', '', '')",
        (note, index.today),
    )
    index.db.execute(
        "INSERT INTO ref VALUES (?, 'people', 0, ?, ?, ?, ?, 1)",
        (note, slug, slug, person, index.today),
    )


def live_through(index: Index, days: int) -> Year:
    start = index.today
    left = under_way(index) | who_declined(index)
    known = load_ties(index)
    year = Year(in_peace=frozenset(tie.slug for tie in known if tie.id in left))
    for tie in known:
        if tie.cadence:
            year.cadence[tie.slug] = tie.cadence
            year.days[tie.slug] = [max(tie.last, dates.add_days(start, -tie.cadence))]
    for number in range(days):
        index.today = dates.add_days(start, number)
        for one in suggest(index, Question(), count=1):
            year.taken.append(one.tie)
            year.days.setdefault(one.person.slug, []).append(index.today)
            assert one.person.id
            write_to(index, one.person.id, number)
    return year


@pytest.mark.parametrize(
    ("start", "in_peace"),
    [
        # Declined in the plan that is active; has a letter waiting as a draft.
        (TODAY, {"hester-quayle", "vikram-sethi"}),
        # Two years in which nothing was written down: everybody is due at once, and the draft is
        # too old to keep anybody out.
        ("2028-11-22", {"hester-quayle"}),
    ],
)
def test_a_year_of_suggestions(sample: World, start: str, in_peace: set[str]) -> None:
    with in_memory(sample, start) as index:
        year = live_through(index, YEAR)
    assert year.in_peace & year.cadence.keys() == in_peace
    assert len(year.cadence) > 30
    longest = year.longest(dates.add_days(start, YEAR))
    assert {slug: gap for slug, gap in longest.items() if gap > 2} == {}
    assert year.apart >= 1 / 5
    assert not {"elena-markova", "nadia-sorour"} & year.days.keys(), "never is never"
