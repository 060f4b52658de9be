"""Disambiguation: choosing the person when a name fits several.

The one rule: the clearest name is settled first, and each settled name helps with the others. The
first of these differences decides, and hobnob prints it as the reason: the full name was typed;
they were logged together with the others in the line; they have an employer with them; contact was
recent and frequent; their organization, place or tag is in the line.
"""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from hobnob.capture.names.context import Context, Span
from hobnob.capture.names.mentions import Choose, HowSure
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
            len(_colleagues(person, facts, company)),
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


def _colleagues(person: Known, facts: Facts, company: Company) -> list[tuple[str, str]]:
    """Return the certain others of the line who have an employer of this person's, and which."""
    mine = facts.orgs.get(person.note)
    if not mine:
        return []
    return [
        (name, mine[key])
        for note, name in company.settled.items()
        if note not in company.doubted
        for key in facts.orgs.get(note, {})
        if key in mine
    ]


def reason_of(choice: Choice, typed: str, facts: Facts, company: Company) -> str:
    """Return why a person was chosen: the first difference from the next one."""
    person, other = choice.person, choice.others[0]
    (full, together, colleagues, warmth, named), second = choice.keys
    full_2, together_2, colleagues_2, warmth_2, named_2 = second
    if full > full_2:
        return f"{typed} is the whole name"
    if together > together_2:
        companion = _companion(person, facts, company)
        if together_2:
            return f"you meet {person.name} with {companion} more often"
        return f"you meet {typed} with {companion}"
    if colleagues > colleagues_2:
        colleague, org = _colleagues(person, facts, company)[0]
        return f"{(name_words(colleague) or [colleague])[0]} is of {org} too"
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


MOST_AT_ONCE = 24
"""The most open names that are compared with each other; of more, the first ones."""


