"""The letters of a template or a script that a reader sees, and that are not marked for translation.

The one rule: what stands in `_(…)` or `counted(…)` is marked, and so is a command within `<kbd>` or
`<code>`, because it is the same in every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

from tests.make_texts import MARKS

_SHOWN = ("title", "alt", "placeholder", "data-label", "aria-label", "aria-description")
_VALUE = "\ufffc"
_LETTER = re.compile(r"[^\W\d_]")
_WORDS = re.compile(r"[A-Z]?[a-z’]+[,:]?( [a-z’]+[,:]?)+[.?!…]?|[A-Z][a-z]+( [\w’]+)*[.?!:…]?")
_STRING = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`""")
_MARKED = re.compile(rf"\b(_|counted)\(({_STRING.pattern})(, ({_STRING.pattern}))?")


def unmarked_in_template(source: str) -> list[str]:
    """Return what a template says without marking it: texts, attributes, values of expressions."""
    tree = Environment(autoescape=True).parse(source)
    reader = _Reader()
    reader.feed("".join(_pieces(tree)))
    reader.close()
    marked = {
        id(one)
        for call in tree.find_all(nodes.Call)
        if _is_mark(call)
        for one in call.find_all(nodes.Const)
    }
    loose = (one.value for one in tree.find_all(nodes.Const) if id(one) not in marked)
    return reader.found + [
        text for text in loose if isinstance(text, str) and _WORDS.fullmatch(text.strip(" ,:.?"))
    ]


def unmarked_in_script(source: str) -> list[str]:
    """Return the strings of a script that look like words, and are not marked.

    A string ends on its line, and a comment has a line to itself.
    """
    lines = (line for line in source.splitlines() if not line.lstrip().startswith("//"))
    found = (match[0][1:-1] for line in lines for match in _STRING.finditer(_MARKED.sub("", line)))
    plain = (re.sub(r"\$\{[^}]*\}", "", text).strip(" ·,:()") for text in found)
    return [text for text in plain if _WORDS.fullmatch(text)]


def _is_mark(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name in MARKS


def _pieces(node: nodes.Node) -> Iterator[str]:
    """Yield what a template writes, in order, with a sign for each value."""
    if isinstance(node, nodes.TemplateData):
        yield node.data
    elif isinstance(node, nodes.Output):
        for child in node.nodes:
            yield from _pieces(child)
    elif isinstance(node, nodes.Expr):
        yield _shown(node)
    else:
        for name in ("body", "elif_", "else_"):
            for child in getattr(node, name, None) or ():
                yield from _pieces(child)


def _shown(node: nodes.Node | None) -> str:
    """Return the texts that an expression may become."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return node.value
    if isinstance(node, nodes.CondExpr):
        return _shown(node.expr1) + _shown(node.expr2)
    if isinstance(node, nodes.BinExpr):
        return _shown(node.left) + _shown(node.right)
    if isinstance(node, nodes.Concat):
        return "".join(map(_shown, node.nodes))
    return _VALUE if node else ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._commands = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._commands += tag in {"kbd", "code"}
        self.found += [
            value for name, value in attrs if name in _SHOWN and value and _LETTER.search(value)
        ]

    def handle_endtag(self, tag: str) -> None:
        self._commands -= tag in {"kbd", "code"}

    def handle_data(self, data: str) -> None:
        if not self._commands and _LETTER.search(data):
            self.found.append(data.strip())
