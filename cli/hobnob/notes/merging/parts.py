"""The parts of front matter as they are typed: the keys of a mapping, the items of a list.

The one rule: a part is a slice of the text, with the comments above it, so that writing it again
changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from hobnob.notes.edit_head import FrontMatter, RefusalError, has_comment
from hobnob.notes.loose import split_value
from hobnob.notes.merging.lines import lines_of
from hobnob.notes.schema import SCHEMAS
from hobnob.notes.write import render_scalar

_IN_LINE = {
    field.name: field
    for schema in SCHEMAS.values()
    for field in schema.fields
    if field.many and field.type.in_line
}
"""The keys that may hold several items in one text."""
_UNSAFE_IN_FLOW = frozenset(",[]{}")


@dataclass(frozen=True, kw_only=True)
class Part:
    """A key with its value, or an item of a list.

    Attributes:
        name: what is the same in each version: the key, or "" for an item.
        lead: the comments and blank lines above it.
        text: its own lines, or the characters of an item between brackets.
        node: its value.
        head: the text that the node's marks belong to.
        start: where `text` begins in it.
    """

    name: str
    lead: str
    text: str
    node: yaml.Node
    head: FrontMatter
    start: int

    @property
    def typed(self) -> str:
        """The part as it is typed, with its comments."""
        return self.lead + self.text

    @property
    def means(self) -> Any:
        """The value as text, or lists and mappings of text; "" for none."""
        return meaning(self.node)

    @property
    def before(self) -> str:
        """The text in front of the value: the key, or the dash."""
        return self.text[: self.node.start_mark.index - self.start]

    @property
    def raw(self) -> str:
        """The value as it is typed."""
        return self.head.raw(self.node)

    @property
    def after(self) -> str:
        """The text behind the value: a comment, the end of the line."""
        return self.text[self.head.end_of(self.node) - self.start :]

    @property
    def is_scalar(self) -> bool:
        """Whether the value is one text on one line."""
        return isinstance(self.node, yaml.ScalarNode) and "\n" not in self.text.removesuffix("\n")

    @property
    def is_block(self) -> bool:
        """Whether the value is a list or a mapping with one part a line."""
        return isinstance(self.node, yaml.CollectionNode) and not self.node.flow_style


def meaning(node: yaml.Node) -> Any:
    """Return a node as text, or lists and mappings of text; "" for no value."""
    if isinstance(node, yaml.ScalarNode):
        return "" if not node.style and node.value in ("~", "null") else node.value
    if isinstance(node, yaml.SequenceNode):
        return [meaning(item) for item in node.value]
    return {key.value: meaning(value) for key, value in node.value}


def keys_of(text: str) -> tuple[list[Part], str]:
    """Return the keys of a block mapping, and the comments below the last one.

    Raises:
        RefusalError: it is not a block mapping.
        yaml.YAMLError: it is not YAML.
    """
    head = FrontMatter(text, "\n")
    parts, at = [], 0
    for entry in head.entries:
        if not isinstance(entry.name, yaml.ScalarNode) or entry.start < at:
            raise RefusalError("a key does not stand on a line of its own")
        parts.append(
            Part(
                name=entry.name.value, lead=text[at : entry.start],
                text=text[entry.start : entry.below], node=entry.value, head=head,
                start=entry.start,
            )
        )  # fmt: skip
        at = entry.below
    return parts, text[at:]


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The value of a key as a list of parts.

    Attributes:
        before: the key, in front of the value.
        parts: the items, or the pairs of a mapping.
        after: what stands behind a value on one line: a comment, the end of the line.
        tail: the comments below a block.
        block: whether each part has a line of its own.
        brackets: whether the parts stand between brackets.
        lead: the blanks in front of each line of a block.
    """

    before: str
    parts: Sequence[Part]
    after: str
    tail: str = ""
    block: bool = False
    brackets: bool = False
    lead: str = ""


def items_of(part: Part) -> Parts:
    """Return the items of a list; a single value is a list with one item.

    Raises:
        RefusalError: its comments could not be kept.
    """
    node = part.node
    if not isinstance(node, yaml.SequenceNode):
        if isinstance(node, yaml.ScalarNode) and meaning(node) == "":
            return Parts(before=_header(part), parts=(), after=_rest_of_line(part))
        if not part.is_scalar:
            raise RefusalError("this is no list")
        if isinstance(node, yaml.ScalarNode) and (listed := _in_line(part, node)):
            return items_of(listed)
        return Parts(before=part.before, parts=[_inner(part, node)], after=part.after)
    if part.is_block:
        return _block(part, [(item, item) for item in node.value])
    return _flow(part, [(item, item) for item in node.value])


def _in_line(part: Part, node: yaml.Node) -> Part | None:
    """Return a text that means several items, such as `tags: a, b`, as a list in brackets."""
    field = _IN_LINE.get(part.name)
    if not isinstance(node, yaml.ScalarNode):
        return None
    texts = split_value(field, node.value, quoted=bool(node.style)) if field else []
    if len(texts) < 2:
        return None
    inside = ", ".join(render_scalar(text, flow=True) for text in texts)
    (listed,), _ = keys_of(f"{part.before}[{inside}]{part.after}")
    return listed


