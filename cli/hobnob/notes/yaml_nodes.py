"""YAML front matter as nodes, by libyaml through python-frontmatter.

The one rule: nothing is resolved. `No`, `12:30`, `0123456` and `2026-13-45` stay the text they
are; a key may be named `content` or `handler`; a key that stands twice is reported twice.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler
from yaml.composer import Composer
from yaml.constructor import BaseConstructor
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.resolver import BaseResolver
from yaml.scanner import Scanner

from hobnob.notes.nodes import (
    MAX_DEPTH,
    MAX_NODES,
    FrontMatterError,
    Mapping,
    Node,
    Scalar,
    Sequence,
)

try:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]

    class _Composer(CParser, BaseConstructor, BaseResolver):
        """libyaml's parser, which resolves no tags."""

        def __init__(self, stream: str) -> None:
            CParser.__init__(self, stream)
            BaseConstructor.__init__(self)
            BaseResolver.__init__(self)

except ImportError:  # pragma: no cover - a PyYAML that was built without libyaml

    class _Composer(Reader, Scanner, Parser, Composer, BaseConstructor, BaseResolver):  # type: ignore[no-redef]
        """PyYAML's own parser, which resolves no tags."""

        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)
            BaseConstructor.__init__(self)
            BaseResolver.__init__(self)


class _NodeHandler(YAMLHandler):
    """A handler that gives python-frontmatter one entry, `node`: the root of the composed tree.

    The note was split before (see `split_note`), so `split` only passes the head on. A metadata
    key of the note never becomes a keyword of the call this way.
    """

    def detect(self, text: str) -> bool:
        return True

    def split(self, text: str) -> tuple[str, str]:
        return text, ""

    def load(self, fm: str, **kwargs: object) -> dict[str, Any]:
        composer = _Composer(fm)
        try:
            return {"node": composer.get_single_node()}
        finally:
            composer.dispose()


_HANDLER = _NodeHandler()
_REFERENCE = re.compile("[&*!]")
_SHORT = 2_000
"""Characters of front matter that cannot nest deeply enough to exhaust the stack."""
# What YAML 1.1 does not allow in a file.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class _Ruler:
    """Tells the line and column of a place in the text that YAML was given.

    YAML takes a few signs for line breaks that no editor does (a lone CR, U+0085, U+2028), so
    places are counted from the offset, never taken from the line of a mark.
    """

    def __init__(self, text: str, first_line: int) -> None:
        self.starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]
        # The text begins with a line of our own, and ends with one that belongs to the line above.
        self.first_line = first_line
        self.last = max(first_line, first_line + len(self.starts) - 3)

    def place(self, mark: Any) -> tuple[int, int]:
        if mark is None:
            return self.first_line, 1
        row = bisect_right(self.starts, mark.index) - 1
        line = row - 1 + self.first_line
        if line > self.last:
            # Behind the end: the end of the last line.
            row = max(1, len(self.starts) - 2)
            return self.last, self.starts[row + 1] - self.starts[row]
        return max(self.first_line, line), mark.index - self.starts[row] + 1


def compose(head: str, first_line: int) -> Mapping:
    """Read front matter as YAML; see `hobnob.notes.frontmatter.read_yaml`."""
    # python-frontmatter makes CRLF LF and strips the text it is given; the comments around it
    # keep the places and the blanks at the end.
    text = "#\n" + head.replace("\r\n", "\n") + "#"
    ruler = _Ruler(text, first_line)
    if odd := _FORBIDDEN.search(head):
        line = head.count("\n", 0, odd.start())
        column = odd.start() - (head.rfind("\n", 0, odd.start()) + 1) + 1
        raise FrontMatterError(
            f"there is a control character here (U+{ord(odd[0]):04X}); remove it",
            first_line + line, column,
        )  # fmt: skip
    try:
        if len(text) > _SHORT:
            _refuse_depth(text, ruler)
        parsed, _ = frontmatter.parse(text, handler=_HANDLER)
    except yaml.MarkedYAMLError as error:
        said, mark = _kindly(error, text)
        raise FrontMatterError(f"this is not YAML: {said}", *ruler.place(mark)) from None
    except FrontMatterError:
        raise
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise FrontMatterError(f"this is not YAML: {_first_line(error)}", first_line) from None
    root = parsed.get("node")
    if root is None:
        return Mapping((), first_line, 1)
    node = _Walk(ruler).convert(root, 0)  # type: ignore[arg-type]
    if not isinstance(node, Mapping):
        raise FrontMatterError(
            "the front matter is not a list of keys; write one 'key: value' a line", first_line
        )
    return node


def compose_root(text: str) -> yaml.Node | None:
    """Return the root of a YAML text with its marks, or None when there is nothing in it.

    The `index` of each mark counts in characters of the text as it was given, whatever its line
    ends; no tags are resolved.

    Raises:
        yaml.YAMLError: it is not YAML.
    """
    composer = _Composer(text)
    try:
        root: yaml.Node | None = composer.get_single_node()
    finally:
        composer.dispose()
    return root


