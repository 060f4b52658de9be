"""People as vCards 3.0 (RFC 2426) or 4.0 (RFC 6350).

The one rule: the same notes give the same bytes. What an import kept of a card goes back into it,
where the note still says the same.

The UID of a card is the one it was imported with, which stands in the note as `source`. Without one
it is derived from the slug, so it stays the same as long as the note keeps its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hobnob.answers import Slug, TextOrNone, hidden
from hobnob.cache import read_plain
from hobnob.exporters.exported import Exported
from hobnob.importers.as_markdown import as_plain
from hobnob.importers.card_uids import SOURCE, derived_uid
from hobnob.importers.vcard.cards import LABEL, make_card, unkeep
from hobnob.importers.vcard.contact import LARGEST_PHOTO, Contact, picture_type
from hobnob.importers.vcard.lexer import Line, unescape
from hobnob.importers.vcard.properties import one_line
from hobnob.importers.vcard.reading import KEPT
from hobnob.importers.vcard.updating import Kept, update
from hobnob.importers.vcard.writing import render_line, to_version
from hobnob.index.documents import Document, iter_documents, texts_of
from hobnob.index.imported import IMPORTED_HEADING
from hobnob.index.index import Index
from hobnob.index.people import names_of_people
from hobnob.names import link_target

VERSIONS = ("3.0", "4.0")
BEGINS = b"BEGIN:VCARD"
"""How every file of cards begins; another file is never overwritten by one."""
WHAT = ("card", "cards")

_TITLE = re.compile(r"[A-Za-z0-9-]+(?:_[A-Za-z0-9_-]+)?\Z")
_ORDER = (
    "PRODID", "UID", "REV", "SOURCE", "KIND", "FN", "N", "NICKNAME", "BDAY", "ANNIVERSARY",
    "GENDER", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "ADR", "LABEL", "URL", "IMPP",
)  # fmt: skip
_PLACES = {name: at for at, name in enumerate(_ORDER)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A card of a person.

    Attributes:
        person: whose card it is.
        uid: what identifies the card for good.
        file: its file in the folder, or null.
        state: new, changed or unchanged in the folder; null without one.
    """

    person: Slug
    uid: str
    file: TextOrNone = ""
    state: TextOrNone = ""
    data: bytes = hidden(b"")


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A person to export.

    Attributes:
        path: of the note, relative to the journal.
        uids: by which a card of theirs may be known, the one to write first.
        kept: lines that an import kept.
    """

    slug: str
    path: str
    contact: Contact
    uids: tuple[str, ...]
    kept: tuple[Line, ...]


def export(index: Index, people: Sequence[int], version: str = "3.0") -> Exported:
    """Return the cards of some people, by their ids, as one file."""
    cards = tuple(
        Card(person=person.slug, uid=person.uids[0], data=render_new(person, version))
        for person in load_people(index, people)
    )
    data = b"".join(card.data for card in cards)
    return Exported(format="vcard", entries=cards, data=data, what=WHAT)


def render_new(person: Person, version: str) -> bytes:
    """Return a new card of a person."""
    lines = (to_version(line, version) for line in person.kept)
    card = make_card(lines, version=version)
    kept = _sorted(update(card, person.contact))
    rendered = b"".join(render_line(one.line, version) for one in kept)
    return b"BEGIN:VCARD\r\nVERSION:%s\r\n%sEND:VCARD\r\n" % (version.encode(), rendered)


def render_to_hand_on(document: Mapping[str, Any], today: str) -> bytes:
    """Return a card that you can give to others: how to reach somebody, and nothing you noted.

    Args:
        document: the note of the person.
        today: an ISO date; a role that has ended by then is left out.
    """
    contact = Contact(
        name=document["name"],
        prefix=_text(document, "prefix"),
        suffix=_text(document, "suffix"),
        emails=texts_of(document.get("emails")),
        phones=texts_of(document.get("phones")),
        links=texts_of(document.get("links")),
        location=_text(document, "location"),
        roles=_roles(document, today),
        uid=derived_uid(document["slug"]),
    )
    person = Person(
        slug=document["slug"], path=document["path"], contact=contact, uids=(contact.uid,), kept=()
    )
    return render_new(person, VERSIONS[0])


def _sorted(kept: Sequence[Kept]) -> list[Kept]:
    """Return lines in the order in which one reads a card; those of a group stay together."""
    groups: dict[str, int] = {}
    for at, one in enumerate(kept):
        if one.line.name != LABEL:
            groups.setdefault(one.line.group, at)

    def place(one: Kept) -> tuple[int, int, bool]:
        line = one.line
        if line.group:
            return len(_ORDER), groups.get(line.group, len(kept)), line.name == LABEL
        return _PLACES.get(line.name, len(_ORDER)), 0, False

    return sorted(kept, key=place)


def load_people(index: Index, ids: Sequence[int]) -> Iterator[Person]:
    """Yield people as cards show them."""
    names = names_of_people(index)
    for document in iter_documents(index, ids):
        yield _person(index, document, names)


def _person(index: Index, document: Document, names: Mapping[str, str]) -> Person:
    slug = document["slug"]
    sources = (
        source.removeprefix(SOURCE)
        for source in texts_of(document.get("source"))
        if source.startswith(SOURCE)
    )
    uids = tuple(dict.fromkeys((*sources, derived_uid(slug))))
    kept = tuple(_kept(document))
    photo, photo_type = _photo(index.journal.notes, document.get("photo"))
    contact = Contact(
        name=names.get(slug) or slug,
        prefix=_text(document, "prefix"),
        suffix=_text(document, "suffix"),
        aliases=texts_of(document.get("aliases")),
        emails=texts_of(document.get("emails")),
        phones=texts_of(document.get("phones")),
        links=texts_of(document.get("links")),
        birthday=_text(document, "birthday"),
        dates=tuple(_rows(document, "dates", "date", "what")),
        location=_text(document, "location"),
        roles=_roles(document, index.today),
        tags=texts_of(document.get("tags")),
        relations=tuple(
            (names.get(who, link_target(who)), how)
            for who, how in _rows(document, "relations", "who", "how")
        ),
        text=_body(document["text"], kept),
        mentions=as_plain(document["text"]),
        private=document.get("private") is True,
        uid=uids[0],
        photo=photo,
        photo_type=photo_type,
    )
    return Person(slug=slug, path=document["path"], contact=contact, uids=uids, kept=kept)


def _text(document: Mapping[str, Any], key: str) -> str:
    value = document.get(key)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _rows(document: Document, key: str, first: str, second: str) -> Iterator[tuple[str, str]]:
    for row in document.get(key) or ():
        if isinstance(row, Mapping) and row.get(first):
            yield str(row[first]), str(row.get(second) or "")


def _roles(document: Mapping[str, Any], today: str) -> tuple[tuple[str, str], ...]:
    """Return the present roles: a card has no place for those that have ended."""
    present = [
        (str(row.get("org") or ""), str(row.get("title") or ""))
        for row in document.get("roles") or ()
        if isinstance(row, Mapping)
        and str(row.get("since") or "") <= today
        and (not row.get("until") or str(row["until"]) > today)
    ]
    first = (document.get("org") or "", document.get("title") or "")
    return tuple(dict.fromkeys(present or ([first] if any(first) else [])))


def _kept(document: Document) -> Iterator[Line]:
    for key, value in document.items():
        title = key.removeprefix(KEPT)
        if key.startswith(KEPT) and _TITLE.match(title):
            for text in texts_of(value):
                yield unkeep(title, text)


def _body(text: str, kept: Sequence[Line]) -> str:
    """Return the text of a note, without what an import wrote there of a line that is kept."""
    plain = IMPORTED_HEADING.sub("", as_plain(text)).strip("\n")
    if not any(line.name in _RELATIONS for line in kept):
        return plain
    named = [line for line in kept if line.name in _RELATIONS]
    names = {one_line(unescape(line.value)) for line in named}
    # The name of somebody whose card has that address is only in their own.
    types = {", ".join(v.lower() for v in x.get("TYPE")) for x in named if ":" in x.value}

    def is_imported(line: str) -> bool:
        how, _, name = line.removeprefix("- ").partition(": ")
        return line.startswith("- ") and (name in names or how in types)

    lines = [line for line in plain.split("\n") if not is_imported(line)]
    return "\n".join(lines).strip("\n")


_RELATIONS = frozenset(
    ("RELATED", "X-ABRELATEDNAMES", "X-SPOUSE", "X-MANAGER", "X-ASSISTANT", "X-MS-SPOUSE",
     "X-MS-MANAGER", "X-MS-ASSISTANT", "X-MS-CHILD", "X-EVOLUTION-SPOUSE", "X-EVOLUTION-MANAGER",
     "X-EVOLUTION-ASSISTANT")
)  # fmt: skip


def _photo(notes: Path, name: Any) -> tuple[bytes, str]:
    """Return the photo of a note; nothing if it is none, or lies outside of the notes."""
    if not isinstance(name, str) or not name:
        return b"", ""
    path = notes / name
    try:
        if not path.resolve().is_relative_to(notes.resolve()):
            return b"", ""
        if path.stat().st_size > LARGEST_PHOTO:
            return b"", ""
        data = read_plain(path)
    except (OSError, ValueError):
        return b"", ""
    ending = picture_type(data)
    return (data, ending) if ending else (b"", "")
