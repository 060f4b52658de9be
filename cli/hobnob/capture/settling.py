"""Finding out who is meant where a name fits several people.

The one rule: the sure ones are settled first, and each that is settled helps to settle the others.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from hobnob.capture.candidates import Facts
from hobnob.capture.matching import Known
from hobnob.capture.mentions import Candidate, Choose, HowSure
from hobnob.capture.ranking import Choice, Company, choose_likeliest
from hobnob.capture.scene import Scene, Span


@dataclass
class Slot:
    """A place in a text where somebody is named, while it is found out who.

    Attributes:
        start: where it begins in the text as typed.
        end: where it ends there.
        people: whom it may mean; one when it is settled, none when nobody is meant after all.
        name: of somebody who is yet to be made.
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
        """Whether several people could be meant."""
        return len(self.people) > 1

    @property
    def person(self) -> Known | None:
        """Who is meant, once that is settled."""
        return self.people[0] if len(self.people) == 1 else None


class Settling:
    """Settles the open names of one text."""

    def __init__(
        self,
        scene: Scene,
        slots: Sequence[Slot],
        present: Mapping[int, str],
        facts: Callable[[Iterable[int], Iterable[int]], Facts],
        choose: Choose | None,
    ) -> None:
        """Take a text and the places in it where somebody is named.

        Args:
            scene: the text.
            slots: the places; they are changed.
            present: names of people who are known to be there, by id.
            facts: tells of some people, given the ids of those who may be beside them.
            choose: asked instead of taking the likeliest.
        """
        self.scene = scene
        self.slots = slots
        self.present = present
        self.facts = facts
        self.choose = choose

    def run(self) -> None:
        """Settle all slots."""
        for slot in self.slots:
            slot.people = _as_spelled(slot.typed, slot.people)
        self._narrow()
        if not (open_ := self._open()):
            return
        people = {known.note for slot in open_ for known in slot.people}
        facts = self.facts(people, people | set(self._settled()))
        while open_ := self._open():
            slot, choice = self._surest(open_, facts)
            self._settle(slot, choice)
            self._narrow()

    def _open(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.is_open]

    def _settled(self) -> dict[int, str]:
        """Return the names of those who are certain by now."""
        found = dict(self.present)
        found |= {slot.person.note: slot.person.name for slot in self.slots if slot.person}
        return found

    def _surest(self, open_: Sequence[Slot], facts: Facts) -> tuple[Slot, Choice]:
        """Return the slot of which it is clearest who is meant; of equal ones the first."""
        settled = self._settled()
        best: tuple[Slot, Choice] | None = None
        for slot in open_:
            ids = {known.note for known in slot.people}
            others = [s.people for s in open_ if s is not slot]
            company = Company(
                settled={note: name for note, name in settled.items() if note not in ids},
                open=[some for some in others if ids.isdisjoint(k.note for k in some)],
            )
            choice = choose_likeliest(slot.typed, slot.people, facts, company)
            if best is None or choice.strength > best[1].strength:
                best = slot, choice
        assert best is not None  # noqa: S101 - some slot is open
        return best

    def _settle(self, slot: Slot, choice: Choice) -> None:
        ranked = (choice.person, *choice.others)
        if self.choose is None:
            slot.people, slot.others = (choice.person,), choice.others
            slot.how, slot.reason = "guess", choice.reason
            return
        slug = self.choose(slot.typed, [Candidate(slug=k.slug, name=k.name) for k in ranked])
        slot.people = tuple(known for known in ranked if known.slug == slug)

    def _narrow(self) -> None:
        """Let a name be somebody who is named already, and not somebody it stands in a row with.

        In `Grace Hopper called. Grace sounded well` both are one; in `Grace Hopper and Grace`
        they are two.
        """
        while True:
            before = [len(slot.people) for slot in self.slots]
            for slot in self._open():
                beside = {
                    other.person.note
                    for other in self.slots
                    if other.person and self._stand_in_row(slot, other)
                }
                left = tuple(known for known in slot.people if known.note not in beside)
                settled = self._settled()
                named = tuple(known for known in left if known.note in settled)
                slot.people = named if len(named) == 1 else left or slot.people
            if before == [len(slot.people) for slot in self.slots]:
                return

    def _stand_in_row(self, slot: Slot, other: Slot) -> bool:
        if slot.span is None or other.span is None:
            return False
        first, second = sorted((slot.span, other.span), key=lambda span: span.first)
        return self.scene.joint(first, second) and self.scene.is_followed_by_end(second.last)


def _as_spelled(typed: str, people: tuple[Known, ...]) -> tuple[Known, ...]:
    """Where a name was typed with its diacritics, keep those whose name has them too."""
    if typed.isascii() or len(people) < 2:
        return people
    wanted = _spelling(typed)
    exact = tuple(k for k in people if k.how == "alias" or wanted in _spelling(k.name))
    return exact or people


def _spelling(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
