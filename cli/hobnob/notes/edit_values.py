"""How the text of one key of front matter is changed: which characters give way to which.

The one rule: a change names the fewest characters that must go, and what cannot be told apart from
something that must stay (a comment in a list that goes, an anchor, a tag) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any, NamedTuple

import yaml

from hobnob.notes import values as v
from hobnob.notes.schema import Field
from hobnob.notes.write import means_something, render_scalar
from hobnob.notes.yaml_nodes import compose_root, find_references

_COLON = re.compile(r"[ \t]*:")
_DASH = re.compile(r"[ ]*-(?:[ \t]+|\Z)")
_COMMENT = re.compile(r"(?:^|(?<=[ \t\r\n]))#")
_INDENTED_COMMENT = re.compile(r"[ \t]+#")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")
_BETWEEN = re.compile(r"\s*,\s*\Z")
_TAIL = re.compile(r"\s*(?:,\s*)?\Z")
_FLOW_SIGN = re.compile(r"[,\[\]{}?]")
_BLANK = " \t\r\n"
# What YAML may well read as what it is; hobnob writes it without quotes.
_PLAINLY = (v.DATE, v.MOMENT, v.BIRTHDAY, v.FLAG, v.RATE)


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
        if before != self.indent or not _COLON.match(self.text, entry.name.end_mark.index):
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


def meaning(field: Field | None, text: str) -> Any:
    """Return what a text says, by the declaration of its key; two with one meaning are the same."""
    if field is None:
        return text
    try:
        return field.type.parse(text.strip())
    except ValueError:
        return text.strip()


def same(field: Field | None, one: Any, other: Any) -> bool:
    """Whether two values of a key, texts or lists of texts, say the same."""
    if isinstance(one, str) and isinstance(other, str):
        return bool(meaning(field, one) == meaning(field, other))
    if field is not None and field.many:
        one, other = ([x] if isinstance(x, str) else x for x in (one, other))
    if not isinstance(one, list) or not isinstance(other, list):
        return bool(one == other)
    return _meanings(field, one) == _meanings(field, other)


def _meanings(field: Field | None, items: list[Any]) -> list[Any]:
    said = [meaning(field, i) if isinstance(i, str) else i for i in items if i is not None]
    return said if field is None else [x for n, x in enumerate(said) if x not in said[:n]]


class Pen:
    """Writes texts of one key in the hand of what stands there."""

    def __init__(self, head: Head, field: Field | None) -> None:
        self.head = head
        self.field = field

    def write(self, text: str, *, flow: bool, like: yaml.Node | None = None) -> str:
        """Write a text, with the quotes of another where those were there by choice.

        Quotes that the other one needed are no choice, and go when the new text needs none.
        """
        bare = self._bare(text, flow)
        if not isinstance(like, yaml.ScalarNode):
            return bare
        if like.style not in ("'", '"'):
            return text if self._is_bare_by_choice(like, text) else bare
        if self.head.raw(like) == self._bare(like.value, flow) or _needs_escape(text):
            return bare
        if like.style == "'":
            return "'" + text.replace("'", "''") + "'"
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def _is_bare_by_choice(self, like: yaml.ScalarNode, text: str) -> bool:
        """Whether a number or a day of a key of the user's own follows on another, bare too."""
        return (
            self.field is None
            and not like.style
            and means_something(like.value)
            and means_something(text)
        )

    def keep(self, node: yaml.ScalarNode) -> str:
        """Write a text that stood in a line of its own as an item of a list in brackets."""
        raw = self.head.raw(node)
        if not node.style and _FLOW_SIGN.search(raw):
            return self.write(node.value, flow=True)
        return raw

    def _bare(self, text: str, flow: bool) -> str:
        if self.field is not None and self.field.type in _PLAINLY:
            try:
                self.field.type.parse(text)
            except ValueError:
                pass
            else:
                # A person writes 2026-11-22 12:30; the T is only how hobnob keeps it.
                return text.replace("T", " ") if self.field.type is v.MOMENT else text
        return render_scalar(text, flow=flow)


def _needs_escape(text: str) -> bool:
    return "\\" in render_scalar(text.replace("\\", "").replace('"', ""), flow=True)


