"""Where a note of another journal belongs in this one.

The one rule: the path is inside the notes, in the folder of its kind, and a name of it means the
same on every system.
"""

from __future__ import annotations

import os
from typing import Any
from unicodedata import normalize

from hobnob.inbox_paths import is_inbox
from hobnob.index.disk import NO_NAME
from hobnob.journal import is_device, is_left_out, kind_of
from hobnob.model import Kind
from hobnob.names import NOTE_SUFFIX, is_note_name

_LONGEST_NAME = 255
"""Bytes of a name of a file, on most systems."""
_LONGEST_PATH = 1000
_NO_SIGNS = frozenset('\\:*?"<>|' if os.name == "nt" else "\\")
"""Signs that no name of a file has: on Windows many, elsewhere one that Windows would split at."""


def path_in_notes(path: Any, folder: str, kind: Kind) -> str:
    """Return the path of a note, relative to the notes.

    Args:
        path: relative to the journal that it comes from.
        folder: that of the notes there.
        kind: of the note.

    Raises:
        ValueError: no note can be there.
    """
    if not isinstance(path, str) or not path:
        raise ValueError("it has no path")
    shown = ascii(path[:_LONGEST_NAME]) if NO_NAME.search(path) else f"'{path[:_LONGEST_NAME]}'"
    inside = normalize("NFC", path.removeprefix(f"{folder.strip('/')}/" if folder else ""))
    parts = inside.split("/")
    if (
        len(inside) > _LONGEST_PATH
        or NO_NAME.search(inside)
        or any(not _is_name(part) for part in parts)
        or any(NOTE_SUFFIX.search(part) for part in parts[:-1])
    ):
        raise ValueError(f"path: {shown} is no path inside the notes")
    if is_inbox(inside):
        raise ValueError(f"path: {shown} is the inbox, and holds no notes")
    if any(is_left_out("/".join(parts[: at + 1]), ()) for at in range(len(parts) - 1)):
        raise ValueError(f"path: {shown} is in a folder that holds no notes")
    if not is_note_name(parts[-1]):
        raise ValueError(f"path: {shown} is no Markdown file")
    if kind_of(inside) != kind:
        raise ValueError(f"path: {shown} is not in the folder of its type, {kind}")
    return inside


def _is_name(name: str) -> bool:
    """Say whether a file or a folder can have a name, on every system."""
    try:
        size = len(name.encode())
    except UnicodeEncodeError:
        return False
    return (
        0 < size <= _LONGEST_NAME
        and name[0] != "."
        and name not in (".", "..")
        and (os.name != "nt" or name[-1] not in ". ")
        and not _NO_SIGNS & set(name)
        and not is_device(name)
    )
