"""Replacing texts anywhere in a value: references with a new target, other spellings.

The one rule: only the characters of a replaced text change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import yaml

from hobnob.notes.edit_head import Change, FrontMatter, KeyEntry, RefusalError
from hobnob.notes.edit_rows import part_of
from hobnob.notes.edit_values import Pen
from hobnob.notes.schema import Field

Swap = Callable[[str], str | None]


def swap_texts(
    head: FrontMatter, entry: KeyEntry, field: Field | None, swap: Swap, part: str
) -> list[Change]:
    """Return the changes that replace texts in a value, or in one part of its mappings."""
    nodes = [entry.value]
    if part:
        rows = entry.value.value if isinstance(entry.value, yaml.SequenceNode) else nodes
        nodes = [
            value
            for row in rows
            if isinstance(row, yaml.MappingNode)
            for name, value in row.value
            if name.value == part
        ]
        field = part_of(field, part)
    outside = isinstance(entry.value, yaml.CollectionNode) and bool(entry.value.flow_style)
    changes = []
    for node in nodes:
        for scalar, flow in _scalars(node, outside or _in_flow(entry.value, node)):
            raw = head.raw(scalar)
            new = swap(scalar.value.strip()) if raw not in ("", "~", "null") else None
            if new is None or new == scalar.value.strip():
                continue
            if scalar.style in ("|", ">"):
                raise RefusalError(
                    f"'{scalar.value.strip()}' in '{entry.name.value}' is a text block"
                )
            written = Pen(head, field).write(new, flow=flow, like=scalar)
            changes.append(Change(scalar.start_mark.index, head.end_of(scalar), written))
    return changes


def _in_flow(node: yaml.Node, inner: yaml.Node) -> bool:
    """Return whether one of the rows around a node is in brackets."""
    rows = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return any(
        isinstance(row, yaml.MappingNode)
        and row.flow_style
        and any(inner is x for _, x in row.value)
        for row in rows
    )


def _scalars(node: yaml.Node, flow: bool) -> Iterator[tuple[yaml.ScalarNode, bool]]:
    """Yield the texts in a value, and whether each is in brackets."""
    if isinstance(node, yaml.ScalarNode):
        yield node, flow
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item, flow or bool(node.flow_style))


def swapped(value: Any, swap: Swap, part: str) -> Any:
    """Return the value that `swap_texts` should produce."""
    if part:
        if isinstance(value, list):
            return [swapped(row, swap, part) if isinstance(row, dict) else row for row in value]
        if isinstance(value, dict) and part in value:
            return {**value, part: swapped(value[part], swap, "")}
        return value
    if isinstance(value, list):
        return [swapped(item, swap, "") for item in value]
    if not isinstance(value, str):
        return value
    new = swap(value.strip())
    return value if new is None or new == value.strip() else new
