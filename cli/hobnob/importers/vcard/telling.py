"""Which lines of a card its note would write again, so that they need not be kept.

The one rule: in doubt a line is kept, since nothing of a card is to be lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from hobnob.importers.vcard.contact import Contact
from hobnob.importers.vcard.lexer import Line, split_value, unescape
from hobnob.importers.vcard.properties import Claim, one_line
from hobnob.importers.vcard.rendering import escape

_TRIVIAL = {
    "EMAIL": frozenset({("TYPE", "internet")}),
    "TEL": frozenset({("TYPE", "voice"), ("VALUE", "text")}),
    "BDAY": frozenset({("VALUE", "date"), ("X-APPLE-OMIT-YEAR", "1604")}),
    "ANNIVERSARY": frozenset({("VALUE", "date")}),
    "NOTE": frozenset({("VALUE", "text")}),
    "URL": frozenset({("VALUE", "uri")}),
}
"""Parameters that say no more than would be so without them."""
_PREF = frozenset({("TYPE", "pref"), ("PREF", "1")})
_TEXTS = frozenset({"EMAIL", "TEL", "URL", "TITLE", "NOTE"})
_LISTS = frozenset({"NICKNAME", "CATEGORIES"})


def says_all(line: Line, claims: Sequence[Claim], *, alone: bool) -> bool:
    """Return whether what a line says to a note is all that it says.

    Args:
        line: a line, but no name.
        claims: what it says.
        alone: whether the card has no other line of its name; then it is the preferred one anyway.
    """
    if not claims or line.group:
        return False
    params = {(p.name, p.value.lower()) for p in line.params}
    trivial = _TRIVIAL.get(line.name, frozenset())
    if params - (trivial | _PREF if alone else trivial):
        return False
    values = [claim.value for claim in claims]
    if line.name in _TEXTS:
        return values == [unescape(line.value).strip()] and (alone or line.name != "NOTE")
    if line.name in _LISTS:
        return values == [one_line(part) for part in split_value(line.value, ",")]
    if line.name == "ORG":
        return values == [part for part in split_value(line.value, ";") if part]
    if line.name in ("BDAY", "ANNIVERSARY"):
        return "T" not in line.value.upper()
    return line.name == "CLASS" and line.value.upper() == "PRIVATE"


def tells_name(line: Line, contact: Contact) -> bool:
    """Return whether a card of the note would have the same line `FN` or `N`."""
    if line.params or line.group:
        return False
    if line.name == "FN":
        return unescape(line.value).strip() == contact.shown
    family, given, suffix = contact.parts
    mine = ";".join(map(escape, (family, given, "", contact.prefix, suffix)))
    return line.value.strip().rstrip(";") == mine.rstrip(";")
