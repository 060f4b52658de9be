"""The words of a language: lists of phrases, in one file for each.

The one rule: what a word means stands in `languages/*.toml` and nowhere in the code, so that a
language is added by adding a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hobnob.capture.words.patterns import PhraseBook, make_book
from hobnob.errors import UsageError
from hobnob.names import fold

FOLDER = Path(__file__).parent.parent / "languages"
COMPLETE = "en"
"""The language that has every list; the others may have each, and no other."""


class LanguageError(UsageError):
    """The words of a language cannot be used."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of one language.

    Attributes:
        sections: as the file has them.
    """

    language: str
    sections: Mapping[str, Mapping[str, Any]]

    def section(self, name: str) -> Mapping[str, Any]:
        """Return the lists of a section as they stand in the file; an absent one is empty."""
        return self.sections.get(name, {})

    def words(self, section: str, key: str) -> frozenset[str]:
        """Return a list of single words, folded as tokens are."""
        return frozenset(fold(word) for word in self.section(section).get(key, ()))

    def book(self, section: str, *keys: str) -> PhraseBook:
        """Return lists of a section as phrases; without keys, all of it."""
        lists: Mapping[str, Iterable[str]] = self.section(section)
        return make_book({key: lists[key] for key in keys or lists if key in lists})


@cache
def load_lexicon(language: str = COMPLETE, folder: Path = FOLDER) -> Lexicon:
    """Read the words of a language.

    Raises:
        LanguageError: there is no such language, or its file has a mistake.
    """
    sections = _read(folder / f"{language}.toml", language)
    if language != COMPLETE:
        # Late: it has to do with those alone who speak another language.
        from hobnob.capture.words.proofreading import proofread

        mistakes = proofread(sections, _read(FOLDER / f"{COMPLETE}.toml", COMPLETE))
        if mistakes:
            raise LanguageError("\n".join(f"{language}.toml: {mistake}" for mistake in mistakes))
    return Lexicon(language, sections)


def _read(path: Path, language: str) -> Mapping[str, Mapping[str, Any]]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        known = ", ".join(sorted(p.stem for p in path.parent.glob("*.toml")))
        raise LanguageError(
            f"there are no words for the language '{language}'; there are those of {known}. "
            "A language is one file: languages/en.toml says how to write another"
        ) from None
    except OSError as error:
        raise LanguageError(f"{path.name}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LanguageError(f"{path.name}: this is not TOML: {error}") from None
