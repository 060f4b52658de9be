"""Finding the mistakes in the file of a language, before they misread a line.

The one rule: the English file is the model. A list that English does not have is a mistake, and so
is a list of another shape. A missing list is no mistake: hobnob does not understand its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hobnob.capture.days.meanings import UNITS
from hobnob.capture.words.phrases import is_class
from hobnob.names import nearest

CLASSES = ("WHO",)
DATE_CLASSES = (
    "NUMBER",
    "UNIT",
    "SPAN",
    "QUARTER",
    "WEEKDAY",
    "MONTH",
    "DAY",
    "ORDINAL",
    "YEAR",
    "FEAST",
)
"""The names of classes of words in phrases."""

_WITHOUT_CLASSES = frozenset({"words", "places", "plans", "people"})
"""Sections that are read without classes of words."""
_FREE = frozenset({
    "dates.numbers", "dates.days", "dates.feasts", "dates.times", "dates.units", "dates.hours",
})  # fmt: skip
"""Tables whose keys are words of the language, or are checked one by one."""
_SEVERAL = {"months": 12, "weekdays": 7}
_FORMS: Mapping[str, tuple[str, str]] = {
    "dates.feasts": (r"(0[1-9]|1[0-2])-\d\d", "a month and a day, such as 12-25"),
    "dates.times": (r"([01]\d|2[0-3]):[0-5]\d", "a time, such as 12:00"),
}


def proofread(sections: Mapping[str, Any], english: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with the words of a language, each with its remedy."""
    return list(_compare(sections, english, ""))


def _compare(here: Mapping[str, Any], there: Mapping[str, Any], path: str) -> Iterator[str]:
    for key, value in here.items():
        name = f"{path}{key}"
        if key not in there and path.rstrip(".") not in _FREE:
            near = nearest(key, there)
            better = (
                f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(there)}"
            )
            yield f"there is no list '{name}'; {better}"
        elif name in _FREE:
            yield from _table(name, value, there[key])
        elif isinstance(there.get(key), Mapping):
            if isinstance(value, Mapping):
                yield from _compare(value, there[key], f"{name}.")
            else:
                yield f"{name}: this must be a table: write [{name}], and lists below it"
        elif isinstance(there.get(key), str):
            # A list is read as well, only slower.
            if isinstance(value, list):
                yield from _phrases(name, value)
            elif not isinstance(value, str):
                yield f"{name}: this must be one text of words with blanks between them"
        elif key in _SEVERAL and path == "dates.":
            yield from _several(name, value, _SEVERAL[key])
        else:
            yield from _phrases(name, value)


def _table(name: str, value: Any, english: Mapping[str, Any]) -> Iterator[str]:
    """Check a table of words and what they mean, or of meanings and their words."""
    if not isinstance(value, Mapping):
        yield f"{name}: this must be a table: write [{name}]"
        return
    for key, meaning in value.items():
        if name in ("dates.units", "dates.hours"):
            known = UNITS if name == "dates.units" else tuple(english)
            if key not in known:
                yield f"there is no list '{name}.{key}'; there are {', '.join(known)}"
            yield from _phrases(f"{name}.{key}", meaning)
        elif name in _FORMS:
            form, such = _FORMS[name]
            if not isinstance(meaning, str) or not re.fullmatch(form, meaning):
                yield f"{name}: '{key}' must be {such}, in quotes; it is {meaning!r}"
        elif not isinstance(meaning, int) or isinstance(meaning, bool):
            yield f"{name}: '{key}' must be a number; it is {meaning!r}"


def _several(name: str, value: Any, count: int) -> Iterator[str]:
    """Check a list of lists of words, the full one first."""
    if not isinstance(value, list) or len(value) != count:
        yield f"{name}: there must be {count} lists, each with a name and the ways to shorten it"
        return
    for words in value:
        if not words:
            yield f"{name}: a list is empty; each begins with the full name"
        yield from _phrases(name, words)


def _phrases(name: str, value: Any) -> Iterator[str]:
    if not isinstance(value, list) or not all(isinstance(phrase, str) for phrase in value):
        yield f'{name}: this must be a list of phrases in quotes, such as ["one", "two of them"]'
        return
    section = name.partition(".")[0]
    for phrase in value:
        if not phrase.split():
            yield f"{name}: a phrase is empty; take it out"
        if section in _WITHOUT_CLASSES:
            continue
        known = DATE_CLASSES if section == "dates" else CLASSES
        for part in phrase.split():
            if is_class(part) and part not in known:
                yield f"{name}: '{phrase}': {part} stands for nothing; {', '.join(known)} would"
