"""A language: the words and phrases by which hobnob understands a line.

The one rule: the meaning of a word stands in `languages/*.toml` and nowhere in the code. To add a
language, you add a file. hobnob prepares each list once in a run, and only if a line needs it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

from hobnob.capture.words.phrases import PhraseBook, PhraseMatch, Reader, make_book
from hobnob.capture.words.tokens import Token, split_tokens
from hobnob.errors import UsageError
from hobnob.machine import keep_private, read_private
from hobnob.names import fold
from hobnob.settings import Settings

FOLDER = Path(__file__).parent.parent / "languages"
_KEPT = "words"
"""The folder of what was read, beside the key of this machine."""
COMPLETE = "en"
"""The language that has every list. Another language may leave lists out, but has no others."""

MOST_TOGETHER = 40
"""Names that are read as one group; a list of hundreds is read in pieces."""

MONTH_FIRST = frozenset({
    "US", "PH", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW",
    "JP", "CN", "KR", "TW", "HU", "LT", "MN",
})  # fmt: skip
"""Territories that write the month before the day (Unicode CLDR, dateFormat short)."""
_EITHER = frozenset({"CA", "KE", "ZA"})
"""Territories that write both."""


class LanguageError(UsageError):
    """The words of a language cannot be used."""


@dataclass(frozen=True, eq=False)
class Language:
    """The words of one language.

    Attributes:
        name: its name in the settings of a journal.
        sections: the tables of the file.
    """

    name: str
    sections: Mapping[str, Mapping[str, Any]]

    def section(self, name: str) -> Mapping[str, Any]:
        """Return the lists of a section as the file has them; empty if it has no such section."""
        return self.sections.get(name, {})

    @cache  # noqa: B019 - there are few languages, and they are kept for the run
    def words(self, section: str, key: str) -> frozenset[str]:
        """Return a list of single words, folded as tokens are.

        A long list may be one text in the file, which is quicker to read.
        """
        words = self.section(section).get(key, ())
        return frozenset(map(fold, words.split() if isinstance(words, str) else words))

    @cache  # noqa: B019
    def phrases(self, section: str, *keys: str) -> PhraseBook:
        """Return some lists of phrases as a book; without keys, all lists of the section."""
        lists = self.section(section)
        return make_book((key, text) for key in keys or lists for text in lists.get(key, ()))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word that stands in any list."""
        return frozenset(_words_in(self.sections))

    @cached_property
    def small(self) -> frozenset[str]:
        """The words by which the language is told from others: all but those of names."""
        sections = {name: lists for name, lists in self.sections.items() if name != "people"}
        return frozenset(_words_in(sections))

    @cached_property
    def function_words(self) -> frozenset[str]:
        """The words that only join others: articles, pronouns, prepositions, conjunctions."""
        lists = ("articles", "owners", "pronominal", "clauses", "joins", "adverbs", "closes")
        return frozenset().union(
            *(self.words("people", name) for name in lists),
            *(self.words("words", name) for name in self.section("words")),
        )

    @cached_property
    def date_words(self) -> frozenset[str]:
        """The words that stand in a date: its units, days of the week, months, "tomorrow"."""
        dates = self.section("dates")
        lists = ("months", "weekdays", "units", "days", "in", "on", "after", "before", "by")
        words = _words_in([dates.get(name, ()) for name in lists])
        return frozenset((*words, *map(fold, dates.get("days", ()))))

    @cached_property
    def readers(self) -> Mapping[str, Reader]:
        """The classes of words that stand in all phrases."""
        return {"WHO": self._who}

    def _who(self, tokens: Sequence[Token], at: int) -> tuple[tuple[int, ...], int] | None:
        """Read a person or several: names joined by commas and "and", or a word such as "she"."""
        token = tokens[at]
        if token.kind == "word" and token.key in self.words("words", "they"):
            return (), at + 1
        if token.kind != "who":
            return None
        return self.group(tokens, at)

    def group(self, tokens: Sequence[Token], at: int) -> tuple[tuple[int, ...], int]:
        """Return the names that stand together from a name on, and the token behind them.

        A comma joins only where an "and" follows: "Grace, George and Ada", but not
        "lunch with Grace, George paid".
        """
        named, after = [tokens[at].at], at + 1
        pending: list[int] = []
        reached, end = after, min(len(tokens), at + 2 * MOST_TOGETHER)
        while reached + 1 < end and tokens[reached + 1].kind == "who":
            between = tokens[reached]
            pending.append(tokens[reached + 1].at)
            reached += 2
            if between.key in self.words("words", "and"):
                named += pending
                after, pending = reached, []
            elif between.key != ",":
                break
        return tuple(named), after


