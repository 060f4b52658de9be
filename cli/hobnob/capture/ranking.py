"""Which of several people a name means.

The one rule: the first of these that tells them apart decides, and is the reason that is told:
the name was typed in full; they were logged together with the others of the line; recent and
frequent contact; an organization, place or tag of theirs stands in the line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hobnob.capture.candidates import Contact, Facts
from hobnob.capture.matching import Known
from hobnob.spoken import name_words

_NO_CONTACT = Contact()


class Choice(NamedTuple):
    """The likeliest of several people, why, and the others after it."""

    person: Known
    reason: str
    others: tuple[Known, ...]
    strength: tuple[float, ...]


class Company(NamedTuple):
    """The others of a line.

    Attributes:
        settled: names of those who are certain, by id.
        open: of each name that is still open, those whom it may mean.
    """

    settled: Mapping[int, str]
    open: Sequence[Sequence[Known]]


def choose_likeliest(typed: str, people: Sequence[Known], facts: Facts, company: Company) -> Choice:
    """Return the likeliest of several people; of those nothing tells apart, the first by slug."""

    def key(person: Known) -> tuple[float, ...]:
        return (
            person.how == "full",
            _together(person, facts, company),
            facts.contact.get(person.note, _NO_CONTACT).warmth,
            len(facts.named.get(person.note, ())),
        )

    ranked = sorted(people, key=lambda person: (*(-part for part in key(person)), person.slug))
    first, second = key(ranked[0]), key(ranked[1])
    return Choice(
        person=ranked[0],
        reason=_reason(typed, ranked[0], ranked[1], (first, second), facts, company),
        others=tuple(ranked[1:]),
        strength=tuple(one - other for one, other in zip(first, second, strict=True)),
    )


def _together(person: Known, facts: Facts, company: Company) -> int:
    """Return how often somebody was logged with the others, who may be in doubt themselves."""
    met = facts.together.get(person.note)
    if not met:
        return 0
    count = sum(times for other, times in met.items() if other in company.settled)
    return count + sum(max(met.get(other.note, 0) for other in some) for some in company.open)


def _reason(
    typed: str,
    person: Known,
    other: Known,
    keys: tuple[tuple[float, ...], tuple[float, ...]],
    facts: Facts,
    company: Company,
) -> str:
    (full, together, warmth, named), (full_2, together_2, warmth_2, named_2) = keys
    if full > full_2:
        return f"{typed} is the whole name"
    if together > together_2:
        companion = _companion(person, facts, company)
        if together_2:
            return f"you meet {person.name} with {companion} more often"
        return f"you meet {typed} with {companion}"
    if warmth > warmth_2:
        return _spell_contact(
            facts.contact.get(person.note, _NO_CONTACT), facts.contact.get(other.note, _NO_CONTACT)
        )
    if named > named_2:
        return facts.named[person.note][0]
    return "nothing here tells them apart"


def _companion(person: Known, facts: Facts, company: Company) -> str:
    """Return the name of the one in the line with whom somebody was logged most often.

    Of somebody who is certain the first name will do.
    """
    names = {
        **{other.note: other.name for some in company.open for other in some},
        **{note: (name_words(name) or [name])[0] for note, name in company.settled.items()},
    }
    met = facts.together[person.note]
    return names[max(names, key=lambda other: met.get(other, 0))]


def _spell_contact(first: Contact, second: Contact) -> str:
    if not second.times:
        return "the only one you have been in touch with"
    if first.last > second.last:
        if first.times > second.times:
            return "you are in touch more"
        return "you were in touch more recently"
    return "you are in touch more often"
