"""What of Jinja's language a letter may use.

The one rule: what is not named here is refused, with its line, before anything runs. What is let
through is rewritten, so that loops, calls and operators go through `budget.Operations`.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from hobnob.letters.budget import CHARACTERS_A_STEP, FILTERS, METHODS, TESTS

LONGEST_SOURCE = 20_000
"""Characters of a template."""
DEEPEST = 40
"""Things within things: parentheses, conditions, a chain of dots or filters."""

EACH, TOGETHER, PART = "hobnob each", "hobnob together", "hobnob part"
"""The filters of the language itself; no template can spell a name with a blank."""

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.List,
    nodes.Tuple, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Filter, nodes.Test,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Pos,
    nodes.CondExpr, nodes.Concat, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv,
    nodes.Mod, nodes.Call, nodes.If, nodes.For, nodes.Assign, nodes.AssignBlock, nodes.With,
    nodes.Keyword,
)  # fmt: skip
_ALONE = "a letter stands on its own"
_WHY = {
    "Include": ("include", _ALONE),
    "Import": ("import", _ALONE),
    "FromImport": ("import", _ALONE),
    "Extends": ("extends", _ALONE),
    "Block": ("block", _ALONE),
    "Macro": ("macro", "a letter is no program"),
    "CallBlock": ("call", "a letter is no program"),
    "FilterBlock": ("filter", "write '|' behind what it is for"),
    "ScopedEvalContextModifier": ("autoescape", "a letter is plain text"),
    "Scope": ("autoescape", "a letter is plain text"),
    "Pow": ("**", "a letter needs no such numbers"),
    "Dict": ("{…: …}", "a letter is no program"),
    "NSRef": ("set x.y", "what is known of somebody is set in their note"),
}


class GrammarError(Exception):
    """A template uses what a letter may not."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def refuse(tree: nodes.Template) -> None:
    """Refuse a template that uses what a letter may not.

    Raises:
        GrammarError: it does.
    """
    for node, depth in _walk(tree):
        if depth > DEEPEST:
            raise GrammarError(node.lineno or 1, f"this is nested more than {DEEPEST} deep")
        _check(node)


def rewrite(tree: nodes.Template) -> nodes.Template:
    """Return a template that was not refused, so that all it does is counted."""
    prepared = _Rewriter().visit(tree)
    assert isinstance(prepared, nodes.Template)  # noqa: S101 - for the type checker
    return prepared


def _walk(tree: nodes.Node) -> Iterator[tuple[nodes.Node, int]]:
    """Yield every node with its depth, in order, without going deep itself."""
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        inner = [(child, depth + 1) for child in node.iter_child_nodes()]
        waiting += reversed(inner)


def _check(node: nodes.Node) -> None:
    said = ""
    if not isinstance(node, _ALLOWED):
        name = type(node).__name__
        what, why = _WHY.get(name, (name.lower(), "a letter needs it not"))
        said = f"'{what}' is not for letters: {why}"
    elif isinstance(node, nodes.Name | nodes.Getattr) and _name(node).startswith("_"):
        said = f"'{_name(node)}' is none of what a letter may say"
    elif isinstance(node, nodes.Getitem) and _is_inner(node.arg):
        said = f"'{node.arg.value}' is none of what a letter may say"  # type: ignore[attr-defined]
    elif isinstance(node, nodes.Filter) and node.name not in (*FILTERS, "d"):
        said = f"there is no filter '{node.name}' for letters; there are {', '.join(FILTERS)}"
    elif isinstance(node, nodes.Test) and node.name not in TESTS:
        said = f"'is {node.name}' is not for letters; 'is defined' is"
    elif isinstance(node, nodes.Call):
        said = _check_call(node)
    elif isinstance(node, nodes.For) and node.recursive:
        said = "'recursive' is not for letters: a letter is no program"
    elif isinstance(node, nodes.Slice) and node.step is not None:
        said = "a part is asked for by where it begins and ends: [:4]"
    elif isinstance(node, nodes.Filter) and (node.dyn_args or node.dyn_kwargs):
        said = "'*' before an argument is not for letters"
    if said:
        raise GrammarError(node.lineno or 1, said)


def _name(node: nodes.Name | nodes.Getattr) -> str:
    return node.name if isinstance(node, nodes.Name) else node.attr


def _is_inner(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and str(node.value).startswith("_")


def _check_call(node: nodes.Call) -> str:
    called = node.node
    if isinstance(called, nodes.Getattr) and called.attr in METHODS:
        plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        return "" if plain else f"'{called.attr}' takes plain arguments"
    name = _name(called) if isinstance(called, nodes.Name | nodes.Getattr) else "this"
    return f"'{name}' cannot be called in a letter; {', '.join(METHODS)} of a text can"


def fields_said(tree: nodes.Template) -> tuple[tuple[int, str], ...]:
    """Return what a template says by name, each with its line: `person.first_name`.

    Left out are the names that it makes itself, and what it asks for or fills (`is defined`,
    `default`): of that it knows that it may not be there.
    """
    found: list[tuple[int, str]] = []
    own, minded = {"loop"}, set[str]()
    for node, _ in _walk(tree):
        if isinstance(node, nodes.Name) and node.ctx != "load":
            own.add(node.name)
        elif isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem) and (name := _path(node)):
            found.append((node.lineno or 1, name))
        elif _minds(node):
            minded.add(_path(node.node))  # type: ignore[attr-defined]
    return tuple(
        (line, name)
        for line, name in found
        if name not in minded and name.partition(".")[0] not in own
    )


def _minds(node: nodes.Node) -> bool:
    """Whether something is asked for, or filled, that may not be there."""
    if isinstance(node, nodes.Filter):
        return node.name in ("default", "d") and node.node is not None
    return isinstance(node, nodes.Test) and node.name in ("defined", "undefined")


def _path(node: nodes.Node) -> str:
    """Return what a node names, with dots; "" where it is no name alone."""
    parts: list[str] = []
    while isinstance(node, nodes.Getattr | nodes.Getitem):
        if isinstance(node, nodes.Getattr):
            parts.append(node.attr)
        elif isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            parts.append(node.arg.value)
        else:
            return ""
        node = node.node
    return ".".join([node.name, *reversed(parts)]) if isinstance(node, nodes.Name) else ""


class _Rewriter(NodeTransformer):
    """Leads loops, calls and operators through filters, which count."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - as Jinja calls it
        steps = _steps(node)
        self.generic_visit(node)
        assert isinstance(node.iter, nodes.Expr)  # noqa: S101 - as the parser makes it
        node.iter = _filter(node.iter, EACH, nodes.Const(steps, lineno=node.lineno))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filter(nodes.List(node.nodes, lineno=node.lineno), TOGETHER)

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        called = node.node
        assert isinstance(called, nodes.Getattr)  # noqa: S101 - it was checked
        return _filter(called.node, METHODS[called.attr], *node.args)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if not isinstance(node.arg, nodes.Slice):
            return node
        none = nodes.Const(None, lineno=node.lineno)
        return _filter(node.node, PART, node.arg.start or none, node.arg.stop or none)


def _filter(node: nodes.Expr, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(arguments), [], None, None, lineno=node.lineno)


def _steps(loop: nodes.For) -> int:
    """Return the steps that each time round takes: one a node, and the length of its text."""
    steps = 0
    for node, _ in _walk(loop):
        steps += 1
        if isinstance(node, nodes.TemplateData):
            steps += len(node.data) // CHARACTERS_A_STEP
    return steps