def pairs_of(part: Part) -> Parts:
    """Return the pairs of a mapping.

    Raises:
        RefusalError: it is no mapping, or its comments could not be kept.
    """
    node = part.node
    if not isinstance(node, yaml.MappingNode):
        raise RefusalError("this is no mapping")
    return (_block if part.is_block else _flow)(part, node.value)


def _header(part: Part) -> str:
    return part.text[: part.text.index(":") + 1] if ":" in part.text else part.text


def _rest_of_line(part: Part) -> str:
    return part.text[len(_header(part)) :] or "\n"


def _flow(part: Part, nodes: Sequence[tuple[yaml.Node, yaml.Node]]) -> Parts:
    start, end = part.node.start_mark.index, part.head.end_of(part.node)
    if has_comment(part.head, start, end, [part.node]):
        raise RefusalError("there are comments between brackets")
    return Parts(
        before=part.before, parts=[_inner(part, value, first) for first, value in nodes],
        after=part.after, brackets=True,
    )  # fmt: skip


def _inner(part: Part, node: yaml.Node, first: yaml.Node | None = None) -> Part:
    """Return an item or a pair that stands between brackets; `first` is the name of a pair."""
    first = first or node
    start, end = first.start_mark.index, part.head.end_of(node)
    return Part(
        name="" if first is node else str(first.value), lead="",
        text=part.head.text[start:end], node=node, head=part.head, start=start,
    )  # fmt: skip


def _block(part: Part, nodes: Sequence[tuple[yaml.Node, yaml.Node]]) -> Parts:
    head, text = part.head, part.head.text
    at = head.line_end(part.start)
    header = text[part.start : at]
    parts: list[Part] = []
    lead = ""
    for first, value in nodes:
        start = head.line_start(first.start_mark.index)
        named = first is not value
        end = head.line_end(max(first.end_mark.index if named else start, head.end_of(value) - 1))
        if start < at:
            raise RefusalError("two parts of a block stand on one line")
        before = text[start : first.start_mark.index]
        if not parts:
            lead = before[: len(before) - len(before.lstrip(" "))]
        if before.strip(" ") != ("" if named else "-"):
            raise RefusalError("a part of a block does not begin on its own line")
        name = str(first.value) if named else ""
        parts.append(
            Part(name=name, lead=text[at:start], text=text[start:end], node=value, head=head,
                 start=start)
        )  # fmt: skip
        at = end
    tail = text[at : part.start + len(part.text)]
    return Parts(before=header, parts=parts, after="", tail=tail, block=True, lead=lead)


def as_mapping(part: Part | None) -> str:
    """Return an item of a list that is a mapping as the text of a block mapping; "" for none.

    Raises:
        RefusalError: it cannot be written like that.
    """
    if part is None or not isinstance(part.node, yaml.MappingNode):
        return ""
    if not part.is_block:
        return "".join(f"{pair.text}\n" for pair in _flow(part, part.node.value).parts)
    blanks = len(part.before)
    first, *rest = lines_of(part.text)
    lines = [first[blanks:], *(_dedent(line, blanks) for line in rest)]
    return "".join(f"{line}\n" for line in lines)


def _dedent(line: str, blanks: int) -> str:
    return line[blanks:] if not line[:blanks].strip(" ") else line.lstrip(" ")


def as_item(mapping: str, lead: str) -> str:
    """Return the text of a block mapping as an item of a block list."""
    lines = lines_of(mapping)
    at = next((n for n, line in enumerate(lines) if line.strip() and line[0] != "#"), 0)
    inner = lead + "  "
    return "".join(
        f"{f'{lead}- ' if n == at else inner if line.strip() else ''}{line}\n"
        for n, line in enumerate(lines)
    )


def in_block(part: Part, lead: str) -> str:
    """Return a part, with the comments above it, as lines of a block that begin with `lead`."""
    if not part.text.endswith("\n"):
        return f"{lead}{'' if part.name else '- '}{part.text}\n"
    own = part.text[: len(part.text) - len(part.text.lstrip(" "))]
    if own == lead:
        return part.typed
    lines = (lead + x[len(own) :] if x.startswith(own) else x for x in lines_of(part.typed))
    return "".join(f"{line}\n" for line in lines)


def in_brackets(part: Part) -> str:
    """Return the text of a part as it can stand between brackets.

    Raises:
        RefusalError: it has several lines.
    """
    text = part.text.strip() if part.name else part.raw
    if "\n" in text:
        raise RefusalError("a text of several lines cannot stand between brackets")
    node = part.node
    if isinstance(node, yaml.ScalarNode) and not node.style and _UNSAFE_IN_FLOW & {*text}:
        return render_scalar(node.value, flow=True)
    return text


def reads_as(text: str, wanted: Mapping[str, Any]) -> bool:
    """Return whether the text of a block mapping has these keys and values."""
    try:
        parts, _ = keys_of(text)
    except (RefusalError, yaml.YAMLError):
        return False
    return [(part.name, part.means) for part in parts] == list(wanted.items())
