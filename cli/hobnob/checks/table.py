"""The table of all checks, and the decorator that adds a function to it.

The one rule: each check has a code, and each code has a page.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from hobnob.index.index import Index
from hobnob.model import Severity

ADDRESS = "]("
"""The first part of a place that is a Markdown link of the body."""
BODY_LINE = "\n"
"""The first part of a place that is a line of the body; it cannot be a key."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One problem that a check found.

    Attributes:
        path: the path of the note in the index.
        message: what is wrong, and how to correct it.
        at: the place in the note: `(key,)`; `(key, text)` for an item of a list with that text;
            `(key, number, part)` for a key of a mapping in a list; `("[[", number)` for a link of
            the body; `(ADDRESS, number)` for a Markdown link of the body; `(BODY_LINE, number)`
            for a line of the body, from 0. If the place cannot be found, the nearest one is used.
        because: the path of the note whose repair is the remedy, if that is another one.
    """

    path: str
    message: str
    at: tuple[str | int, ...] = ()
    because: str = ""


Find = Callable[[Index], Iterable[Finding]]


@dataclass(frozen=True, kw_only=True)
class CheckPage:
    """The page of a code; the first line of `text` is its summary."""

    code: str
    severity: Severity
    text: str

    @property
    def title(self) -> str:
        """The summary in one sentence."""
        return self.text.split("\n", 1)[0]


@dataclass(frozen=True, kw_only=True)
class Check:
    """A check: its page and its function."""

    page: CheckPage
    find: Find


_CHECKS: dict[str, Check] = {}


def check(severity: Severity = "error") -> Callable[[Find], Find]:
    """Register a function as a check; its name with hyphens is the code."""

    def register(find: Find) -> Find:
        code = find.__name__.strip("_").replace("_", "-")
        page = CheckPage(code=code, severity=severity, text=inspect.getdoc(find) or "")
        _CHECKS[code] = Check(page=page, find=find)
        return find

    return register


def registered() -> Mapping[str, Check]:
    """Return the checks of all modules imported so far, by code."""
    return dict(sorted(_CHECKS.items()))
