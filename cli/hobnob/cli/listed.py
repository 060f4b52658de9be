"""What was shown or logged last, so that a number or `last` can be typed for it.

The one rule: a number means the list that its verb names, as it was shown last in this journal. A
list that cannot be kept or read again is empty; that costs its numbers and stops no command.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from hobnob.journal import Journal

Listed = Literal["promises", "asked", "drafts", "suggested", "last"]
"""The lists, by their files beside the index: references of promises, slugs of drafts, the people
that `suggest` showed behind the question they answer, the path of the note that was logged last."""


def remember(journal: Journal, what: Listed, items: Iterable[str]) -> None:
    """Remember a list in place of the one before."""
    from hobnob.cache import write_file

    with suppress(OSError):
        write_file(journal.cache, what, "\n".join(items))


def recall(journal: Journal, what: Listed) -> list[str]:
    """Return a list as it was remembered last."""
    from hobnob.cache import read_file

    try:
        return read_file(journal.cache, what).decode().split("\n")
    except (OSError, ValueError):
        return []


def recall_number(journal: Journal, what: Listed, number: str) -> str:
    """Return what has a number in a list, which counts from 1; "" where nothing has it."""
    items = recall(journal, what)
    return items[int(number) - 1] if 0 < int(number) <= len(items) else ""
