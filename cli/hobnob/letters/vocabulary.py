"""The names that a template may say, and why it may not say another.

The one rule: a name is wrong when it can be known of nobody. What is not known of one person is no
fault of the template.
"""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, nodes

from hobnob.index.index import Index
from hobnob.letters.sandbox import LetterTemplate, TemplateError
from hobnob.letters.values import KNOWN
from hobnob.names import nearest


class Vocabulary:
    """The names of a journal."""

    def __init__(self, index: Index) -> None:
        """Take the index; the user's own keys are asked for when a name is none of ours."""
        self._index = index
        self._own_keys = lru_cache(self._load_own_keys)

    def why_not(self, field: str, *, with_plan: bool = True) -> str:
        """Return why a field can be known of nobody, "" when it may be of somebody.

        Args:
            field: as a template has it: `person.first_name`.
            with_plan: whether the letter is for a plan, or may be.
        """
        above, _, name = field.rpartition(".")
        if not with_plan and "plan" in (field, above):
            return "it speaks of its plan; say which one, with --plan"
        if above not in KNOWN or name in KNOWN[above] or name in self._own_keys(above):
            return ""
        close = nearest(name, KNOWN[above] | self._own_keys(above), 1)
        there = f"{above}.{close[0]}" if above and close else "".join(close)
        hint = f"did you mean {there}?" if close else f"there are {', '.join(sorted(KNOWN[above]))}"
        return f"there is no '{field}' that a letter may say; {hint}"

    def faults(self, source: str) -> list[tuple[int, str]]:
        """Return what is wrong with a template, each with its line from 1, and each name once."""
        try:
            LetterTemplate(source)
        except TemplateError as error:
            return [(error.line, error.why)]
        found: dict[str, int] = {}
        for line, field in fields_said(source):
            if why := self.why_not(field):
                found.setdefault(why, line)
        return [(line, why) for why, line in found.items()]

    def _load_own_keys(self, above: str) -> frozenset[str]:
        """Return the keys of the user's own that notes of a kind have."""
        if above not in ("person", "plan"):
            return frozenset()
        keys = self._index.column(
            """SELECT DISTINCT json_each.key FROM note, json_each(note.data)
               WHERE note.kind = :kind AND note.live""",
            kind=above,
        )
        return frozenset(keys)


def fields_said(source: str) -> tuple[tuple[int, str], ...]:
    """Return what a template says by name, each with its line: `person.first_name`.

    Left out are the names that it makes itself, and what it asks for or fills (`is defined`,
    `default`): there it allows for a value that is missing.
    """
    found: list[tuple[int, str]] = []
    own, allowed_for = {"loop"}, set[str]()
    parsed = Environment().parse(source)  # noqa: S701 - nothing is rendered
    for node in parsed.find_all(nodes.Expr):
        if isinstance(node, nodes.Name) and node.ctx != "load":
            own.add(node.name)
        elif name := _path(node):
            found.append((node.lineno or 1, name))
        elif _allows_for_a_gap(node):
            allowed_for.add(_path(node.node))  # type: ignore[attr-defined]
    return tuple(
        (line, name)
        for line, name in found
        if name not in allowed_for and name.partition(".")[0] not in own
    )


def _allows_for_a_gap(node: nodes.Node) -> bool:
    """Whether a filter or test allows for a value that is missing."""
    if isinstance(node, nodes.Filter):
        return node.name in ("default", "d") and node.node is not None
    return isinstance(node, nodes.Test) and node.name in ("defined", "undefined")


def _path(node: nodes.Node) -> str:
    """Return what a node names, with dots; "" where it is no name alone."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        name: object = node.attr
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        name = node.arg.value
    else:
        return ""
    above = _path(node.node)
    return f"{above}.{name}" if above and isinstance(name, str) else ""
