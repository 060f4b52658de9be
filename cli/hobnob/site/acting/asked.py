"""What a page asks for: a JSON object of short texts.

The one rule: nothing but a text of bounded length reaches a deed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hobnob.errors import BadValueError

_LONGEST = 20_000
"""Characters of a text: a line that is logged, at most."""
LONGEST_LINE = 4_000
"""Characters of what is read as a line: a page asks for it while you type."""
_MOST = 50
"""Texts in a list."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request of a page."""

    values: Mapping[str, Any]

    def text(self, key: str, *, least: int = 1) -> str:
        """Return a text.

        Raises:
            BadValueError: it is none, too short or too long.
        """
        value = self.values.get(key, "")
        if not isinstance(value, str) or not least <= len(value.strip()) <= _LONGEST:
            raise BadValueError(f"'{key}' is not a text of {least} to {_LONGEST:,} characters")
        return value.strip()

    def line(self, *, least: int = 1) -> str:
        """Return the text that is read as a line is.

        Raises:
            BadValueError: it is none, too short or too long.
        """
        line = self.text("text", least=least)
        if len(line) > LONGEST_LINE:
            raise BadValueError(
                f"this is too long to be read at once: at most {LONGEST_LINE:,} characters. "
                "Write the beginning here, and the rest into the note"
            )
        return line

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; none is a list of nothing.

        Raises:
            BadValueError: it is no list of texts, or too long.
        """
        values = self.values.get(key, [])
        if not isinstance(values, list) or len(values) > _MOST:
            raise BadValueError(f"'{key}' is not a list of texts")
        if not all(isinstance(value, str) and len(value) <= _LONGEST for value in values):
            raise BadValueError(f"'{key}' is not a list of texts")
        return tuple(values)


def parse_asked(data: bytes) -> Asked:
    """Read the body of a request.

    Raises:
        BadValueError: it is no JSON object.
    """
    try:
        values = json.loads(data)
        # Half of a character, which no file can hold.
        json.dumps(values, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise BadValueError("the request is no JSON object of Unicode text")
    return Asked(values=values)
