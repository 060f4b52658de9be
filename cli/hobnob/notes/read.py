"""A note from the bytes of its file.

The one rule: nothing that stands in a file raises. Whatever is wrong becomes a problem with its
line and with what would be right; what can be read is read all the same.
"""

from __future__ import annotations

import re
from typing import Any

from hobnob.model import Kind, Note
from hobnob.notes.body import read_body, text_lines
from hobnob.notes.copies import copied_from
from hobnob.notes.fields import read_entries, read_entry
from hobnob.notes.frontmatter import read_head, split_note
from hobnob.notes.limits import MOST_SIGNS, cut_of
from hobnob.notes.loose import lost_texts, quote_head
from hobnob.notes.naming import NAMED, date_beside, name_beside, propose_name
from hobnob.notes.nodes import FrontMatterError, Mapping, Scalar, Sequence, plain_value
from hobnob.notes.private import read_private, read_private_lines
from hobnob.notes.schema import PAGE_TEXTS, SCHEMAS, Field

MAX_BYTES = 1_000_000
"""A note longer than this (a megabyte) is no note; it is left out."""

_BOM = "\ufeff"


def read_note(kind: Kind, slug: str, path: str, data: bytes) -> Note:
    """Read a note of a kind; what is wrong with it is in its `problems`."""
    note = Note(kind=kind, slug=slug, path=path)
    if copied := copied_from(path):
        note.complain(
            "conflict-copy",
            f"a program that synchronizes files made this copy of {copied}, so it is left out; "
            f"move what you need into {copied}, then remove the copy",
            fatal=True,
        )
        note.private = True
        return note
    text = _decode(note, data)
    if text is None:
        note.private = True
        return note
    try:
        split = split_note(text)
        note.body, note.body_line = split.body, split.body_line
        _measure(note)
        if split.head is None and _CONFLICT.match(text) and _FENCE_BELOW.search(text):
            raise FrontMatterError(_IN_HEAD, 1)
        if split.head is None:
            _read_headless(note, text)
            _tell_conflict(note)
            return note
        if kind != "page" and _read_known(note, split.head):
            _miss_keys(note)
            _tell_conflict(note)
            return note
        head = _read_head(note, split.head)
    except FrontMatterError as error:
        note.complain("front-matter", str(error), line=error.line, column=error.column, fatal=True)
        # What cannot be read may say that it is private.
        note.private = True
        return note
    read_private(note, head)
    if kind != "page":
        read_entries(note, head)
        _miss_keys(note)
        _tell_conflict(note)
    else:
        _read_page(note, head)
        _tell_conflict(note)
    return note


def _measure(note: Note) -> None:
    """Complain of a text with more markup than is read."""
    cut = cut_of(note.body)
    if cut >= 0:
        note.complain(
            "long-text",
            f"this text has more than {MOST_SIGNS:,} signs of Markdown, such as list items, "
            "brackets and cells; from here on it is not read. Divide it into several notes",
            line=note.body_line + note.body.count("\n", 0, cut + 1),
            severity="warning",
        )


def _read_page(note: Note, head: Mapping) -> None:
    """Take the keys of an ordinary page as they are; only those of the theme have a type."""
    note.values = {key.text: plain_value(node) for key, node in head.entries}
    for key, node in head.entries:
        if key.text in PAGE_TEXTS and not isinstance(node, Scalar):
            what = "list" if isinstance(node, Sequence) else "mapping"
            note.complain(
                "shape",
                f"{key.text}: here stands a {what}, so the site ignores it; a text belongs here",
                line=node.line, column=node.column,
            )  # fmt: skip


def _read_head(note: Note, text: str) -> Mapping:
    """Read front matter, also where only its wikilinks and tags lack their quotes.

    Raises:
        FrontMatterError: it cannot be read.
    """
    try:
        head = read_head(text)
    except FrontMatterError as error:
        if conflict := _CONFLICT.search(text):
            at = text.count("\n", 0, conflict.start()) + 2
            raise FrontMatterError(_IN_HEAD, at) from None
        mended, lines = quote_head(text, note.kind)
        if not lines:
            raise
        try:
            head = read_head(mended)
        except FrontMatterError:
            raise error from None
        for quoted in lines:
            note.complain(
                "unquoted",
                f"other programs cannot read this front matter; write {quoted.after.strip()}",
                line=quoted.line + 2, severity="warning",
            )  # fmt: skip
        text = mended
    for lost in lost_texts(text, note.kind):
        note.complain(
            "lost-text",
            f"the text from '#' on is a comment in YAML, so it is lost; write "
            f"{lost.better.strip()}",
            line=lost.line + 2, column=lost.column,
        )  # fmt: skip
    return head


_CONFLICT = re.compile(r"^<{7}(?: |\r?$)", re.M)
_MARKS = tuple(re.compile(rf"^{mark}{{7}}(?: |\r?$)", re.M) for mark in "<=>")
_FENCE_BELOW = re.compile(r"^---[ \t]*\r?$", re.M)
_IN_HEAD = (
    "git left a conflict here; keep one of the two sides, and remove the lines that begin with "
    "<<<<<<<, ======= and >>>>>>>"
)


