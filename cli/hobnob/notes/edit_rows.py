"""Changing keys with mappings: `roles`, `stages` and `expect`.

The one rule: unchanged rows and pairs keep their text. A change that would delete a comment is
refused.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import yaml

from hobnob.notes.edit_head import COLON, Change, FrontMatter, KeyEntry, RefusalError
from hobnob.notes.edit_values import Pen, flow_change, lead_of, refuse_comment
from hobnob.notes.schema import Field
from hobnob.notes.write import render_scalar

# ---------------------------------------------------------------- a mapping of texts


def set_pairs(
    head: FrontMatter, entry: KeyEntry, field: Field | None, pairs: Mapping[str, str]
) -> list[Change]:
    """Return the changes that set a mapping of texts; unchanged pairs keep their place."""
    node, key = entry.value, entry.name.value
    pen = Pen(head, field)
    if isinstance(node, yaml.ScalarNode) and not head.raw(node):
        return [head.insert_lines(entry.line, pair_lines(pen, pairs, head.indent + "  "))]
    if not isinstance(node, yaml.MappingNode) or not node.value:
        raise RefusalError(f"'{key}' is not written as a mapping, as in '{key}: {{reached: 35%}}'")
    names = [k.value for k, _ in node.value]
    if len(set(map(str, names))) < len(names):
        raise RefusalError(f"a name is in '{key}' twice; keep one of the two")
    if not all(isinstance(n, yaml.ScalarNode) for pair in node.value for n in pair):
        raise RefusalError(f"'{key}' holds more than texts")
    if node.flow_style:
        return [_set_flow_pairs(pen, node, key, pairs)]
    return _set_block_pairs(pen, node, key, pairs)


def _set_flow_pairs(pen: Pen, node: yaml.MappingNode, key: str, pairs: Mapping[str, str]) -> Change:
    head = pen.head
    plan: list[tuple[int | None, str]] = []
    for number, (name, value) in enumerate(node.value):
        if name.value in pairs:
            new = _value(pen, value, pairs[name.value], flow=True)
            before = head.text[name.start_mark.index : value.start_mark.index]
            plan.append((number, before + new))
    known = {name.value for name, _ in node.value}
    for name, text in pairs.items():
        if name not in known:
            pair = f"{render_scalar(name, flow=True)}: {pen.write(text, flow=True)}"
            plan.append((None, pair))
    places = [(k.start_mark.index, head.end_of(value)) for k, value in node.value]
    return flow_change(head, node, key, places, plan)


def _set_block_pairs(
    pen: Pen, node: yaml.MappingNode, key: str, pairs: Mapping[str, str]
) -> list[Change]:
    head = pen.head
    changes = []
    end = head.line_end(head.end_of(node))
    for name, value in node.value:
        start = name.start_mark.index
        indent = head.text[head.line_start(start) : start]
        if indent.strip(" ") or not indent or head.raw(value).startswith(("|", ">")):
            raise RefusalError(f"'{key}' is not written as one 'name: value' a line")
        if name.value not in pairs:
            lines = head.line_start(start), head.line_end(head.end_of(value))
            changes.append(Change(*lines, ""))
        elif pairs[name.value] != value.value:
            new = _value(pen, value, pairs[name.value], flow=False)
            changes.append(Change(value.start_mark.index, head.end_of(value), new))
    known = {name.value for name, _ in node.value}
    added = {name: text for name, text in pairs.items() if name not in known}
    if added:
        changes.append(head.insert_lines(end, pair_lines(pen, added, indent)))
    return changes


def _value(pen: Pen, node: yaml.ScalarNode, text: str, *, flow: bool) -> str:
    if node.value == text:
        return pen.head.raw(node)
    new = pen.write(text, flow=flow, like=node)
    return new if pen.head.raw(node) else f" {new}"


def pair_lines(pen: Pen, pairs: Mapping[str, str], indent: str) -> list[str]:
    """Return a mapping of texts, one pair a line."""
    return [
        f"{indent}{render_scalar(name, flow=False)}: {pen.write(text, flow=False)}"
        for name, text in pairs.items()
    ]


# ---------------------------------------------------------------- a list of mappings


def part_of(field: Field | None, name: str) -> Field | None:
    """Return the declaration of a part of a key such as `roles`."""
    return next((p for p in (field.parts if field else ()) if p.name == name), None)


def row_lines(
    head: FrontMatter, field: Field | None, row: Mapping[str, str], lead: str
) -> list[str]:
    """Return a mapping of texts as an item of a block list; `lead` is its dash and the blanks."""
    inner = " " * len(lead)
    lines = [
        f"{inner}{render_scalar(name, flow=False)}: "
        f"{Pen(head, part_of(field, name)).write(text, flow=False)}"
        for name, text in row.items()
    ]
    return [lead + lines[0][len(lead) :], *lines[1:]] if lines else []


def set_rows(
    head: FrontMatter, entry: KeyEntry, field: Field | None, rows: Sequence[Mapping[str, str]]
) -> list[Change]:
    """Return the changes that write a whole list of mappings anew."""
    node, key = entry.value, entry.name.value
    lead = f"{head.indent}  - "
    changes = []
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        raise RefusalError(f"'{key}' is a text of several lines")
    block = isinstance(node, yaml.CollectionNode) and not node.flow_style
    if block:
        if isinstance(node, yaml.SequenceNode):
            lead = lead_of(head, node.value[0], key)
        refuse_comment(head, entry.line, entry.end, node, key)
        changes.append(Change(entry.line, entry.end, ""))
        at = entry.line
    else:
        start, end = entry.name.end_mark.index, head.end_of(node)
        start = COLON.match(head.text, start).end()  # type: ignore[union-attr]
        refuse_comment(head, start, end, node, key)
        changes.append(Change(start, end, ""))
        at = entry.end
    lines = [line for row in rows for line in row_lines(head, field, row, lead)]
    return [*changes, head.insert_lines(at, lines)]


def change_rows(
    head: FrontMatter,
    entry: KeyEntry,
    field: Field | None,
    removed: Collection[int],
    added: Sequence[Mapping[str, str]],
) -> list[Change]:
    """Return the changes that remove rows of a list, and add others at its end."""
    node, key = entry.value, entry.name.value
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        return set_rows(head, entry, field, added)
    if node.flow_style:
        kept = [at for at in range(len(node.value)) if at not in removed]
        places = [(item.start_mark.index, head.end_of(item)) for item in node.value]
        plan = [(at, head.text[places[at][0] : places[at][1]]) for at in kept]
        new = [(None, _flow_row(head, field, row)) for row in added]
        return [flow_change(head, node, key, places, [*plan, *new])]
    lead = lead_of(head, node.value[0], key)
    changes = []
    for at in sorted(removed):
        item = node.value[at]
        lead_of(head, item, key)
        start = head.line_start(item.start_mark.index)
        end = head.line_end(head.end_of(item))
        refuse_comment(head, start, end, item, key)
        changes.append(Change(start, end, ""))
    lines = [line for row in added for line in row_lines(head, field, row, lead)]
    if lines:
        changes.append(head.insert_lines(head.line_end(head.end_of(node.value[-1])), lines))
    return changes


def _flow_row(head: FrontMatter, field: Field | None, row: Mapping[str, str]) -> str:
    pairs = (
        f"{render_scalar(name, flow=True)}: "
        f"{Pen(head, part_of(field, name)).write(text, flow=True)}"
        for name, text in row.items()
    )
    return f"{{{', '.join(pairs)}}}"


def add_role(
    head: FrontMatter, entry: KeyEntry, field: Field | None, role: Mapping[str, str], until: str
) -> list[Change]:
    """Return the changes that put a role at the top of a list, and end the first open role."""
    node = entry.value
    empty = isinstance(node, yaml.CollectionNode) and not node.value
    if empty or (isinstance(node, yaml.ScalarNode) and not head.raw(node)):
        return set_rows(head, entry, field, [role])
    if not isinstance(node, yaml.SequenceNode) or node.flow_style:
        raise RefusalError("its roles are not written as a list, one '- org: …' below the other")
    first = node.value[0]
    if not isinstance(first, yaml.MappingNode) or not first.value:
        raise RefusalError("its first role is not written as '- org: …'")
    lead = lead_of(head, first, "roles")
    changes = [head.insert_lines(entry.line, row_lines(head, field, role, lead))]
    last = {k.value: value for k, value in first.value}.get("until")
    flow = bool(first.flow_style)
    said = Pen(head, part_of(field, "until")).write(until, flow=flow)
    at = head.end_of(first.value[-1][1])
    if not until or (last is not None and head.raw(last)):
        return changes
    if last is not None:
        at = last.start_mark.index
        return [*changes, Change(at, at, f" {said}")]
    if flow:
        return [*changes, Change(at, at, f", until: {said}")]
    return [
        *changes, head.insert_lines(head.line_end(at), [f"{' ' * len(lead)}until: {said}"])
    ]  # fmt: skip
