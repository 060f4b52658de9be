"""Circles: the people in each, how full each is, and who has drifted by actual contact.

The one rule: the user chooses a circle. The user also chooses a person's own pace, which wins over
the circle. hobnob compares these with the actual contacts, proposes a circle or pace that fits, and
gives the command. It changes nothing.

The usual sizes, each with the circles inside, are about 5, 15, 50 and 150: Zhou, Sornette, Hill and
Dunbar (2005); Hill and Dunbar (2003).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from hobnob import dates
from hobnob.answers import TextOrNone, Who, hidden
from hobnob.index.index import Index
from hobnob.network.ties.phrases import spell_pace
from hobnob.network.ties.ties import RECENT, Tie, load_ties

USUAL: Mapping[str, int] = {"inner": 5, "close": 15, "active": 50, "wide": 150}
"""The usual number of people in each circle and the circles inside it."""

CLEARLY = 2
"""This many times slower or quicker than the cadence is drifting; less is normal."""

ENOUGH_IN, ENOUGH_OUT = 3, 2
"""The fewest gaps that show a habit. For less contact one fewer is enough, so that the user hears
in time. A single gap shows no habit, unless it still lasts."""

LASTING = 182
"""Days, half a year, for which a person must have been closer: a burst of mails is no habit."""


HOLDS = 31
"""Days for which a page says who has drifted: one month changes little in two years."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Circle:
    """A circle and its members.

    Attributes:
        circle: the name of the circle.
        cadence_days: the days between contacts.
        members: the members, sorted by name.
        own_pace: the members with a `keep_in_touch`; it replaces the circle's cadence.
        within: the number of people in this circle and in all circles inside it.
        usual: the usual number of people in this circle and in all circles inside it.
        paces: the `keep_in_touch` of the members that have one, in words.
    """

    circle: str
    cadence_days: int
    members: tuple[Who, ...]
    own_pace: tuple[Who, ...]
    within: int
    usual: int
    paces: Mapping[Who, str] = hidden()

    def first(self, most: int | None) -> tuple[tuple[Who, ...], tuple[Who, ...], int]:
        """Return members at the circle's pace, those at their own, and the number of others.

        Args:
            most: the most members returned; None is all.
        """
        at_its_pace = tuple(who for who in self.members if who not in self.paces)[:most]
        own = self.own_pace[: None if most is None else most - len(at_its_pace)]
        return at_its_pace, own, len(self.members) - len(at_its_pace) - len(own)


@dataclass(frozen=True, kw_only=True, slots=True)
class Drift:
    """A person with clearly more or less contact than the cadence says.

    Attributes:
        person: the person.
        circle: the person's circle.
        cadence_days: the days between contacts that you chose.
        gap_days: the usual days between recent contacts.
        fits: the circle with the cadence nearest to `gap_days`.
        closer: whether there is more contact than the cadence says.
        command: the command that changes the circle, or the person's `keep_in_touch`.
        pace: the person's `keep_in_touch` in words, or "".
    """

    person: Who
    circle: TextOrNone
    cadence_days: int | None
    gap_days: int
    fits: TextOrNone
    closer: bool
    command: str
    pace: str = hidden()

    @property
    def often(self) -> str:
        """The usual time between recent contacts, in words: "about every 5 weeks"."""
        return f"about every {dates.spell_nearest(self.gap_days).removeprefix('1 ')}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Circles:
    """Who is in which circle, and who has drifted; see [ties](ties.md).

    Attributes:
        circles: the circles, the innermost first. `own_pace` lists the members with a
            `keep_in_touch`; `within` and `usual` count people in the circle and the circles inside
            it.
        without: the number of people in no circle.
        drifts: the people with more (`closer`) or less contact than the cadence says. `gap_days` is
            the usual gap between recent contacts, `fits` the circle with the nearest cadence or
            null, `command` the command that changes the circle.
        day: the ISO day of this answer.
        stale: the first ISO day on which `drifts` is too old to show.
    """

    circles: tuple[Circle, ...]
    without: int
    drifts: tuple[Drift, ...]
    day: str = hidden()
    stale: str = hidden()

    @property
    def is_empty(self) -> bool:
        """Whether no person is in a circle, and none fits one."""
        return not self.circles[-1].within and not self.drifts


