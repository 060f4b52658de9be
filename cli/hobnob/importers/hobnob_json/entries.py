"""A note as an entry of hobnob's JSON, and an entry as the text of a note.

The one rule: the values of an entry are what counts, and nothing of a file gets lost. Where hobnob
would write the values otherwise than they stand in the file, the entry has the file too, with a
mark of the values that it says. Whoever changes a value gets a note with the new one.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from hobnob.model import Kind
from hobnob.notes.schema import SCHEMAS
from hobnob.notes.write import render_note

FORMAT = "hobnob"
VERSION = 1

_OWN = ("type", "slug", "path", "text", "other_keys", "file")
"""The keys of an entry that are not keys of the note."""
_MARK = 32
"""Characters of a mark."""

Entry = dict[str, Any]


def make_entry(
    kind: Kind, slug: str, path: str, values: Mapping[str, Any], text: str, data: bytes | None
) -> Entry:
    """Return a note as an entry.

    Args:
        kind: of the note.
        slug: of the note.
        path: relative to the journal.
        values: the keys of its front matter.
        text: its body, as it stands in the file.
        data: the bytes of the file; None if only what is public may be shown.
    """
    entry: Entry = {"type": kind, "slug": slug, "path": path}
    entry |= {key: value for key, value in values.items() if key not in _OWN}
    if other := {key: value for key, value in values.items() if key in _OWN}:
        entry["other_keys"] = other
    entry["text"] = text
    if data is not None and data != _rendered(entry):
        entry["file"] = _file(entry, data)
    return entry


def render_entry(entry: Mapping[str, Any]) -> tuple[bytes, bool]:
    """Return the text of a note, and whether it is the file that the entry has.

    Raises:
        ValueError: it cannot be written as a note.
    """
    file = entry.get("file")
    if isinstance(file, Mapping) and file.get("of") == mark(entry):
        if isinstance(file.get("text"), str):
            return file["text"].encode(), True
        if isinstance(file.get("base64"), str):
            return b64decode(file["base64"], validate=True), True
    return render(entry), False


def render(entry: Mapping[str, Any]) -> bytes:
    """Return an entry as hobnob writes a new note.

    Raises:
        ValueError: it cannot be written as a note.
    """
    values = values_of(entry)
    kind: Kind = entry["type"]
    known = SCHEMAS[kind].by_name if kind in SCHEMAS else {}
    own = {key: value for key, value in values.items() if key in known}
    extra = {key: value for key, value in values.items() if key not in known}
    return render_note(kind, own, extra, entry.get("text", "")).encode()


def values_of(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return the front matter of an entry."""
    other = entry.get("other_keys")
    values = {key: value for key, value in entry.items() if key not in _OWN}
    return values | (dict(other) if isinstance(other, Mapping) else {})


def mark(entry: Mapping[str, Any]) -> str:
    """Return the mark of the values and the text of an entry: the begin of a SHA-256."""
    said = {key: value for key, value in entry.items() if key != "file"}
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:_MARK]


def _rendered(entry: Entry) -> bytes:
    try:
        return render(entry)
    except (ValueError, TypeError, AttributeError):
        # A note that hobnob would never write so.
        return b""


def _file(entry: Entry, data: bytes) -> dict[str, str]:
    try:
        return {"of": mark(entry), "text": data.decode("utf-8")}
    except UnicodeDecodeError:
        return {"of": mark(entry), "base64": b64encode(data).decode()}
