"""What a line of a card says about a person, as keys of a note.

The one rule: one row of `READERS` a property. What a reader cannot turn into a declared value says
nothing here; such a line is kept as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from hobnob.importers.vcard.cards import Card
from hobnob.importers.vcard.days import read_day, read_day_text
from hobnob.importers.vcard.lexer import Line, split_value, unescape
from hobnob.notes import values as v


class Claim(NamedTuple):
    """What a line says: a key of a note and a value of it.

    Attributes:
        key: of a note; `relation` is one of `relations`, with what they are in `more`; so is `date`
            one of `dates`.
    """

    key: str
    value: str
    more: str = ""


Reader = Callable[[Line, Card], Iterator[Claim]]

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ELSEWHERE = frozenset({"fax", "pager", "telex", "modem", "bbs", "isdn", "x400"})
"""Types of numbers and addresses at which nobody answers."""
_OF_OTHERS = frozenset({"assistantphone", "assistant", "companymain", "carphone", "radiophone"})
_BARE = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,24}(?:[/?#]\S*)?\Z")
_SYSTEM = re.compile(
    r"(?:system group: )?(?:my ?contacts|other contacts|all contacts|starred(?: in android)?"
    r"|contacts|vcards?|imported on .*|restored (?:from|on) .*|unfiled|unassigned|none)\Z",
    re.IGNORECASE,
)
"""Groups that programs make of their own accord."""
_SYSTEM_HEAD = re.compile(r"\*\s*|System Group:\s*", re.IGNORECASE)
_LONGEST = 2_000


def one_line(text: str) -> str:
    """Return a text on one line, without control characters."""
    if _CONTROLS.search(text):
        text = _CONTROLS.sub(" ", text)
    return " ".join(text.split())


def claims_of(line: Line, card: Card) -> tuple[Claim, ...]:
    """Return what a line says, () if no key of a note can hold it."""
    reader = READERS.get(line.name)
    # What is longer than a value can be is kept as it is, up to a limit.
    if reader is None or (len(line.value) > _LONGEST and line.name != "NOTE"):
        return ()
    return tuple(reader(line, card))


def _emails(line: Line, card: Card) -> Iterator[Claim]:
    if line.types & _ELSEWHERE:
        return
    text = one_line(unescape(line.value)).strip(" <>")
    try:
        yield Claim("emails", v.EMAIL.parse(re.sub(r"^mailto:", "", text, flags=re.I)))
    except ValueError:
        return


def _phones(line: Line, card: Card) -> Iterator[Claim]:
    label = card.label(line).lower().replace(" ", "")
    if line.types & _ELSEWHERE or label in _OF_OTHERS or "fax" in label:
        return
    text = one_line(unescape(line.value))
    if text[:4].lower() == "tel:":
        text = unquote(text[4:]).partition(";")[0]
    if sum(c.isdigit() for c in text) > 1:
        yield Claim("phones", text)


def _links(line: Line, card: Card) -> Iterator[Claim]:
    if link := web_address(unescape(line.value)):
        yield Claim("links", link)


def web_address(text: str) -> str:
    """Return the address of a page on the web, "" for another text."""
    text = text.strip()
    if len(text) > _LONGEST or re.search(r"[\s\x00-\x1f]", text):
        return ""
    if _BARE.match(text):
        text = f"https://{text}"
    if not re.match(r"https?://[^/]", text, re.IGNORECASE):
        return ""
    try:
        return str(v.URL.parse(text))
    except ValueError:
        return ""


def _aliases(line: Line, card: Card) -> Iterator[Claim]:
    for name in split_value(line.value, ","):
        if name := one_line(name):
            yield Claim("aliases", name)


def _birthday(line: Line, card: Card) -> Iterator[Claim]:
    if day := read_day(line):
        yield Claim("birthday", day)


def _birth_year(line: Line, card: Card) -> Iterator[Claim]:
    if len(day := read_day(line)) == len("1906"):
        yield Claim("birthday", day)


def _anniversary(line: Line, card: Card) -> Iterator[Claim]:
    day = read_day(line)
    if len(day) > len("1906"):
        yield Claim("date", day, "anniversary")


def _labelled_date(line: Line, card: Card) -> Iterator[Claim]:
    day = read_day(line)
    if len(day) > len("1906"):
        yield Claim("date", day, _plain_label(card.label(line)) or "day to remember")


def _plain_label(label: str) -> str:
    """Return a label as one writes it in a sentence: Apple's own begin with a capital."""
    label = one_line(label)
    return label.lower() if label.isascii() and label[1:].islower() else label


def _location(line: Line, card: Card) -> Iterator[Claim]:
    parts = split_value(line.value, ";")
    parts = [one_line(part).strip(" ,") for part in (*parts, *[""] * 7)[:7]]
    places = [part for part in (parts[3], parts[6]) if part]
    if places:
        yield Claim("location", ", ".join(dict.fromkeys(places)))


def _org(line: Line, card: Card) -> Iterator[Claim]:
    name = next((part for p in split_value(line.value, ";") if (part := one_line(p))), "")
    if name:
        yield Claim("org", name)


def _title(line: Line, card: Card) -> Iterator[Claim]:
    if text := one_line(unescape(line.value)):
        yield Claim("title", text)


def _role(line: Line, card: Card) -> Iterator[Claim]:
    # RFC 6350 has both: the title is the position, the role what one does there.
    if not card.first("TITLE"):
        yield from _title(line, card)


def _tags(line: Line, card: Card) -> Iterator[Claim]:
    for name in split_value(line.value, ","):
        if tag := tag_of(name):
            yield Claim("tags", tag)


