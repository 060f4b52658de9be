"""Front matter: where it stands in a note, and its nodes.

Two readers give the same nodes. `read_plain` knows the few shapes in which nearly all front
matter is written, line by line, and gives up (None) on anything else; `read_yaml` is YAML itself,
by libyaml where it is there. The one rule: whenever the first gives an answer, the second would
give the same; `tests/notes/test_frontmatter.py` holds them to it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hobnob.notes.nodes import FrontMatterError, Mapping, Node, Scalar, Sequence

FENCE = re.compile(r"---[ \t]*\Z")
_END = re.compile(r"\n(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)


class Split(NamedTuple):
    """A note in its two parts. `head` begins on line 2 of the file; it is None without any."""

    head: str | None
    body: str
    body_line: int


def split_note(text: str) -> Split:
    """Split a note (without byte-order mark, any line ends) at its front matter.

    Raises:
        FrontMatterError: the block that is opened on the first line is never closed.
    """
    first = text.find("\n")
    if not FENCE.match((text if first < 0 else text[:first]).rstrip("\r")):
        return Split(None, text, 1)
    end = _END.search(text, first) if first >= 0 else None
    if end is None:
        raise FrontMatterError(
            "the front matter is opened here and never closed; add a line '---' after the last key",
            1,
        )
    head = text[first + 1 : end.start() + 1]
    # The line end behind the fence belongs to neither part.
    return Split(head, text[end.end() + 1 :], head.count("\n") + 3)


# ---------------------------------------------------------------- the plain reader

KEY = r"[A-Za-z_][A-Za-z0-9_-]{0,99}(?::[A-Za-z0-9_][A-Za-z0-9_-]{0,99}){0,4}"
"""The keys that both readers know as such."""
_KEY = re.compile(rf"({KEY}):(?:[ ]+|\Z)")
# Signs that mean something to YAML at the beginning of a plain scalar.
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@` ")
_DOUBLE = re.compile(r'"([^"\\\n\r\t]*)"\Z')
_SINGLE = re.compile(r"'([^'\n\r\t]*)'\Z")
# A plus begins a telephone number; a colon stands in an address, and means something only before
# a blank or one of the signs of a list.
_FLOW_ITEM = re.compile(
    r"""[ ]*(?:"([^"\\\n\r\t]*)"|'([^'\n\r\t]*)'
      |((?:[^\W_]|\+)[^\n\r\t\[\]{},:#"']*(?::(?=[\w/+])[^\n\r\t\[\]{},:#"']*)*))[ ]*(,|\Z)""",
    re.VERBOSE,
)
# Characters that YAML does not allow, or takes for a line break, are left to YAML itself.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def read_plain(head: str, first_line: int = 2) -> Mapping | None:
    """Read front matter of the usual shapes; None when there is anything unusual in it.

    The shapes: `key: text`, `key: [a, b]`, a block list of texts, and a block list of mappings
    of texts; quotes without escapes, comments on lines of their own, blank lines.
    """
    if "\r" in head:
        head = head.replace("\r\n", "\n")
    if _ODD.search(head):
        return None
    lines = head.split("\n")
    entries: list[tuple[Scalar, Node]] = []
    at, end = 0, len(lines)
    while at < end:
        line = lines[at]
        if not line or line[0] == "#":
            at += 1
            continue
        match = _KEY.match(line)
        if match is None:
            return None
        number = first_line + at
        rest = line[match.end() :]
        key = Scalar(match[1], number, 1)
        at += 1
        if rest:
            # A line that is indented goes on with the value above it: YAML's business.
            if at < end and lines[at][:1] in (" ", "\t"):
                return None
            node = _plain_value(rest, number, match.end() + 1)
            if node is None:
                return None
        else:
            block = _plain_block(lines, at, first_line)
            if block is None:
                return None
            node, at = block
            if node is None:
                node = Scalar("", number, len(match[1]) + 2)
        entries.append((key, node))
    return Mapping(tuple(entries), entries[0][0].line if entries else first_line, 1)


def _plain_value(text: str, line: int, column: int) -> Node | None:
    """Read a scalar or a flow list that stands behind its key."""
    text = text.rstrip(" ")
    if not text:
        return Scalar("", line, column)
    if text[0] == "[":
        return _flow_list(text, line, column)
    return _plain_scalar(text, line, column)


def _plain_scalar(text: str, line: int, column: int) -> Scalar | None:
    first = text[0]
    if first in "\"'":
        match = (_DOUBLE if first == '"' else _SINGLE).match(text)
        return Scalar(match[1], line, column, True) if match else None
    text = text.partition(" #")[0].rstrip(" ")
    is_minus = first == "-" and text[1:2] not in (" ", "")
    if (first in _INDICATORS and not is_minus) or ": " in text or text[-1] == ":" or "\t" in text:
        return None
    return Scalar(text, line, column)


def _flow_list(text: str, line: int, column: int) -> Sequence | None:
    if text[-1] != "]":
        return None
    inner = text[1:-1]
    if not inner.strip(" "):
        return Sequence((), line, column)
    items: list[Node] = []
    at = 0
    while True:
        match = _FLOW_ITEM.match(inner, at)
        if match is None:
            return None
        group = next(n for n in (1, 2, 3) if match[n] is not None)
        text_of = match[group]
        place = column + 1 + match.start(group) - (1 if group < 3 else 0)
        items.append(Scalar(text_of.rstrip(" ") if group == 3 else text_of, line, place, group < 3))
        at = match.end()
        if not match[4]:
            return Sequence(tuple(items), line, column)
        if at >= len(inner):
            return None


def _plain_block(lines: list[str], at: int, first_line: int) -> tuple[Sequence | None, int] | None:
    """Read the block list below an empty key; (None, at) when there is none, None to give up."""
    if at >= len(lines) or not lines[at].lstrip(" ").startswith("- "):
        nothing_below = at >= len(lines) or lines[at][:1] not in (" ", "\t", "-", "#", "")
        return (None, at) if nothing_below else None
    indent = len(lines[at]) - len(lines[at].lstrip(" "))
    start = (first_line + at, indent + 1)
    items: list[Node] = []
    lead = " " * indent + "- "
    while at < len(lines) and lines[at].startswith(lead):
        text = lines[at][indent + 2 :]
        if text.startswith((" ", "- ")):
            return None
        number = first_line + at
        at += 1
        if _KEY.match(text):
            mapping = _plain_item(text, lines, at, indent + 2, first_line)
            if mapping is None:
                return None
            node, at = mapping
            items.append(node)
        else:
            scalar = _plain_scalar(text.rstrip(" "), number, indent + 3) if text.strip() else None
            if scalar is None:
                return None
            items.append(scalar)
    # What follows must be the next key at the margin, or the end.
    if at < len(lines) and lines[at][:1] in (" ", "\t", "-", "#", "") and any(lines[at:]):
        return None
    return Sequence(tuple(items), *start), at


def _plain_item(
    text: str, lines: list[str], at: int, indent: int, first_line: int
) -> tuple[Mapping, int] | None:
    """Read one mapping of a block list; `text` is what stands behind its dash."""
    entries: list[tuple[Scalar, Node]] = []
    number = first_line + at - 1
    lead = " " * indent
    while True:
        match = _KEY.match(text)
        if match is None:
            return None
        rest = text[match.end() :].rstrip(" ")
        if not rest:
            return None
        value = _plain_value(rest, number, indent + match.end() + 1)
        if value is None:
            return None
        entries.append((Scalar(match[1], number, indent + 1), value))
        if (
            at >= len(lines)
            or not lines[at].startswith(lead)
            or lines[at][indent:][:1] in ("", " ")
        ):
            if at < len(lines) and lines[at].startswith(lead):
                return None
            first = entries[0][0]
            return Mapping(tuple(entries), first.line, first.column), at
        text, number = lines[at][indent:], first_line + at
        at += 1


# ---------------------------------------------------------------- YAML itself


def read_yaml(head: str, first_line: int = 2) -> Mapping:
    """Read front matter as YAML.

    python-frontmatter does the reading, with a handler that keeps nodes and their places
    instead of YAML 1.1's idea of what they mean.

    Raises:
        FrontMatterError: it is not YAML, not a mapping, or expands without end.
    """
    from hobnob.notes.yaml_nodes import compose

    return compose(head, first_line)


def read_head(head: str, first_line: int = 2) -> Mapping:
    """Read front matter by the quick reader where it can, else by YAML.

    Raises:
        FrontMatterError: see `read_yaml`.
    """
    plain = read_plain(head, first_line)
    return read_yaml(head, first_line) if plain is None else plain
