"""The languages of letters, from the files of phrases.

The one rule: no phrase of a letter is in code; a language is one file. For a letter in a language
without a file, no remark depends on its words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any

_LEAST = 0.2
"""The smallest share of everyday words by which a language is recognized."""
_GAPS = {"*": r"(?:[\w'-]+\s+){0,4}", "~": r"(?:[\w'-]+\s+)?"}
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_CLAUSE = re.compile(r"[,;:()—–]|\s-\s")
_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|\n[ \t]*\n")


# "Dear Grace," on a line of its own.
_GREETING = re.compile(r"\s*[^\n]{1,60}[,:][ \t]*\n")


def simple(text: str) -> str:
    """Normalize a text for comparison: lower case, one kind of apostrophe, single spaces."""
    return " ".join(text.replace("’", "'").lower().split())


@dataclass(frozen=True, eq=False)
class LetterLanguage:
    """A language and the data of its file."""

    code: str
    data: Mapping[str, Any]

    @cached_property
    def _common(self) -> frozenset[str]:
        return frozenset(self.data["common"])

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The words for each thing that can be asked for."""
        found: Mapping[str, str] = self.data["words"]
        return found

    def share(self, words: list[str]) -> float:
        """Return the share of everyday words of this language among some words, from 0 to 1."""
        return sum(word in self._common for word in words) / len(words) if words else 0.0

    @cache  # noqa: B019 - there are few languages, and they are kept for the run
    def _any_of(self, *keys: str) -> re.Pattern[str]:
        """Return the pattern of the phrases of a list, by its keys in the file."""
        phrases: Any = self.data
        for key in keys:
            phrases = phrases[key]
        return _any_of(phrases)

    @cached_property
    def _openings(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?:{_any_of(self.data['news']['openings']).pattern})\s+", re.IGNORECASE
        )

    def as_clause(self, line: str) -> str:
        """Return a line of news as a clause of a sentence: without "Heard that" before it.

        The first word loses its capital if it had one only as the beginning of the line.
        """
        opening = self._openings.match(line.replace("’", "'"))
        line = line[opening.end() :] if opening else line
        first = line.partition(" ")[0]
        is_small = first.istitle() and first.lower() in self.data["news"]["small"]
        return first.lower() + line[len(first) :] if is_small else line

    def says(self, name: str, text: str) -> bool:
        """Say whether a text has a phrase of a group: `reason`, `next_step`."""
        return bool(self._any_of("phrases", name).search(simple(text)))

    def asks_in(self, sentence: str) -> Iterator[tuple[str, str]]:
        """Yield what a sentence asks for directly, and the words that ask.

        "I am not asking for a job, and there is no CV attached" asks for nothing, because each
        clause has a negation before the words.
        """
        for clause in self._clauses(simple(sentence)):
            for what in self.data["asks"]:
                for found in self._any_of("asks", what).finditer(clause):
                    before = self._any_of("not_negations").sub(" ", clause[: found.end()])
                    denied = self._any_of("denials").match(clause[found.end() :].lstrip())
                    if not denied and not self._any_of("negations").search(before):
                        yield what, found[0]

    def _clauses(self, sentence: str) -> list[str]:
        parts = _CLAUSE.split(self._any_of("breaks").sub(",", sentence))
        return [part.strip() for part in parts if part.strip()]

    def ends_in_abbreviation(self, text: str) -> bool:
        """Say whether a text ends in an abbreviation with a full stop."""
        last = text.rstrip().removesuffix(".").rpartition(" ")[2].lower().lstrip("(\"'“‘")
        return text.rstrip().endswith(".") and last in self.data["abbreviations"]


@lru_cache(maxsize=1)
def languages() -> tuple[LetterLanguage, ...]:
    """Return all languages that have a file."""
    folder = files("hobnob.letters.phrases")
    found = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return tuple(
        LetterLanguage(
            name.removesuffix(".toml"), tomllib.loads((folder / name).read_text("utf-8"))
        )
        for name in found
    )


def language_of(text: str) -> LetterLanguage | None:
    """Return the language of a letter, None if it has no file."""
    words = _WORD.findall(simple(text))
    best = max(languages(), key=lambda language: language.share(words))
    return best if best.share(words) >= _LEAST else None


def sentences(text: str, language: LetterLanguage | None = None) -> list[tuple[int, str]]:
    """Return the sentences of a text, each with its first line (from 0)."""
    found: list[tuple[int, str]] = []
    greeting = _GREETING.match(text)
    begun = greeting.end() if greeting else 0
    if greeting:
        found.append((text.count("\n", 0, len(text) - len(text.lstrip())), greeting[0].strip()))
    for end in (*_END.finditer(text, begun), None):
        until = end.start() if end else len(text)
        piece = text[begun:until]
        whole = end is None or "\n\n" in end[0].replace(" ", "")
        if not whole and language is not None and language.ends_in_abbreviation(piece):
            continue
        if sentence := piece.strip():
            at = begun + len(piece) - len(piece.lstrip())
            found.append((text.count("\n", 0, at), " ".join(sentence.split())))
        begun = end.end() if end else until
    return found


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_pattern(phrase)})" for phrase in phrases))


def _pattern(phrase: str) -> str:
    """Return the pattern of a phrase: words between blanks, `(a|b)`, `(a )?`, `*` for a gap."""
    # A gap includes the blank behind it.
    parts = [
        _GAPS.get(word) or re.sub(r"[.+^$\[\]{}\\]", r"\\\g<0>", word) + " "
        for word in simple(phrase).split(" ")
    ]
    return rf"(?<!\w){''.join(parts).removesuffix(' ')}(?!\w)"
