"""The forms of a name that may mean a person in a sentence: full name, first name, and so on.

The one rule: a pure function of a name and its aliases. Other modules decide which forms a line
may use and what they mean there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from hobnob.names import name_key

How = Literal["full", "alias", "leading", "first", "initial", "last"]
"""The kind of a form: a whole name, an alias, the leading parts of a name, a first name, a first
name with an initial, a last name."""

_RANKS: dict[How, int] = {
    "full": 0, "alias": 1, "leading": 2, "first": 3, "initial": 4, "last": 5,
}  # fmt: skip

# Begin and end of each script that has no spaces between words: those from Thailand to Cambodia,
# Korea's (a syllable's key is its parts), Kana, and the Han characters.
_UNSPACED = (
    0x0E01, 0x0F00, 0x1000, 0x10A0, 0x1100, 0x1200, 0x1780, 0x1800, 0x3005, 0x3008, 0x3041, 0x30A0,
    0x3400, 0x4DC0, 0x4E00, 0xA000, 0xAC00, 0xD7B0, 0xF900, 0xFB00, 0x20000, 0x40000,
)  # fmt: skip

# Titles and degrees around a name; they are not part of the name.
_BEFORE = frozenset(
    ("dr", "prof", "professor", "sir", "dame", "mr", "mrs", "ms", "miss", "mx", "rev", "revd",
     "herr", "frau", "mme")
)  # fmt: skip
_AFTER = frozenset(
    ("jr", "sr", "jnr", "snr", "phd", "md", "dds", "mba", "cpa", "esq", "obe", "mbe", "cbe", "frs",
     "dphil")
)  # fmt: skip
_COUNTED = frozenset(("II", "III", "IV"))
# A nickname within a name: Robert "Bob" Smith, Robert (Bob) Smith.
_NICK = re.compile(r"""["“„«(]\s*([^"“”„«»()]+?)\s*["”“»)]""")


def is_unspaced(c: str) -> bool:
    """Return whether a character belongs to a script without spaces between words."""
    return c > "\x7f" and bisect_right(_UNSPACED, ord(c)) % 2 == 1


def name_form_key(text: str) -> str:
    """Return the key of a spoken name: `name_key`, without spaces if its script has none.

    >>> name_form_key("Søren  Kierkegård"), name_form_key("中村 美咲")
    ('soren kierkegard', '中村美咲')
    """
    return _row(name_key(text).split(" "))


def _row(keys: Sequence[str]) -> str:
    """Return the key of several words."""
    # A word that begins with a sign has no initial: `Ada (Bob Smith`.
    keys = [key for key in keys if key]
    joined = " ".join(keys)
    if joined.isascii() or len(keys) < 2:
        return joined
    joined = keys[0]
    for before, key in pairwise(keys):
        unspaced = is_unspaced(before[-1:]) and is_unspaced(key[:1])
        joined += key if unspaced else f" {key}"
    return joined


# The same words are parts of many names.
_word_key = lru_cache(maxsize=20_000)(name_form_key)


LONGEST = 200
"""Characters of a name of which parts are forms. Of a longer text, which is no name, only the whole
is one: the number of letters in all its parts grows with the square of its length."""


def forms_of_name(name: str, aliases: Iterable[str] = ()) -> dict[str, How]:
    """Return the keys of all forms of a person's name, each with its kind.

    >>> forms_of_name("Grace Hopper", ["Amazing Grace"])  # doctest: +NORMALIZE_WHITESPACE
    {'grace hopper': 'full', 'amazing grace': 'alias', 'grace': 'first', 'grace h': 'initial',
     'hopper': 'last'}
    """
    found: dict[str, How] = {}
    short = tuple(alias for alias in aliases if len(alias) <= LONGEST)
    forms: Iterable[tuple[How, str]] = [("full", name_form_key(name))]
    if len(name) <= LONGEST:
        forms = _forms(name, short)
    for how, key in forms:
        # A single letter is no name, except a whole name in a script without spaces.
        is_name = len(key) > 1 or (how in ("full", "alias") and is_unspaced(key))
        if is_name and (key not in found or _RANKS[how] < _RANKS[found[key]]):
            found[key] = how
    return found


def _forms(name: str, aliases: Collection[str]) -> Iterator[tuple[How, str]]:
    yield "full", name_form_key(name)
    for alias in (*aliases, *_NICK.findall(name)):
        yield "alias", name_form_key(alias)
    words = name_words(name)
    keys = [_word_key(word) for word in words]
    if len(words) > 1:
        yield "full", _row(keys)
        # A person with the alias Bob is also called Bob Smith.
        for alias in (*aliases, *_NICK.findall(name)):
            if len(name_words(alias)) == 1 and not is_unspaced(words[-1][0]):
                yield "alias", _row((_word_key(name_words(alias)[0]), keys[-1]))
        yield from _parts(words, keys)
    elif words:
        # `Dr. King` does not contain a first name.
        yield "last" if words[0] != name.split()[0] else "full", keys[0]
    for alias in aliases:
        yield from _firsts_of_alias(alias, frozenset(keys))


def _firsts_of_alias(alias: str, keys: frozenset[str]) -> Iterator[tuple[How, str]]:
    """Yield the first word of an alias that is another name: `Fatima` of `Fatima Zahra`.

    An alias with a word of the name is only a by-name: nobody is called `Amazing`.
    """
    words = name_words(alias)
    if len(words) < 2 or words[0][0].islower() or is_unspaced(words[0][0]):
        return
    if keys.isdisjoint(map(_word_key, words)):
        yield "first", _word_key(words[0])


def _parts(words: list[str], keys: list[str]) -> Iterator[tuple[How, str]]:
    first, last, count = keys[0], keys[-1], len(keys)
    # In `Ludwig van Beethoven` nobody is called `Ludwig van`, nor `Ludwig v`.
    small = {at for at, word in enumerate(words) if word[0].islower()}
    small = set() if len(small) == count else small
    for upto in range(2, count):
        if upto - 1 not in small:
            yield "leading", _row(keys[:upto])
    if count > 2:
        yield "leading", _row((first, last))
    if any(is_unspaced(word[0]) for word in words):
        # If the family name comes first, each part is a form, except a single character.
        yield from (("first", _word_key(word)) for word in words if len(word) > 1)
        return
    yield "first", first
    initials = [_word_key(word[0]) for word in words]
    for at in range(1, count):
        if at not in small:
            yield "initial", _row((first, initials[at]))
            yield "initial", _row((*keys[:at], initials[at]))
    if count > 2:
        yield "initial", _row((first, *initials[1:-1], last))
        yield "initial", _row((first, *initials[1:]))
    for since in range(1, count):
        yield "last", _row(keys[since:])


def name_words(name: str) -> list[str]:
    """Return the words of a name in spoken order, without titles, degrees and nicknames.

    >>> name_words("King, Martin Luther, Jr."), name_words('Dr. Robert "Bob" Smith')
    (['Martin', 'Luther', 'King'], ['Robert', 'Smith'])
    """
    parts = [part.split() for part in _NICK.sub(" ", name).split(",")]
    # After a comma comes a degree or the first name.
    given = [part for part in parts[1:] if part and not all(map(_is_degree, part))]
    words = [word for part in (*given[:1], parts[0]) for word in part]
    words = [word for word in words if _word_key(word)]
    while len(words) > 1 and _word_key(words[0]) in _BEFORE:
        words = words[1:]
    while len(words) > 1 and _is_degree(words[-1]):
        words = words[:-1]
    return words


def _is_degree(word: str) -> bool:
    return word in _COUNTED or _word_key(word.replace(".", "")) in _AFTER
