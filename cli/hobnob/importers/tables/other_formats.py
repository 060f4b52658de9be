"""Files that are no tables, although somebody may take them for one: workbooks, cards, pages.

The one rule: the message says what the file is, and what to do instead.
"""

from __future__ import annotations

import re

from hobnob.errors import UsageError

_SAVE = (
    "hobnob reads tables as CSV: open it, choose 'Save as' or 'Download', and then 'CSV UTF-8' or "
    "'Comma-separated values (.csv)'"
)
_ZIP = b"PK\x03\x04"
_BOOKS = ((b"xl/", "an Excel workbook"), (b"[Content_Types].xml", "an Excel workbook"),
          (b"opendocument.spreadsheet", "a LibreOffice sheet"), (b"Index/", "a Numbers sheet"),
          (b"docProps/", "an Excel workbook"))  # fmt: skip
_OTHERS = (
    (re.compile(rb"BEGIN:VCARD", re.I), "a vCard; give it without --from table"),
    (re.compile(rb"BEGIN:VCALENDAR", re.I), "a calendar, not a table"),
    (re.compile(rb"%PDF-"), "a PDF; a table is wanted"),
    (re.compile(rb"\{\\rtf"), "a text document; a table is wanted"),
    (re.compile(rb"\{|\[\s*(?:\Z|[\[{\"\]])"), "JSON, not a table"),
    (re.compile(rb"<[!?/\w]"), "a page (HTML or XML), not a table"),
    (re.compile(rb"---\s*\n"), "a note with front matter, not a table"),
    (re.compile(rb"From \S+@\S+"), "a mailbox, not a table"),
    (re.compile(rb"SQLite format 3"), "a database, not a table"),
)  # fmt: skip


def workbook(start: bytes) -> str:
    """Return which kind of workbook a file is by its first bytes, or ""."""
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return "an old Excel workbook"
    if start.startswith(_ZIP):
        return next((what for mark, what in _BOOKS if mark in start), "")
    return ""


def refuse_other_format(start: bytes, name: str) -> None:
    """Refuse a file that is no table.

    Args:
        start: its first bytes.
        name: its name, for the message.

    Raises:
        UsageError: it is no table; the message says what to do.
    """
    if book := workbook(start):
        raise UsageError(f"{name} is {book}. {_SAVE}")
    if start.startswith(_ZIP):
        raise UsageError(f"{name} is a zip archive, not a table; unpack it first")
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if what := next((what for begin, what in _OTHERS if begin.match(bare)), ""):
        raise UsageError(f"{name} is {what}")
    if is_binary(start):
        raise UsageError(f"{name} is no text. {_SAVE}")


def is_binary(start: bytes) -> bool:
    """Return whether bytes are no text of any character set: they have many control signs."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or not start:
        return False
    control = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in start if byte)
    return control > len(start) / 50