# ---------------------------------------------------------------- one value


def replace_inline(head: Head, entry: Entry, new: str) -> list[Change]:
    """Put a text where a value on the line of its key stands, or behind the colon of none."""
    start, end = entry.value.start_mark.index, head.end_of(entry.value)
    if start == end:
        start = end = _COLON.match(head.text, entry.name.end_mark.index).end()  # type: ignore[union-attr]
        new = f" {new}"
    return [Change(start, end, new)]


def set_one(head: Head, entry: Entry, field: Field | None, text: str) -> list[Change]:
    """Return the changes that give a key one text."""
    node, key = entry.value, entry.name.value
    new = Pen(head, field).write(text, flow=False, like=node)
    if isinstance(node, yaml.ScalarNode):
        if node.style not in ("|", ">"):
            return replace_inline(head, entry, new)
        start = node.start_mark.index
        header = _BLOCK_HEADER.match(head.text, start)
        end = header.end() if header else start
        return [Change(start, end, new), Change(head.line_end(start), entry.end, "")]
    if not isinstance(node, yaml.SequenceNode) or not _only_texts(node):
        raise RefusalError(f"'{key}' holds more than a list of texts")
    if node.flow_style:
        _refuse_comment(head, node.start_mark.index, head.end_of(node), node, key)
        return replace_inline(head, entry, new)
    _refuse_comment(head, entry.line, entry.end, node, key)
    colon = _COLON.match(head.text, entry.name.end_mark.index)
    at = colon.end() if colon else entry.line
    return [Change(at, at, f" {new}"), Change(entry.line, entry.end, "")]


def _only_texts(node: yaml.SequenceNode) -> bool:
    return all(isinstance(item, yaml.ScalarNode) for item in node.value)


def _refuse_comment(head: Head, start: int, end: int, node: yaml.Node, key: str) -> None:
    if has_comment(head, start, end, [node]):
        raise RefusalError(f"there is a comment within '{key}', which would be lost")


# ---------------------------------------------------------------- a list of texts


def set_list(head: Head, entry: Entry, field: Field | None, texts: list[str]) -> list[Change]:
    """Return the changes that give a key a list of texts; items that stay keep their text."""
    node, key = entry.value, entry.name.value
    pen = Pen(head, field)
    if isinstance(node, yaml.ScalarNode):
        if node.style in ("|", ">") or (not head.inline(entry) and head.raw(node)):
            raise RefusalError(f"'{key}' is a text of several lines")
        said = meaning(field, node.value) if head.raw(node) else None
        items = [
            pen.keep(node) if said is not None and meaning(field, t) == said
            else pen.write(t, flow=True, like=node)
            for t in texts
        ]  # fmt: skip
        return replace_inline(head, entry, f"[{', '.join(items)}]")
    if not isinstance(node, yaml.SequenceNode) or not _only_texts(node):
        raise RefusalError(f"'{key}' holds more than a list of texts")
    if node.flow_style:
        return _set_flow(pen, node, key, texts)
    return _set_block(pen, entry, node, texts)


def _plan(pen: Pen, node: yaml.SequenceNode, texts: list[str]) -> list[tuple[int | None, str]]:
    """Return the new items in order, each with the number of the old one that it is, or None.

    An old item without a text stays where it is.
    """
    old = [
        meaning(pen.field, item.value) if pen.head.raw(item) not in ("", "~", "null") else None
        for item in node.value
    ]
    numbers = [n for n, said in enumerate(old) if said is not None]
    new = [meaning(pen.field, text) for text in texts]
    plan: list[tuple[int | None, str]] = []
    rest = iter(numbers)
    stay = [next((n for n in rest if old[n] == said), None) for said in new]
    if None not in stay:
        # Items only go; of two that say the same, the first one stays.
        plan += zip(stay, texts, strict=True)
    else:
        matcher = SequenceMatcher(
            None, [str(old[n]) for n in numbers], [str(t) for t in new], autojunk=False
        )
        for tag, start, end, low, high in matcher.get_opcodes():
            olds = numbers[start:end] if tag == "equal" else [None] * (high - low)
            plan += zip(olds, texts[low:high], strict=True)
    for number, said in enumerate(old):
        if said is None:
            at = next((n for n, (o, _) in enumerate(plan) if o is not None and o > number), None)
            plan.insert(len(plan) if at is None else at, (number, ""))
    return plan


