"""The given name and the family name in a person's name, in the order of its language.

The one rule: a name says its order itself, by its script, its capitals, or words that only one
language has. Else the given name comes first, and a name whose order cannot be told is unsure.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hobnob.letters.family_names import (
    CHINESE,
    HAN,
    HUNGARIAN,
    HUNGARIAN_GIVEN,
    HUNGARIAN_TOO,
    JAPANESE,
    KOREAN,
    LONG_HAN,
    LONG_HANGUL,
    VIETNAMESE,
    VIETNAMESE_MIDDLE,
)
from hobnob.name_forms import is_unspaced, name_words, split_titles
from hobnob.names import fold


class GivenName(NamedTuple):
    """The parts of a name, without titles and degrees.

    Attributes:
        first: what a friend calls them; "" if the name does not say it.
        last: the family name, with its "van" or "bin".
        is_unsure: whether it may be the other way round.
    """

    first: str
    last: str
    is_unsure: bool = False


# Titles before a first name, besides those that `name_forms` skips.
_TITLES = frozenset(("lady", "lord", "fr", "sister", "hon", "capt"))
# These make one name with the word behind them: Abdul Rahman.
_JOINED = frozenset(("abdul", "abdel", "abd", "abu", "umm", "ummu"))
_INITIAL = re.compile(r"[^\W\d_]\.?(?:-?[^\W\d_]\.)*")
_MIDDLE_DOTS = re.compile("[・·•･]")

_KOREAN_SYLLABLE = (
    r"(?:kk|tt|pp|ss|jj|ch|[gkndrlmbpsjth])?"
    r"(?:yeo|yae|wae|weo|eui|woo|yoo|ye|ya|yo|yu|wa|wo|we|wi|ui|eo|eu|ae|oe|oo|ee|[aeiou])"
    r"(?:ng|[kgnmtlpbh])?"
)
_KOREAN_GIVEN = re.compile(rf"{_KOREAN_SYLLABLE}[- ]{_KOREAN_SYLLABLE}")
_PINYIN = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua"
    r"|uo|ui|ue|[aeiou])"
)
_CHINESE_GIVEN = re.compile(rf"{_PINYIN}(?:[-' ]?{_PINYIN})?")
# What no other language has: an initial, or in two long syllables the ending of one.
_CHINESE_SIGN = re.compile(r"(?:^|[-' ])(?:x|q[iu]|zh)|(?=.{6}).*(?:ng|ao|ia|iu|ui|ou|uo)")
# Chiang Kai-shek, Tsai Ing-wen, Kim Min-jun.
_TWO_SYLLABLES = re.compile(r"[^\W\d_]{1,6}-[^\W\d_]{1,5}")
_VIETNAMESE_SIGN = re.compile("[ăơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def given_name(name: str, prefix: str = "") -> GivenName:
    """Return the given name and the family name.

    A name with only a title ("Dr. King") has no first name. A single name is both.

    Args:
        name: the name, also as "Hopper, Grace" and with titles and degrees around it.
        prefix: a title that stands apart from it.

    >>> given_name("Dr. Grace Brewster Hopper"), given_name("Kim Min-jun")
    ... # doctest: +NORMALIZE_WHITESPACE
    (GivenName(first='Grace', last='Hopper', is_unsure=False),
     GivenName(first='Min-jun', last='Kim', is_unsure=False))
    """
    if _MIDDLE_DOTS.search(name):
        # Foreign names in Japanese and Chinese keep their own order.
        parts = [part.strip() for part in _MIDDLE_DOTS.split(name) if part.strip()]
        if len(parts) > 1 and _is_east_asian(parts[0][-1]):
            return GivenName(parts[0], parts[-1])
    words = name_words(name)
    is_titled = bool(prefix.strip() or split_titles(name).prefix)
    while len(words) > 1 and words[0].rstrip(".").lower() in _TITLES:
        words, is_titled = words[1:], True
    if not words:
        return GivenName("", "")
    if len(words) == 1:
        return _of_one_word(words[0], is_titled=is_titled)
    # Behind a comma stands the first name, in any language.
    if "," not in split_titles(name).name and (eastern := _family_first(words)):
        return eastern
    return _given_first(words)


def _of_one_word(word: str, *, is_titled: bool) -> GivenName:
    if cut := _unspaced_family(word):
        return GivenName(word[cut:], word[:cut])
    return GivenName("", word) if is_titled else GivenName(word, word)


def _given_first(words: list[str]) -> GivenName:
    """Return the parts of a name whose given name comes first."""
    small = [word[0].islower() and not is_unspaced(word[0]) for word in words]
    if small[0] and not all(small):
        # "van der Berg" has no first name.
        return GivenName("", " ".join(words))
    at = len(words) - 1
    # The "van" and "bin" of "van der Berg" and "bin Rashid" belong to the family name.
    while at > 1 and small[at - 1] and not all(small):
        at -= 1
    last = " ".join(words[at:])
    full = [word for word in words[:at] if not _INITIAL.fullmatch(word)]
    if not full:
        return GivenName(" ".join(words[:at]), last)
    first = full[0]
    behind = words.index(first) + 1
    if fold(first) in _JOINED and behind < len(words):
        first = f"{first} {words[behind]}"
    return GivenName(first, last, is_unsure=len(words) == 2 and _may_be_family(*words))


def _may_be_family(first: str, last: str) -> bool:
    """Return whether the first of two words may as well be the family name: Li Wei, Han Kang."""
    family, given = fold(first), fold(last)
    if family in KOREAN and given in KOREAN:
        return True
    return family in CHINESE and (given in CHINESE or bool(_CHINESE_GIVEN.fullmatch(given)))


def _family_first(words: list[str]) -> GivenName | None:
    """Return the parts of a name whose family name comes first, None if nothing shows it."""
    first, *rest = words
    behind = " ".join(rest)
    if _is_east_asian(first[-1]) and _is_east_asian(rest[0][0]):
        return GivenName(behind, first)
    # DUPONT Jean, NGUYEN Van An.
    if _is_loud(first) and not any(map(_is_loud, rest)):
        return GivenName(rest[-1] if fold(first) in VIETNAMESE else behind, first)
    if _is_vietnamese(words):
        return GivenName(rest[-1], first)
    is_japanese = fold(first) in JAPANESE and len(rest) == 1 and fold(behind) not in JAPANESE
    if is_japanese or _is_korean_or_chinese(first, rest) or _is_hungarian(first, rest):
        return GivenName(behind, first)
    return None


def _is_vietnamese(words: list[str]) -> bool:
    """Return whether words are a Vietnamese name in its own order: Nguyễn Văn An."""
    if fold(words[0]) not in VIETNAMESE or fold(words[-1]) in VIETNAMESE:
        return False
    is_middle = len(words) > 2 and fold(words[1]) in VIETNAMESE_MIDDLE
    return is_middle or any(map(_VIETNAMESE_SIGN.search, words))


def _is_korean_or_chinese(first: str, rest: list[str]) -> bool:
    """Return whether words are such a name in its own order: Kim Min-jun, Wang Xiaoming."""
    family, given, behind = fold(first), fold(" ".join(rest)), " ".join(rest)
    if len(rest) > 2 or fold(rest[-1]) in KOREAN | CHINESE:
        return False
    # In a double name of Europe, both parts have a capital.
    small = "-" in behind and behind.rpartition("-")[2][:1].islower()
    if small and len(rest) == 1 and len(first) < 7 and _TWO_SYLLABLES.fullmatch(behind):
        return True
    if family in KOREAN and _KOREAN_GIVEN.fullmatch(given):
        return True
    is_chinese = family in CHINESE and _CHINESE_GIVEN.fullmatch(given)
    return bool(is_chinese and _CHINESE_SIGN.search(given))


def _is_hungarian(first: str, rest: list[str]) -> bool:
    """Return whether words are a Hungarian name in its own order: Bartók Béla."""
    family, given = first.lower(), {word.lower() for word in rest}
    if family in HUNGARIAN_GIVEN or family in HUNGARIAN_TOO:
        return False
    is_family = family in HUNGARIAN or family.endswith(("ffy", "ssy", "szky"))
    known = HUNGARIAN_GIVEN | HUNGARIAN_TOO if is_family else HUNGARIAN_GIVEN
    return rest[-1].lower() in known and bool(given & known)


def _is_loud(word: str) -> bool:
    """Return whether a word is in capitals and no initials: `DUPONT`, but not `JR` or `J.R.`."""
    letters = fold(word)
    is_known = letters in CHINESE | KOREAN | VIETNAMESE
    has_vowel = any(c in "aeiouy" for c in letters)
    return word.isupper() and "." not in word and (is_known or (len(word) > 2 and has_vowel))


def _is_east_asian(c: str) -> bool:
    """Return whether a character is of Han, Kana or Hangul: there the family name comes first."""
    is_katakana = "\u30a1" <= c <= "\u30ff"
    return is_katakana or (is_unspaced(c) and not "\u0e01" <= c < "\u10a0")


def _unspaced_family(word: str) -> int:
    """Return the length of the family name in a name without a space, 0 if it does not show.

    王小明 and 김민준 show it, 中村さくら too, but not 中村美咲.
    """
    if not 1 < len(word) < 6 or not all(map(_is_east_asian, word)):
        return 0
    if all("\uac00" <= c <= "\ud7a3" for c in word):
        long = word[:2] in LONG_HANGUL and len(word) > 2
        return 2 if long else int(len(word) < 4)
    kana = next((at for at, c in enumerate(word) if "\u3041" <= c <= "\u30ff"), None)
    if kana is not None:
        return kana
    if word[:2] in LONG_HAN and len(word) > 2:
        return 2
    return int(word[0] in HAN and len(word) < 4)
