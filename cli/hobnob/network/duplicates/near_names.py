"""Whether two names may be two ways to write the name of one person.

The one rule: a pure function of two names. A name is compared as it is spoken, without titles, and
a father and a son, `Jr.` and `Sr.`, are never one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from hobnob.name_forms import is_unspaced, name_form_key, name_words
from hobnob.names import name_key

Likeness = Literal["same", "order", "alike", "part", "initial", "short", "letter"]
"""How two names are like each other: the same; the same words in another order; they sound alike;
one is a part of the other; an initial stands for a word; a short form of the first name; one letter
differs."""

SURE: frozenset[Likeness] = frozenset(("same", "order"))
"""Likenesses that need no other evidence."""

_GENERATIONS = {
    "jr": "junior", "jnr": "junior", "junior": "junior", "sr": "senior", "snr": "senior",
    "senior": "senior", "ii": "2", "iii": "3", "iv": "4", "filho": "junior", "neto": "neto",
    "sobrinho": "sobrinho",
}  # fmt: skip
_SHORTEST_TYPED = 5
"""The fewest letters of a word in which one wrong letter is a typing error."""
_GENDERS = frozenset(("a", "e", "s", "ia", "in", "ina", "ine", "ette", "elle"))
"""Endings that make another first name: Paul and Paula, Andrea and Andreas."""

_SOUNDS = (
    ("ae", "a"), ("oe", "o"), ("ue", "u"), ("ph", "f"), ("ck", "k"), ("ch", "\0"), ("th", "t"),
    ("c", "k"), ("\0", "ch"), ("y", "i"), ("ie", "i"), ("w", "v"),
)  # fmt: skip
"""Spellings of one sound, in Latin letters: Müller and Mueller, Philip and Filip."""


# The same words are parts of many names.
_word_key = lru_cache(maxsize=20_000)(name_key)


@dataclass(frozen=True, kw_only=True, slots=True)
class NameParts:
    """A name, ready to be compared.

    Attributes:
        words: the keys of its words in spoken order, without titles and degrees.
        generation: what tells a son from his father, "" for nothing.
        key: the words together; in a script without spaces they are one.
        sound: the words as they sound.
        is_unspaced: whether a letter of it is of a script without spaces, where one letter is a
            word.
    """

    words: tuple[str, ...]
    generation: str
    key: str
    sound: tuple[str, ...]
    is_unspaced: bool


def parse_name(name: str, suffix: str = "") -> NameParts | None:
    """Return the parts of a name; None if it has none.

    Args:
        name: the name.
        suffix: what stands behind it, such as "PMP" or "Jr.".
    """
    typed = [word.strip(",.") for word in f"{name} {suffix}".split()]
    found = (_GENERATIONS.get(word.lower(), "") for word in typed[2:])
    generation = next(filter(None, found), "")
    words = [key for word in name_words(name) for key in _word_key(word).split()]
    if len(words) > 2 and _GENERATIONS.get(words[-1]) == generation != "":
        words = words[:-1]
    if not words:
        return None
    key = " ".join(words)
    return NameParts(
        words=tuple(words), generation=generation,
        key=key if key.isascii() else name_form_key(key),
        sound=tuple(map(sound_of, words)),
        is_unspaced=not key.isascii() and any(map(is_unspaced, key)),
    )  # fmt: skip


@lru_cache(maxsize=20_000)
def sound_of(word: str) -> str:
    """Return how a word sounds, in few letters: other spellings of it have the same.

    >>> sound_of("mueller"), sound_of("muller"), sound_of("katherine"), sound_of("catherine")
    ('muler', 'muler', 'katerine', 'katerine')
    """
    if not word.isascii() or len(word) < 3:
        return word
    for spelled, sound in _SOUNDS:
        word = word.replace(spelled, sound)
    # An h is silent unless it begins the word or makes another sound of a c or an s.
    plain = word[0] + "".join(c for before, c in pairwise(word) if c != "h" or before in "cs")
    return plain[0] + "".join(c for before, c in pairwise(plain) if c != before)


def compare_names(one: NameParts, other: NameParts) -> Likeness | None:
    """Return how two names are like each other; None if they are not."""
    if one.generation != other.generation:
        return None
    if one.key == other.key:
        return "same"
    if sorted(one.words) == sorted(other.words):
        return "order"
    if one.is_unspaced or other.is_unspaced:
        return None
    if one.sound == other.sound:
        return "alike" if len(one.words) > 1 else None
    short, long = sorted((one.words, other.words), key=len)
    if len(short) < 2:
        return None
    if len(short) < len(long) and short[0] == long[0] and _is_within(short, long):
        return "part"
    if _fits_initials(short, long):
        return "initial"
    if len(short) == len(long):
        return _compare_words(short, long)
    return None


def may_be_one(one: NameParts, other: NameParts) -> bool:
    """Return whether two names may be one person's who has other things in common with herself.

    A married name keeps the first name; a nickname keeps the last name and mostly the first letter.
    """
    if one.generation != other.generation:
        return False
    if compare_names(one, other) or has_same_first(one, other):
        return True
    few, many = sorted((set(one.words), set(other.words)), key=len)
    if few <= many:
        return True
    return one.words[-1] == other.words[-1] and one.words[0][0] == other.words[0][0]


def has_same_first(one: NameParts, other: NameParts) -> bool:
    """Return whether two people have the same first name."""
    if one.is_unspaced or other.is_unspaced or one.generation != other.generation:
        return False
    return len(one.words[0]) > 1 and one.sound[0] == other.sound[0]


def _is_within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Return whether the words of a name stand in another in the same order."""
    rest = iter(long)
    return all(word in rest for word in short)


