"""The types of value that a key may have: text to value, with what would be right.

The one rule: a type is a row of data (name, reader, JSON Schema, words), so that parsing,
checking, `add`, `set`, the documentation and the JSON Schema all follow from one declaration.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from hobnob import dates
from hobnob.model import Kind

RELATIONS = ("family", "friend", "colleague", "former-colleague", "manager", "former-manager",
             "report", "former-report", "mentor", "mentee", "client", "vendor", "classmate",
             "recruiter")  # fmt: skip
CIRCLES = ("inner", "close", "active", "wide")
KINDS = ("letter", "email", "message", "call", "meeting", "meal", "event", "gift", "introduction",
         "news", "note")  # fmt: skip
OTHER_KINDS = {
    **dict.fromkeys(("lunch", "dinner", "breakfast", "coffee", "tea", "drinks"), "meal"),
    **dict.fromkeys(("phone", "phone-call", "video-call", "zoom"), "call"),
    **dict.fromkeys(("mail", "e-mail"), "email"),
    **dict.fromkeys(("chat", "text", "sms", "dm"), "message"),
    **dict.fromkeys(("conference", "party", "wedding", "talk"), "event"),
    "present": "gift", "intro": "introduction",
}  # fmt: skip
"""What people write for a kind."""
DIRECTIONS = ("out", "in", "both")
OUTCOMES = ("no-answer", "declined", "agreed", "won", "cancelled")
ASKS = ("advice", "information", "introduction", "referral", "meeting", "feedback", "favour",
        "job", "sale", "money")  # fmt: skip
STATUSES = ("active", "paused", "won", "dropped")

_EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]+\Z")
_RATE = re.compile(r"(\d+(?:\.\d+)?)\s*(%|/\s*(\d+)|of\s+(\d+))?\Z")
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

JsonSchema = Mapping[str, Any]
_TEXT: JsonSchema = {"type": "string"}


# There is one of each, so `is` is enough: they are compared for every value that is written.
@dataclass(frozen=True, kw_only=True, eq=False)
class ValueType:
    """A type of value.

    Attributes:
        parse: text to value; raises ValueError with what would be right.
        says: what may stand there, for the documentation.
        refers: the kinds of note that a reference may lead to.
        words: the words that it takes or offers.
        in_line: whether a list of it may stand on one line without brackets: `Ada, Bob`.
    """

    name: str
    parse: Callable[[str], Any]
    says: str
    schema: JsonSchema = field(default_factory=lambda: _TEXT)
    refers: tuple[Kind, ...] = ()
    words: tuple[str, ...] = ()
    in_line: bool = False


def _text(text: str) -> str:
    return text


def _tag(text: str) -> str:
    tag = text.removeprefix("#")
    if not tag or any(c.isspace() for c in tag):
        raise ValueError(f"'{text}' is not a tag; a tag is one word, such as '{_hyphens(tag)}'")
    return tag


def _hyphens(text: str) -> str:
    return "-".join(text.split()) or "infrastructure"


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        raise ValueError(f"'{text}' is not an address of a page") from None
    if not parts.scheme and "." in parts.path.split("/")[0]:
        raise ValueError(f"'{text}' has no scheme; write https://{text}")
    if parts.scheme.lower() not in SAFE_SCHEMES:
        raise ValueError(f"'{text}' is not a link; it begins with https:, http:, mailto: or tel:")
    return text


def _email(text: str) -> str:
    address = text.removeprefix("mailto:")
    if not _EMAIL.match(address):
        raise ValueError(f"'{text}' is not an e-mail address; one is written grace@example.org")
    return address


def _flag(text: str) -> bool:
    try:
        return _FLAGS[text.lower()]
    except KeyError:
        raise ValueError(f"'{text}' is neither true nor false") from None


def parse_day(text: str) -> str:
    """Read a date that has its day."""
    day = dates.parse_date(text)
    if len(day) < len("2026-11-22"):
        raise ValueError(f"'{text}' has no day; write it as 2026-11-22")
    return day


def parse_cadence(text: str) -> str:
    """Read an interval or `never`; return it as it was written."""
    if text.lower() != "never":
        try:
            dates.parse_interval(text)
        except ValueError as error:
            raise ValueError(f"{error}, or 'never'") from None
    return text


def parse_rate(text: str) -> float:
    """Read a rate between 0 and 1, written `0.35`, `35%`, `7/20` or `7 of 20`."""
    match = _RATE.match(text)
    if match is not None:
        number, out_of = float(match[1]), match[3] or match[4]
        rate = number / 100 if match[2] == "%" else number
        if out_of:
            rate = number / int(out_of) if int(out_of) else 2.0
        if rate <= 1:
            return rate
    raise ValueError(f"'{text}' is not a rate; write it as 0.35, 35% or 7 of 20")


def _choice(
    name: str, words: tuple[str, ...], others: Mapping[str, str] = MappingProxyType({})
) -> ValueType:
    """Return the type of a value that is one of some words.

    Args:
        name: what the value is called.
        words: the words.
        others: words that people write for one of them; they are no values, but are understood in
            the error.
    """

    def parse(text: str) -> str:
        word = "-".join(text.lower().split())
        if word in words:
            return word
        from hobnob.names import nearest

        close = [others[word]] if word in others else nearest(word, words, 1)
        hint = f"did you mean {close[0]}?" if close else "it is one of " + ", ".join(words)
        raise ValueError(f"'{text}' is no {name}; {hint}")

    return ValueType(
        name=name, parse=parse, says="one of " + ", ".join(words), words=words,
        schema={"enum": list(words)}, in_line=True,
    )  # fmt: skip


def reference(*kinds: Kind) -> ValueType:
    """Return the type of a reference to a note of one of some kinds."""
    names = (f"{'an' if kind in ('org', 'interaction') else 'a'} {kind}" for kind in kinds)
    return ValueType(
        name=f"reference to {' or '.join(names)}",
        parse=_text,
        says="a slug, a name, an alias, an e-mail address or a wikilink",
        refers=kinds,
        in_line=True,
    )


TEXT = ValueType(name="text", parse=_text, says="any text")
TAG = ValueType(name="tag", parse=_tag, says="one word, with or without `#`",
                in_line=True)  # fmt: skip
URL = ValueType(name="link", parse=_url, says="an address: https, http, mailto or tel",
                schema={"type": "string", "format": "uri"})  # fmt: skip
EMAIL = ValueType(name="e-mail address", parse=_email, says="an e-mail address",
                  in_line=True)  # fmt: skip
FLAG = ValueType(name="flag", parse=_flag, says="true or false", schema={"type": "boolean"})
DATE = ValueType(name="date", parse=dates.parse_date,
                 says="2026-11-22; 2026-11 or 2026 where the day is not known")  # fmt: skip
DAY = ValueType(name="day", parse=parse_day, says="2026-11-22")
MOMENT = ValueType(name="date or date and time", parse=dates.parse_moment,
                   says="2026-11-22, or 2026-11-22 12:30")  # fmt: skip
BIRTHDAY = ValueType(name="birthday", parse=dates.parse_birthday,
                     says="1906-12-09, --12-09 without a year, or a year alone")  # fmt: skip
CADENCE = ValueType(name="interval", parse=parse_cadence, says="6 weeks, 3 months, or never")
RATE = ValueType(name="rate", parse=parse_rate, says="0.35, 35% or 7 of 20",
                 schema={"type": ["number", "string"]})  # fmt: skip
RELATION = ValueType(name="relation", parse=_text, words=RELATIONS, in_line=True,
                     says="one of " + ", ".join(RELATIONS) + ", or your own words")  # fmt: skip
NO_CIRCLE = "none"
"""The word of somebody who is in no circle, and that is decided; without a word it is open."""
CIRCLE = _choice("circle", (*CIRCLES, NO_CIRCLE))
INTERACTION_KIND = _choice("kind", KINDS, OTHER_KINDS)
DIRECTION = _choice("direction", DIRECTIONS)
OUTCOME = _choice("outcome", OUTCOMES)
ASK = _choice("ask", ASKS)
STATUS = _choice("status", STATUSES)
