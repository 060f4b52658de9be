"""The ties that warmed and those that grew quieter in a period.

The one rule: both follow from counted contacts, and the text says which:

- *warmed*: in touch again after a silence longer than the period itself and than twice the cadence
  (a year, if there is none); or at least three contacts, and more than twice as many as in the
  period before;
- *quieter*: the next contact was due in the period, and there was none from then on; or at least
  three contacts in the period before, and none in this one, once it is over.

A person met for the first time in the period is neither. A person with `keep_in_touch: never` never
counts as quieter. The numbers are hobnob's own: a silence of twice the usual length is noticeable;
two contacts may be about one matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from hobnob import dates
from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.network.reviews.periods import Period
from hobnob.network.today.cadence import due_contacts

_A_YEAR = 365
_SEVERAL = 3
_TWICE = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Warmth:
    """A tie that changed; `why` has the counted facts, in words."""

    person: Who
    why: str


class _Facts(NamedTuple):
    """Contacts with a person: the number in a period, the first in it, the last before it."""

    who: Who
    contacts: int
    first: str
    before: str
    circle: str | None
    cadence: int | None


def warmed(index: Index, period: Period) -> tuple[Warmth, ...]:
    """Return the ties that warmed, up to the day of the index, by name."""
    earlier = {fact.who.id: fact.contacts for fact in _facts(index, period.before)}
    length = dates.days_between(period.first, period.last) + 1
    found = []
    for fact in _facts(index, period):
        if not fact.before:
            continue
        pace = index.cadence_of(fact.circle, fact.cadence) or _A_YEAR
        silence = dates.days_between(fact.before, fact.first)
        many = earlier.get(fact.who.id, 0)
        if silence > max(length, _TWICE * pace):
            why = f"in touch again after {dates.spell_about(silence)}"
        elif fact.contacts >= _SEVERAL and fact.contacts > _TWICE * many:
            why = f"{fact.contacts} contacts, {many or 'none'} the {period.span} before"
        else:
            continue
        found.append(Warmth(person=fact.who, why=why))
    return _by_name(found)


def quieter(index: Index, period: Period) -> tuple[Warmth, ...]:
    """Return the ties that grew quieter, up to the day of the index, by name."""
    found = {
        due.person: f"last in touch on {dates.spell_date(due.last)}, "
        f"{dates.spell_every(due.pace)} was the idea"
        for due in due_contacts(index)
        if due.last and period.first <= due.since <= min(period.last, index.today)
    }
    if period.last <= index.today:
        now = {fact.who.id for fact in _facts(index, period)}
        for fact in _facts(index, period.before):
            never = fact.cadence is not None and fact.cadence < 0
            if fact.contacts >= _SEVERAL and fact.who.id not in now and not never:
                why = f"{fact.contacts} contacts the {period.span} before, none in this one"
                found.setdefault(fact.who, why)
    return _by_name([Warmth(person=who, why=why) for who, why in found.items()])


def _facts(index: Index, period: Period) -> Iterator[_Facts]:
    """Yield the facts of all people with a contact in a period."""
    rows = index.rows(
        """SELECT ref.target, count(*), min(ref.date)
           FROM interaction CROSS JOIN ref ON ref.note = interaction.id
           WHERE interaction.date >= :begin AND interaction.date < :end AND interaction.contact
             AND ref.field = 'people' AND ref.contact = 1
           GROUP BY ref.target""",
        begin=period.begin,
        end=period.end(index.today),
    )
    for person, contacts, first, slug, name, before, circle, cadence in index.rows(
        """SELECT note.id, met.value ->> 1, met.value ->> 2, slug, name,
             (SELECT max(date) FROM ref WHERE target = note.id AND field = 'people'
                AND contact = 1 AND date < :begin), circle, cadence
           FROM json_each(:met) AS met CROSS JOIN note ON note.id = met.value ->> 0 AND note.live
             JOIN person ON person.id = note.id""",
        begin=period.begin,
        met=rows,
    ):
        yield _Facts(Who(person, slug, name), contacts, first, before or "", circle, cadence)


def _by_name(found: list[Warmth]) -> tuple[Warmth, ...]:
    return tuple(sorted(found, key=lambda tie: (tie.person.name.casefold(), tie.person.slug)))