@dataclass(frozen=True)
class TokenRow:
    """The tokens of a line, or of a part of it, and the language in which they are read.

    Every look-up of a word or a phrase goes through here. Beyond both ends of the row there is
    nothing, which is no error.
    """

    tokens: Sequence[Token]
    language: Language
    _found: dict[tuple[str, ...], list[PhraseMatch]] = field(
        default_factory=dict, init=False, repr=False
    )

    def key(self, at: int) -> str:
        """Return the word at a token, "" beyond either end."""
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def is_word(self, at: int, section: str, *lists: str) -> bool:
        """Say whether a token is in one of some lists of words."""
        if not 0 <= at < len(self.tokens) or self.tokens[at].kind in ("who", "when"):
            # Will Stone is not the word "will".
            return False
        key = self.tokens[at].key
        return any(key in self.language.words(section, name) for name in lists)

    def find(self, at: int, section: str, *lists: str) -> PhraseMatch | None:
        """Return the longest phrase of some lists that begins at a token."""
        if at >= len(self.tokens):
            return None
        return self.language.phrases(section, *lists).find(self.tokens, self.language.readers, at)

    def find_all(self, section: str, *lists: str) -> list[PhraseMatch]:
        """Return the phrases of some lists that are in the row."""
        if (section, *lists) not in self._found:
            book = self.language.phrases(section, *lists)
            found = book.find_all(self.tokens, self.language.readers)
            self._found[section, *lists] = list(found)
        return self._found[section, *lists]

    def group(self, at: int) -> tuple[tuple[int, ...], int]:
        """Return the names that stand together from a name on, and the token behind them."""
        return self.language.group(self.tokens, at)


def _words_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from fold(value).split()
    elif isinstance(value, Mapping):
        for key, below in value.items():
            yield from _words_in(key)
            yield from _words_in(below)
    elif isinstance(value, list):
        for below in value:
            yield from _words_in(below)


@cache
def load_language(name: str = COMPLETE, folder: Path = FOLDER) -> Language:
    """Read the words of a language.

    Raises:
        LanguageError: there is no such language, or its file has a mistake.
    """
    sections = _read(folder / f"{name}.toml", name)
    if name != COMPLETE:
        # Late: English is known to be right, and most journals are in it.
        from hobnob.capture.words.proofreading import proofread

        mistakes = proofread(sections, _read(FOLDER / f"{COMPLETE}.toml", COMPLETE))
        if mistakes:
            raise LanguageError("\n".join(f"{name}.toml: {mistake}" for mistake in mistakes))
    return Language(name, sections)


def _read(path: Path, name: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the sections of a file of words; those of the same text are kept as JSON.

    JSON is read forty times as fast as TOML. It is kept outside of all journals, because the words
    of a stranger's journal could turn what you type into something else.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        known = ", ".join(sorted(p.stem for p in path.parent.glob("*.toml")))
        raise LanguageError(
            f"there are no words for the language '{name}'; there are those of {known}. "
            "A language is one file: languages/en.toml says how to write another"
        ) from None
    except OSError as error:
        raise LanguageError(f"{path.name}: {error.strerror}") from None
    mark = blake2b(data, digest_size=16).hexdigest()
    first, _, rest = read_private(_KEPT, path.stem).partition(b"\n")
    if first == mark.encode():
        with suppress(ValueError):
            kept: Mapping[str, Mapping[str, Any]] = json.loads(rest)
            return kept
    import tomllib

    try:
        sections = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LanguageError(f"{path.name}: this is not TOML: {error}") from None
    keep_private(_KEPT, path.stem, f"{mark}\n{json.dumps(sections)}".encode())
    return sections


# ---------------------------------------------------------------- the settings of a journal


@dataclass(frozen=True, kw_only=True)
class LanguageSettings:
    """The languages of a journal, and the order of day and month in its dates.

    The settings of the journal come first, then the locale of the terminal. If neither gives an
    order, a date that could be two days is an error.

    Attributes:
        language: the usual language.
        others: the other languages in which the user logs.
        day_first: whether 03/11/2026 is the third of November; None if nothing says so.
    """

    language: Language
    day_first: bool | None
    others: tuple[Language, ...] = ()

    def of(self, text: str) -> Language:
        """Return the language of a text: the one that knows the most of its words.

        Between equals, the one named first in the settings counts.
        """
        if not self.others:
            return self.language
        words = [token.key for token in split_tokens(text)]
        return max(
            (self.language, *self.others), key=lambda one: sum(word in one.small for word in words)
        )


def load_language_settings(
    settings: Settings, environment: Mapping[str, str] = os.environ
) -> LanguageSettings:
    """Return the language settings of a journal.

    Raises:
        LanguageError: there are no words for a language of the settings.
    """
    order = settings.date_order
    day_first = order == "day" if order else is_day_first(environment)
    language, *others = map(load_language, settings.language)
    return LanguageSettings(language=language, others=tuple(others), day_first=day_first)


def is_day_first(environment: Mapping[str, str]) -> bool | None:
    """Say whether the day comes first in dates, by the locale variables of POSIX."""
    for name in ("LC_ALL", "LC_TIME", "LANG"):
        if locale := environment.get(name, ""):
            territory = locale.partition(".")[0].partition("@")[0].partition("_")[2]
            return None if not territory or territory in _EITHER else territory not in MONTH_FIRST
    return None
