"""Lists of people in a file: a table with a header, or one name a line.

The one rule: this module only reads text; other modules find out which people are meant. Unclear
text is refused, with its line, and never becomes people.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hobnob.errors import UsageError
from hobnob.name_forms import split_titles
from hobnob.names import WIKILINK, link_target

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
        prefix: what stands before the name, such as "Dr.", or "".
        suffix: what stands behind it, such as "PMP", or "".
        line: the line of the file where the entry begins; 0 if it is not from a file.
    """

    names: tuple[str, ...]
    name: str = ""
    email: str = ""
    org: str = ""
    title: str = ""
    prefix: str = ""
    suffix: str = ""
    line: int = 0

    @property
    def where(self) -> str:
        """The line as the beginning of a message, or ""."""
        return f"line {self.line}: " if self.line else ""


def without_titles(listed: Listed) -> Listed:
    """Return a person whose name has no titles and degrees; the whole name still finds them."""
    prefix, name, suffix = split_titles(listed.name)
    if name == listed.name or not name:
        return listed
    return replace(listed, names=(*listed.names, name), name=name, prefix=prefix, suffix=suffix)


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
        if what := _other_format([data[:1000].decode("latin-1")]):
            raise UsageError(f"{shown} looks like {what}, not like a list of names") from None
        raise UsageError(f"{shown} is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise UsageError(f"{shown} cannot be read: {error.strerror}") from None
    except ValueError:
        raise UsageError(f"{path!a} is not a file name") from None


def parse_names(text: str) -> Iterator[Listed]:
    """Yield the people of a list.

    A table has a header with `name`, `email` or `slug`, or with the names that exports of address
    books use for them. Commas, semicolons or tabs separate its columns. Any other text has one
    name a line, also as a list of Markdown. Lines that begin with `#` are skipped.

    Raises:
        UsageError: it is an unclear table.
    """
    lines = io.StringIO(text, newline="").readlines()
    start = next((at for at, line in enumerate(lines) if _says_something(line)), len(lines))
    if start == len(lines):
        return
    if what := _other_format(lines[start:]):
        raise UsageError(f"line {start + 1}: this looks like {what}, not like a list of names")
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
                name = _ITEM.sub("", line.strip()).strip('"').strip()
                if link := WIKILINK.fullmatch(name):
                    yield Listed(names=(name,), name=link[2] or link_target(name), line=at)
                    continue
                _refuse_no_name(name, at)
                is_address = "@" in name and " " not in name
                email = name if is_address else ""
                yield Listed(names=(name,), name=name, email=email, line=at)


_FORMATS = (
    (re.compile(r"BEGIN:VCARD", re.I), "a vCard"),
    (re.compile(r"BEGIN:VCALENDAR", re.I), "a calendar"),
    (re.compile(r"%PDF-|PK\x03\x04|\{\\rtf|\xd0\xcf\x11\xe0"), "a document"),
    (re.compile(r"\{|\[\s*(?:$|[\[{\"\]])"), "JSON"),
    (re.compile(r"<[!?/\w]"), "HTML or XML"),
    (re.compile(r"---\s*$"), "a note with front matter"),
    (re.compile(r"(?:From|To|Subject|Date|Received|MIME-Version):\s", re.I), "an e-mail"),
    (re.compile(r"From \S+@\S+"), "a mailbox"),
)  # fmt: skip
"""The beginnings of files of other formats."""
_NO_NAME = re.compile(r"[:;=<>{}\[\]|\\]|https?//|\s[-–—]\s|[.!?…][\s]+\S+.*[.!?…]$")
_ITEM = re.compile(r"(?:[-*+•]|\d{1,4}[.)])\s+(?:\[.\]\s+)?")
"""The sign of an item of a list, with the box of a task."""
_MOST_WORDS = 8
_LONGEST = 80


def _other_format(lines: Sequence[str]) -> str:
    """Return what a text is by its beginning, "" if it may be a list."""
    first = lines[0].lstrip("\ufeff").strip()
    if first.strip(",") == "Notes:":
        # The first lines of the file tell that some addresses are missing.
        titles = (line for line in lines[1:20] if line.startswith("First Name,"))
        header = next(titles, "").strip()
        hint = f" (delete the lines above the header '{header}', and it is one)" if header else ""
        return f"an export of LinkedIn with its preamble{hint}"
    return next((what for begin, what in _FORMATS if begin.match(first)), "")


def _refuse_no_name(name: str, line: int) -> None:
    """Refuse a line that is no name, because the whole text is no list then.

    Raises:
        UsageError: the line is no name.
    """
    is_sentence = name.endswith((".", "!", "?")) and len(name.split()) > 4
    is_long = len(name.split()) > _MOST_WORDS or len(name) > _LONGEST
    is_number = any(c.isdigit() for c in name) and not any(c.isalpha() for c in name)
    if _NO_NAME.search(name) or is_sentence or is_long or is_number:
        shown = name if len(name) <= 40 else f"{name[:39]}…"
        raise UsageError(
            f"line {line}: '{shown}' does not look like a name; write one name a line, or a table "
            "with a header such as name,email"
        )


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