def find_references(text: str) -> list[int]:
    """Return where the anchors, aliases and tags of a YAML text stand, as indexes into it.

    Raises:
        yaml.YAMLError: it is not YAML.
    """
    if not _REFERENCE.search(text):
        return []
    parser = _Composer(text)
    found = []
    try:
        while parser.check_event():
            event: Any = parser.get_event()
            if getattr(event, "anchor", None) or getattr(event, "tag", None):
                found.append(int(event.start_mark.index))
    finally:
        parser.dispose()
    return found


def _refuse_depth(text: str, ruler: _Ruler) -> None:
    """Refuse what is too much, event by event: composing it would exhaust the stack."""
    parser = _Composer(text)
    depth = count = 0
    try:
        while parser.check_event():
            event: Any = parser.get_event()
            count += 1
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MAX_DEPTH + 1 or count > 2 * MAX_NODES:
                raise FrontMatterError(_ENDLESS, *ruler.place(event.start_mark))
    finally:
        parser.dispose()


_ENDLESS = (
    "the front matter is nested too deeply or too long, or its anchors expand without end; "
    "write the values out"
)


class _Walk:
    """Turns yaml's nodes into ours, and stops when anchors make them grow without end."""

    def __init__(self, ruler: _Ruler) -> None:
        self.count = 0
        self.ruler = ruler
        self.key = (ruler.first_line, 1)

    def convert(self, node: yaml.Node, depth: int) -> Node:
        self.count += 1
        line, column = self.ruler.place(node.start_mark)
        if self.count > MAX_NODES or depth > MAX_DEPTH:
            # Not the node, which an anchor may have brought here, but the key that holds too much.
            raise FrontMatterError(_ENDLESS, *self.key)
        if isinstance(node, yaml.ScalarNode):
            return Scalar(node.value, line, column, bool(node.style))
        if isinstance(node, yaml.SequenceNode):
            return Sequence(tuple(self.convert(n, depth + 1) for n in node.value), line, column)
        assert isinstance(node, yaml.MappingNode)  # noqa: S101 - for the type checker
        return Mapping(tuple(self._entries(node, depth)), line, column)

    def _entries(self, node: yaml.MappingNode, depth: int) -> list[tuple[Scalar, Node]]:
        entries: list[tuple[Scalar, Node]] = []
        for key, value in node.value:
            if depth == 0:
                self.key = self.ruler.place(key.start_mark)
            name = self.convert(key, depth + 1)
            if not isinstance(name, Scalar):
                name = Scalar("?", name.line, name.column, True)
            entries.append((name, self.convert(value, depth + 1)))
        return entries


_WORDS = (
    ("unexpected end of stream", "the quote that opens here is never closed", True),
    ("unexpected document indicator", "the quote that opens here is never closed", True),
    ("expected ',' or", "the bracket that opens here does not end; look for its end and its commas",
     True),
    ("expected node content", "a bracket is opened and not closed before this", False),
    ("mapping values are not allowed", "a value with a colon and a space in it goes in quotes",
     False),
    ("could not find expected ':'", "a key is followed by a colon and a space", True),
    ("expected key", "this is neither a key at the margin nor a part of the value above", False),
    ("expected <document start>", "the keys do not all begin in the same column", False),
    ("unknown escape", "in double quotes a backslash means something; use single quotes", False),
    ("undefined alias", "a value that begins with * goes in quotes", False),
    ("anchor", "a value that begins with & goes in quotes", False),
)  # fmt: skip
"""What libyaml says, what it means to someone who writes notes, and whether the place to look at
is where the construct began."""


def _kindly(error: Any, text: str) -> tuple[str, Any]:
    """Say a YAML error in the words of someone who writes notes, and where to look."""
    said = str(error.problem or error.context or "it cannot be read")
    mark = error.problem_mark or error.context_mark
    if "cannot start any token" in said:
        # libyaml does not say which sign it is.
        if mark and text[mark.index : mark.index + 1] == "\t":
            return "there is a tab here; use spaces, not tabs", mark
        return f"{said}; put the value in quotes", mark
    if "mapping values" in said and (found := _colon_of_a_key(text, mark.index)):
        return found
    for part, words, at_begin in _WORDS:
        if part in said:
            return words, (error.context_mark or mark) if at_begin else mark
    return said, mark


def _colon_of_a_key(text: str, at: int) -> tuple[str, Any] | None:
    """Say why a colon that YAML does not expect here is none though it ends a key.

    YAML has taken the line for more of the value that began in a line above.
    """
    begin = text.rfind("\n", 0, at) + 1
    key = text[begin:at]
    if ":" in key:
        return None
    above = text[:begin].rstrip()
    start = above.rfind("\n") + 1
    if key[:1].isspace() and ":" in above[start:]:
        words = "this line begins further in than the one above, which has its value already"
        start = begin
    else:
        words = "this line has no key; write 'key: value', with a space behind the colon"
    return words, yaml.Mark("", start, 0, 0, None, 0)


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or ["it cannot be read"])[0]
