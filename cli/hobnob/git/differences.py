"""What changed between two versions of a note, in the words of the format.

The one rule: values are compared as they are read, so another order, quoting or line end is no
change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from typing import Any

from hobnob.model import Note

TEXT = "text"
"""The key of the text below the front matter."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What changed of one key of a note.

    Attributes:
        key: the key; `text` for the text below the front matter.
        added: the values, or the lines of the text, that are new.
        removed: those that are gone.
    """

    key: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def differences(before: Note | None, after: Note | None) -> tuple[Difference, ...]:
    """Return what changed, key by key in the order of the note; None is a note that is gone."""
    return tuple(_differences(before, after))


def _differences(before: Note | None, after: Note | None) -> Iterator[Difference]:
    old, new = _values(before), _values(after)
    for key in dict.fromkeys((*new, *old)):
        removed, added = _apart(old.get(key, ()), new.get(key, ()))
        if added or removed:
            yield Difference(key=key, added=added, removed=removed)
    removed, added = _lines_apart(_lines(before), _lines(after))
    if added or removed:
        yield Difference(key=TEXT, added=added, removed=removed)


def _values(note: Note | None) -> dict[str, tuple[str, ...]]:
    """Return the values of each key as texts."""
    if note is None:
        return {}
    values = {**note.values, **note.extra}
    # The order of the file; a key that is derived has no place in it.
    order = sorted(values, key=lambda key: note.places.get(key, (1_000_000, 0)))
    return {key: _spelled(values[key]) for key in order}


def _spelled(value: Any) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(_spell(item) for item in value)
    if isinstance(value, Mapping) and not {"org", "title"} & {*value}:
        return tuple(f"{key}: {_spell(item)}" for key, item in value.items())
    return (_spell(value),)


def _spell(value: Any) -> str:
    """Return one value in words; a role as `Director at Ogilvy, since 2024-03`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, Mapping):
        return str(value)
    rest = {key: item for key, item in value.items() if key not in ("org", "title")}
    role = " at ".join(str(value[key]) for key in ("title", "org") if value.get(key))
    parts = [role, *(f"{key} {_spell(item)}" for key, item in rest.items())]
    return ", ".join(filter(None, parts))


def _apart(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (
        tuple(value for value in old if value not in new),
        tuple(value for value in new if value not in old),
    )


def _lines(note: Note | None) -> list[str]:
    return [line.rstrip() for line in note.body.strip().splitlines()] if note else []


def _lines_apart(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lines = list(unified_diff(old, new, n=0, lineterm=""))[2:]
    return (
        tuple(line[1:] for line in lines if line[0] == "-" and line[1:].strip()),
        tuple(line[1:] for line in lines if line[0] == "+" and line[1:].strip()),
    )
