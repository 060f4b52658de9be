"""What the cells of a column are, where its title does not say: e-mail addresses, numbers, links.

The one rule: only what nearly all cells show is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from hobnob.importers.columns.days import read_day
from hobnob.name_forms import split_titles

_EMAIL = re.compile(r"(?:mailto:)?[^@\s<>\",;]+@[^@\s<>\",;]+\.[^@\s<>\".,;]{2,}", re.I)
_URL = re.compile(r"(?:https?://|www\.)\S+\.\S+|(?:[\w-]+\.)+[a-z]{2,}/\S+", re.I)
_PHONE = re.compile(
    r"(?:\+|00|\(?0)[\d\s().\-/\u00a0\u2010-\u2013]{6,}"
    r"|(?:(?:1[-. ])?\(?\d{3}\)?[-. ]{1,2})?\d{3}[-. ]\d{4}"
)
_ENOUGH = 0.8
_LOOKED_AT = 200


def kind_of(cells: Iterable[str]) -> str:
    """Return which key the cells of a column fit: `emails`, `links`, `phones`, `day`, or ""."""
    seen = list(islice(filter(None, cells), _LOOKED_AT))
    if not seen:
        return ""
    for key, fits in (
        ("emails", _EMAIL.fullmatch), ("links", _URL.fullmatch), ("phones", _PHONE.fullmatch),
        ("day", _is_day),
    ):  # fmt: skip
        if sum(fits(cell) is not None for cell in seen) >= _ENOUGH * len(seen):
            return key
    return ""


def are_forms_of_address(cells: Iterable[str]) -> bool:
    """Return whether the cells are `Mr` or `Dr.`, not titles of a job."""
    seen = list(islice(filter(None, cells), _LOOKED_AT))
    forms = sum(bool(split_titles(f"{cell} Nobody").prefix == cell) for cell in seen)
    return bool(seen) and forms >= _ENOUGH * len(seen)


def _is_day(cell: str) -> bool | None:
    day = read_day(cell, "", "2000-01-01")
    return True if len(day.iso) > 4 or day.could_be else None
