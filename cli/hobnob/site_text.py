"""The text of a journal's `mkdocs.yml`, read so that no file can do harm by being read.

The one rule: a link out of the journal is not followed, and what would grow without end is refused
before anything is made of it. Each refusal names the file, and the line if there is one.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from hobnob.cache import is_link, read_plain
from hobnob.errors import SettingsError

LARGEST = 1_000_000
"""Bytes of a `mkdocs.yml`; a long one has some thousands."""
MOST_NODES = 20_000
"""Values of a `mkdocs.yml`, with each alias counted as what it stands for."""
DEEPEST = 50


def read_site_text(path: Path) -> bytes:
    """Return the content of a `mkdocs.yml` whose YAML can be read.

    Raises:
        SettingsError: see `read_plain_text`; or its aliases or brackets grow without end.
    """
    data = read_plain_text(path)
    refuse_growth(data, path)
    return data


def read_plain_text(path: Path) -> bytes:
    """Return the content of a `mkdocs.yml`.

    Raises:
        SettingsError: it cannot be read, is too large, or leads out of its folder.
    """
    inside = path
    if is_link(path):
        inside = Path(os.path.realpath(path))
        if not inside.is_relative_to(os.path.realpath(path.parent)):
            raise SettingsError(
                f"{path}: this is a link out of the journal, which hobnob does not follow; "
                "put the file itself here"
            )
    try:
        data = read_plain(inside)
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from None
    if len(data) > LARGEST:
        raise SettingsError(f"{path}: this file is larger than {LARGEST // 1_000_000} MB; split it")
    return data


def refuse_growth(data: bytes, path: Path) -> None:
    """Refuse a YAML text with too many values, its aliases counted as what they stand for.

    Raises:
        SettingsError: it has too many or too deep ones, or is not YAML.
    """
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    sizes: dict[str, int] = {}
    # For each open list or mapping: its anchor, and the count when it began.
    open_: list[tuple[str | None, int]] = []
    count = 0
    try:
        for event in yaml.parse(data, loader):
            anchor = getattr(event, "anchor", None)
            if isinstance(event, yaml.AliasEvent):
                # An alias within its own anchor has no size yet, and no end.
                count += sizes.get(anchor or "", MOST_NODES + 1)
            elif isinstance(event, yaml.ScalarEvent):
                count += 1
                sizes[anchor or ""] = 1
            elif isinstance(event, yaml.CollectionStartEvent):
                count += 1
                open_.append((anchor, count))
                sizes.pop(anchor or "", None)
            elif isinstance(event, yaml.CollectionEndEvent):
                name, before = open_.pop()
                sizes[name or ""] = count - before + 1
            if count > MOST_NODES or len(open_) > DEEPEST:
                mark = event.start_mark
                line = mark.line + 1 if mark else 1
                raise SettingsError(
                    f"{path}:{line}: the settings are too long, nested too deeply, or their "
                    "anchors expand without end; write the values out"
                )
    except (yaml.YAMLError, ValueError) as error:
        raise not_yaml(path, error) from None


def not_yaml(path: Path, error: Exception) -> SettingsError:
    """Return what to raise for an error of YAML: with its line, if it has one."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    where = f"{path}:{mark.line + 1}" if mark else f"{path}"
    said = ": ".join(filter(None, (getattr(error, "context", ""), getattr(error, "problem", ""))))
    return SettingsError(f"{where}: this is not YAML: {said or error}")


def line_of(data: bytes, key: str) -> int:
    """Return the line of a key at the margin; 1 if it is written in another way."""
    found = re.search(rb"^[\"']?" + re.escape(key.encode()) + rb"[\"']?[ \t]*:", data, re.MULTILINE)
    return data.count(b"\n", 0, found.start()) + 1 if found else 1
