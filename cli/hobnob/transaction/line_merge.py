"""Two changes of one text, joined line by line.

The one rule: if both changed the same lines, even in the same way, there is no result. Nor is there
one if the keys are not what both changes together would give.
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from hobnob.notes.frontmatter import read_head, split_note
from hobnob.notes.nodes import FrontMatterError, plain_value


class _Edit(NamedTuple):
    """The lines from `start` up to `end` become other lines."""

    start: int
    end: int
    lines: tuple[str, ...]


def merge_texts(base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    """Return a text with the changes of two others; None if they touch the same lines.

    Args:
        base: the text from which both were made.
        ours: one of them.
        theirs: the other.
    """
    try:
        a, b, c = (data.decode("utf-8") for data in (base, ours, theirs))
        merged = _merge_lines(_lines(a), _lines(b), _lines(c))
        if merged is None or not _has_keys_of_both(a, b, c, merged):
            return None
    except (UnicodeDecodeError, FrontMatterError):
        return None
    return merged.encode()


def _lines(text: str) -> list[str]:
    *lines, last = text.split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]


def _merge_lines(base: list[str], ours: list[str], theirs: list[str]) -> str | None:
    # Lines that both add in the same place are both kept, ours first.
    mine, other = _edits(base, ours), _edits(base, theirs)
    if set(mine) & set(other):
        return None
    result: list[str] = []
    at = 0
    for edit in sorted([*mine, *other], key=lambda edit: edit[:2]):
        if edit.start < at:
            return None
        result += [*base[at : edit.start], *edit.lines]
        at = edit.end
    result += base[at:]
    # A line without its end would run into the next one.
    return "".join(result) if all(line.endswith("\n") for line in result[:-1]) else None


def _edits(base: list[str], other: list[str]) -> list[_Edit]:
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return [
        _Edit(i1, i2, tuple(other[j1:j2]))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def _has_keys_of_both(base: str, ours: str, theirs: str, merged: str) -> bool:
    """Return whether each key has the value that both changes together give it.

    Lines that do not touch can still belong together: an item that was added to a list is not an
    item any more if the line with the key goes.
    """
    a, b, c, result = (_keys(text) for text in (base, ours, theirs, merged))
    return all(
        _join(a.get(key), b.get(key), c.get(key)) == _comparable(result.get(key))
        for key in {*a, *b, *c, *result}
    )


def _join(base: Any, ours: Any, theirs: Any) -> Any:
    if ours == theirs or base == theirs:
        return _comparable(ours)
    if base == ours:
        return _comparable(theirs)
    if not all(isinstance(value, list) for value in (base, ours, theirs)):
        # This equals no value of a key.
        return object()
    before, left, right = (_comparable(value) for value in (base, ours, theirs))
    gone, new = (before - left) + (before - right), (left - before) + (right - before)
    return (before - gone) + new


def _comparable(value: Any) -> Any:
    return Counter(map(repr, value)) if isinstance(value, list) else value


def _keys(text: str) -> dict[str, Any]:
    """Return the keys of a text with their values.

    Raises:
        FrontMatterError: it cannot be read, or a key stands in it twice.
    """
    head = split_note(text.removeprefix("\ufeff")).head
    if head is None:
        return {}
    entries = read_head(head).entries
    keys = {key.text: plain_value(value) for key, value in entries}
    if len(keys) != len(entries):
        raise FrontMatterError("a key stands here twice", 1)
    return keys
