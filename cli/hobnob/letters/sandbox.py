"""Rendering the template of a letter, which may come from a stranger.

The one rule: a template sees only its values. Its work is counted, and everything forbidden is
refused with its line.

Jinja's sandbox does most of it. Here it has no loader and no globals, and reads no Python
attributes. A count limits time and memory: it adds each character made or put out, each item of a
list, and each round of a `for` with everything in it. It does not measure time, so all machines
refuse the same templates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from types import TracebackType
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, Undefined, nodes, pass_context
from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from hobnob.errors import UsageError
from hobnob.letters.filters import (
    FILTERS,
    METHODS,
    Filter,
    fit,
    items_of,
    join,
    text_of,
)

LONGEST_SOURCE = 20_000
"""The most characters of a template."""
MOST_WORK = 100_000
"""The most characters and items that one rendering may handle. A letter handles one or two
thousand."""

_TESTS = ("defined", "undefined", "string", "number", "in", "eq", "ne", "lt", "le", "gt", "ge",
          "==", "!=", "<", "<=", ">", ">=")  # fmt: skip
_LOOP = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length"})
_FILE = "<template>"

_REFUSED: Mapping[type[nodes.Node], str] = {
    nodes.Include: "'include' is not for letters: a letter stands on its own",
    nodes.Import: "'import' is not for letters: a letter stands on its own",
    nodes.FromImport: "'import' is not for letters: a letter stands on its own",
    nodes.Extends: "'extends' is not for letters: a letter stands on its own",
    nodes.Block: "'block' is not for letters: a letter stands on its own",
    nodes.Macro: "'macro' is not for letters: a letter is no program",
    nodes.CallBlock: "'call' is not for letters: a letter is no program",
    nodes.Pow: "'**' is not for letters: a letter needs no such numbers",
    nodes.Dict: "'{…: …}' is not for letters: a letter is no program",
    nodes.ScopedEvalContextModifier: "'autoescape' is not for letters: a letter is plain text",
}
# Filters for what Jinja does not let anybody intercept. Their names have blanks, so no template can
# use them.
_ROUND, _ITEM, _CONCAT = "each time round", "item of a list", "one after the other"


class TemplateError(UsageError):
    """A template that cannot be used at all.

    Attributes:
        line: of the template, from 1.
        why: the problem and its remedy.
    """

    code = "letter"

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line = line
        self.why = why


class MissingError(Exception):
    """A template uses a value that is not known.

    Attributes:
        field: the name in the template: `role.org`.
        line: of the template, from 1.
    """

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field
        self.line = 1


class Fields(dict[str, Any]):
    """Values by name, with the name that templates use for this mapping."""

    def __init__(self, called: str, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.called = called


class _Missing(StrictUndefined):
    """A missing value: any use of it raises an error with its name."""

    __slots__ = ()

    def __init__(
        self, hint: Any = None, obj: Any = None, name: Any = None, exc: Any = None
    ) -> None:
        called = getattr(obj, "called", "") if isinstance(obj, Mapping) else ""
        path = ".".join(filter(None, (called, str(name or ""))))
        super().__init__(hint=path or str(hint), exc=MissingError)  # type: ignore[arg-type]


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja for letters."""

    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def __init__(self) -> None:
        # Nothing is counted while a template is read, so nothing may be computed then: neither by
        # the optimizer nor in the output. `_put_out` takes the context for this reason.
        super().__init__(
            undefined=_Missing, finalize=self._put_out, autoescape=False, cache_size=0,
            keep_trailing_newline=True, optimized=False,
        )  # fmt: skip
        self.begin()
        self.globals.clear()
        self.filters = {name: self._counted(change) for name, change in FILTERS.items()}
        self.filters |= {"d": self.filters["default"], _ROUND: self._round, _ITEM: _no_list}
        self.filters[_CONCAT] = self._counted(partial(join, between=""))
        self.tests = {name: self.tests[name] for name in _TESTS}

    def begin(self) -> None:
        """Begin a rendering."""
        self._work = MOST_WORK

    def _spend(self, work: int) -> None:
        self._work -= work
        if self._work < 0:
            raise SecurityError(
                "its loops take too many steps; a letter takes a few, not thousands"
            )

    def _made(self, value: Any) -> Any:
        size = _size(value)
        fit(size)
        self._spend(size)
        return value

    def _counted(self, change: Filter) -> Filter:
        return lambda *values, **named: self._made(change(*values, **named))

    def _round(self, values: Any, work: int) -> Iterator[Any]:
        for value in items_of(values):
            self._spend(work)
            yield self._made(value)

    @pass_context
    def _put_out(self, _: Context, value: Any) -> str:
        text = text_of(value)
        self._spend(len(text))
        return text

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a value of a mapping, an attribute of a loop, or a method of a text."""
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        if isinstance(obj, str) and attribute in METHODS:
            return partial(self.filters[METHODS[attribute]], obj)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item of a mapping or a list, or a character of a text."""
        if isinstance(obj, Mapping) and isinstance(argument, str):
            known = argument in obj
            return self._made(obj[argument]) if known else self.undefined(obj=obj, name=argument)
        if isinstance(obj, list | tuple | str) and isinstance(argument, int):
            inside = -len(obj) <= argument < len(obj)
            return self._made(obj[argument]) if inside else self.undefined(f"number {argument}")
        if isinstance(obj, Undefined):
            str(obj)  # says which
        raise SecurityError(f"there is no '{argument}' in it")

    def is_safe_callable(self, obj: Any) -> bool:
        """Say whether something can be called: only results of `getattr`."""
        return isinstance(obj, partial)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute with two numbers, or join two texts."""
        if operator != "+" and any(isinstance(v, str | list | tuple) for v in (left, right)):
            raise SecurityError(f"'{operator}' is for two numbers")
        return self._made(super().call_binop(context, operator, left, right))


def _size(value: Any) -> int:
    """Return the size of a value: characters, items, or the digits of a number."""
    if isinstance(value, list | tuple):
        return len(value) + sum(map(_size, value))
    if isinstance(value, str):
        return len(value)
    return 1 + value.bit_length() // 8 if isinstance(value, int) else 1


def _no_list(value: Any) -> Any:
    """Refuse a list as an item of a list: lists of lists could double without end."""
    if isinstance(value, list | tuple):
        raise SecurityError("a list in a list is not for letters")
    return value


class LetterTemplate:
    """A template that can be rendered for any number of people."""

    def __init__(self, source: str) -> None:
        """Read a template.

        Raises:
            TemplateError: it is invalid, or uses something that is not for letters.
        """
        self._environment = _Environment()
        self._template = self._compile(source)

    def _compile(self, source: str) -> Template:
        if len(source) > LONGEST_SOURCE:
            raise TemplateError(1, f"it has more than {LONGEST_SOURCE:,} characters")
        environment = self._environment
        try:
            tree = environment.parse(source)
            for node in list(tree.find_all(nodes.Node)):
                _refuse(node)
                _count(node)
            code = environment.compile(tree, filename=_FILE)
        except TemplateSyntaxError as error:
            raise TemplateError(error.lineno, str(error.message)) from None
        except (RecursionError, MemoryError):
            raise TemplateError(1, "it is nested too deeply") from None
        except (SyntaxError, ValueError, OverflowError) as error:
            # Python's compiler has limits too, for nested loops and for digits.
            raise TemplateError(1, f"it cannot be used: {error}") from None
        return Template.from_code(environment, code, {})

    def render(self, values: Mapping[str, Any]) -> str:
        """Return the text for one person.

        Args:
            values: the values for the template: texts, numbers, lists, `Fields`.

        Raises:
            MissingError: it uses a value that is not among them.
            TemplateError: it does too much work, or uses a value in a wrong way.
        """
        self._environment.begin()
        try:
            context = self._template.new_context(dict(values))
            text = "".join(self._template.root_render_func(context))
            fit(len(text))
        except MissingError as error:
            error.line = self._line(error.__traceback__)
            raise
        except JinjaError as error:
            raise TemplateError(self._line(error.__traceback__), str(error)) from None
        except (ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as error:
            why = f"this cannot be done: {error}"
            raise TemplateError(self._line(error.__traceback__), why) from None
        return text

    def _line(self, trace: TracebackType | None) -> int:
        """Return the line of the template with the error."""
        line = 1
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == _FILE:
                line = self._template.get_corresponding_lineno(trace.tb_lineno)
            trace = trace.tb_next
        return line


def _refuse(node: nodes.Node) -> None:
    """Refuse what can be refused without running it, so that `check` finds it too."""
    why = _REFUSED.get(type(node), "")
    if isinstance(node, nodes.Filter) and node.name not in (*FILTERS, "d"):
        why = f"there is no filter '{node.name}' for letters; there are {', '.join(FILTERS)}"
    elif isinstance(node, nodes.Test) and node.name not in _TESTS:
        why = f"'is {node.name}' is not for letters; 'is defined' is"
    elif isinstance(node, nodes.Call) and getattr(node.node, "attr", "") not in METHODS:
        why = f"this cannot be called in a letter; {', '.join(METHODS)} of a text can"
    if why:
        raise TemplateSyntaxError(why, node.lineno or 1)


def _count(node: nodes.Node) -> None:
    """Send loops, `~` and lists through a filter, because Jinja does not let us intercept them."""
    if isinstance(node, nodes.For):
        work = sum(_weight(inner) for inner in node.find_all(nodes.Node))
        node.iter = _filter(node.iter, _ROUND, nodes.Const(work))
    elif isinstance(node, nodes.Concat):
        node.nodes = [_filter(nodes.List(node.nodes), _CONCAT)]
    elif isinstance(node, nodes.List) or (isinstance(node, nodes.Tuple) and node.ctx == "load"):
        node.items = [_filter(item, _ITEM) for item in node.items]


def _weight(node: nodes.Node) -> int:
    return len(node.data) if isinstance(node, nodes.TemplateData) else 1


def _filter(value: nodes.Node, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    assert isinstance(value, nodes.Expr)  # noqa: S101 - as the parser makes it
    return nodes.Filter(value, name, list(arguments), [], None, None, lineno=value.lineno)
