"""Ordinary pages and other files of the user's: what of them a site can hold.

The one rule: no file stops a build. A file that cannot be shown is left out, and a key of front
matter that cannot be used is ignored; each time there is a sentence that says so.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hobnob.index.disk import NO_NAME
from hobnob.notes.read import read_note
from hobnob.notes.schema import PAGE_TEXTS

_DEEPEST = 20
"""How deep a value of front matter may be nested."""


def shown_path(path: str) -> str:
    """Return a path as it can be printed: bytes and control characters are written out."""
    return NO_NAME.sub(lambda m: ascii(m[0])[1:-1], path)


def why_left_out(path: str, file: Path | None) -> str:
    """Return why a file cannot be on the site, with the remedy; "" if it can.

    Args:
        path: the source, relative to the notes.
        file: the file, if it is a page that will be read.
    """
    if NO_NAME.search(path):
        return "this name is not printable Unicode, so it is left out of the site; rename it"
    if file is None:
        return ""
    try:
        data = file.read_bytes()
    except OSError as error:
        return f"it cannot be read ({error.strerror}), so it is left out of the site"
    note = read_note("page", "", path, data)
    for problem in note.problems:
        if problem.code != "front-matter" and not note.usable:
            return f"line {problem.line}: {problem.message}. The page is left out of the site"
    return ""


def sound_meta(path: str, text: str, meta: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return the front matter of a page as a theme can use it, and a sentence for each lost key.

    MkDocs reads YAML 1.1, where `title: 2026` is a number and `title: 12:30` is 750. A text is read
    here as it was typed.

    Args:
        path: the source, relative to the notes.
        text: the file.
        meta: the front matter as MkDocs read it.
    """
    note = read_note("page", "", path, text.encode("utf-8", "replace"))
    typed = note.values if note.usable else {}
    kept: dict[str, Any] = {}
    lost = []
    for key, value in meta.items():
        if key in PAGE_TEXTS:
            said = typed.get(key, value)
            match said:
                # YAML reads `title: [[ada]]` as a list in a list.
                case [[str(target)]]:
                    said = f"[[{target}]]"
            if isinstance(said, str) and said:
                kept[key] = said
            elif said not in (None, ""):
                lost.append(f"{key}: this is no text, so it is ignored; write one line of text")
            continue
        try:
            kept[str(key)] = _plain(value)
        except ValueError:
            lost.append(f"{key}: this value cannot be used on a page, so it is ignored")
    return kept, lost


def _plain(value: Any, depth: int = 0) -> Any:
    """Return a value as JSON knows it.

    Raises:
        ValueError: it is nested too deeply; it may contain itself.
    """
    if depth > _DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, Mapping):
        return {str(key): _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise ValueError(f"a {type(value).__name__}")
