"""The table of all checks, and the decorator that puts a function into it.

The one rule: a check is known by its code, and a code has a page.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from hobnob.index.index import Index
from hobnob.model import Severity

BODY_LINE = "\n"
"""Where a place is a line of the body; no key can be called that."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is not right, as a check tells it.

    Attributes:
        path: of the note, as the index has it.
        at: where in it: `(key,)`; `(key, text)` for an item of a list, by what was typed;
            `(key, number, part)` for a key of a mapping in a list; `("[[", number)` for a link of
            the body; `(BODY_LINE, number)` for a line of it, from 0. What cannot be found leads to
            the nearest that can.
    """

    path: str
    message: str
    at: tuple[str | int, ...] = ()


Find = Callable[[Index], Iterable[Finding]]


@dataclass(frozen=True, kw_only=True)
class Page:
    """What there is to know of a code: the first line of `text` says it in a sentence."""

    code: str
    severity: Severity
    text: str

    @property
    def title(self) -> str:
        """What it is, in a sentence."""
        return self.text.split("\n", 1)[0]


@dataclass(frozen=True, kw_only=True)
class Check:
    """A check: its page, and the function that looks."""

    page: Page
    find: Find


_CHECKS: dict[str, Check] = {}


def check(severity: Severity = "error") -> Callable[[Find], Find]:
    """Make a function a check; its name, with hyphens, is the code."""

    def register(find: Find) -> Find:
        code = find.__name__.strip("_").replace("_", "-")
        page = Page(code=code, severity=severity, text=inspect.getdoc(find) or "")
        _CHECKS[code] = Check(page=page, find=find)
        return find

    return register


def registered() -> Mapping[str, Check]:
    """Return the checks of all modules that were imported so far, by code."""
    return dict(sorted(_CHECKS.items()))
