"""Rendering a letter's template, which may come from anywhere.

The one rule: a template sees the values it is given and nothing behind them; it is over after a
counted number of steps, and whatever it may not do is refused with its line.

Jinja's sandbox is below (immutable, strict about what is not known, without a loader and without
globals); above it, `grammar` lets through only what a letter needs, and `budget` counts it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any, NoReturn

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, Undefined
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from hobnob.errors import UsageError
from hobnob.letters import grammar
from hobnob.letters.budget import (
    FILTERS,
    TESTS,
    Budget,
    ExcessError,
    Operations,
    WrongUseError,
)

_LOOP = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length"})
_FILE = "<template>"


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

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self) -> None:
        self.budget = Budget()
        super().__init__(
            undefined=_Missing, finalize=self.budget.finish, autoescape=False, cache_size=0,
            keep_trailing_newline=True,
        )  # fmt: skip
        operations = Operations(self.budget)
        self._calculate = operations.calculate
        self.globals.clear()
        self.filters = {name: getattr(operations, name) for name in FILTERS}
        self.filters |= {
            "d": operations.default,
            grammar.EACH: operations.each,
            grammar.TOGETHER: operations.together,
            grammar.PART: operations.part,
        }
        self.tests = {name: self.tests[name] for name in TESTS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a value of a mapping; nothing else has any, but a loop where it stands."""
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item of a mapping or a list, or a letter of a text."""
        if isinstance(obj, Mapping) and isinstance(argument, str):
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=argument)
        if isinstance(obj, list | tuple | str) and isinstance(argument, int):
            inside = -len(obj) <= argument < len(obj)
            return obj[argument] if inside else self.undefined(name=f"number {argument}")
        if isinstance(obj, Undefined):
            str(obj)  # says which
        raise WrongUseError(f"there is no '{argument}' in it")

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Calculate, within the budget."""
        return self._calculate(left, operator, right)

    def call(__self, __context: Context, __obj: Any, *_: Any, **__: Any) -> NoReturn:  # noqa: N805
        """Call nothing: what may be called has become a filter."""
        raise WrongUseError("nothing can be called in a letter")


class LetterTemplate:
    """A template that can be rendered, for one person after the other.

    Attributes:
        said: what it says by name, each with its line (from 1), as `grammar.fields_said` has it.
    """

    said: tuple[tuple[int, str], ...] = ()

    def __init__(self, source: str) -> None:
        """Read a template.

        Raises:
            TemplateError: it is none, or uses what a letter may not.
        """
        self._environment = _Environment()
        self._template = self._compile(source)

    def _compile(self, source: str) -> Template:
        if len(source) > grammar.LONGEST_SOURCE:
            raise TemplateError(1, f"it has more than {grammar.LONGEST_SOURCE:,} characters")
        environment = self._environment
        try:
            parsed = environment.parse(source)
            grammar.refuse(parsed)
            self.said = grammar.fields_said(parsed)
            tree = grammar.rewrite(parsed)
            tree.set_environment(environment)
            code = environment.compile(tree, filename=_FILE)
        except TemplateSyntaxError as error:
            raise TemplateError(error.lineno, str(error.message)) from None
        except grammar.GrammarError as error:
            raise TemplateError(error.line, str(error)) from None
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
        self._environment.budget.begin()
        try:
            context = self._template.new_context(dict(values))
            text = "".join(self._template.root_render_func(context))
            self._environment.budget.made(len(text))
        except MissingError as error:
            error.line = self._line(error.__traceback__)
            raise
        except (ExcessError, WrongUseError) as error:
            raise TemplateError(self._line(error.__traceback__), str(error)) from None
        except (ArithmeticError, TypeError, ValueError, RecursionError) as error:
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
