"""Lists of people in a file: a table with a header, or one name a line.

The one rule: this module only reads text; other modules find out which people are meant. Unclear
text is refused, with its line, and never becomes people.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hobnob.errors import UsageError

_WHO = ("slug", "email", "name")
"""The columns that identify a person, the most certain first."""
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
"""Other names of the columns, mostly from exports of address books."""
_SEPARATORS = ";\t,"


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A person in a list.

    Attributes:
        names: the values that may identify the person, the most certain first.
        name: the name, or "".
        email: the e-mail address, or "".
        org: the organization, or "".
        title: the job title, or "".
        line: the line of the file where the entry begins; 0 if it is not from a file.
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
    return list(parse_names(read_text(path)))


def read_text(path: str) -> str:
    """Return the text of a file; `-` is stdin.

    Raises:
        UsageError: it cannot be read.
    """
    import sys

    shown = "the text on stdin" if path == "-" else path
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{shown} is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise UsageError(f"{shown} cannot be read: {error.strerror}") from None
    except ValueError:
        raise UsageError(f"{path!a} is not a file name") from None


def parse_names(text: str) -> Iterator[Listed]:
    """Yield the people of a list.

    A table has a header with `name`, `email` or `slug`, or with the names that exports of address
    books use for them. Commas, semicolons or tabs separate its columns. Any other text has one
    name a line. Lines that begin with `#` are skipped.

    Raises:
        UsageError: it is an unclear table.
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
            f"line {start + 1}: the header '{shown}' has none of the columns that identify a "
            "person: name, first name and last name, email, slug. A list without a header has "
            "one name a line"
        )
    else:
        for at, line in enumerate(lines, 1):
            if _says_something(line):
                name = line.strip().strip('"').strip()
                yield Listed(names=(name,), name=name, line=at)


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _split(line: str) -> tuple[str, Sequence[str]]:
    """Return the separator of a header, and its cells."""
    split = ((mark, next(csv.reader([line], delimiter=mark), [])) for mark in _SEPARATORS)
    return max(split, key=lambda found: len(found[1]))


def _titles(cells: Sequence[str]) -> list[str]:
    titles = [" ".join(cell.lower().split()) for cell in cells]
    titles = [_ALSO.get(title, title) for title in titles]
    # If there is a job title too, the column `title` has `Mr` or `Dr`.
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
            raise UsageError(f"line {line}: {_explain(error)}") from None
        if row and not row[0].startswith("#") and (listed := _listed(titles, row, line)):
            yield listed


def _explain(error: csv.Error) -> str:
    """Return an error of the CSV reader in words for the user."""
    text = str(error)
    if "limit" in text:
        return f"a cell is longer than {csv.field_size_limit():,} characters; is a quote left open?"
    if "end of data" in text:
        return 'a quote (") is opened here and never closed'
    return 'there is text after a closing quote; write a quote inside a cell twice: ""'


def _listed(titles: Sequence[str], row: Sequence[str], line: int) -> Listed | None:
    cells: dict[str, str] = {}
    for title, cell in zip(titles, row, strict=False):
        # If two columns have the same title, the first one that is not empty counts.
        cells[title] = cells.get(title) or " ".join(cell.split())
    joined = " ".join(filter(None, (cells.get(part) for part in _NAMED_BY)))
    cells["name"] = cells.get("name") or joined
    names = tuple(cells[title] for title in _WHO if cells.get(title))
    if not names:
        return None
    return Listed(
        names=names, name=cells["name"], email=cells.get("email", ""), org=cells.get("org", ""),
        title=cells.get("title", ""), line=line,
    )  # fmt: skip
