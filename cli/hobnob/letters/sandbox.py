"""Rendering a letter's template, which may come from anywhere.

The one rule: a template sees the values it is given and nothing behind them; what it handles is
counted, and whatever it may not do is refused with its line.

Jinja's sandbox does most of it. It has no loader and no globals here, and no attribute of Python's
can be read. A count bounds time and memory: each character that is made or put out counts, each
item of a list, and each time round a `for` all that stands in it. It is no clock, so that the same
template is refused on every machine or on none.
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
"""Characters of a template."""
MOST_WORK = 100_000
"""Characters and items that one rendering handles. A letter handles one or two thousand."""

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
# The filters that stand for what Jinja lets nobody intercept; no template can spell a blank.
_ROUND, _ITEM, _CONCAT = "each time round", "item of a list", "one after the other"


class TemplateError(UsageError):
    """A template that cannot be used at all.

    Attributes:
        line: of the template, from 1.
        why: what is wrong, and what would be right.
    """

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line = line
        self.why = why


class MissingError(Exception):
    """Something that a template says is not known.

    Attributes:
        field: what, as the template has it: `role.org`.
        line: of the template, from 1.
    """

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field
        self.line = 1


class Fields(dict[str, Any]):
    """Values by name; it knows how a template calls it."""

    def __init__(self, called: str, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.called = called


class _Missing(StrictUndefined):
    """What stands for a value that is not there: all that is done with it says which."""

    __slots__ = ()

    def __init__(
        self, hint: Any = None, obj: Any = None, name: Any = None, exc: Any = None
    ) -> None:
        called = getattr(obj, "called", "") if isinstance(obj, Mapping) else ""
        path = ".".join(filter(None, (called, str(name or ""))))
        super().__init__(hint=path or str(hint), exc=MissingError)  # type: ignore[arg-type]


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja as a letter has it."""

    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def __init__(self) -> None:
        # Nothing is worked out while a template is only read, where nothing counts: neither by
        # the optimizer nor, as `_put_out` takes the context, in what is put out.
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
                "it goes round and round; a letter takes a few steps, not thousands"
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
        """Return a value of a mapping; else only loops have attributes, and texts methods."""
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        if isinstance(obj, str) and attribute in METHODS:
            return partial(self.filters[METHODS[attribute]], obj)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item of a mapping or a list, or a letter of a text."""
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
        """Say whether something can be called: only what `getattr` gave."""
        return isinstance(obj, partial)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Calculate with two numbers, or add two texts."""
        if operator != "+" and any(isinstance(v, str | list | tuple) for v in (left, right)):
            raise SecurityError(f"'{operator}' is for two numbers")
        return self._made(super().call_binop(context, operator, left, right))


def _size(value: Any) -> int:
    """Return the characters of a text, and all that is in a list; more for an immense number."""
    if isinstance(value, list | tuple):
        return len(value) + sum(map(_size, value))
    if isinstance(value, str):
        return len(value)
    return 1 + value.bit_length() // 8 if isinstance(value, int) else 1


def _no_list(value: Any) -> Any:
    """Return an item of a list in a template; lists of lists could double without end."""
    if isinstance(value, list | tuple):
        raise SecurityError("a list in a list is not for letters")
    return value


class LetterTemplate:
    """A template that can be rendered, for one person after the other."""

    def __init__(self, source: str) -> None:
        """Read a template.

        Raises:
            TemplateError: it is none, or uses what a letter may not.
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
            # Python's own compiler has bounds too: of nested loops, of digits.
            raise TemplateError(1, f"it cannot be used: {error}") from None
        return Template.from_code(environment, code, {})

    def render(self, values: Mapping[str, Any]) -> str:
        """Return the text for one person.

        Args:
            values: what the template may say: texts, numbers, lists, `Fields`.

        Raises:
            MissingError: it says something that is not among them.
            TemplateError: it makes more than a letter needs, or uses a value as what it is not.
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
        """Return the line of the template on which an error arose."""
        line = 1
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == _FILE:
                line = self._template.get_corresponding_lineno(trace.tb_lineno)
            trace = trace.tb_next
        return line


def _refuse(node: nodes.Node) -> None:
    """Refuse what can be refused before anything runs, so that `check` says it too."""
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
    """Lead through a filter what Jinja lets no environment intercept: loops, `~` and lists."""
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
