"""The values in a cell: split where it holds several, and told apart from what is no such value.

The one rule: nothing of a cell gets lost. What is not of the type of its key is handed back.
"""

from __future__ import annotations

import re
from functools import lru_cache

from hobnob.importers.columns.own_table import undo
from hobnob.names import name_key
from hobnob.notes.schema import PERSON

_GUARD = re.compile(r'="(.*)"\Z', re.DOTALL)
"""What stops a spreadsheet from reading a number: `="0791234567"`."""
_AROUND = re.compile(r"<([^<>]*@[^<>]*)>\Z")
_LIST = re.compile(r"\s*(?::::|\n|;)\s*")
_BETWEEN = {
    "emails": re.compile(r"\s*(?::::|[\n;,|]|\s/\s)\s*|\s+(?=[^\s<]\S*@)"),
    "phones": re.compile(r"\s*(?::::|[\n;,|]|\s/\s|\bor\b)\s*"),
    "links": re.compile(r"\s*(?::::|[\n;|]|,\s)\s*|\s+(?=https?:)"),
    "tags": re.compile(r"\s*(?::::|[\n;,|])\s*"),
}
_SPELLED_NUMBER = re.compile(r"\d(?:[.,]\d+)?E\+\d+\Z", re.IGNORECASE)
"""What a spreadsheet makes of a long number; its last digits are lost."""
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?\Z", re.IGNORECASE)
_SYSTEM_GROUPS = frozenset(("mycontacts", "my contacts", "starred", "starred in android"))
_TRUE = frozenset(
    (
        "yes", "true", "1", "x", "y", "on", "ja", "j", "wahr", "oui", "o", "vrai", "si", "sí", "s",
        "sim", "vero", "verdadero", "verdadeiro", "waar", "✓", "☑",
    )
)  # fmt: skip
_FALSE = frozenset(
    (
        "", "no", "n", "false", "0", "off", "nein", "falsch", "non", "faux", "não", "nao", "falso",
        "nee", "onwaar", "f", "☐", "-",
    )
)  # fmt: skip
_SAYS_NOTHING = frozenset(
    (
        "", "0", "normal", "normale", "normaal", "unspecified", "keine angabe", "nicht angegeben",
        "non specifie", "sin especificar", "nao especificado", "non specificato", "niet opgegeven",
        "false", "falsch", "faux", "falso", "onwaar", "none", "low", "smtp", "ex", "standard",
    )
)  # fmt: skip
"""What programs write where nobody said anything."""


def bare(cell: str) -> str:
    """Return a cell without what guards it from a spreadsheet, and without blanks around."""
    if match := _GUARD.match(cell):
        return match[1].strip()
    return undo(cell).strip()


def split(key: str, cell: str) -> list[str]:
    """Return the values of a cell, for a key that holds a list."""
    if key == "phones" and _SPELLED_NUMBER.search(cell):
        return [cell]
    parts = _BETWEEN.get(key, _LIST).split(cell)
    return [part.strip() for part in parts if part and part.strip()]


def read(key: str, text: str) -> str | bool | None:
    """Return a value for a key of a person's note; None if it is no such value.

    Groups of the system are no tags: they give "", as nothing is lost.
    """
    if key == "emails":
        match = _AROUND.search(text)
        text = (match[1] if match else text).strip("'\"<> ").removeprefix("mailto:")
    elif key == "phones":
        return text if is_phone(text) else None
    elif key == "links":
        text = text.strip("<>")
        text = f"https://{text}" if _DOMAIN.match(text) else text
    elif key == "tags":
        text = tag(text)
        if not text:
            return ""
    elif key == "private":
        return flag(text)
    field = PERSON.by_name[key]
    try:
        return field.type.parse(text)  # type: ignore[no-any-return]
    except ValueError:
        return None


def is_phone(text: str) -> bool:
    """Return whether a text may be a telephone number: mostly digits, and none of them lost."""
    digits, letters = sum(c.isdecimal() for c in text), sum(c.isalpha() for c in text)
    return digits >= max(3, letters) and not _SPELLED_NUMBER.search(text)


def tag(text: str) -> str:
    """Return a group as a tag, "" for a group of the system.

    >>> tag("Old friends"), tag("* myContacts"), tag("#dev")
    ('Old-friends', '', 'dev')
    """
    text = text.strip()
    if text.startswith("* ") or text.casefold() in _SYSTEM_GROUPS:
        return ""
    return "-".join(text.lstrip("#").split())


def flag(text: str) -> bool | None:
    """Return whether a cell says yes or no, in several languages; None for another text."""
    word = text.casefold()
    return True if word in _TRUE else False if word in _FALSE else None


@lru_cache(maxsize=1000)
def says_nothing(cell: str) -> bool:
    """Return whether a cell is what a program writes where nobody said anything: `Normal`."""
    return name_key(cell) in _SAYS_NOTHING