def _model(node: yaml.SequenceNode) -> yaml.Node | None:
    """Return the item whose quotes a new one takes: any, when all have the same."""
    styles = {item.style for item in node.value}
    return node.value[-1] if len(styles) == 1 else None


def _set_flow(pen: Pen, node: yaml.SequenceNode, key: str, texts: list[str]) -> list[Change]:
    head = pen.head
    model = _model(node)
    raws = [head.raw(item) for item in node.value]
    plan = []
    for number, text in _plan(pen, node, texts):
        raw = pen.write(text, flow=True, like=model) if number is None else raws[number]
        plan.append((number, raw))
    places = [(item.start_mark.index, head.end_of(item)) for item in node.value]
    return [_flow_change(head, node, key, places, plan)]


def _flow_change(
    head: Head,
    node: yaml.Node,
    key: str,
    places: Sequence[tuple[int, int]],
    plan: Sequence[tuple[int | None, str]],
) -> Change:
    """Return the change of what stands in brackets; blanks, commas and line ends stay.

    Raises:
        RefusalError: there is more than blanks and commas between the items.
    """
    start, end = node.start_mark.index + 1, head.end_of(node) - 1
    if not places:
        inside = head.text[start:end]
        if inside.strip(_BLANK):
            raise RefusalError(f"there is a comment within '{key}', which would be lost")
        return Change(start, end, inside + ", ".join(raw for _, raw in plan))
    lead, tail = head.text[start : places[0][0]], head.text[places[-1][1] : end]
    gaps = [head.text[a[1] : b[0]] for a, b in pairwise(places)]
    if lead.strip(_BLANK) or not _TAIL.match(tail) or not all(map(_BETWEEN.match, gaps)):
        raise RefusalError(
            f"there is a comment or something unusual within the brackets of '{key}'"
        )
    usual = gaps[-1] if gaps else ", "
    text = ""
    for at, (number, raw) in enumerate(plan):
        gap = gaps[number - 1] if number else usual
        text += (gap if at else "") + raw
    return Change(start, end, lead + text + tail if plan else "")


def _set_block(pen: Pen, entry: Entry, node: yaml.SequenceNode, texts: list[str]) -> list[Change]:
    head, key = pen.head, entry.name.value
    leads = [_lead(head, item, key) for item in node.value]
    spans = [
        (head.line_start(item.start_mark.index), head.line_end(head.end_of(item)))
        for item in node.value
    ]
    plan = _plan(pen, node, texts)
    kept = {number for number, _ in plan}
    gone = {node.value[n].value: n for n in range(len(spans)) if n not in kept}
    changes = [Change(*spans[n], "") for n in range(len(spans)) if n not in kept]
    lead = leads[-1] if leads[-1].endswith((" ", "\t")) else f"{leads[-1]} "
    model = _model(node)
    at = spans[0][0]
    for number, text in plan:
        if number is not None:
            # What comes next takes the place of one that goes.
            goes = number + 1 < len(spans) and number + 1 not in kept
            at = spans[number + 1][0] if goes else spans[number][1]
        elif text in gone:
            # It only moves, and takes along the comment behind it.
            changes.append(Change(at, at, head.text[slice(*spans[gone.pop(text)])]))
        else:
            new = lead + pen.write(text, flow=False, like=model)
            changes.append(head.insert_lines(at, [new]))
    return changes


def _lead(head: Head, item: yaml.Node, key: str) -> str:
    """Return the dash before an item, with the blanks around it.

    Raises:
        RefusalError: there is something else on the line.
    """
    start = item.start_mark.index
    lead = head.text[head.line_start(start) : start]
    if not _DASH.fullmatch(lead):
        raise RefusalError(f"the items of '{key}' are not written as one '- item' a line")
    return lead


# ---------------------------------------------------------------- a mapping of texts


