"""Front matter while a key changes: the position of each key and value.

The one rule: a position is an offset in the text. A form that cannot be separated from text that
must stay (a comment in a removed list, an anchor, a tag) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import yaml

from hobnob.notes.yaml_nodes import compose_root, find_references

COLON = re.compile(r"[ \t]*:")
"""The text after the name of a key."""
_COMMENT = re.compile(r"(?:^|(?<=[ \t\r\n]))#")
_INDENTED_COMMENT = re.compile(r"[ \t]+#")
_BLANK = " \t\r\n"


class RefusalError(ValueError):
    """A value whose form does not allow a safe change; the message says which."""


class Change(NamedTuple):
    """Characters of the front matter, from `start` up to `end`, and their replacement."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class KeyEntry:
    """A key of the front matter, and the positions of its lines.

    Attributes:
        start: the start of its first line.
        line: the end of that line, after its line end.
        end: the end of its last line; comments and blank lines below belong to no key.
        below: the same, but including comments below that are indented like its value.
    """

    name: yaml.ScalarNode
    value: yaml.Node
    start: int
    line: int
    end: int
    below: int


class FrontMatter:
    """Front matter: its text, its keys, and their positions."""

    def __init__(self, text: str, newline: str) -> None:
        """Read front matter; the line above it ends in `newline`.

        Raises:
            RefusalError: it is not a mapping of keys, or not in block style.
            yaml.YAMLError: it is not YAML.
        """
        self.text = text
        self._newline = newline
        root = compose_root(text)
        if root is not None and (not isinstance(root, yaml.MappingNode) or root.flow_style):
            raise RefusalError("its front matter is not written as one 'key: value' a line")
        pairs = root.value if root is not None else []
        self._odd = find_references(text)
        self.indent = ""
        if pairs:
            first = pairs[0][0].start_mark.index
            self.indent = text[self.line_start(first) : first]
            if self.indent.strip(" "):
                raise RefusalError("its first key does not stand at the beginning of its line")
        limits = [*(self.line_start(k.start_mark.index) for k, _ in pairs[1:]), len(text)]
        self.entries = [self._entry(k, v, e) for (k, v), e in zip(pairs, limits, strict=False)]

    def find(self, key: str) -> KeyEntry | None:
        """Return a key; None if it is not there.

        Raises:
            RefusalError: it is there twice, or in a form that must not be changed.
        """
        found = [entry for entry in self.entries if entry.name.value == key]
        if not found:
            return None
        if len(found) > 1:
            raise RefusalError(f"'{key}' is there twice; keep one of the two")
        entry = found[0]
        before = self.text[entry.start : entry.name.start_mark.index]
        if before != self.indent or not COLON.match(self.text, entry.name.end_mark.index):
            raise RefusalError(f"'{key}' does not stand on a line as '{key}: value'")
        if any(entry.start <= at < entry.end for at in self._odd):
            raise RefusalError(f"'{key}' has an anchor (&), an alias (*) or a tag (!)")
        return entry

    def line_start(self, index: int) -> int:
        """Return the start of the line at a position."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Return the end of the line at a position, after its line end."""
        at = self.text.find("\n", index)
        return len(self.text) if at < 0 else at + 1

    def end_of(self, node: yaml.Node) -> int:
        """Return the end of a value; YAML's own mark of a block is the start of the next thing."""
        if isinstance(node, yaml.ScalarNode):
            end = int(node.end_mark.index)
            if node.style in ("|", ">"):
                return len(self.text[:end].rstrip(_BLANK))
            return end
        if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
            return int(node.end_mark.index)
        last = node.value[-1]
        return self.end_of(last[1] if isinstance(node, yaml.MappingNode) else last)

    def raw(self, node: yaml.Node) -> str:
        """Return a value as it is written."""
        return self.text[node.start_mark.index : self.end_of(node)]

    def newline_at(self, at: int) -> str:
        """Return the line end of the line above a position."""
        if at == 0:
            return self._newline
        return "\r\n" if self.text[:at].endswith("\r\n") else "\n"

    def insert_lines(self, at: int, lines: Sequence[str]) -> Change:
        """Return the change that inserts lines at a position, with the previous line's line end."""
        newline = self.newline_at(at)
        return Change(at, at, "".join(line + newline for line in lines))

    def inline(self, entry: KeyEntry) -> bool:
        """Return whether the whole value is on the line of its key."""
        node = entry.value
        if isinstance(node, yaml.ScalarNode):
            flat = node.style not in ("|", ">")
        else:
            flat = isinstance(node, yaml.CollectionNode) and bool(node.flow_style)
        return flat and "\n" not in self.text[entry.name.end_mark.index : self.end_of(node)]

    def _entry(self, name: yaml.ScalarNode, value: yaml.Node, limit: int) -> KeyEntry:
        start = self.line_start(name.start_mark.index)
        line = self.line_end(name.end_mark.index)
        end = min(limit, max(line, self.line_end(self.end_of(value))))
        # An alias has the marks of its anchor; text before the next key that is no comment is
        # value.
        below = end
        at = end
        while at < limit:
            after = self.line_end(at)
            text = self.text[at:after]
            if text.strip(_BLANK) and not text.lstrip(_BLANK).startswith("#"):
                end = below = after
            elif _INDENTED_COMMENT.match(text.removeprefix(self.indent)):
                below = after
            at = after
        return KeyEntry(name, value, start, line, end, below)


def find_comments(head: FrontMatter) -> Iterator[tuple[str, str]]:
    """Yield each comment of the front matter, with the lines that it belongs to.

    These are all lines of a key, or the line of the comment if it is between keys.
    """
    for at in comment_starts(head):
        line = slice(head.line_start(at), head.line_end(at))
        comment = head.text[at : line.stop].rstrip(_BLANK)
        inside = (slice(e.start, e.end) for e in head.entries if e.start <= at < e.end)
        yield comment, head.text[next(inside, line)]


def comment_starts(head: FrontMatter) -> list[int]:
    """Return where the comments of the front matter begin."""
    text = head.text
    for entry in head.entries:
        for scalar in (entry.name, *_all_scalars(entry.value)):
            at, to = scalar.start_mark.index, head.end_of(scalar)
            text = text[:at] + "x" * (to - at) + text[to:]
    # Later signs on the line are part of the comment.
    return [
        at
        for at in (match.start() for match in _COMMENT.finditer(text))
        if not _COMMENT.search(text[head.line_start(at) : at])
    ]


def front_matter_of(text: str) -> FrontMatter:
    """Read front matter whose lines end in LF.

    Raises:
        RefusalError: it cannot be read, or has an unusual form.
    """
    try:
        return FrontMatter(text, "\n")
    except (yaml.YAMLError, RecursionError) as error:
        raise RefusalError(str(error)) from None


def has_comment(head: FrontMatter, start: int, end: int, nodes: Sequence[yaml.Node]) -> bool:
    """Return whether a part of the front matter has a comment, outside its texts."""
    text = head.text[start:end]
    for node in nodes:
        for scalar in _all_scalars(node):
            at, to = scalar.start_mark.index - start, head.end_of(scalar) - start
            if at >= 0:
                text = text[:at] + "x" * (to - at) + text[to:]
    return bool(_COMMENT.search(text))


def _all_scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _all_scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _all_scalars(key)
            yield from _all_scalars(value)
