"""Reading vCards: files and folders of them, as people.

The one rule: a card is a person, a company that is counted, or an error with its line; never half
of one. What a note cannot hold is kept under keys that begin with `vcard:`.
"""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hobnob.errors import UsageError
from hobnob.importers.as_markdown import as_markdown
from hobnob.importers.card_uids import SOURCE
from hobnob.importers.found import Column, Found, FoundPerson, Unread, Wanted
from hobnob.importers.vcard.cards import LABEL, Card, keep, make_card
from hobnob.importers.vcard.charsets import Decoder, first_text, read_lines
from hobnob.importers.vcard.contact import Contact, is_inline, name_parts, read_contact, read_photo
from hobnob.importers.vcard.lexer import CardError, Line, RawCard, parse_card, split_cards, unescape
from hobnob.importers.vcard.properties import OF_THE_CARD, Claim, tag_of
from hobnob.importers.vcard.telling import says_all, tells_name
from hobnob.names import fold

KEPT = "vcard:"
"""How the keys begin under which a note keeps what only cards have."""
MOST_KEPT = 32_000
"""The most letters that a note keeps of one card, so that a key or a sound does not fill it."""

MOST_LINES = 2_000
"""The most lines of one card; no program writes so many."""

_MOST_FILES = 200_000
_MOST_REMARKS = 20
_ENDINGS = (".vcf", ".vcard")
_COMPANY = frozenset({"org", "organization", "location", "device", "application"})


def recognize(path: Path, start: bytes) -> bool:
    """Say whether a file holds vCards, or a folder files of them."""
    if path.is_dir():
        return next(_files(path), None) is not None
    text = first_text(start).lstrip()
    return text[:30].upper().replace(" ", "").startswith("BEGIN:VCARD")


def read(paths: Sequence[Path], wanted: Wanted) -> Found:
    """Read files of vCards, and folders of them.

    Raises:
        UsageError: a file cannot be read, or holds no card.
    """
    reading = _Reading(wanted=wanted)
    for path in paths:
        files = list(_files(path)) if path.is_dir() else [path]
        if not files:
            raise UsageError(f"{path}: there is no .vcf file in this folder")
        for file in files:
            reading.read_file(file, file.name)
    return reading.found()


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of vCards in a folder and below it; hidden ones belong to other programs."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror}") from None
    for path in entries[:_MOST_FILES]:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _files(path)
        elif path.suffix.lower() in _ENDINGS and stat.S_ISREG(path.stat().st_mode):
            yield path


