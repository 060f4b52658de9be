"""The names that a template can use, and why another name is wrong.

The one rule: a name is wrong if no person can have it. A value that one person lacks is no fault of
the template.
"""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, nodes

from hobnob.index.index import Index
from hobnob.index.notes import keys_in_use
from hobnob.letters.sandbox import LetterTemplate, TemplateError
from hobnob.letters.values import KNOWN
from hobnob.names import nearest


class Vocabulary:
    """The names of a journal."""

    def __init__(self, index: Index) -> None:
        """Take the index. Your own keys are loaded only for names that are not ours."""
        self._index = index
        self._own_keys = lru_cache(self._load_own_keys)

    def why_not(self, field: str, *, with_plan: bool = True, introduces: bool = True) -> str:
        """Return why no person can have a field, "" if some person may.

        Args:
            field: the name in the template: `person.first_name`.
            with_plan: whether the letter is, or may be, for a plan.
            introduces: whether it introduces two people to each other, or may do so.
        """
        above, _, name = field.rpartition(".")
        if not introduces and (above == "other" or field in ("other", "why")):
            return f"only 'hobnob introduce' knows '{field}'"
        if not with_plan and "plan" in (field, above):
            return "it uses its plan; name one with --plan"
        if above not in KNOWN or name in KNOWN[above] or name in self._own_keys(above):
            return ""
        close = nearest(name, KNOWN[above] | self._own_keys(above), 1)
        there = f"{above}.{close[0]}" if above and close else "".join(close)
        hint = f"did you mean {there}?" if close else f"there are {', '.join(sorted(KNOWN[above]))}"
        return f"a letter cannot use '{field}'; {hint}"

    def faults(self, source: str) -> list[tuple[int, str]]:
        """Return the faults of a template with their lines from 1, each name once."""
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
        """Return your own keys in the notes of a kind."""
        if above not in ("person", "other", "plan"):
            return frozenset()
        return keys_in_use(self._index, "plan" if above == "plan" else "person")


def fields_said(source: str) -> tuple[tuple[int, str], ...]:
    """Return the names that a template uses, each with its line: `person.first_name`.

    Names that it defines are left out. So are names with a check or a default (`is defined`,
    `default`), because these may be missing.
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
    """Say whether a filter or test allows a missing value."""
    if isinstance(node, nodes.Filter):
        return node.name in ("default", "d") and node.node is not None
    return isinstance(node, nodes.Test) and node.name in ("defined", "undefined")


def _path(node: nodes.Node) -> str:
    """Return the dotted name of a node, "" if it is more than a name."""
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
