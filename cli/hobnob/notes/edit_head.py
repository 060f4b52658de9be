"""Front matter while one of its keys is being changed: where each key and value stands.

The one rule: a place is an offset into the text; what cannot be told apart from something that
must stay (a comment in a list that goes, an anchor, a tag) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import yaml

from hobnob.notes.yaml_nodes import compose_root, find_references

COLON = re.compile(r"[ \t]*:")
"""What follows on the name of a key."""
_COMMENT = re.compile(r"(?:^|(?<=[ \t\r\n]))#")
_INDENTED_COMMENT = re.compile(r"[ \t]+#")
_BLANK = " \t\r\n"


class RefusalError(ValueError):
    """A value is written in a way that cannot be changed safely; the message says which."""


class Change(NamedTuple):
    """Characters of the front matter, from `start` to before `end`, and what takes their place."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Entry:
    """A key of the front matter and where its lines stand.

    Attributes:
        start: where its first line begins.
        line: where that line ends, behind its line end.
        end: where its last line ends; comments and blank lines below belong to no key.
        below: the same, with the comments below that are indented as its value is.
    """

    name: yaml.ScalarNode
    value: yaml.Node
    start: int
    line: int
    end: int
    below: int


class Head:
    """Front matter: its text, its keys, and their places in it."""

    def __init__(self, text: str, newline: str) -> None:
        """Read front matter, whose line above ends in `newline`.

        Raises:
            RefusalError: it is no list of keys, or not in block style.
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

    def find(self, key: str) -> Entry | None:
        """Return a key, or None when it is not there.

        Raises:
            RefusalError: it stands there twice, or in a form that is best left alone.
        """
        found = [entry for entry in self.entries if entry.name.value == key]
        if not found:
            return None
        if len(found) > 1:
            raise RefusalError(f"'{key}' stands there twice; keep one of the two")
        entry = found[0]
        before = self.text[entry.start : entry.name.start_mark.index]
        if before != self.indent or not COLON.match(self.text, entry.name.end_mark.index):
            raise RefusalError(f"'{key}' does not stand on a line as '{key}: value'")
        if any(entry.start <= at < entry.end for at in self._odd):
            raise RefusalError(f"'{key}' has an anchor (&), an alias (*) or a tag (!)")
        return entry

    def line_start(self, index: int) -> int:
        """Return where the line of a place begins."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Return where the line of a place ends, behind its line end."""
        at = self.text.find("\n", index)
        return len(self.text) if at < 0 else at + 1

    def end_of(self, node: yaml.Node) -> int:
        """Return where a value ends; YAML's own mark of a block is where the next thing begins."""
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
        """Return the line end of the line above a place."""
        if at == 0:
            return self._newline
        return "\r\n" if self.text[:at].endswith("\r\n") else "\n"

    def insert_lines(self, at: int, lines: Sequence[str]) -> Change:
        """Return the change that puts lines at a place, with the line ends of the one above."""
        newline = self.newline_at(at)
        return Change(at, at, "".join(line + newline for line in lines))

    def inline(self, entry: Entry) -> bool:
        """Whether the value stands, from its begin to its end, on the line of its key."""
        node = entry.value
        if isinstance(node, yaml.ScalarNode):
            flat = node.style not in ("|", ">")
        else:
            flat = isinstance(node, yaml.CollectionNode) and bool(node.flow_style)
        return flat and "\n" not in self.text[entry.name.end_mark.index : self.end_of(node)]

    def _entry(self, name: yaml.ScalarNode, value: yaml.Node, limit: int) -> Entry:
        start = self.line_start(name.start_mark.index)
        line = self.line_end(name.end_mark.index)
        end = min(limit, max(line, self.line_end(self.end_of(value))))
        # An alias has the marks of its anchor; what is no comment down to the next key is value.
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
        return Entry(name, value, start, line, end, below)


def has_comment(head: Head, start: int, end: int, nodes: Sequence[yaml.Node]) -> bool:
    """Whether there is a comment in a piece of the front matter, outside the texts in it."""
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
