"""An answer that is found while the notes are still being looked at.

The one rule: it is given only if the notes are as the index had them when it was found.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Early(Generic[Answer]):
    """A question and its answer, once that is found.

    Attributes:
        answers: the answer alone; nothing before it is found, and after it was dropped.
    """

    def __init__(self, find: Callable[[sqlite3.Connection], Answer]) -> None:
        self._find = find
        self.answers: tuple[Answer, ...] = ()

    def find(self, db: sqlite3.Connection) -> None:
        """Find the answer in the index as it is; without one, the question is asked again later."""
        # A question may fail for a note that has changed since, so it fails only when asked again.
        with contextlib.suppress(Exception):
            self.answers = (self._find(db),)

    def drop(self) -> None:
        """Forget the answer: a note has changed."""
        self.answers = ()
