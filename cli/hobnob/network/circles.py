"""Circles: who is in which, how full each is, and who has drifted by actual contact.

The one rule: a circle is what the user chose. What is said of drifting compares it with how often
there was contact, proposes the circle that fits, and gives the command; nothing is changed.

The usual sizes, each including those within, are about 5, 15, 50 and 150: Zhou, Sornette, Hill and
Dunbar (2005); Hill and Dunbar (2003).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from statistics import median

from hobnob import dates
from hobnob.index.index import Index
from hobnob.network.ties import RECENT, Tie, load_ties

USUAL: Mapping[str, int] = {"inner": 5, "close": 15, "active": 50, "wide": 150}
"""How many people there usually are in each circle and all within it."""

CLEARLY = 2
"""So many times slower, or quicker, than the cadence is drifting; less is life."""

ENOUGH_IN, ENOUGH_OUT = 3, 2
"""Gaps from which on they show a habit; of being less in touch one fewer, so that it is told in
time. One alone shows none, unless it still lasts."""

LASTING = 182
"""Days, half a year, for which somebody must have been closer: a burst of mails is no habit."""


@dataclass(frozen=True, kw_only=True)
class Circle:
    """A circle and who is in it.

    Attributes:
        cadence: days between contacts.
        members: by name.
        within: how many are in it and in the circles inside it; `usual`: how many usually are.
    """

    name: str
    cadence: int
    members: tuple[Tie, ...]
    within: int
    usual: int


@dataclass(frozen=True, kw_only=True)
class Drift:
    """Somebody who is in touch more or less often than their circle is.

    Attributes:
        gap: days between contacts, as they are of late.
        fits: the circle whose cadence is nearest to that; "" for none.
        is_closer: whether they are in touch more often.
    """

    tie: Tie
    gap: int
    fits: str
    is_closer: bool

    @property
    def command(self) -> str:
        """The command that changes the circle."""
        return f"hobnob set {self.tie.slug} circle={self.fits}"

    @property
    def text(self) -> str:
        """How often there is contact of late, in words: "about every 5 weeks"."""
        return f"about every {dates.spell_days(self.gap).removeprefix('1 ')}"


@dataclass(frozen=True, kw_only=True)
class Circles:
    """All circles, the innermost first; how many are in none; who has drifted, in then out."""

    circles: tuple[Circle, ...]
    without: int
    drifts: tuple[Drift, ...]


def load_circles(index: Index) -> Circles:
    """Return the circles as they are today."""
    ties = load_ties(index)
    cadence = index.journal.settings.cadence
    circles: list[Circle] = []
    for name, usual in USUAL.items():
        members = tuple(sorted((t for t in ties if t.circle == name), key=lambda t: t.name))
        within = len(members) + (circles[-1].within if circles else 0)
        circles.append(
            Circle(name=name, cadence=cadence[name], members=members, within=within, usual=usual)
        )
    return Circles(
        circles=tuple(circles),
        without=len(ties) - circles[-1].within,
        drifts=tuple(_drifts(index, ties)),
    )


_DAYS = """
SELECT DISTINCT target, substr(date, 1, 10) FROM ref
WHERE target IN (SELECT value FROM json_each(:people)) AND field = 'people' AND contact = 1
  AND date < :tomorrow AND date >= :since ORDER BY 1, 2
"""

_BEFORE = """
SELECT target, max(date) FROM ref
WHERE target IN (SELECT value FROM json_each(:people)) AND field = 'people' AND contact = 1
  AND date < :since GROUP BY target
"""


def _drifts(index: Index, ties: Sequence[Tie]) -> list[Drift]:
    """Return who has drifted, those who came closer first, then by name."""
    judged = [tie for tie in ties if tie.contacts and not tie.is_let_be and _may_drift(tie)]
    cadence = index.journal.settings.cadence
    found = []
    for tie, days in _contact_days(index, judged):
        drift = find_drift(tie, days, index.today, cadence)
        if drift:
            found.append(drift)
    return sorted(found, key=lambda one: (not one.is_closer, one.tie.name, one.tie.slug))


def _may_drift(tie: Tie) -> bool:
    """Leave out who has a cadence of their own and no circle: nothing there can fit better."""
    return bool(tie.circle) or tie.own is None


def _contact_days(index: Index, ties: Iterable[Tie]) -> Iterator[tuple[Tie, list[str]]]:
    """Yield the days of contact of the last two years, after the last one before them."""
    by_id = {tie.id: tie for tie in ties}
    given = {
        "people": json.dumps(list(by_id)),
        "tomorrow": index.tomorrow,
        "since": dates.add_days(index.today, -RECENT),
    }
    found: dict[int, list[str]] = {
        person: [day[:10]] for person, day in index.db.execute(_BEFORE, given)
    }
    for person, day in index.db.execute(_DAYS, given):
        found.setdefault(person, []).append(day)
    yield from ((by_id[person], days) for person, days in found.items())


def usual_gap(gaps: Sequence[int], silence: int) -> float:
    """Return the days between contacts as they are of late.

    The median of the gaps, with the present silence among them when it is longer than they are: a
    gap that still lasts can only grow. A silence more than twice as long as that median is itself
    how things are, and counts half.

    Args:
        gaps: days between contacts that followed each other, ended in the last two years.
        silence: days since the last contact.
    """
    known = list(gaps)
    if not known or silence > median(known):
        known.append(silence)
    return max(float(median(known)), silence / 2)


def fitting_circle(gap: float, cadence: Mapping[str, int]) -> str:
    """Return the circle whose cadence is nearest to a gap as a ratio, "" for far beyond the widest.

    Args:
        gap: days between contacts.
        cadence: days of each circle.
    """
    if gap > CLEARLY * max(cadence.values()):
        return ""
    return min(cadence, key=lambda name: abs(log(max(gap, 1)) - log(cadence[name])))


def find_drift(
    tie: Tie, days: Sequence[str], today: str, cadence: Mapping[str, int]
) -> Drift | None:
    """Return where somebody has drifted, if clearly so.

    Args:
        tie: the person.
        days: ISO dates of contacts in the last two years, after the last one before, in order.
        today: an ISO date.
        cadence: days of each circle.
    """
    gaps = [dates.days_between(one, other) for one, other in pairwise(days)]
    silence = dates.days_between(days[-1], today)
    gap = usual_gap(gaps, silence)
    fits = fitting_circle(gap, cadence)
    if fits == tie.circle:
        return None
    meant = tie.cadence if tie.circle else None
    is_closer = _is_inside(fits, tie.circle)
    if is_closer:
        lasted = sum(gaps) >= max(LASTING, meant or 0)
        told = lasted and len(gaps) >= ENOUGH_IN and (meant is None or gap * CLEARLY < meant)
    else:
        slow = CLEARLY * (meant or 0)
        told = gap > slow and (len(gaps) >= ENOUGH_OUT or silence > slow)
    return Drift(tie=tie, gap=round(gap), fits=fits, is_closer=is_closer) if told else None


def _is_inside(circle: str, other: str) -> bool:
    """Say whether a circle lies inside another; none lies outside of all."""
    order = [*USUAL, ""]
    return order.index(circle) < order.index(other)
