"""The words by which somebody could recognize what is private, and finding them in a text.

The one rule: words are compared whole, without case and diacritics, so that "Will" is not found in
"willing", and "zed-slug" is found as "Zed Slug". Telephone numbers are compared by their digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from hobnob.index.hidden import Secret
from hobnob.name_forms import is_unspaced
from hobnob.names import fold
from hobnob.site.reviews import is_review

# Python's regular expressions take vowel signs and accents for the ends of words.
_MARKS = "".join(
    chr(point)
    for start, end in ((0x300, 0x1E00), (0xA800, 0xAC00))
    for point in range(start, end)
    if unicodedata.category(chr(point))[0] == "M"
)
_LETTERS = f"(?:[^\\W_]|[{_MARKS}])+"
_WORD = re.compile(f"{_LETTERS}(?:['’ʼ]{_LETTERS})*")
_POSSESSIVE = re.compile(r"['’ʼ]s(?!\w)", re.IGNORECASE)
_QUICK = re.compile(_LETTERS)
_PHONE = re.compile(r"(?<![\w.])\+?\d[\d ()/.–-]{3,}\d(?!\w)")
_LEAST_DIGITS = 5
_END_OF_CONTEXT = re.compile(r"[^\s,.;:!?'\"’“”*_–—-]|\n")

What = Literal["name", "slug", "address", "phone", "part"]


class Word(NamedTuple):
    """A word of a text, folded, and its place."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Trace:
    """Words that tell of something private.

    Attributes:
        words: folded.
        what: a "part" is one word of the name of a person.
        typed: as the private note has it.
        path: of the private note.
    """

    words: tuple[str, ...]
    what: What
    typed: str
    path: str


class Hit(NamedTuple):
    """A place where a trace was found, with the words before and after, "" at an end."""

    trace: Trace
    start: int
    end: int
    before: str
    after: str


def split_words(text: str) -> list[Word]:
    """Return the words of a text in NFC."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        at = match.start()
        for part in _split_scripts(match[0]):
            # "Zed's" tells of Zed.
            named = _POSSESSIVE.sub("", part)
            if folded := fold(named).replace("'", ""):
                found.append(Word(folded, at, at + len(named)))
            at += len(part)
    return found


def _split_scripts(word: str) -> list[str]:
    """Split a word: each character of a script without spaces is a word, also beside others."""
    parts: list[str] = []
    is_open = False
    for char in word:
        alone = is_unspaced(char)
        if is_open and not alone:
            parts[-1] += char
        else:
            parts.append(char)
        is_open = not alone
    return parts


def phrase_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text."""
    return tuple(word.folded for word in split_words(unicodedata.normalize("NFC", text)))


def traces_of(secret: Secret) -> Iterator[Trace]:
    """Yield what tells of a private note."""
    # The title of a review, such as "November 2026", tells nothing.
    names = () if is_review(secret.path) else secret.names
    given: list[tuple[What, str]] = [("name", name) for name in names]
    given += [("address", address) for address in secret.addresses]
    if secret.kind not in ("page", "interaction"):
        # The slug of a page is a word such as "notes", that of an interaction is looked for as an
        # address: another one may begin with it.
        given.append(("slug", secret.slug))
    for what, typed in given:
        if words := phrase_of(typed):
            yield Trace(words=words, what=what, typed=typed, path=secret.path)
    for phone in secret.phones:
        digits = re.sub(r"\D", "", phone)
        if len(digits) >= _LEAST_DIGITS:
            yield Trace(words=(digits,), what="phone", typed=phone, path=secret.path)
    if secret.kind == "person":
        for name in secret.names:
            for match in _WORD.finditer(unicodedata.normalize("NFC", name)):
                word = phrase_of(match[0])
                if len(word) == 1 and len(word[0]) > 2 and word[0].isalpha():
                    yield Trace(words=word, what="part", typed=match[0], path=secret.path)


class Finder:
    """Finds many traces in one pass over a text; the time does not grow with their number."""

    def __init__(self, traces: Iterable[Trace]) -> None:
        """Take the traces; of equal ones, the first counts."""
        known: dict[tuple[str, ...], Trace] = {}
        self._phones: dict[str, Trace] = {}
        for trace in traces:
            if trace.what == "phone":
                self._phones.setdefault(_end_of_number(trace.words[0]), trace)
            else:
                known.setdefault(trace.words, trace)
        self._by_first: defaultdict[str, list[Trace]] = defaultdict(list)
        for words, trace in known.items():
            self._by_first[words[0]].append(trace)
        self._firsts = frozenset(self._by_first)

    def find(self, text: str) -> Iterator[Hit]:
        """Yield where a text has traces. The places are those in its NFC form."""
        if self._phones and any(map(str.isdigit, text)):
            yield from self._find_phones(text)
        if not self._may_have(text):
            return
        text = unicodedata.normalize("NFC", text)
        words = split_words(text)
        for at, word in enumerate(words):
            for trace in self._by_first.get(word.folded, ()):
                count = len(trace.words)
                part = words[at : at + count]
                if tuple(w.folded for w in part) == trace.words:
                    before = words[at - 1] if at else None
                    after = words[at + count] if at + count < len(words) else None
                    yield Hit(
                        trace, word.start, part[-1].end,
                        before.folded if before and _are_close(text, before, word) else "",
                        after.folded if after and _are_close(text, part[-1], after) else "",
                    )  # fmt: skip

    def _may_have(self, text: str) -> bool:
        """Say quickly whether a text has all words of a trace, in whatever order."""
        words = set(_QUICK.findall(_POSSESSIVE.sub("", fold(text)).replace("'", "")))
        if any(
            words.issuperset(trace.words)
            for first in self._firsts & words
            for trace in self._by_first[first]
        ):
            return True
        # In a script without spaces, only `split_words` knows the words.
        return not text.isascii() and any(map(is_unspaced, text))

    def _find_phones(self, text: str) -> Iterator[Hit]:
        for match in _PHONE.finditer(text):
            digits = re.sub(r"\D", "", match[0])
            trace = self._phones.get(_end_of_number(digits))
            if trace and len(digits) >= _LEAST_DIGITS:
                yield Hit(trace, *match.span(), "", "")


def _end_of_number(digits: str) -> str:
    """Return the digits that stay the same with and without the code of a country."""
    return digits[-8:]


def _are_close(text: str, first: Word, second: Word) -> bool:
    """Say whether nothing but blanks and punctuation separates two words."""
    return _END_OF_CONTEXT.search(text, first.end, second.start) is None
