"""Lists of people in a file: a table with titles, or one name a line.

The one rule: what is read is only text; who is meant is found out afterwards.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hobnob.errors import UsageError

_TITLES = ("slug", "email", "name")
"""The columns that say who is meant, the surest first."""
_ALSO = {"e-mail": "email", "mail": "email", "full name": "name", "person": "name"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """Somebody in a list.

    Attributes:
        names: what may say who it is, the surest first.
        name: what they are called, or "".
        email: their address, or "".
    """

    names: tuple[str, ...]
    name: str = ""
    email: str = ""


def load_names(path: str) -> list[Listed]:
    """Read a file of names.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    return list(parse_names(text))


def parse_names(text: str) -> Iterator[Listed]:
    """Yield the people of a list.

    A table has a line of titles with `name`, `email` or `slug` in it, in any case, and commas,
    semicolons or tabs between its columns. Anything else is one name a line; of a line that
    begins with `#` nothing is read.
    """
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not lines:
        return
    mark = next((mark for mark in ";\t," if mark in lines[0]), ",")
    titles = [_title(cell) for cell in next(csv.reader([lines[0]], delimiter=mark))]
    if not {*titles} & {*_TITLES}:
        for line in lines:
            name = line.strip().strip('"')
            yield Listed(names=(name,), name=name)
        return
    for row in csv.reader(lines[1:], delimiter=mark):
        said = {title: cell.strip() for title, cell in zip(titles, row, strict=False)}
        names = tuple(said[title] for title in _TITLES if said.get(title))
        if names:
            yield Listed(names=names, name=said.get("name", ""), email=said.get("email", ""))


def _title(cell: str) -> str:
    title = cell.strip().lower()
    return _ALSO.get(title, title)
