"""Changing the text of one value of front matter: the old characters and the new ones.

The one rule: a change replaces as few characters as possible.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

import yaml

from hobnob.notes import values as v
from hobnob.notes.edit_head import COLON, Change, FrontMatter, KeyEntry, RefusalError, has_comment
from hobnob.notes.schema import Field
from hobnob.notes.write import means_something, render_scalar

_DASH = re.compile(r"[ ]*-(?:[ \t]+|\Z)")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")
_BETWEEN = re.compile(r"\s*,\s*\Z")
_TAIL = re.compile(r"\s*(?:,\s*)?\Z")
_FLOW_SIGN = re.compile(r"[,\[\]{}?]")
_BLANK = " \t\r\n"
# Types that YAML may read as they are; hobnob writes their values without quotes.
_PLAINLY = (v.DATE, v.DAY, v.MOMENT, v.BIRTHDAY, v.FLAG, v.RATE)


def meaning(field: Field | None, text: str) -> Any:
    """Return the meaning of a text, by the declaration of its key; equal meanings are equal."""
    if field is None:
        return text
    try:
        return field.type.parse(text.strip())
    except ValueError:
        return text.strip()


def same(field: Field | None, one: Any, other: Any) -> bool:
    """Return whether two values of a key, texts or lists of texts, have the same meaning."""
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
    """Writes texts of one key in the style of the existing ones."""

    def __init__(self, head: FrontMatter, field: Field | None) -> None:
        self.head = head
        self.field = field

    def write(self, text: str, *, flow: bool, like: yaml.Node | None = None) -> str:
        """Write a text, with the quotes of another text if the user chose those.

        If the other text needed its quotes, they are no choice, and the new text may do without.
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
        """Return whether a bare number or day in the user's own key follows another bare one."""
        return (
            self.field is None
            and not like.style
            and means_something(like.value)
            and means_something(text)
            # A bare null is read as no value at all.
            and text.lower() not in ("", "~", "null")
        )

    def keep(self, node: yaml.ScalarNode) -> str:
        """Write a text from its own line as an item of a list in brackets."""
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
                # A person writes 2026-11-22 12:30; only hobnob stores the T.
                return text.replace("T", " ") if self.field.type is v.MOMENT else text
        return render_scalar(text, flow=flow)


def _needs_escape(text: str) -> bool:
    return "\\" in render_scalar(text.replace("\\", "").replace('"', ""), flow=True)


# ---------------------------------------------------------------- one value


def replace_inline(head: FrontMatter, entry: KeyEntry, new: str) -> list[Change]:
    """Replace a value on the line of its key, or insert a text after the colon if there is none."""
    start, end = entry.value.start_mark.index, head.end_of(entry.value)
    if start == end:
        start = end = COLON.match(head.text, entry.name.end_mark.index).end()  # type: ignore[union-attr]
        new = f" {new}"
    return [Change(start, end, new)]


def set_one(head: FrontMatter, entry: KeyEntry, field: Field | None, text: str) -> list[Change]:
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
        refuse_comment(head, node.start_mark.index, head.end_of(node), node, key)
        return replace_inline(head, entry, new)
    refuse_comment(head, entry.line, entry.end, node, key)
    colon = COLON.match(head.text, entry.name.end_mark.index)
    at = colon.end() if colon else entry.line
    return [Change(at, at, f" {new}"), Change(entry.line, entry.end, "")]


def _only_texts(node: yaml.SequenceNode) -> bool:
    return all(isinstance(item, yaml.ScalarNode) for item in node.value)


def refuse_comment(head: FrontMatter, start: int, end: int, node: yaml.Node, key: str) -> None:
    """Refuse to remove characters that include a comment.

    Raises:
        RefusalError: they include one.
    """
    if has_comment(head, start, end, [node]):
        raise RefusalError(f"there is a comment within '{key}', which would be lost")


# ---------------------------------------------------------------- a list of texts


def set_list(
    head: FrontMatter, entry: KeyEntry, field: Field | None, texts: list[str]
) -> list[Change]:
    """Return the changes that set a list of texts; unchanged items keep their text."""
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
    """Return the new items in order, each with the number of its old item, or None.

    An old item without a text stays in its place.
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
        # Items are only removed; of two equal ones, the first stays.
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
    """Return an item whose quotes a new item copies: any, if all have the same."""
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
    return [flow_change(head, node, key, places, plan)]


def flow_change(
    head: FrontMatter,
    node: yaml.Node,
    key: str,
    places: Sequence[tuple[int, int]],
    plan: Sequence[tuple[int | None, str]],
) -> Change:
    """Return the change of a list in brackets; blanks, commas and line ends stay.

    Raises:
        RefusalError: there are other signs than blanks and commas between the items.
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


def _set_block(
    pen: Pen, entry: KeyEntry, node: yaml.SequenceNode, texts: list[str]
) -> list[Change]:
    head, key = pen.head, entry.name.value
    leads = [lead_of(head, item, key) for item in node.value]
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
            # The next item takes the place of a removed one.
            goes = number + 1 < len(spans) and number + 1 not in kept
            at = spans[number + 1][0] if goes else spans[number][1]
        elif text in gone:
            # It only moves, with its comment.
            changes.append(Change(at, at, head.text[slice(*spans[gone.pop(text)])]))
        else:
            new = lead + pen.write(text, flow=False, like=model)
            changes.append(head.insert_lines(at, [new]))
    return changes


def lead_of(head: FrontMatter, item: yaml.Node, key: str) -> str:
    """Return the dash before an item, with the blanks around it.

    Raises:
        RefusalError: the line has other text.
    """
    start = item.start_mark.index
    lead = head.text[head.line_start(start) : start]
    if not _DASH.fullmatch(lead):
        raise RefusalError(f"the items of '{key}' are not written as one '- item' a line")
    return lead
