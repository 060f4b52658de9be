"""Times of day: `15:30`, `3pm`, `noon`.

The one rule: a number is a time only with its minutes or with a word that says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from hobnob.capture.words.tokens import Token
from hobnob.errors import UsageError
from hobnob.names import fold

_CLOCK = re.compile(r"(\d{1,2})(?::(\d\d))?([^\W\d_]*)\Z")


class TimeWords:
    """The times that a language can say; `section` is its `[dates]`."""

    def __init__(self, section: Mapping[str, Any]) -> None:
        self.section = section

    def find(self, tokens: Sequence[Token], first: int) -> tuple[str, int] | None:
        """Return a time of day that stands at a token, and the token behind it.

        Raises:
            UsageError: it looks like one, and is none.
        """
        if first >= len(tokens) or tokens[first].kind != "word":
            return None
        token = tokens[first]
        if named := self._named.get(token.key):
            return named, first + 1
        match = _CLOCK.match(token.key)
        if match is None:
            return None
        after, mark = first + 1, match[3]
        if not mark and after < len(tokens) and tokens[after].key in self.hours:
            mark, after = tokens[after].key, after + 1
        if mark not in self.hours and (mark or not match[2]):
            return None
        return _read(token.text, int(match[1]), int(match[2] or 0), self.hours.get(mark, "")), after

    def is_plain(self, tokens: Sequence[Token], at: int) -> bool:
        """Say whether a token can be nothing but a time: `3pm`, but not `2:1`."""
        match = _CLOCK.match(tokens[at].key)
        return match is not None and match[3] in self.hours and int(match[1]) < 24

    @cached_property
    def hours(self) -> Mapping[str, str]:
        """What stands behind an hour: `am`, `pm`, or `clock` for nothing of the kind."""
        hours = self.section.get("hours", {})
        return {fold(word): key for key, words in hours.items() for word in words}

    @cached_property
    def _named(self) -> Mapping[str, str]:
        return {fold(word): time for word, time in self.section.get("times", {}).items()}


def _read(typed: str, hour: int, minute: int, half: str) -> str:
    halved = half in ("am", "pm")
    if hour > 23 or minute > 59 or (halved and not 1 <= hour <= 12):
        raise UsageError(f"'{typed}' is no time of day; a time is written 15:30 or 3pm")
    if halved:
        hour = hour % 12 + 12 * (half == "pm")
    return f"{hour:02}:{minute:02}"