@dataclass(kw_only=True)
class _Reading:
    """What was read until now."""

    wanted: Wanted
    people: list[FoundPerson] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    columns: dict[tuple[str, str], int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    groups: list[tuple[str, list[str]]] = field(default_factory=list)
    guessed: dict[str, None] = field(default_factory=dict)
    odd_days: list[str] = field(default_factory=list)

    def read_file(self, path: Path, shown: str) -> None:
        decoder = Decoder(path)
        cards = 0
        for raw in split_cards(read_lines(path)):
            cards += 1
            self._read_card(raw, decoder, shown)
        if not cards:
            self.unread.append(Unread(line=1, file=shown, message="there is no card in this file"))
        if decoder.guessed:
            self.guessed[decoder.guessed] = None

    def _read_card(self, raw: RawCard, decoder: Decoder, shown: str) -> None:
        try:
            card = make_card(parse_card(raw, decoder), line=raw.line)
        except CardError as error:
            self.unread.append(Unread(line=error.line, file=shown, message=str(error)))
            return
        if lost := sum(line.lost for line in card.lines):
            self.passed_over["letters that could not be read, shown as \ufffd"] += lost
        if (over := len(card.lines) - MOST_LINES) > 0:
            self.passed_over[f"lines of a card beyond the first {MOST_LINES:,}"] += over
            card = replace(card, lines=card.lines[:MOST_LINES])
        contact, read_lines_ = read_contact(card)
        kind = (card.first("KIND") or card.first("X-ADDRESSBOOKSERVER-KIND")).lower()
        if kind == "group":
            self._add_group(card, contact)
            return
        contact = _not_company(card, contact, kind)
        if not contact.name and kind not in _COMPANY:
            contact = replace(contact, name=_other_name(contact))
        if not contact.name:
            is_company = kind in _COMPANY or card.first("ORG")
            self.passed_over["of companies" if is_company else "without a name"] += 1
        elif self.wanted.me & {fold(email) for email in contact.emails}:
            self.passed_over["of your own"] += 1
        else:
            self._add(card, contact, read_lines_, shown)

    def _add_group(self, card: Card, contact: Contact) -> None:
        members = [
            _plain_uid(unescape(line.value)) for line in card.lines
            if line.name in ("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER")
        ]  # fmt: skip
        self.groups.append((contact.name, members))
        self.passed_over["of groups, whose name is now a tag of their people"] += 1

    def _add(
        self,
        card: Card,
        contact: Contact,
        read: Sequence[tuple[Line, tuple[Claim, ...]]],
        shown: str,
    ) -> None:
        if contact.uid:
            self.names[_plain_uid(contact.uid)] = contact.name
        photo, photo_type = b"", ""
        kept: dict[str, list[str]] = {}
        room = MOST_KEPT
        related: list[tuple[str, str]] = list(contact.relations)
        count = Counter(line.name for line, _ in read)
        only_pref = {name for name, number in count.items() if number == 1}
        counted: dict[tuple[str, str], None] = {}
        for line, claims in read:
            becomes = ", ".join(dict.fromkeys(_KEYS.get(claim.key, claim.key) for claim in claims))
            if line.name in ("PHOTO", "LOGO") and is_inline(line):
                data, ending = read_photo(line) if line.name == "PHOTO" else (b"", "")
                if data and not photo:
                    photo, photo_type, becomes = data, ending, "photo"
                elif line.name == "PHOTO":
                    self.passed_over["pictures that are too large, or no picture"] += not data
                    becomes = ""
                else:
                    self.passed_over["logos"] += 1
            elif line.name in ("FN", "N"):
                becomes = "name"
                if not tells_name(line, contact):
                    room = self._keep(kept, line, room)
            elif line.name not in OF_THE_CARD and not says_all(
                line, claims, alone=line.name in only_pref
            ):
                room = self._keep(kept, line, room)
                becomes = becomes or ("" if line.name == LABEL else f"{KEPT}{line.title}")
            if line.name in _DAYS and not claims and line.value:
                self.odd_days.append(
                    f"{shown}:{line.number}: the {line.name} of {contact.name} is no day of the "
                    f"calendar: {unescape(line.value)!r}"
                )
            counted[line.title, becomes] = None
            related += [(c.value, c.more) for c in claims if c.key == "related"]
        for pair in counted:
            self.columns[pair] = self.columns.get(pair, 0) + 1
        extra = {
            f"{KEPT}{title}": values[0] if len(values) == 1 else values
            for title, values in kept.items()
        }
        self.people.append(
            FoundPerson(
                line=card.line, file=shown, source=f"{SOURCE}{contact.uid}" if contact.uid else "",
                name=contact.name, values=values_of(contact), relations=tuple(related),
                extra=extra, text=as_markdown(contact.text) if contact.text else "",
                photo=photo, photo_type=photo_type,
            )
        )  # fmt: skip

    def _keep(self, kept: dict[str, list[str]], line: Line, room: int) -> int:
        """Keep a line, as long as there is room; return how much there is left."""
        text = keep(line)
        if len(text) > room:
            self.passed_over["lines that are too long to keep"] += 1
            return room
        kept.setdefault(line.title, []).append(text)
        return room - len(text) - len(line.title)

    def found(self) -> Found:
        """Return all that was read; now all names are known."""
        tags: dict[str, dict[str, None]] = {}
        for name, members in self.groups:
            if tag := tag_of(name):
                for member in members:
                    tags.setdefault(member, {})[tag] = None
        people = [self._settled(person, tags) for person in self.people]
        return Found(
            kind="vcard",
            title=f"vCards{self._charsets()}",
            people=tuple(people),
            unread=tuple(self.unread),
            columns=tuple(
                Column(
                    title=title, becomes=becomes, count=count,
                    how="kept as a key of your own" if becomes.startswith(KEPT) else "",
                )
                for (title, becomes), count in self.columns.items()
                if title.upper() not in ("VERSION", LABEL)
            ),
            passed_over={why: count for why, count in self.passed_over.items() if count},
            remarks=self._remarks(),
        )  # fmt: skip

    def _remarks(self) -> tuple[str, ...]:
        more = len(self.odd_days) - _MOST_REMARKS
        rest = [f"{more:,} more such days."] if more > 0 else []
        return (*self.odd_days[:_MOST_REMARKS], *rest)

    def _charsets(self) -> str:
        if not self.guessed:
            return ""
        return f" (their letters are taken to be in {', '.join(self.guessed)})"

    def _settled(self, person: FoundPerson, tags: dict[str, dict[str, None]]) -> FoundPerson:
        """Return a person with the tags of groups, and with the names of those a card refers to."""
        own = tags.get(_plain_uid(person.source.removeprefix(SOURCE)), {}) if person.source else {}
        if own:
            known = dict.fromkeys((*person.values.get("tags", ()), *own))
            person = replace(person, values={**person.values, "tags": list(known)})
        if person.relations:
            named = ((self.names.get(_plain_uid(who), who), how) for who, how in person.relations)
            # An address that means nobody in these files stays in the line that is kept.
            plain = tuple((who, how) for who, how in named if not who.startswith(("urn:", "http")))
            person = replace(person, relations=plain)
        return person


_DAYS = frozenset({"BDAY", "ANNIVERSARY"})
_KEYS = {"relation": "relations", "related": "relations", "date": "dates", "org": "roles",
         "title": "roles"}  # fmt: skip


def values_of(contact: Contact) -> dict[str, Any]:
    """Return the keys of a note for a person."""
    values: dict[str, Any] = {
        "prefix": contact.prefix,
        "suffix": contact.suffix,
        "aliases": list(contact.aliases),
        "emails": list(contact.emails),
        "phones": list(contact.phones),
        "links": list(contact.links),
        "birthday": contact.birthday,
        "dates": [{"date": day, "what": what} for day, what in contact.dates],
        "location": contact.location,
        "roles": [
            {key: text for key, text in (("org", org), ("title", title)) if text}
            for org, title in contact.roles
        ],
        "tags": list(contact.tags),
        "private": contact.private,
    }
    return {key: value for key, value in values.items() if value}


def _plain_uid(uid: str) -> str:
    """Return a UID as others refer to it: with or without `urn:uuid:`, in any case of letters."""
    return uid.strip().lower().removeprefix("urn:uuid:")


def _not_company(card: Card, contact: Contact, kind: str) -> Contact:
    """Return a contact without a name if the card is that of a company.

    A person who is listed under their company (Apple's X-ABShowAs) goes by their own name.
    """
    shows_company = card.first("X-ABSHOWAS").upper() == "COMPANY"
    if kind in _COMPANY and not shows_company:
        return replace(contact, name="")
    if not shows_company:
        return contact
    parts = name_parts(card.firsts["N"]) if "N" in card.firsts else ("",) * 5
    family, first, middle, _, _ = parts
    return replace(contact, name=" ".join(filter(None, (first, middle, family))))


def _other_name(contact: Contact) -> str:
    """Return what to call somebody whose card has no name."""
    return next(iter((*contact.aliases, *contact.emails)), "")
