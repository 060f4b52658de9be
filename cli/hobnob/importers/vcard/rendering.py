"""New lines of a card for what a note says, by RFC 2426 (3.0) and RFC 6350 (4.0).

The one rule: a value stands in the property that most programs read it from.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator

from hobnob.importers.vcard.contact import Contact
from hobnob.importers.vcard.days import day_line
from hobnob.importers.vcard.lexer import Line, Param, make_line
from hobnob.importers.vcard.writing import escape

_RELATED = frozenset(
    ("contact", "acquaintance", "friend", "met", "co-worker", "colleague", "co-resident",
     "neighbor", "child", "parent", "sibling", "spouse", "kin", "muse", "crush", "date",
     "sweetheart", "me", "agent", "emergency")
)  # fmt: skip
"""The words of TYPE (RFC 6350, section 6.6.6)."""
_YEARLY = frozenset({"anniversary", "wedding", "wedding day", "wedding anniversary"})
_MIME = {"jpg": "jpeg"}


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
        if not tells("relation", name, how):
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
