"""A person as the lines of a card, by RFC 2426 (3.0) and RFC 6350 (4.0).

The one rule: a line that a card has stays as long as it says what the note says. Only what no line
says is written anew.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hobnob.importers.vcard.cards import LABEL, Card, render_params
from hobnob.importers.vcard.contact import Contact, is_inline, name_parts, read_photo, words_in
from hobnob.importers.vcard.days import day_line
from hobnob.importers.vcard.lexer import Line, Param, make_line
from hobnob.importers.vcard.properties import Claim, claims_of
from hobnob.names import name_key
from hobnob.phones import phone_keys

FOLD = 75
"""The most octets of a line, without its end (RFC 6350, section 3.2)."""

_RELATED = frozenset(
    ("contact", "acquaintance", "friend", "met", "co-worker", "colleague", "co-resident",
     "neighbor", "child", "parent", "sibling", "spouse", "kin", "muse", "crush", "date",
     "sweetheart", "me", "agent", "emergency")
)  # fmt: skip
"""The words of TYPE (RFC 6350, section 6.6.6)."""
_YEARLY = frozenset({"anniversary", "wedding", "wedding day", "wedding anniversary"})
_MANY = ("emails", "phones", "links", "aliases", "tags")
_MIME = {"jpg": "jpeg"}


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
            return name_key(value) in known_names or value in contact.text
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
            return (key, name_key(value)) in self.told
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
    found = _without_labels(found, groups_gone)
    new = list(new_lines(contact, card.version, telling.tells, _groups(card)))
    return _placed(found, new, gone)


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


def new_lines(
    contact: Contact,
    version: str,
    tells: Callable[..., bool],
    groups: Iterator[str],
) -> Iterator[Line]:
    """Yield the lines for what is not told yet."""
    if not tells("N"):
        family, given, suffix = contact.parts
        parts = (family, given, "", contact.prefix, suffix)
        yield make_line("N", ";".join(map(escape, parts)))
    if not tells("FN"):
        yield make_line("FN", escape(contact.shown))
    aliases = [name for name in contact.aliases if not tells("aliases", name)]
    if aliases:
        yield make_line("NICKNAME", ",".join(map(escape, aliases)))
    for org, title in contact.roles:
        if org and not tells("org", org):
            yield make_line("ORG", escape(org))
        if title and not tells("title", title):
            yield make_line("TITLE", escape(title))
    for key, name in (("emails", "EMAIL"), ("phones", "TEL"), ("links", "URL")):
        values = getattr(contact, key)
        for at, value in enumerate(values):
            if not tells(key, value):
                params = (
                    _preferred(version) if at == 0 and len(values) > 1 and name != "URL" else ()
                )
                written = value if name == "URL" else escape(value)
                yield make_line(name, written, params=params)
    if contact.location and not tells("location"):
        city, *rest = [part.strip() for part in contact.location.split(",")]
        place = ("", "", "", city, "", "", ", ".join(rest))
        yield make_line("ADR", ";".join(map(escape, place)))
    yield from _days(contact, version, tells, groups)
    for name, how in contact.relations:
        if not tells("relation", name):
            yield from _relation(name, how, version, groups)
    tags = [tag for tag in contact.tags if not tells("tags", tag)]
    if tags:
        yield make_line("CATEGORIES", ",".join(map(escape, tags)))
    if contact.text and not tells("text"):
        yield make_line("NOTE", escape(contact.text))
    if contact.private and version != "4.0" and not tells("private", "true"):
        # RFC 6350 has no such line.
        yield make_line("CLASS", "PRIVATE")
    if contact.photo and not tells("PHOTO"):
        yield _photo(contact, version)
    if contact.uid and not tells("uid"):
        yield make_line("UID", escape(contact.uid))


def _days(
    contact: Contact, version: str, tells: Callable[..., bool], groups: Iterator[str]
) -> Iterator[Line]:
    birthday = contact.birthday
    if birthday and not tells("birthday", birthday):
        # In 3.0 a birthday is a whole day (RFC 2426, section 3.1.5).
        only_year = len(birthday) == len("1906") and version != "4.0"
        yield day_line("X-HOBNOB-BIRTHYEAR" if only_year else "BDAY", birthday, version)
    for day, what in contact.dates:
        if tells("date", day, what):
            continue
        if version == "4.0" and what == "anniversary":
            yield day_line("ANNIVERSARY", day, version)
            continue
        group = next(groups)
        yield day_line("X-ABDATE", day, "3.0", group)
        label = f"_$!<{what.capitalize()}>!$_" if what == "anniversary" else escape(what)
        yield make_line("X-ABLabel", label, group=group)


def _relation(name: str, how: str, version: str, groups: Iterator[str]) -> Iterator[Line]:
    if version == "4.0" and (how in _RELATED or not how):
        types = (Param("TYPE", how),) if how else ()
        yield make_line("RELATED", escape(name), params=(*types, Param("VALUE", "text")))
        return
    group = next(groups)
    yield make_line("X-ABRELATEDNAMES", escape(name), group=group)
    if how:
        yield make_line("X-ABLabel", escape(how), group=group)


def _preferred(version: str) -> tuple[Param, ...]:
    return (Param("PREF", "1"),) if version == "4.0" else (Param("TYPE", "PREF"),)


def _photo(contact: Contact, version: str) -> Line:
    data = base64.b64encode(contact.photo).decode()
    kind = _MIME.get(contact.photo_type, contact.photo_type)
    if version == "4.0":
        return make_line("PHOTO", f"data:image/{kind};base64,{data}")
    encoding = "BASE64" if version == "2.1" else "b"
    params = (Param("ENCODING", encoding), Param("TYPE", kind.upper()))
    return make_line("PHOTO", data, params=params)


def to_version(line: Line, version: str) -> Line:
    """Return a line as another version writes it, as far as the versions differ in it."""
    params = line.params
    if version == "4.0":
        params = tuple(
            Param("PREF", "1") if p.name == "TYPE" and p.value.lower() == "pref" else p
            for p in params
        )
        if is_inline(line) and line.value[:5].lower() != "data:":
            kind = next(iter(line.get("TYPE")), "").lower()
            media = _MEDIA.get(kind, "application/octet-stream")
            params = tuple(p for p in params if p.name not in ("ENCODING", "TYPE"))
            return line._replace(params=params, value=f"data:{media};base64,{line.value}")
        return line._replace(params=params)
    params = tuple(
        Param("TYPE", "PREF") if p == ("PREF", "1") else
        Param("ENCODING", "b") if p.name == "ENCODING" and p.value.upper() == "BASE64" else p
        for p in params
    )  # fmt: skip
    if line.name == "TEL" and line.value[:4].lower() == "tel:":
        params = tuple(p for p in params if p.name != "VALUE")
        return line._replace(params=params, value=line.value[4:].replace(";", "\\;"))
    return line._replace(params=params)


_MEDIA = {"jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif",
          "pgp": "application/pgp-keys", "x509": "application/pkix-cert"}  # fmt: skip


# ---------------------------------------------------------------- text


def escape(text: str) -> str:
    r"""Return a text as a value: line ends are `\n` (RFC 6350, section 3.4)."""
    if "\\" in text or "," in text or ";" in text:
        text = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return text.replace("\r\n", "\n").replace("\n", "\\n").replace("\r", "")


def render_line(line: Line, version: str = "3.0", end: bytes = b"\r\n") -> bytes:
    """Return a line as octets, folded."""
    group = f"{line.group}." if line.group else ""
    value = line.value.replace("\r", "").replace("\n", "\\n")
    params = line.params
    if version == "2.1" and not (value.isascii() and "\\n" not in value):
        return _quoted_printable(line, value, end)
    data = f"{group}{line.title}{render_params(params)}:{value}".encode("utf-8", "replace")
    return fold(data, end) if len(data) > FOLD else data + end


def _quoted_printable(line: Line, value: str, end: bytes) -> bytes:
    """Return a line of vCard 2.1, which has no other letters than ASCII."""
    import quopri

    text = value.replace("\\n", "\r\n").encode("utf-8", "replace")
    encoded = quopri.encodestring(text.replace(b"\r\n", b"\r"), quotetabs=True)
    encoded = encoded.replace(b"=\n", b"=" + end).replace(b"=0D", b"=0D=0A")
    group = f"{line.group}." if line.group else ""
    params = (*line.params, Param("CHARSET", "UTF-8"), Param("ENCODING", "QUOTED-PRINTABLE"))
    return f"{group}{line.title}{render_params(params)}:".encode() + encoded + end


def fold(data: bytes, end: bytes = b"\r\n") -> bytes:
    """Return a line in parts of at most 75 octets, none of them within a character."""
    parts = []
    begin, room = 0, FOLD
    while len(data) - begin > room:
        at = begin + room
        while data[at] & 0xC0 == 0x80:
            at -= 1
        parts.append(data[begin:at])
        begin, room = at, FOLD - 1
    parts.append(data[begin:])
    return (end + b" ").join(parts) + end
