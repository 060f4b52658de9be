"""Ranking the people that a name fits.

The one rule: the first of these differences decides, and hobnob prints it as the reason: the full
name was typed; they were logged together with the others in the line; contact was recent and
frequent; their organization, place or tag is in the line.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from hobnob.index.names import Known
from hobnob.name_forms import name_words
from hobnob.network.ties.acquaintance import Contact, Facts

_NO_CONTACT = Contact()


class Choice(NamedTuple):
    """The likeliest of several people, and the others after that one.

    Attributes:
        strength: how much each reason supports this person over the next.
        keys: the reasons for this person, and for the next.
    """

    person: Known
    others: tuple[Known, ...]
    strength: tuple[float, ...]
    keys: tuple[tuple[float, ...], tuple[float, ...]]


class Company(NamedTuple):
    """The other people in a line.

    Attributes:
        settled: names of the certain people, by id.
        open: the possible people of each name that is still open.
        doubted: the possible people of the name in question; they are not each other's company.
    """

    settled: Mapping[int, str]
    open: Sequence[Sequence[Known]]
    doubted: Collection[int] = ()


def choose_likeliest(people: Sequence[Known], facts: Facts, company: Company) -> Choice:
    """Return the likeliest of several people; if all are equal, the first by slug."""

    def key(person: Known) -> tuple[float, ...]:
        return (
            person.how == "full",
            _together(person, facts, company),
            facts.contact.get(person.note, _NO_CONTACT).warmth,
            len(facts.named.get(person.note, ())),
        )

    keys = {person.note: key(person) for person in people}
    ranked = sorted(people, key=lambda p: (*(-part for part in keys[p.note]), p.slug))
    first, second = keys[ranked[0].note], keys[ranked[1].note]
    return Choice(
        person=ranked[0],
        others=tuple(ranked[1:]),
        strength=tuple(mine - its for mine, its in zip(first, second, strict=True)),
        keys=(first, second),
    )


def _together(person: Known, facts: Facts, company: Company) -> int:
    """Return how often a person was logged with the others, who may be uncertain too."""
    met = facts.together.get(person.note)
    if not met:
        return 0
    settled, doubted = company.settled, company.doubted
    count = sum(times for other, times in met.items() if other in settled and other not in doubted)
    return count + sum(max(met.get(other.note, 0) for other in people) for people in company.open)


def reason_of(choice: Choice, typed: str, facts: Facts, company: Company) -> str:
    """Return why a person was chosen: the first difference from the next one."""
    person, other = choice.person, choice.others[0]
    (full, together, warmth, named), (full_2, together_2, warmth_2, named_2) = choice.keys
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
    """Return the name of the person in the line who was logged most often with this one.

    For a certain person, return only the first name.
    """
    met = facts.together[person.note]
    names = {other.note: other.name for people in company.open for other in people}
    names |= {
        note: (name_words(name) or [name])[0]
        for note, name in company.settled.items()
        if note in met and note not in company.doubted
    }
    return names[max(names, key=lambda other: met.get(other, 0))]


def _spell_contact(first: Contact, second: Contact) -> str:
    if not second.times:
        return "the only one you have been in touch with"
    if first.last > second.last:
        if first.times > second.times:
            return "you are in touch more"
        return "you were in touch more recently"
    return "you are in touch more often"
