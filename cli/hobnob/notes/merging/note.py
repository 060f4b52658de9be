"""Merging a note: the front matter by its keys, the body by its lines.

The one rule: nothing that either version wrote is lost. A note whose front matter cannot be read is
merged as plain text; a file that is no text is not merged at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from hobnob.notes.edit_head import RefusalError
from hobnob.notes.frontmatter import read_yaml, split_note
from hobnob.notes.merging.keys import Contradiction, merge_keys
from hobnob.notes.merging.lines import Lines, common_lines, lines_of, markers, merge_lines
from hobnob.notes.nodes import FrontMatterError

_BOM = "\ufeff"


@dataclass(frozen=True, kw_only=True)
class Merged:
    """The merge of two versions of a note.

    Attributes:
        data: the merged note.
        contradictions: the keys that both versions changed in different ways.
        marked: whether the text has conflict markers, or its keys cannot be read any more.
    """

    data: bytes
    contradictions: tuple[Contradiction, ...] = ()
    marked: bool = False

    @property
    def clean(self) -> bool:
        """Whether nothing is left to decide."""
        return not self.contradictions and not self.marked


@dataclass(frozen=True, kw_only=True)
class _Version:
    """A version of a note: its text with LF, its line end, and whether it has a byte-order mark."""

    text: str
    newline: str
    bom: str


def merge_versions(base: bytes, ours: bytes, theirs: bytes, *, size: int = 7) -> Merged | None:
    """Merge two versions of a note; None if one is no text and nothing can be done.

    Bytes that are not UTF-8 stay as they are.

    Args:
        base: the version that both were made from; empty if each made the note anew.
        ours: our version.
        theirs: their version.
        size: the length of a conflict marker.
    """
    for same, other, chosen in ((ours, theirs, ours), (base, theirs, ours), (base, ours, theirs)):
        if same == other:
            return Merged(data=chosen)
    if any(b"\0" in data for data in (base, ours, theirs)):
        return None
    old, mine, other_one = (_version(data) for data in (base, ours, theirs))
    merged = _Text(size)
    text = merged.note(old.text, mine.text, other_one.text)
    # A version that has no text has no line ends, so it decides nothing.
    known = old if base else mine
    newline = _changed(known.newline, mine.newline, other_one.newline)
    if newline == "\r\n":
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    text = _changed(known.bom, mine.bom, other_one.bom) + text
    return Merged(
        data=text.encode("utf-8", "surrogateescape"),
        contradictions=tuple(merged.contradictions), marked=merged.marked,
    )  # fmt: skip


def _version(data: bytes) -> _Version:
    text = data.decode("utf-8", "surrogateescape")
    bom = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    ends = text.count("\n")
    if ends and text.count("\r\n") == ends:
        return _Version(text=text.replace("\r\n", "\n"), newline="\r\n", bom=bom)
    return _Version(text=text, newline="\n", bom=bom)


def _changed(base: Any, ours: Any, theirs: Any) -> Any:
    """Return what one side changed; ours if both did."""
    return theirs if ours == base else ours


class _Text:
    """The merge of three texts with LF as line ends."""

    def __init__(self, size: int) -> None:
        self._clash = markers(size)
        self.contradictions: list[Contradiction] = []
        self.marked = False

    def note(self, base: str, ours: str, theirs: str) -> str:
        """Merge three notes."""
        try:
            versions = [_split(text) for text in (base, ours, theirs)]
            heads = [head for head, _, _ in versions]
            for head in heads:
                # This refuses endless nesting, so that YAML is safe to compose.
                read_yaml(head)
            head, found = merge_keys(*heads)
        except (FrontMatterError, RefusalError, yaml.YAMLError, RecursionError):
            text = self._lines(base, ours, theirs)
            self.marked |= not _is_readable(text) and all(map(_is_readable, (base, ours, theirs)))
            return text
        self.contradictions = found
        body = self._lines(*(body for _, _, body in versions))
        fences = next((fences for _, fences, _ in versions[1:] if fences), None)
        return body if fences is None else fences[0] + head + fences[1] + body

    def _lines(self, base: str, ours: str, theirs: str) -> str:
        """Merge three texts by lines."""

        def clash(mine: Lines, other: Lines) -> Lines:
            self.marked = True
            return self._clash(mine, other)

        old, mine, other_one = (lines_of(text) for text in (base, ours, theirs))
        lines = merge_lines(old or common_lines(mine, other_one), mine, other_one, clash)
        ends = [text.endswith("\n") or not text for text in (base, ours, theirs)]
        end = "\n" if lines and (self.marked or _changed(*ends)) else ""
        return "\n".join(lines) + end


def _is_readable(text: str) -> bool:
    try:
        read_yaml(_split(text)[0])
    except FrontMatterError:
        return False
    return True


def _split(text: str) -> tuple[str, tuple[str, str] | None, str]:
    """Return the front matter, the lines around it if there is any, and the body."""
    split = split_note(text)
    if split.head is None:
        return "", None, split.body
    start = text.index("\n") + 1
    end = start + len(split.head)
    close = text[end : len(text) - len(split.body)]
    return split.head, (text[:start], close if close.endswith("\n") else f"{close}\n"), split.body