def _fits_initials(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Return whether one name is the other with initials: `J. Smith` and `John Paul Smith`."""
    if not any(len(word) == 1 for word in (*short, *long)):
        return False
    if not (_fits(short[0], long[0]) and _fits(short[-1], long[-1])):
        return False
    if not any(len(word) > 1 and word in long for word in short):
        return False
    rest = iter(long)
    return all(any(_fits(word, other) for other in rest) for word in short)


def _fits(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and long.startswith(short)


def _compare_words(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    """Compare names with as many words, of which one differs."""
    differing = [at for at, word in enumerate(one) if word != other[at]]
    if len(differing) != 1:
        return None
    (at,) = differing
    short, long = sorted((one[at], other[at]), key=len)
    if at == 0 and is_pet_form(short, long):
        return "short"
    if at == 0 and len(short) > 2 and long.startswith(short):
        rest = long[len(short) :]
        return "short" if len(rest) > 1 and rest not in _GENDERS else None
    return "letter" if is_slip(short, long) else None


_PET_ENDING = re.compile(r"(.{2,}?)(?:(?<=(.))\2)?(?:ie|i|y)\Z")


def is_pet_form(short: str, long: str) -> bool:
    """Return whether a first name is another with an ending that makes it small.

    >>> is_pet_form("kathi", "katharina"), is_pet_form("steffi", "stefanie")
    (True, True)
    >>> is_pet_form("maria", "marianne"), is_pet_form("julie", "julien")
    (False, False)
    """
    if not (found := _PET_ENDING.match(short)):
        return False
    # More than an ending is gone: Julie and Julia are two names.
    return long.startswith(found[1]) and len(long) - len(found[1]) > 3


def is_slip(one: str, other: str) -> bool:
    """Return whether two words differ by one slip of the fingers.

    A letter is wrong, missing, too many, or two changed places. The first letter is hardly ever
    wrong, and another last letter often makes another name, as in Maria and Marie.

    >>> is_slip("hopper", "hoper"), is_slip("hopper", "hpoper"), is_slip("maria", "marie")
    (True, True, False)
    """
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_TYPED or len(long) - len(short) > 1 or not (short + long).isalpha():
        return False
    if short[0] != long[0] or short[-1] != long[-1]:
        return False
    at = next((at for at, c in enumerate(short) if c != long[at]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at + 1 : at + 2] + short[at : at + 1]
    return short[at + 1 :] == long[at + 1 :] or (
        long[at : at + 2] == swapped and short[at + 2 :] == long[at + 2 :]
    )


def slip_keys(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield keys of which two names share one if one word of them has a slip."""
    for at, word in enumerate(words):
        if len(word) >= _SHORTEST_TYPED:
            yield (*words[:at], word[0], word[-1], *words[at + 1 :], str(at))
