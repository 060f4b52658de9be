"""Lists of people in a file: a table with titles, or one name a line.

The one rule: what is read is only text; who is meant is found out afterwards. What cannot be read
for certain is refused, with its line, and never made into people.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hobnob.errors import UsageError

_WHO = ("slug", "email", "name")
"""The columns that say who is meant, the surest first."""
_NAMED_BY = ("first", "middle", "last")
_ALSO = {
    "full name": "name", "display name": "name", "person": "name",
    "first name": "first", "given name": "first", "firstname": "first", "forename": "first",
    "middle name": "middle", "additional name": "middle",
    "last name": "last", "family name": "last", "lastname": "last", "surname": "last",
    "e-mail": "email", "mail": "email", "emails": "email", "e-mail address": "email",
    "email address": "email", "e-mail 1 - value": "email", "primary email": "email",
    "organization": "org", "organisation": "org", "company": "org",
    "organization name": "org", "organization 1 - name": "org",
    "job title": "job", "position": "job", "organization title": "job",
    "organization 1 - title": "job",
}  # fmt: skip
"""What else the columns are called, in the exports of address books above all."""
_SEPARATORS = ";\t,"


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """Somebody in a list.

    Attributes:
        names: what may say who it is, the surest first.
        name: what they are called, or "".
        email: their address, or "".
        org: where they work, or "".
        title: what they do there, or "".
        line: of the file, at which they begin; 0 when they come from none.
    """

    names: tuple[str, ...]
    name: str = ""
    email: str = ""
    org: str = ""
    title: str = ""
    line: int = 0

    @property
    def where(self) -> str:
        """The line as the beginning of a message, or ""."""
        return f"line {self.line}: " if self.line else ""


def load_names(path: str) -> list[Listed]:
    """Read a file of names; `-` is stdin.

    Raises:
        UsageError: it cannot be read.
    """
    import sys

    shown = "what came on stdin" if path == "-" else path
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{shown} is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise UsageError(f"{shown} cannot be read: {error.strerror}") from None
    except ValueError:
        raise UsageError(f"{path!a} is no name of a file") from None
    return list(parse_names(text))


def parse_names(text: str) -> Iterator[Listed]:
    """Yield the people of a list.

    A table has a line of titles with `name`, `email` or `slug` in it, or what the exports of
    address books call them, in any case, and commas, semicolons or tabs between its columns.
    Anything else is one name a line; of a line that begins with `#` nothing is read.

    Raises:
        UsageError: it is a table that cannot be read for certain.
    """
    lines = io.StringIO(text, newline="").readlines()
    start = next((at for at, line in enumerate(lines) if _says_something(line)), len(lines))
    if start == len(lines):
        return
    mark, first = _split(lines[start])
    titles = _titles(first)
    if {*titles} & {*_WHO, *_NAMED_BY}:
        yield from _of_table(lines[start + 1 :], start + 1, mark, titles)
    elif len(first) > 1:
        shown = ", ".join(cell.strip() for cell in first)
        raise UsageError(
            f"line {start + 1}: the titles '{shown}' name none of the columns that say who is "
            "meant: name, first name and last name, email, slug. A list without titles has one "
            "name a line"
        )
    else:
        for at, line in enumerate(lines, 1):
            if _says_something(line):
                name = line.strip().strip('"').strip()
                yield Listed(names=(name,), name=name, line=at)


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _split(line: str) -> tuple[str, Sequence[str]]:
    """Return what stands between the cells of a line of titles, and the cells."""
    split = ((mark, next(csv.reader([line], delimiter=mark), [])) for mark in _SEPARATORS)
    return max(split, key=lambda found: len(found[1]))


def _titles(cells: Sequence[str]) -> list[str]:
    titles = [" ".join(cell.lower().split()) for cell in cells]
    titles = [_ALSO.get(title, title) for title in titles]
    # Beside a job title, a title is `Mr` or `Dr`.
    form = "form of address" if "job" in titles else "title"
    return ["title" if t == "job" else form if t == "title" else t for t in titles]


def _of_table(
    lines: Sequence[str], above: int, mark: str, titles: Sequence[str]
) -> Iterator[Listed]:
    rows = csv.reader(lines, delimiter=mark, strict=True)
    while True:
        line = above + rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise UsageError(f"line {line}: {_say(error)}") from None
        if row and not row[0].startswith("#") and (one := _listed(titles, row, line)):
            yield one


def _say(error: csv.Error) -> str:
    """Say what the reader of tables did not understand."""
    said = str(error)
    if "limit" in said:
        return f"a cell is longer than {csv.field_size_limit():,} characters; is a quote left open?"
    if "end of data" in said:
        return 'a quote (") is opened here and never closed'
    return 'a quoted cell goes on behind its quote; a quote within one is written twice: ""'


def _listed(titles: Sequence[str], row: Sequence[str], line: int) -> Listed | None:
    said: dict[str, str] = {}
    for title, cell in zip(titles, row, strict=False):
        # Of two columns of one title the first that says something counts.
        said[title] = said.get(title) or " ".join(cell.split())
    joined = " ".join(filter(None, (said.get(part) for part in _NAMED_BY)))
    said["name"] = said.get("name") or joined
    names = tuple(said[title] for title in _WHO if said.get(title))
    if not names:
        return None
    return Listed(
        names=names, name=said["name"], email=said.get("email", ""), org=said.get("org", ""),
        title=said.get("title", ""), line=line,
    )  # fmt: skip
