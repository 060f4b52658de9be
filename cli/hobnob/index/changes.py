"""What bringing the index up to date tells, while it is at it and afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Progress = Callable[[int, int], None]
"""Told how many files were read, and how many there are to read."""


@dataclass
class Changes:
    """What a sync did.

    Attributes:
        read: how many files were opened.
        notes: ids of the notes that are new or different.
        removed: ids of the notes that are gone.
        led: ids of the notes that are the same, but lead elsewhere or are no longer left out.
    """

    read: int = 0
    notes: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    led: set[int] = field(default_factory=set)

    @property
    def any(self) -> bool:
        """Whether anything in the index is different."""
        return bool(self.notes or self.removed)