@dataclass
class Slot:
    """A place in a text with a person's name, while hobnob finds out who it is.

    Attributes:
        start: its start in the text as typed.
        end: its end in the text as typed.
        people: the possible people; one when it is settled, none when it is nobody after all.
        name: the name of a person who has no note yet.
    """

    start: int
    end: int
    typed: str
    people: tuple[Known, ...]
    how: HowSure = "sure"
    span: Span | None = None
    name: str = ""
    reason: str = ""
    others: tuple[Known, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether several people are still possible."""
        return len(self.people) > 1

    @property
    def person(self) -> Known | None:
        """The person, once settled."""
        return self.people[0] if len(self.people) == 1 else None


class Disambiguation:
    """Settles the open names of one text."""

    def __init__(
        self,
        context: Context,
        slots: Sequence[Slot],
        present: Mapping[int, str],
        facts: Callable[[Collection[int], Collection[int]], Facts],
        choose: Choose | None,
    ) -> None:
        """Take a text, and the places in it that name a person.

        Args:
            context: the text.
            slots: the places; this class changes them.
            present: names of people who are known to be there, by id.
            facts: returns facts about some people, given also the ids of people who may be beside
                them.
            choose: asks the user, instead of taking the likeliest person.
        """
        self.slots = slots
        self.facts = facts
        self.choose = choose
        self._certain = dict(present)
        self._beside = _rows(context, slots)
        self._slots_of: dict[int, list[int]] = {}

    def run(self) -> None:
        """Settle all slots."""
        for at, slot in enumerate(self.slots):
            slot.people = _as_spelled(slot.typed, slot.people)
            for known in slot.people:
                self._slots_of.setdefault(known.note, []).append(at)
        for slot in self.slots:
            if slot.person:
                self._certain[slot.person.note] = slot.person.name
        self._narrow(range(len(self.slots)))
        open_ = [at for at, slot in enumerate(self.slots) if slot.is_open]
        if not open_:
            return
        people = {known.note for at in open_ for known in self.slots[at].people}
        facts = self.facts(people, people | set(self._certain))
        while open_ := [at for at in open_ if self.slots[at].is_open]:
            at, choice, company = self._surest(open_[:MOST_AT_ONCE], facts)
            self._settle(self.slots[at], choice, facts, company)
            self._narrow(self._touched(at))

    def _surest(self, open_: Sequence[int], facts: Facts) -> tuple[int, Choice, Company]:
        """Return the slot with the clearest person; of equal slots, the first."""
        best: tuple[int, Choice, Company] | None = None
        for at in open_:
            slot = self.slots[at]
            ids = {known.note for known in slot.people}
            others = [self.slots[other].people for other in open_ if other != at]
            company = Company(
                settled=self._certain,
                open=[people for people in others if ids.isdisjoint(k.note for k in people)],
                doubted=ids,
            )
            choice = choose_likeliest(slot.people, facts, company)
            if best is None or choice.strength > best[1].strength:
                best = at, choice, company
        assert best is not None  # noqa: S101 - some slot is open
        return best

    def _settle(self, slot: Slot, choice: Choice, facts: Facts, company: Company) -> None:
        ranked = (choice.person, *choice.others)
        if self.choose is None:
            slot.people, slot.others = (choice.person,), choice.others
            slot.how, slot.reason = "guess", reason_of(choice, slot.typed, facts, company)
            return
        slug = self.choose(slot.typed, [known.slug for known in ranked])
        slot.people = tuple(known for known in ranked if known.slug == slug)

    def _touched(self, at: int) -> list[int]:
        """Record that a slot is settled. Return the slots this affects."""
        person = self.slots[at].person
        if person is None:
            return []
        touched = list(self._beside.get(at, ()))
        if person.note not in self._certain:
            self._certain[person.note] = person.name
            touched += self._slots_of[person.note]
        return touched

    def _narrow(self, slots: Iterable[int]) -> None:
        """Prefer a person who is named already, and exclude the people in the same row of names.

        In `Grace Hopper called. Grace sounded well` both names are one person, but they are two in
        `Grace Hopper and Grace`. A slot is checked again only after a related slot was settled.
        """
        waiting = deque(slots)
        while waiting:
            at = waiting.popleft()
            slot = self.slots[at]
            if not slot.is_open:
                continue
            neighbours = (self.slots[other].person for other in self._beside.get(at, ()))
            beside = {person.note for person in neighbours if person}
            left = tuple(known for known in slot.people if known.note not in beside)
            named = tuple(known for known in left if known.note in self._certain)
            slot.people = named if len(named) == 1 else left or slot.people
            waiting += self._touched(at)


def keep_members(slot: Slot, members: Mapping[int, str]) -> bool:
    """Keep the possible people who belong to an organization; return whether there are any."""
    inside = tuple(known for known in slot.people if known.note in members)
    if not inside:
        return False
    if len(inside) == 1 < len(slot.people):
        slot.how, slot.reason = "guess", f"of {members[inside[0].note]}"
        slot.others = tuple(known for known in slot.people if known not in inside)
    slot.people = inside
    return True


def _rows(context: Context, slots: Sequence[Slot]) -> dict[int, list[int]]:
    """Return for each slot the adjacent slots in the same row of names."""
    rows: dict[int, list[int]] = {}
    placed = [(slot.span, at) for at, slot in enumerate(slots) if slot.span]
    for (first, at), (second, other) in pairwise(sorted(placed)):
        if context.joint(first, second) and context.is_followed_by_end(second.last):
            rows.setdefault(at, []).append(other)
            rows.setdefault(other, []).append(at)
    return rows


def _as_spelled(typed: str, people: tuple[Known, ...]) -> tuple[Known, ...]:
    """If a name was typed with diacritics, keep the people whose name has them too."""
    if typed.isascii() or len(people) < 2:
        return people
    wanted = _spelling(typed)
    exact = tuple(k for k in people if k.how == "alias" or wanted in _spelling(k.name))
    return exact or people


def _spelling(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
