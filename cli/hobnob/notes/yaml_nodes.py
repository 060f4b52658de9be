"""YAML front matter as nodes, by libyaml through python-frontmatter.

The one rule: nothing is resolved. `No`, `12:30`, `0123456` and `2026-13-45` stay the text they
are; a key may be named `content` or `handler`; a key that stands twice is reported twice.
"""

from __future__ import annotations

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

from hobnob.notes.frontmatter import MAX_DEPTH, MAX_NODES, FrontMatterError
from hobnob.notes.nodes import Mapping, Node, Scalar, Sequence

try:
    from yaml.cyaml import CParser

    class _Composer(CParser, BaseConstructor, BaseResolver):  # type: ignore[misc]
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


def compose(head: str, first_line: int) -> Mapping:
    """Read front matter as YAML; see `hobnob.notes.frontmatter.read_yaml`."""
    # python-frontmatter strips the text it is given; the comments around it keep the places and
    # the blanks at the end.
    try:
        parsed, _ = frontmatter.parse(f"#\n{head}#", handler=_HANDLER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 1) - 1 + first_line
        raise FrontMatterError(
            f"this is not YAML: {_kindly(error)}", line, (mark.column if mark else 0) + 1
        ) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise FrontMatterError(f"this is not YAML: {_first_line(error)}", first_line) from None
    root = parsed.get("node")
    if root is None:
        return Mapping((), first_line, 1)
    node = _Walk(first_line).convert(root, 0)  # type: ignore[arg-type]
    if not isinstance(node, Mapping):
        raise FrontMatterError(
            "the front matter is not a list of keys; write one 'key: value' a line", first_line
        )
    return node


class _Walk:
    """Turns yaml's nodes into ours, and stops when anchors make them grow without end."""

    def __init__(self, first_line: int) -> None:
        self.count = 0
        self.shift = first_line - 1

    def convert(self, node: yaml.Node, depth: int) -> Node:
        self.count += 1
        line, column = node.start_mark.line + self.shift, node.start_mark.column + 1
        if self.count > MAX_NODES or depth > MAX_DEPTH:
            raise FrontMatterError(
                "the front matter is nested too deeply, or its anchors expand without end; "
                "write the values out",
                line,
                column,
            )
        if isinstance(node, yaml.ScalarNode):
            return Scalar(node.value, line, column, node.style is not None)
        if isinstance(node, yaml.SequenceNode):
            return Sequence(tuple(self.convert(n, depth + 1) for n in node.value), line, column)
        assert isinstance(node, yaml.MappingNode)
        return Mapping(tuple(self._entries(node, depth)), line, column)

    def _entries(self, node: yaml.MappingNode, depth: int) -> list[tuple[Scalar, Node]]:
        entries: list[tuple[Scalar, Node]] = []
        for key, value in node.value:
            name = self.convert(key, depth + 1)
            if not isinstance(name, Scalar):
                name = Scalar("?", name.line, name.column, True)
            entries.append((name, self.convert(value, depth + 1)))
        return entries


def _kindly(error: yaml.MarkedYAMLError) -> str:
    """Say a YAML error in the words of someone who writes notes."""
    said = str(error.problem or error.context or "it cannot be read")
    if "cannot start any token" in said:
        hint = "put the value in quotes" if "'\\t'" not in said else "use spaces, not tabs"
        return f"{said}; {hint}"
    if "mapping values are not allowed" in said:
        return "a value with a colon and a space in it must be put in quotes"
    if "could not find expected ':'" in said:
        return "a key is followed by a colon and a space"
    return said


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or ["it cannot be read"])[0]
