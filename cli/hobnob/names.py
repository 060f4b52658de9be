"""How names are compared: without regard to case, diacritics, hyphens or the way they are linked.

The one rule: two ways of writing the same name fold to the same text; `fold` is what the index,
references and the search share. The site's search folds the same way in its script.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

WIKILINK = re.compile(r"\[\[([^\[\]\n|]+?)(?:\\?\|([^\[\]\n]*))?\]\]")
"""A wikilink: its target, and its text if it has one; in a table the bar is escaped."""

# Letters that carry their mark inside, which Unicode does not take apart.
_LETTERS: dict[str, str | int | None] = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
    "ŧ": "t", "ŋ": "n", "ß": "ss", "’": "'", "ʼ": "'",
}  # fmt: skip


class _Kept(dict[int, str | int | None]):
    """A table for `str.translate` that learns the letters it leaves alone, which is quicker."""

    def __missing__(self, point: int) -> int | None:
        self[point] = point
        return point


class _Plain(dict[int, str | int | None]):
    """A table for `str.translate` that drops combining marks, and learns the other letters."""

    def __missing__(self, point: int) -> int | None:
        kept = None if unicodedata.combining(chr(point)) else point
        self[point] = kept
        return kept


_LETTER_TABLE = _Kept(str.maketrans(_LETTERS))
_PLAIN = _Plain(_LETTER_TABLE)
_BREAKS = re.compile(r"[\W_]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
# Scripts written without spaces: each character is a word of its own to the search.
_UNSPACED = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")


def fold(text: str) -> str:
    """Return text as names are compared: lower case, without diacritics."""
    if text.isascii():
        return text.lower()
    # Upper-case letters such as Ø become lower case first, so that one table serves.
    plain = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFKD", plain).translate(_PLAIN)


def name_key(text: str) -> str:
    """Return the key under which a name, a slug or an address is found.

    The key of a name is that of its slug: only letters and digits tell names apart.
    """
    if "@" in text:
        return text.strip().lower()
    if text.isascii():
        return _BREAKS.sub(" ", text.lower().replace("'", "")).strip()
    folded = fold(slugify(text))
    if _BREAKS.search(folded) is None:
        return folded
    # Vowel signs are marks that no regular expression of Python counts to a word.
    return " ".join("".join(c if _is_of_word(c) else " " for c in folded).split())


def _is_of_word(c: str) -> bool:
    return c.isalnum() or unicodedata.category(c)[0] == "M"


def search_text(text: str) -> str:
    """Return text as it goes into the full-text index, and as a query meets it.

    SQLite's tokenizer takes case and diacritics off; what it does not know is done here.
    """
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFC", text).lower().translate(_LETTER_TABLE)
    return _UNSPACED.sub(r" \1 ", plain)


def words_of(text: str) -> list[str]:
    """Split text into words as the search counts them."""
    return _WORD.findall(text)


def slugify(text: str) -> str:
    """Return the slug of a name: Unicode letters in NFC, lower case, words joined by `-`.

    Combining marks that have no composed letter are kept (as in Devanagari); what is neither
    letter, digit nor mark separates words. A text without any letter gives "".
    """
    if _SLUG.fullmatch(text) or _is_slug(text):
        return text
    lowered = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
    kept = "".join(c if _is_of_word(c) else "" if c in "'’ʼ" else " " for c in lowered)
    return unicodedata.normalize("NFC", "-".join(kept.split()))


def _is_slug(text: str) -> bool:
    """Say whether a text is its own slug, where that is seen without a look at each letter."""
    return (
        unicodedata.is_normalized("NFC", text)
        and text == text.lower()
        and all(part.isalnum() for part in text.split("-"))
    )


def link_target(text: str) -> str:
    """Return what a reference names, when it is written as a wikilink or as a path.

    >>> link_target("[[people/grace-hopper#notes|Grace]]")
    'grace-hopper'
    """
    inner = text.strip()
    if inner.startswith("[[") and inner.endswith("]]"):
        inner = inner[2:-2].split("|", 1)[0].split("#", 1)[0]
        inner = inner.rsplit("/", 1)[-1].strip()
        inner = inner.removesuffix(".md")
    return inner


def nearest(name: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Return the known names that are spelled most like one, best first."""
    import difflib

    wanted = name_key(name)
    keys = {name_key(k): k for k in known}
    found = difflib.get_close_matches(wanted, keys, n=count, cutoff=0.6)
    return [keys[key] for key in found]
