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
from typing import Literal, NamedTuple

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
     "herr", "frau", "mme", "mlle", "sra", "srta", "dra", "mgr", "judr", "mudr", "mvdr", "phdr",
     "rndr", "paeddr", "д р")
)  # fmt: skip
# These are titles only with a dot: `Dipl.-Ing.`, `Dott.ssa`.
_DOTTED_BEFORE = frozenset(
    ("dipl", "ing", "inf", "kfm", "mag", "univ", "apl", "priv", "doz", "lic", "bc", "inż", "doc",
     "doç", "ir", "drs", "dott", "ssa", "avv", "sig", "ra", "arch", "sr", "pr", "проф", "акад",
     "hon", "capt", "lt", "col", "maj", "gen", "sgt", "fr")
)  # fmt: skip
# These belong to a title that stands before them: `Dr. rer. nat.`.
_OF_TITLE = frozenset(
    ("hc", "mult", "hab", "habil", "med", "dent", "vet", "rer", "nat", "pol", "oec", "phil", "jur",
     "iur", "theol")
)  # fmt: skip
_AFTER = frozenset(
    ("jr", "sr", "jnr", "snr", "phd", "md", "dds", "mba", "cpa", "esq", "obe", "mbe", "cbe", "dbe",
     "kbe", "frs", "dphil", "mphil", "msc", "bsc", "beng", "meng", "llm", "llb", "csc", "drsc",
     "psyd", "pharmd", "pmp", "cfa", "cissp", "cism", "cisa")
)  # fmt: skip
_GENERATIONS = frozenset(("jr", "sr", "jnr", "snr"))
# PMP, SHRM-CP, CISSP®, M.Sc.
_CREDENTIAL = re.compile(r"(?=\D)[A-Z0-9][A-Z0-9-]{1,7}[®™]?|(?:[A-Z][a-z]{0,2}\.){2,4}")
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
    loud = len(parts[0]) < 2 or all(map(str.isupper, parts[0]))
    given = [part for part in parts[1:] if part and not all(_is_behind(w, loud) for w in part)]
    words = [word for part in (*given[:1], parts[0]) for word in part]
    words = [word for word in words if _word_key(word)]
    titled = False
    while len(words) > 1 and _is_title(words[0], after=titled):
        words, titled = words[1:], True
    while len(words) > 1 and _is_degree(words[-1]):
        words = words[:-1]
    return words


class TitledName(NamedTuple):
    """A name, and what stands before and behind it."""

    prefix: str
    name: str
    suffix: str


def split_titles(text: str) -> TitledName:
    """Return a name without its titles and degrees. `Jr.` and `III` are parts of the name.

    >>> split_titles("Sofia Marino, PMP"), split_titles("Prof. Dr. Karl Weiß")
    ... # doctest: +NORMALIZE_WHITESPACE
    (TitledName(prefix='', name='Sofia Marino', suffix='PMP'),
     TitledName(prefix='Prof. Dr.', name='Karl Weiß', suffix=''))
    """
    first, *parts = [part.strip() for part in text.split(",")]
    behind: list[str] = []
    # In `Lee, JJ` the capitals are a first name.
    loud = first.isupper() or " " not in first
    while parts and all(_is_credential(word, loud=loud) for word in parts[-1].split() or [""]):
        behind.insert(0, parts.pop())
    words = first.split()
    before: list[str] = []
    while len(words) > 1 and _is_title(words[0], after=bool(before)):
        before.append(words.pop(0))
    own: list[str] = []
    while len(words) > 2 - bool(before) and not parts and _is_plain_degree(words[-1]):
        own.insert(0, words.pop())
    degrees = ", ".join(filter(None, (" ".join(own), *behind)))
    return TitledName(" ".join(before), ", ".join((" ".join(words), *parts)), degrees)


def spoken_titles(prefix: str, name: str) -> list[str]:
    """Return the titles with which a person is spoken to: those that stand before a family name.

    >>> spoken_titles("", "Prof. Dr. Karl Weiß"), spoken_titles("Dr. rer. nat.", "Eva Noll")
    (['Prof.', 'Dr.'], ['Dr.'])
    """
    titles = f"{prefix} {split_titles(name).prefix}".split()
    found = [word for word in titles if _word_key(word.replace(".", "")) in _BEFORE]
    return list(dict.fromkeys(found))


def _is_title(word: str, *, after: bool) -> bool:
    """Return whether a word before a name is a title, or a part of one.

    Args:
        word: the word.
        after: whether a title stands before it.
    """
    plain = word.lower().replace(".", "")
    if _word_key(plain) in _BEFORE or (after and "." in word and plain in _OF_TITLE):
        return True
    # A word of the title itself may have a dot inside: `Dott.ssa`, `Dr.-Ing.`.
    parts = [part for part in re.split(r"[.-]+", word.lower()) if part]
    return "." in word and all(part in _BEFORE or part in _DOTTED_BEFORE for part in parts)


def _is_plain_degree(word: str) -> bool:
    """Return whether a word behind a name is a degree also without a comma."""
    key = _word_key(word.replace(".", ""))
    return word not in _COUNTED and key in _AFTER and key not in _GENERATIONS and not word.islower()


def _is_credential(word: str, *, loud: bool) -> bool:
    """Return whether a word behind a comma is a degree: a known one, or one in capitals."""
    key = _word_key(word.replace(".", ""))
    if word in _COUNTED or key in _GENERATIONS or word.islower():
        return False
    return key in _AFTER or bool(not loud and _CREDENTIAL.fullmatch(word))


def _is_behind(word: str, loud: bool) -> bool:
    return _is_degree(word) or _is_credential(word, loud=loud)


def _is_degree(word: str) -> bool:
    return word in _COUNTED or _word_key(word.replace(".", "")) in _AFTER