def _tell_conflict(note: Note) -> None:
    """Complain of the first conflict of git in a body; in code, it is only an example."""
    if "<<<<<<<" not in note.body and ">>>>>>>" not in note.body:
        return
    begin, middle, end = (mark.search(note.body) for mark in _MARKS)
    # One of the marks may be gone already; a line of `=` alone is a heading.
    if not (begin or end) or len([mark for mark in (begin, middle, end) if mark]) < 2:
        return
    for number, _, line in text_lines(note.body):
        if _MARKS[0].match(line) or _MARKS[2].match(line):
            note.complain(
                "conflict",
                "git left a conflict here; keep what is right of the two sides, and remove the "
                "lines that begin with <<<<<<<, ======= and >>>>>>>",
                line=note.body_line + number,
            )
            return


def _decode(note: Note, data: bytes) -> str | None:
    """Return the text of a file, or None after complaining."""
    if len(data) > MAX_BYTES:
        note.complain(
            "too-long",
            f"this file has {len(data):,} bytes; a note has at most {MAX_BYTES:,}. "
            "Keep long documents elsewhere and link to them",
            fatal=True,
        )
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        note.complain(
            "encoding",
            f"the byte 0x{data[error.start]:02x} is not UTF-8; save the note as UTF-8",
            line=line, column=column, fatal=True,
        )  # fmt: skip
        return None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        note.complain("encoding", "there is a NUL byte here; a note is text", line=line, fatal=True)
        return None
    return text.removeprefix(_BOM)


def _read_headless(note: Note, text: str) -> None:
    read_private_lines(note, text)
    if note.kind in ("letter", "page"):
        return
    has_name = False
    if not text.strip():
        message = "the file is empty"
        has_name = note.kind in NAMED
    elif "\r" in text and "\n" not in text:
        message = "the lines of this file end in CR alone; save it with LF or CRLF"
    elif text.lstrip().startswith("---"):
        message = "front matter must begin on the first line; remove what is above it"
    else:
        message = "there is no front matter"
        # A person can do without: the name is the first heading or that of the file.
        has_name = note.kind in NAMED
    if note.kind == "interaction":
        example = f"date: {date_beside(note.path) or '2026-11-22'}"
    else:
        title = read_body(text).title if has_name else ""
        example = f"name: {name_beside(note.path, title) or propose_name(note.path)}"
    note.complain(
        "front-matter",
        f"{message}; the note begins with a line '---', '{example}', and a line '---'",
        fatal=not has_name, severity="warning" if has_name else "error",
    )  # fmt: skip


_ENTRIES = re.compile(r"\n(?=[A-Za-z_])")
_LONGEST_ENTRY = 500


def _read_known(note: Note, head: str) -> bool:
    """Read front matter key by key; return False, and nothing, if it is not so simple."""
    places: dict[str, tuple[int, int]] = {}
    values: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    line = 2
    for text in _ENTRIES.split(head.replace("\r\n", "\n").removesuffix("\n")):
        # A long value is hardly ever there again, and would be kept for nothing.
        entry = read_entry(note.kind, text) if len(text) <= _LONGEST_ENTRY else None
        if entry is None or entry.key in places:
            return False
        key, is_known, value, lines = entry
        places[key] = (line, 1)
        line += lines
        if not is_known:
            extra[key] = _copied(value)
        elif value is not None:
            values[key] = _copied(value)
    note.places, note.values, note.extra = places, values, extra
    return True


def _copied(value: Any) -> Any:
    """Return a value that nobody else has."""
    if isinstance(value, list):
        return [_copied(item) for item in value]
    if isinstance(value, dict):
        return {key: _copied(part) for key, part in value.items()}
    return value


def _miss_keys(note: Note) -> None:
    """Complain of the keys that must be there."""
    for field in SCHEMAS[note.kind].fields:
        # A name is found elsewhere: see `hobnob.notes.naming`.
        if field.required and not note.values.get(field.name) and field.name != "name":
            _miss(note, field)


def _miss(note: Note, field: Field) -> None:
    """Complain of a key that must be there, and leave the note out."""
    note.usable = False
    place = note.places.get(field.name)
    beside = date_beside(note.path) if field.name == "date" else ""
    if place is None:
        note.complain(
            "missing-key",
            f"{_a(note.kind)} needs a {field.name}; add '{field.name}: "
            f"{beside or field.example or 'Grace Hopper'}'",
        )
    elif not any(p.line == place[0] for p in note.problems):
        note.complain(
            "missing-key",
            f"{_a(note.kind)} needs a {field.name}, and this one is empty",
            line=place[0], column=place[1],
        )  # fmt: skip


def _a(kind: Kind) -> str:
    return f"{'an' if kind in ('org', 'interaction') else 'a'} {kind}"
