"""Places in a note: the line and column of a key, an item of a list, or a link.

The one rule: if a place cannot be found, the nearest place is used. A note that was changed or
removed in the meantime is not an error.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from hobnob.cache import read_plain
from hobnob.checks.table import ADDRESS, BODY_LINE
from hobnob.model import BODY_LINK, Body, Link
from hobnob.names import is_note_name
from hobnob.notes.body import read_body
from hobnob.notes.frontmatter import read_head, split_note
from hobnob.notes.loose import quote_head
from hobnob.notes.nodes import FrontMatterError, Mapping, Node, Scalar, Sequence

_NOWHERE = (1, 1)


class Places:
    """The places of one note."""

    def __init__(self, head: Mapping, body: str, body_line: int) -> None:
        self._nodes: dict[str, Node] = {}
        for key, node in head.entries:
            # A key without a value is its own place.
            shown = key if isinstance(node, Scalar) and node.empty else node
            self._nodes.setdefault(key.text, shown)
        self._body = body
        self._body_line = body_line

    def of(self, at: tuple[str | int, ...]) -> tuple[int, int]:
        """Return the line and the column of a place; see `Finding`."""
        if not at:
            return _NOWHERE
        if at[0] == BODY_LINK:
            return self._link(self._body_of.links, at[1])
        if at[0] == ADDRESS:
            return self._link(self._body_of.addresses, at[1])
        if at[0] == BODY_LINE:
            return self._body_line + int(at[1]), 1
        node = self._nodes.get(str(at[0]))
        if node is None:
            return _NOWHERE
        for step in at[1:]:
            inner = _step(node, step)
            if inner is None:
                break
            node = inner
        return node.line, node.column

    @cached_property
    def _body_of(self) -> Body:
        return read_body(self._body)

    def _link(self, links: tuple[Link, ...], number: str | int) -> tuple[int, int]:
        if not isinstance(number, int) or number >= len(links):
            return self._body_line, 1
        link = links[number]
        return self._body_line + link.line, link.column


def load_places(path: Path) -> Places:
    """Read the places of a note; a path that is no note has none."""
    try:
        # A finding may be about a picture, a link or a pipe, which are not opened.
        data = read_plain(path) if is_note_name(path.name) else b""
        split = split_note(data.decode("utf-8").removeprefix("\ufeff"))
        return Places(_read(split.head or ""), split.body, split.body_line)
    except (OSError, ValueError):
        return Places(Mapping((), 1, 1), "", 1)


def _read(head: str) -> Mapping:
    try:
        return read_head(head)
    except FrontMatterError:
        # The lines stay where they are.
        return read_head(quote_head(head, "interaction")[0])


def _step(node: Node, step: str | int) -> Node | None:
    """Go one step down: to a key of a mapping, or to an item of a list by text or number."""
    if isinstance(node, Mapping):
        if step == 0:
            return node
        return next((value for key, value in node.entries if key.text == step), None)
    if isinstance(node, Scalar):
        return None
    if isinstance(step, int):
        # The index has rows only for mappings that are not empty.
        rows = [item for item in node.items if isinstance(item, Mapping) and _says(item)]
        return rows[step] if step < len(rows) else None
    inside = (value for row in node.items if isinstance(row, Mapping) for _, value in row.entries)
    return next((item for item in (*_flat(node), *inside) if _same(item, step)), None)


def _says(node: Mapping) -> bool:
    return any(not (isinstance(value, Scalar) and value.empty) for _, value in node.entries)


def _flat(node: Sequence) -> list[Node]:
    """Return the items of a list and of its inner lists: in YAML, `[[ada]]` has an inner list."""
    found: list[Node] = []
    for item in node.items:
        if not isinstance(item, Sequence):
            found.append(item)
            continue
        inner = _flat(item)
        only = inner[0] if len(inner) == 1 else None
        if isinstance(only, Scalar):
            # A link without quotes begins at its brackets.
            found.append(only._replace(line=item.line, column=item.column))
        else:
            found += inner
    return found


def _same(node: Node, typed: str) -> bool:
    if not isinstance(node, Scalar):
        return False
    text = node.text.strip().removeprefix("mailto:")
    return text.casefold() in (typed.casefold(), typed.strip("[]").casefold())
