"""Ties: whom I know how well, on a day.

The one rule: how strong a tie is follows from the circle I chose and the contacts that were
logged. There is no number for it, and none of the words for it is a verdict.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from hobnob import dates
from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.index.notes import heads
from hobnob.settings import DEFAULT_CADENCE

Strength = Literal["strong", "weak", "dormant", "passing", "new"]

KNOWN_WELL = 3
"""Contacts from which on somebody was known well."""

ASLEEP = 3
"""Years without a contact after which a tie is dormant: Levin, Walter and Murnighan (2011)."""

RECENT = 730
"""Days, two years, that say how things are at present."""


@dataclass(frozen=True, kw_only=True)
class Tie:
    """Somebody I know.

    Attributes:
        own: days from `keep_in_touch`; -1 is never, None is not said.
        cadence: days between contacts that I have in mind, or None.
        first, last: ISO dates of the first and the last contact, "" where there was none.
        since: days from the last contact to today, or None.
        contacts: all of them; `recent`: those of the last two years.
        strength: see `strength_of`.
    """

    id: int
    slug: str
    name: str
    circle: str
    own: int | None
    cadence: int | None
    first: str
    last: str
    since: int | None
    contacts: int
    recent: int
    strength: Strength

    @property
    def who(self) -> Who:
        """The person, as others name them."""
        return Who(self.id, self.slug, self.name)

    @property
    def is_let_be(self) -> bool:
        """Whether I said that I shall never keep in touch."""
        return self.own == -1

    @cached_property
    def asleep_from(self) -> str:
        """The day from which the tie is dormant unless there is a contact, "" for none."""
        return dates.add_years(self.last, ASLEEP) if self.contacts >= KNOWN_WELL else ""

    @property
    def span(self) -> str:
        """From when to when there were contacts: "between 1988 and 2003", "in 2016"."""
        one, other = self.first[:4], self.last[:4]
        return f"in {one}" if one == other else f"between {one} and {other}"


_TIES = """
SELECT note.id, note.slug, note.name, coalesce(person.circle, ''), person.cadence,
  coalesce(met.first, ''), coalesce(met.last, ''), coalesce(met.contacts, 0),
  coalesce(met.recent, 0)
FROM person JOIN note ON note.id = person.id LEFT JOIN (
  SELECT target, min(date) AS first, max(date) AS last, count(*) AS contacts,
    sum(date >= :recent) AS recent
  FROM ref WHERE target IN (SELECT id FROM person) AND field = 'people' AND contact = 1
    AND date < :tomorrow GROUP BY target
) AS met ON met.target = note.id
WHERE note.live ORDER BY note.slug
"""


def load_ties(index: Index) -> tuple[Tie, ...]:
    """Return everybody, by slug."""
    rows = index.rows(_TIES, recent=dates.add_days(index.today, -RECENT))
    today = dates.first_day(index.today)
    asleep = dates.add_years(index.today, -ASLEEP)
    active = index.journal.settings.cadence["active"]
    return tuple(
        Tie(
            id=note, slug=slug, name=name, circle=circle, own=own,
            cadence=index.cadence_of(circle, own), first=first[:10], last=last[:10],
            since=(today - dates.first_day(last)).days if last else None,
            contacts=contacts, recent=recent,
            strength=strength_of(
                circle, own, contacts, recent, asleep=last[:10] <= asleep, active=active
            ),
        )
        for note, slug, name, circle, own, first, last, contacts, recent in rows
    )  # fmt: skip


def strength_of(
    circle: str, own: int | None, contacts: int, recent: int, *, asleep: bool, active: int
) -> Strength:
    """Return how strong a tie is.

    - *new*: no contact yet.
    - *dormant*: known well once, at least three contacts, and none for three years (Levin, Walter
      and Murnighan 2011, who take the same three years).
    - *passing*: met once or twice, and not for three years: it never was a tie to speak of.
    - *weak*: in touch within three years, in the wide circle or none, and of late less often than
      the active circle is (Granovetter 1973: little time, little intimacy).
    - *strong*: everyone else.

    Args:
        circle: of the person, or "".
        own: days from `keep_in_touch`, -1 for never, None.
        contacts: all there were.
        recent: those of the last two years.
        asleep: whether the last was three years ago or longer.
        active: days between contacts of the active circle.
    """
    if not contacts:
        return "new"
    if asleep:
        return "dormant" if contacts >= KNOWN_WELL else "passing"
    loose = circle in ("", "wide") if own is None or own < 0 else own > active
    return "weak" if loose and recent * active < RECENT else "strong"


CIRCLES = tuple(DEFAULT_CADENCE)
"""The circles, the innermost first."""

_MET_TOGETHER = """
SELECT DISTINCT mine.target, other.target FROM ref AS mine
JOIN ref AS other ON other.note = mine.note AND other.field = 'people'
WHERE mine.target IN (SELECT value FROM json_each(:people)) AND mine.field = 'people'
  AND mine.contact = 1 AND mine.date < :tomorrow AND other.target <> mine.target
"""

_INTRODUCED = """
SELECT note, target FROM ref WHERE field = 'introduced_by' AND target IS NOT NULL
UNION
SELECT new.target, by.target FROM ref AS new JOIN ref AS by ON by.note = new.note
WHERE new.field = 'introduced' AND by.field = 'people' AND by.target <> new.target
  AND new.date < :tomorrow
"""


def load_acquaintances(index: Index, people: Collection[int]) -> dict[int, set[int]]:
    """Return whom some people know, as far as the journal can tell.

    They took part in the same contact, or one brought me to the other.
    """
    found: dict[int, set[int]] = {person: set() for person in people}
    for one, other in index.rows(_MET_TOGETHER, people=found.keys()):
        found[one].add(other)
    for one, other in index.rows(_INTRODUCED):
        if one in found:
            found[one].add(other)
        if other in found:
            found[other].add(one)
    return found


def names_of(index: Index, people: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return slug and name of some people, by id."""
    notes = heads(index, frozenset(people)).values()
    return {note.id: (note.slug, note.name) for note in notes}