def tag_of(group: str) -> str:
    """Return the tag for a group, "" for one that a program made."""
    name = one_line(group)
    if _SYSTEM.match(name) or _SYSTEM.match(name.removeprefix("*").strip()):
        return ""
    name = _SYSTEM_HEAD.sub("", name, count=1)
    tag = "-".join(re.sub(r"[#,\[\]{}\"]", " ", name).split())
    return tag[:100] if any(c.isalnum() for c in tag) else ""


def _note(line: Line, card: Card) -> Iterator[Claim]:
    if text := unescape(line.value).strip():
        yield Claim("text", text)


def _private(line: Line, card: Card) -> Iterator[Claim]:
    if line.value.strip().upper() in ("PRIVATE", "CONFIDENTIAL"):
        yield Claim("private", "true")


def _source(line: Line, card: Card) -> Iterator[Claim]:
    if uid := one_line(unescape(line.value)):
        yield Claim("source", uid)


def _related(line: Line, card: Card) -> Iterator[Claim]:
    name = one_line(unescape(line.value))
    how = ", ".join(value.lower() for value in line.get("TYPE")) or _plain_label(card.label(line))
    is_text = "text" in map(str.lower, line.get("VALUE"))
    if name and (is_text or not re.match(r"[a-z][a-z0-9+.-]*:\S", name, re.I)):
        yield Claim("relation", name, how)
    elif name:
        yield Claim("related", name, how)


def _labelled_name(line: Line, card: Card) -> Iterator[Claim]:
    if name := one_line(unescape(line.value)):
        yield Claim("relation", name, _plain_label(card.label(line)))


def _relation(how: str) -> Reader:
    def read(line: Line, card: Card) -> Iterator[Claim]:
        if name := one_line(unescape(line.value)):
            yield Claim("relation", name, how)

    return read


_ANDROID_DATES = {"1": "anniversary", "2": "other"}
_ANDROID_RELATIONS = {
    "1": "assistant", "2": "brother", "3": "child", "4": "domestic partner", "5": "father",
    "6": "friend", "7": "manager", "8": "mother", "9": "parent", "10": "partner",
    "11": "referred by", "12": "relative", "13": "sister", "14": "spouse",
}  # fmt: skip


def _android(line: Line, card: Card) -> Iterator[Claim]:
    """Read Android's own rows: `vnd.android.cursor.item/relation;Jane;14;;;…`."""
    parts = [one_line(part) for part in (*split_value(line.value, ";"), "", "", "", "")]
    kind, value, number, label = parts[0].rpartition("/")[2], parts[1], parts[2], parts[3]
    if kind == "nickname" and value:
        yield Claim("aliases", value)
    elif kind == "contact_event" and number == "3" and (day := read_day_text(value)):
        yield Claim("birthday", day)
    elif kind == "contact_event" and len(day := read_day_text(value)) > len("1906"):
        yield Claim("date", day, label or _ANDROID_DATES.get(number, "other"))
    elif kind == "relation" and value:
        yield Claim("relation", value, label or _ANDROID_RELATIONS.get(number, ""))


READERS: Mapping[str, Reader] = {
    "EMAIL": _emails,
    "TEL": _phones,
    "URL": _links,
    "X-SOCIALPROFILE": _links,
    "SOCIALPROFILE": _links,
    "IMPP": _links,
    "NICKNAME": _aliases,
    "X-NICKNAME": _aliases,
    "X-MAIDENNAME": _aliases,
    "BDAY": _birthday,
    "X-HOBNOB-BIRTHYEAR": _birth_year,
    "ANNIVERSARY": _anniversary,
    "X-ANNIVERSARY": _anniversary,
    "X-MS-ANNIVERSARY": _anniversary,
    "X-EVOLUTION-ANNIVERSARY": _anniversary,
    "X-KADDRESSBOOK-X-ANNIVERSARY": _anniversary,
    "X-ABDATE": _labelled_date,
    "ADR": _location,
    "ORG": _org,
    "TITLE": _title,
    "ROLE": _role,
    "CATEGORIES": _tags,
    "NOTE": _note,
    "CLASS": _private,
    "UID": _source,
    "RELATED": _related,
    "X-ABRELATEDNAMES": _labelled_name,
    "X-SPOUSE": _relation("spouse"),
    "X-MS-SPOUSE": _relation("spouse"),
    "X-EVOLUTION-SPOUSE": _relation("spouse"),
    "X-KADDRESSBOOK-X-SPOUSESNAME": _relation("spouse"),
    "X-MS-CHILD": _relation("child"),
    "X-MANAGER": _relation("manager"),
    "X-MS-MANAGER": _relation("manager"),
    "X-EVOLUTION-MANAGER": _relation("manager"),
    "X-KADDRESSBOOK-X-MANAGERSNAME": _relation("manager"),
    "X-ASSISTANT": _relation("assistant"),
    "X-MS-ASSISTANT": _relation("assistant"),
    "X-EVOLUTION-ASSISTANT": _relation("assistant"),
    "X-KADDRESSBOOK-X-ASSISTANTSNAME": _relation("assistant"),
    "X-ANDROID-CUSTOM": _android,
}
"""What says something of a person, by the names of the properties."""

NAMES = frozenset({"FN", "N"})
"""The properties that are read together; see `people`."""
OF_THE_CARD = frozenset({"VERSION", "UID", "PROFILE", "BEGIN", "END"})
"""What a new card gets anew, so that a note never keeps it."""