def load_circles(index: Index) -> Circles:
    """Return the circles as they are today."""
    ties = load_ties(index)
    cadence = index.journal.settings.cadence
    circles: list[Circle] = []
    for name, usual in USUAL.items():
        members = sorted((tie for tie in ties if tie.circle == name), key=lambda tie: tie.name)
        paces = {tie.who: spell_pace(tie) for tie in members if tie.own is not None}
        circles.append(
            Circle(
                circle=name, cadence_days=cadence[name],
                members=tuple(tie.who for tie in members), own_pace=tuple(paces),
                within=len(members) + (circles[-1].within if circles else 0), usual=usual,
                paces=paces,
            )
        )  # fmt: skip
    return Circles(
        circles=tuple(circles),
        without=len(ties) - circles[-1].within,
        drifts=tuple(_drifts(index, ties)),
        day=index.today,
        stale=dates.add_days(index.today, HOLDS + 1),
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
    """Return the people who drifted, first those who came closer, then by name."""
    judged = [tie for tie in ties if tie.contacts and not tie.is_let_be]
    cadence = index.journal.settings.cadence
    found = []
    for tie, days in _contact_days(index, judged):
        drift = find_drift(tie, days, index.today, cadence)
        if drift:
            found.append(drift)
    return sorted(found, key=lambda drift: (not drift.closer, drift.person.name, drift.person.slug))


def _contact_days(index: Index, ties: Iterable[Tie]) -> Iterator[tuple[Tie, list[str]]]:
    """Yield the days of contact in the last two years, after the last one before them."""
    by_id = {tie.id: tie for tie in ties}
    since = dates.add_days(index.today, -RECENT)
    before = index.rows(_BEFORE, people=by_id.keys(), since=since)
    found: dict[int, list[str]] = {person: [day[:10]] for person, day in before}
    for person, day in index.rows(_DAYS, people=by_id.keys(), since=since):
        found.setdefault(person, []).append(day)
    yield from ((by_id[person], days) for person, days in found.items())


def usual_gap(gaps: Sequence[int], silence: int) -> float:
    """Return the usual days between contacts at present.

    This is the mean of the gaps. The present silence counts as a gap if it is longer than the mean:
    a gap that still lasts can only grow. A few mails in one week make the mean short, but say
    little about the rest of the two years. So the result is at least half of the gap that fills
    most of the time (see `spent_in`), and at least half of the silence.

    Args:
        gaps: days between consecutive contacts, for gaps that ended in the last two years.
        silence: days since the last contact.
    """
    known = list(gaps)
    if not known or silence > sum(known) / len(known):
        known.append(silence)
    return max(sum(known) / len(known), spent_in(known) / 2, silence / 2)


def spent_in(gaps: Sequence[int]) -> int:
    """Return the gap length at the middle of the time, so that no burst can change it.

    Half of the time was spent in gaps no longer than this. Twenty mails in a month after a year of
    silence are most of the gaps, but little of the time.
    """
    past, whole = 0, sum(gaps)
    for gap in sorted(gaps):
        past += gap
        if past * 2 >= whole:
            return gap
    return 0


def fitting_circle(gap: float, cadence: Mapping[str, int]) -> str:
    """Return the circle with the nearest cadence by ratio; "" if far beyond the widest.

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
    """Return how a person has drifted, if it is clear.

    Args:
        tie: the person.
        days: ISO dates of the contacts in the last two years, after the last one before, in order.
        today: an ISO date.
        cadence: days of each circle.
    """
    # If a gap began before the two years, only its part within them counts.
    since = dates.add_days(today, -RECENT)
    recent = [max(day, since) for day in days]
    gaps = [dates.days_between(earlier, later) for earlier, later in pairwise(recent)]
    silence = dates.days_between(days[-1], today)
    gap = usual_gap(gaps, silence)
    fits = fitting_circle(gap, cadence)
    if tie.own is None and fits == tie.circle:
        return None
    meant = tie.cadence
    is_closer = _is_inside(fits, tie.circle) if tie.own is None else gap < tie.own
    if is_closer:
        is_clear = _is_clearly_closer(gaps, gap, meant, max(cadence.values()))
    else:
        is_clear = _is_clearly_less(gaps, silence, gap, CLEARLY * (meant or 0))
    if not is_clear:
        return None
    return Drift(
        person=tie.who, circle=tie.circle, cadence_days=tie.cadence, gap_days=round(gap),
        fits=fits, closer=is_closer, command=_command(tie, round(gap), fits),
        pace=spell_pace(tie) if tie.own is not None else "",
    )  # fmt: skip


def _command(tie: Tie, gap: int, fits: str) -> str:
    """Return the command that changes the circle, or the person's own pace if that decides.

    Another circle would then change nothing.
    """
    change = f"circle={fits}"
    if tie.own is not None:
        pace = f'keep_in_touch="{dates.spell_nearest(gap)}"'
        change = pace if fits else "keep_in_touch= circle="
    return f"hobnob set {tie.slug} {change}"


def _is_clearly_closer(gaps: Sequence[int], gap: float, meant: int | None, widest: int) -> bool:
    """Return whether a person has been closer for long enough, and for most of the time."""
    if len(gaps) < ENOUGH_IN or sum(gaps) < max(LASTING, min(meant or 0, RECENT // 2)):
        return False
    # A person without a cadence is compared with the limit beyond which no circle fits.
    bound = meant if meant is not None else CLEARLY * CLEARLY * widest
    return max(gap, spent_in(gaps)) * CLEARLY < bound


def _is_clearly_less(gaps: Sequence[int], silence: int, gap: float, slow: float) -> bool:
    """Return whether a person has had less contact often enough, or for long enough.

    A person who writes again after a long silence has not drifted, whatever the mean. So most of
    the gaps must be long too, or the present silence.
    """
    if len(gaps) < ENOUGH_OUT and silence <= slow:
        return False
    known = [*gaps, silence] if silence > slow else gaps
    return gap > slow and max(_median(known), silence / 2) > slow


def _median(gaps: Sequence[int]) -> float:
    # Importing `statistics`, with its fractions, takes longer than all of these sums.
    ordered, half = sorted(gaps), len(gaps) // 2
    return ordered[half] if len(gaps) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _is_inside(circle: str, other: str) -> bool:
    """Return whether a circle lies inside another; none lies outside of all."""
    order = [*USUAL, ""]
    return order.index(circle) < order.index(other)
