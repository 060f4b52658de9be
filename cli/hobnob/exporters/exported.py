"""What an export came to, whatever its format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hobnob.answers import TextOrNone, hidden

Progress = Callable[[int, int], None]
"""Is told how many of how many notes are done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Exported:
    """What an export came to.

    Attributes:
        format: its name.
        file: the path that was written.
        entries: what stands in it, as values.
        data: the content of the file.
        what: one of the entries, in a word, and several.
    """

    format: str
    file: TextOrNone = ""
    entries: tuple[Any, ...]
    data: bytes = hidden()
    what: tuple[str, str] = hidden()
