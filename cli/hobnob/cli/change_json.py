"""What `--json` says of a write beside its answer: `change`, or `dry_run`.

The one rule: an answer that is a list says it in each of its items, each with its own files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hobnob.transaction import Change


def with_change(value: Any, change: Change | None, *, dry: bool) -> Any:
    """Return a JSON document with what was written.

    Args:
        value: the document.
        change: the change that was made, if any.
        dry: nothing was written, because of --dry-run.
    """
    if isinstance(value, Iterator):
        return iter(with_change(list(value), change, dry=dry))
    several = isinstance(value, list | tuple)
    items = list(value) if several else [value]
    if not items or not all(isinstance(item, Mapping) for item in items):
        return value
    # A line of a batch that could not be used is no part of the change.
    failed = [item for item in items if several and {"line", "code"} <= item.keys()]
    items = [item for item in items if item not in failed]
    if dry:
        items = [{**item, "dry_run": True} for item in items]
    elif change is not None and items:
        from hobnob.transaction import render_diff

        shares = _shares(items, change.paths) if several else [change.paths]
        files = {change.journal.relative(file.path): file for file in change.files}
        items = [
            {**item, "change": {"id": change.id, "paths": paths, "diff": render_diff(
                change.journal, [files[path] for path in paths])}}
            for item, paths in zip(items, shares, strict=True)
        ]  # fmt: skip
    return [*items, *failed] if several else items[0]


def _shares(items: Sequence[Mapping[str, Any]], paths: Sequence[str]) -> list[list[str]]:
    """Return for each item the files that changed for it; no file is left out."""
    shares: list[list[str]] = [[] for _ in items]
    owners: dict[Any, list[int]] = {}
    persons: dict[Any, int] = {}
    for at, item in enumerate(items):
        for key in {item.get("path"), _note(item)} - {None}:
            owners.setdefault(key, []).append(at)
        for person in item.get("people", ()):
            persons.setdefault(person, at)
    for path in paths:
        stem = PurePosixPath(path).stem
        for at in sorted({*owners.get(path, ()), *owners.get(stem, ())}) or [persons.get(stem, 0)]:
            shares[at].append(path)
    return shares


def _note(item: Mapping[str, Any]) -> Any:
    """Return the slug of the note that an item without a path stands in."""
    return None if "path" in item else item.get("note")