def set_pairs(
    head: Head, entry: Entry, field: Field | None, pairs: Mapping[str, str]
) -> list[Change]:
    """Return the changes that give a key a mapping of texts; pairs that stay keep their place."""
    node, key = entry.value, entry.name.value
    pen = Pen(head, field)
    if isinstance(node, yaml.ScalarNode) and not head.raw(node):
        return [head.insert_lines(entry.line, pair_lines(pen, pairs, head.indent + "  "))]
    if not isinstance(node, yaml.MappingNode) or not node.value:
        raise RefusalError(f"'{key}' is not written as a mapping, as in '{key}: {{reached: 35%}}'")
    names = [k.value for k, _ in node.value]
    if len(set(map(str, names))) < len(names):
        raise RefusalError(f"a name stands twice in '{key}'; keep one of the two")
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
    return _flow_change(head, node, key, places, plan)


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


def row_lines(head: Head, field: Field | None, row: Mapping[str, str], lead: str) -> list[str]:
    """Return a mapping of texts as an item of a block list; `lead` is its dash and the blanks."""
    inner = " " * len(lead)
    lines = [
        f"{inner}{render_scalar(name, flow=False)}: "
        f"{Pen(head, part_of(field, name)).write(text, flow=False)}"
        for name, text in row.items()
    ]
    return [lead + lines[0][len(lead) :], *lines[1:]] if lines else []


def set_rows(
    head: Head, entry: Entry, field: Field | None, rows: Sequence[Mapping[str, str]]
) -> list[Change]:
    """Return the changes that write the whole of a list of mappings anew."""
    node, key = entry.value, entry.name.value
    lead = f"{head.indent}  - "
    changes = []
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        raise RefusalError(f"'{key}' is a text of several lines")
    block = isinstance(node, yaml.CollectionNode) and not node.flow_style
    if block:
        if isinstance(node, yaml.SequenceNode):
            lead = _lead(head, node.value[0], key)
        _refuse_comment(head, entry.line, entry.end, node, key)
        changes.append(Change(entry.line, entry.end, ""))
        at = entry.line
    else:
        start, end = entry.name.end_mark.index, head.end_of(node)
        start = _COLON.match(head.text, start).end()  # type: ignore[union-attr]
        _refuse_comment(head, start, end, node, key)
        changes.append(Change(start, end, ""))
        at = entry.end
    lines = [line for row in rows for line in row_lines(head, field, row, lead)]
    return [*changes, head.insert_lines(at, lines)]


def add_role(
    head: Head, entry: Entry, field: Field | None, role: Mapping[str, str], until: str
) -> list[Change]:
    """Return the changes that put a role on top of a list, and end the first that lasts."""
    node = entry.value
    empty = isinstance(node, yaml.CollectionNode) and not node.value
    if empty or (isinstance(node, yaml.ScalarNode) and not head.raw(node)):
        return set_rows(head, entry, field, [role])
    if not isinstance(node, yaml.SequenceNode) or node.flow_style:
        raise RefusalError("its roles are not written as a list, one '- org: …' below the other")
    first = node.value[0]
    if not isinstance(first, yaml.MappingNode) or not first.value:
        raise RefusalError("its first role is not written as '- org: …'")
    lead = _lead(head, first, "roles")
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


# ---------------------------------------------------------------- texts wherever they stand

Swap = Callable[[str], str | None]


def swap_texts(
    head: Head, entry: Entry, field: Field | None, swap: Swap, part: str
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
    """Whether one of the rows around a node stands in brackets."""
    rows = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return any(
        isinstance(row, yaml.MappingNode)
        and row.flow_style
        and any(inner is x for _, x in row.value)
        for row in rows
    )


def _scalars(node: yaml.Node, flow: bool) -> Iterator[tuple[yaml.ScalarNode, bool]]:
    """Give the texts in a value, and whether each stands in brackets."""
    if isinstance(node, yaml.ScalarNode):
        yield node, flow
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item, flow or bool(node.flow_style))


def swapped(value: Any, swap: Swap, part: str) -> Any:
    """Return a value as it should read after `swap_texts`."""
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
