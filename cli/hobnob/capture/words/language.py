"""A language: the words and phrases by which a line is understood, ready to be looked up.

The one rule: what a word means stands in `languages/*.toml` and nowhere in the code, so a language
is added by adding a file. A list is made ready once in a run, and only if a line needs it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from hobnob.capture.words.phrases import Match, PhraseBook, Reader, make_book
from hobnob.capture.words.tokens import Token
from hobnob.errors import UsageError
from hobnob.names import fold

FOLDER = Path(__file__).parent.parent / "languages"
COMPLETE = "en"
"""The language that has every list; another may leave lists out, and may have no others."""

MOST_TOGETHER = 40
"""Names that are read as one group; a list of hundreds is read in pieces."""


class LanguageError(UsageError):
    """The words of a language cannot be used."""


@dataclass(frozen=True, eq=False)
class Language:
    """The words of one language.

    Attributes:
        name: as the settings of a journal have it.
        sections: as the file has them.
    """

    name: str
    sections: Mapping[str, Mapping[str, Any]]

    def section(self, name: str) -> Mapping[str, Any]:
        """Return the lists of a section as they stand in the file; an absent one is empty."""
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
        return make_book({key: lists[key] for key in keys or lists if key in lists})

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word that stands in any list."""
        return frozenset(_words_in(self.sections))

    @cached_property
    def readers(self) -> Mapping[str, Reader]:
        """The classes of words that stand in all phrases."""
        return {"WHO": self._who}

    def find_all(self, tokens: Sequence[Token], section: str, *keys: str) -> list[Match]:
        """Return the phrases of some lists that are in a line."""
        return list(self.phrases(section, *keys).find_all(tokens, self.readers))

    def find(self, tokens: Sequence[Token], first: int, section: str, *keys: str) -> Match | None:
        """Return the longest phrase of some lists that begins at a token."""
        return self.phrases(section, *keys).find(tokens, self.readers, first)

    def _who(self, tokens: Sequence[Token], at: int) -> tuple[tuple[int, ...], int] | None:
        """Read somebody: names joined by commas and an "and", or a word such as "she"."""
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
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        known = ", ".join(sorted(p.stem for p in path.parent.glob("*.toml")))
        raise LanguageError(
            f"there are no words for the language '{name}'; there are those of {known}. "
            "A language is one file: languages/en.toml says how to write another"
        ) from None
    except OSError as error:
        raise LanguageError(f"{path.name}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LanguageError(f"{path.name}: this is not TOML: {error}") from None
