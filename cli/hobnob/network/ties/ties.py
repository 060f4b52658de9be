"""Ties: how well I know each person on a day.

The one rule: the strength of a tie follows from the circle I chose and the logged contacts. It has
no number, and none of its words is a judgement.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from hobnob import dates
from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.settings import DEFAULT_CADENCE

Strength = Literal["strong", "weak", "dormant", "passing", "new"]

KNOWN_WELL = 3
"""The number of contacts from which I know a person well."""

ASLEEP = 3
"""The years without a contact before a tie is dormant: Levin, Walter and Murnighan (2011)."""

RECENT = 730
"""The number of days, two years, that count as the present."""


@dataclass(frozen=True, kw_only=True)
class Tie:
    """A person I know.

    Attributes:
        own: days from `keep_in_touch`; -1 is never, None is not set.
        cadence: days between contacts as I planned, or None.
        first, last: ISO dates of the first and the last contact; "" if there was none.
        since: days from the last contact to today, or None.
        contacts: the number of all; `recent`: the number in the last two years.
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
        """The person, as other modules refer to them."""
        return Who(self.id, self.slug, self.name)

    @property
    def is_let_be(self) -> bool:
        """Whether I said that I will never keep in touch."""
        return self.own == -1

    @property
    def is_apart(self) -> bool:
        """Whether I think of them less often than I should: a dormant or a weak tie.

        Somebody in no circle, with no contact yet, is as weak a tie as there can be.
        """
        return self.strength in ("dormant", "weak") or (
            self.strength == "new" and self.cadence is None
        )

    @cached_property
    def asleep_from(self) -> str:
        """The day from which the tie is dormant without a contact; "" if there is no such day."""
        return dates.add_years(self.last, ASLEEP) if self.contacts >= KNOWN_WELL else ""

    @property
    def span(self) -> str:
        """The period of the contacts: "between 1988 and 2003", "in 2016"."""
        one, other = self.first[:4], self.last[:4]
        return f"in {one}" if one == other else f"between {one} and {other}"


# CROSS: SQLite would go through all notes first.
_TIES = """
SELECT note.id, note.slug, note.name, coalesce(person.circle, ''), person.cadence,
  coalesce(met.first, ''), coalesce(met.last, ''), coalesce(met.contacts, 0),
  coalesce(met.recent, 0)
FROM person CROSS JOIN note ON note.id = person.id LEFT JOIN (
  SELECT target, min(date) AS first, max(date) AS last, count(*) AS contacts,
    sum(date >= :recent) AS recent
  FROM ref WHERE target IN (SELECT id FROM person) AND field = 'people' AND contact = 1
    AND date < :tomorrow GROUP BY target
) AS met ON met.target = note.id
WHERE note.live ORDER BY note.slug
"""


def load_ties(index: Index) -> tuple[Tie, ...]:
    """Return all people, by slug."""
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
    - *dormant*: at least three contacts, so known well once, and none for three years (the same
      three years as in Levin, Walter and Murnighan 2011).
    - *passing*: met once or twice, and not for three years: never an important tie.
    - *weak*: in touch within three years, in the wide circle or none, and recently less often than
      the active circle (Granovetter 1973: little time, little intimacy).
    - *strong*: everyone else.

    Args:
        circle: the person's circle, or "".
        own: days from `keep_in_touch`, -1 for never, None.
        contacts: the number of all contacts.
        recent: the number in the last two years.
        asleep: whether the last contact was three years ago or longer.
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

# From person to person: an SQL index has the references to each, and none has a field alone.
_INTRODUCED = """
SELECT person.id, ref.target FROM person
  CROSS JOIN ref ON ref.note = person.id AND ref.field = 'introduced_by'
WHERE ref.target IS NOT NULL
UNION
SELECT person.id, by.target FROM person
  CROSS JOIN ref AS new ON new.target = person.id AND new.field = 'introduced'
  CROSS JOIN ref AS by ON by.note = new.note AND by.field = 'people'
WHERE new.date < :tomorrow AND by.target <> person.id
"""


def load_acquaintances(index: Index, people: Collection[int]) -> dict[int, set[int]]:
    """Return the people that some people know, as far as the journal shows.

    They took part in the same contact, or one introduced the other to me.
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
