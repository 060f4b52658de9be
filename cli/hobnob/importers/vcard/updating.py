"""A card that says what a note says: which of its lines stay, and what is written anew.

The one rule: a line stays as long as it says what the note says, also where the note has no place
for it. Only what no line says is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hobnob.importers.vcard.cards import LABEL, Card
from hobnob.importers.vcard.contact import Contact, is_inline, name_parts, read_photo, words_in
from hobnob.importers.vcard.lexer import Line
from hobnob.importers.vcard.properties import Claim, claims_of
from hobnob.importers.vcard.rendering import new_lines
from hobnob.importers.vcard.writing import escape
from hobnob.names import name_key
from hobnob.phones import phone_keys

_MANY = ("emails", "phones", "links", "aliases", "tags")


class Kept(NamedTuple):
    """A line of a card after an update.

    Attributes:
        line: as it is now.
        before: as the card had it, None for a new line.
        differs: it says something else than the note, and stays since it was written elsewhere.
    """

    line: Line
    before: Line | None = None
    differs: bool = False


@dataclass(kw_only=True)
class _Telling:
    """What is told already, while lines are gone through."""

    contact: Contact
    card: Card
    told: set[tuple[str, str]]

    def holds(self, line: Line, claims: Sequence[Claim]) -> bool:
        """Return whether all that a line says is what the note says."""
        contact = self.contact
        if line.name == "FN":
            return _is_name(line, contact)
        if line.name == "N":
            return self._is_parts(line)
        if line.name == "PHOTO" and is_inline(line) and contact.photo:
            return read_photo(line)[0] == contact.photo
        return all(self._is_so(claim, line) for claim in claims)

    def _is_so(self, claim: Claim, line: Line) -> bool:
        contact, (key, value, more) = self.contact, claim
        if key in _MANY:
            known = getattr(contact, key)
            return value in known or (key == "aliases" and value == contact.name)
        if key == "birthday":
            return value == contact.birthday
        if key == "date":
            return (value, more) in contact.dates
        if key in ("org", "title"):
            return any(value == role[key == "title"] for role in contact.roles)
        if key == "relation":
            known_names = {name_key(name) for name, _ in contact.relations}
            return name_key(value) in known_names or value in contact.mentions
        if key == "text":
            return _same_text(self.text_of_card(), contact.text)
        if key == "private":
            return contact.private
        # An address of a place stays: the note knows only the place.
        return True

    def text_of_card(self) -> str:
        return "\n\n".join(
            claim.value
            for line in self.card.lines
            if line.name == "NOTE"
            for claim in claims_of(line, self.card)
        )

    def _is_parts(self, line: Line) -> bool:
        contact = self.contact
        family, given, middle, prefix, suffix = name_parts(line)
        known = words_in(f"{contact.shown} {' '.join(contact.aliases)}")
        own = words_in(f"{family} {given} {prefix} {suffix}")
        bound = any(one.name == "FN" and _is_name(one, contact) for one in self.card.lines)
        said = own | words_in(middle) | self._words_of_names()
        wanted = words_in(f"{contact.prefix} {contact.suffix}")
        return (own <= known or bound) and wanted <= said

    def _words_of_names(self) -> set[str]:
        return set().union(*(words_in(x.value) for x in self.card.lines if x.name == "FN"))

    def tell(self, line: Line, claims: Sequence[Claim]) -> None:
        """Note what a line says."""
        for key, value, more in claims:
            self.told.add((key, name_key(value) if key == "relation" else f"{value}\n{more}"))
            if key == "related":
                # By what they are; only their own card says who has that address.
                self.told |= {("how", more)}
        if line.name in ("FN", "N", "PHOTO"):
            self.told.add((line.name, ""))
        if line.name == "NOTE":
            self.told.add(("text", ""))
        if line.name == "ADR":
            words = words_in(line.value.lower())
            if any(words_in(p.lower()) <= words for p in self.contact.location.split(",")):
                self.told.add(("location", ""))

    def tells(self, key: str, value: str = "", more: str = "") -> bool:
        if key in ("text", "location", "uid", "FN", "N", "PHOTO"):
            return (key, "") in self.told
        if key == "relation":
            return (key, name_key(value)) in self.told or ("how", more) in self.told
        return (key, f"{value}\n{more}") in self.told


def _is_name(line: Line, contact: Contact) -> bool:
    words = words_in(line.value.replace("\\n", " "))
    mine = words_in(contact.name)
    around = words_in(f"{contact.prefix} {contact.suffix}")
    # A card without the title that the note has is written anew, if N does not have it either.
    return mine <= words <= mine | around


def _same_text(one: str, other: str) -> bool:
    return one.split() == other.split()


def update(
    card: Card, contact: Contact, *, stays: Callable[[Line], bool] | None = None
) -> list[Kept]:
    """Return the lines of a card that says what a note says; without BEGIN, END and VERSION.

    Args:
        card: as it is; without lines for a new one.
        contact: what the note says.
        stays: whether a line that says something else is to stay, since it was not written here.
    """
    telling = _Telling(contact=contact, card=card, told=set())
    found: list[Kept] = []
    gone: dict[str, int] = {}
    groups_gone: set[str] = set()
    for line in card.lines:
        if line.name in ("VERSION", "BEGIN", "END"):
            continue
        if line.name == "UID":
            telling.told.add(("uid", ""))
            found.append(Kept(line, line))
            continue
        claims = claims_of(line, card)
        if telling.holds(line, claims):
            telling.tell(line, claims)
            found.append(Kept(line, line))
        elif (number := _same_number(claims, contact)) and not telling.tells("phones", number):
            telling.told.add(("phones", f"{number}\n"))
            found.append(Kept(line._replace(value=escape(number)), line))
        elif stays and stays(line):
            telling.tell(line, claims)
            if any(claim.key == "birthday" for claim in claims):
                # A card has one.
                telling.told.add(("birthday", f"{contact.birthday}\n"))
            found.append(Kept(line, line, differs=True))
        else:
            gone.setdefault(line.name, len(found))
            groups_gone.add(line.group.lower())
    left = _without_labels(found, groups_gone)
    stay = set(map(id, left))
    gone = {name: sum(id(one) in stay for one in found[:at]) for name, at in gone.items()}
    new = list(new_lines(contact, card.version, telling.tells, _groups(card)))
    return _placed(left, new, gone)


def _same_number(claims: Sequence[Claim], contact: Contact) -> str:
    """Return the number of the note that a line writes in another way, "" if there is none."""
    keys = {key for claim in claims if claim.key == "phones" for key in phone_keys(claim.value)}
    return next((n for n in contact.phones if keys & set(phone_keys(n))), "") if keys else ""


def _without_labels(found: list[Kept], gone: set[str]) -> list[Kept]:
    """Remove the labels of lines that are gone."""
    labelled = {
        kept.line.group.lower() for kept in found
        if kept.line.group and not kept.line.name.startswith("X-AB")
    } | {
        kept.line.group.lower() for kept in found
        if kept.line.name in ("X-ABDATE", "X-ABRELATEDNAMES")
    }  # fmt: skip
    return [
        kept for kept in found
        if not (
            kept.line.group and kept.line.group.lower() in gone
            and kept.line.group.lower() not in labelled
        )
    ]  # fmt: skip


def _groups(card: Card) -> Iterator[str]:
    """Yield names of groups that a card does not have."""
    taken = {line.group.lower() for line in card.lines}
    number = 0
    while True:
        number += 1
        if f"item{number}" not in taken:
            yield f"item{number}"


def _placed(found: list[Kept], new: list[Line], gone: dict[str, int]) -> list[Kept]:
    """Return lines with new ones: in the place of what they replace, the others at the end."""
    placed: dict[int, list[Kept]] = {}
    for line in new:
        at = gone.get(line.name, len(found))
        if line.name == LABEL:
            at = max(placed, default=len(found))
        placed.setdefault(min(at, len(found)), []).append(Kept(line))
    result: list[Kept] = []
    for at, kept in enumerate(found):
        result += [*placed.get(at, ()), kept]
    return result + placed.get(len(found), [])
