"""Front matter as it stands in the file: scalars, lists and mappings, each with its place.

The one rule: a scalar is the text that was written. What it means (a date, a flag, a name) is
decided by the declaration of its key, never by YAML.
"""

from __future__ import annotations

from typing import Any, NamedTuple

MAX_NODES = 20_000
MAX_DEPTH = 20


class FrontMatterError(ValueError):
    """Front matter that is not YAML, or more than a note can need.

    Attributes:
        line: of the file, from 1.
        column: from 1.
    """

    def __init__(self, message: str, line: int, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class Scalar(NamedTuple):
    """Some text. `quoted` tells `"~"` from `~`; line and column count from 1 in the file."""

    text: str
    line: int
    column: int
    quoted: bool = False

    @property
    def empty(self) -> bool:
        """Whether a person reading it would take it for nothing."""
        return not self.quoted and self.text in ("", "~", "null")


class Sequence(NamedTuple):
    """A list, in block or in flow style."""

    items: tuple[Node, ...]
    line: int
    column: int


class Mapping(NamedTuple):
    """A mapping; a key that stands twice is here twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int


Node = Scalar | Sequence | Mapping


def plain_value(node: Node) -> Any:
    """Return a node as text, lists and mappings of text; nothing is None."""
    if isinstance(node, Scalar):
        return None if node.empty else node.text
    if isinstance(node, Sequence):
        return [plain_value(item) for item in node.items]
    return {key.text: plain_value(value) for key, value in node.entries}
