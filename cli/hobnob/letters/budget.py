"""How much work a template may make, and the few operations it may do, each within it.

The one rule: work is counted, not timed, so that the same template is refused on every machine or
on none. Nothing here is made before it is known to fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from jinja2 import Undefined

MOST_STEPS = 10_000
"""Steps of a rendering. A letter takes some dozens; these take a twentieth of a second."""
LONGEST_TEXT = 10_000
"""Characters of a letter, and of any text that is made on the way: five pages."""
LARGEST_NUMBER = 10**12
CHARACTERS_A_STEP = 100
"""So many characters of a text that is read or made count as one step more."""


class ExcessError(Exception):
    """A template makes more than a letter needs."""


class WrongUseError(Exception):
    """A template uses a value as what it is not."""


class Budget:
    """The work that is left to one rendering."""

    def __init__(self) -> None:
        """Begin with all of it."""
        self.begin()

    def begin(self) -> None:
        """Begin anew."""
        self._steps = MOST_STEPS
        self._room = LONGEST_TEXT

    def spend(self, steps: int = 1) -> None:
        """Take steps.

        Raises:
            ExcessError: there are none left.
        """
        self._steps -= steps
        if self._steps < 0:
            raise ExcessError("it goes round and round; a letter takes a few steps, not thousands")

    def read(self, text: str) -> str:
        """Take the steps of going through a text once."""
        self.spend(1 + len(text) // CHARACTERS_A_STEP)
        return text

    def made(self, length: int) -> None:
        """Take the steps of making a text of a length, before it is made.

        Raises:
            ExcessError: it is longer than any letter.
        """
        if length > LONGEST_TEXT:
            raise ExcessError(f"it makes a text of {length:,} characters; a letter has a few pages")
        self.spend(1 + length // CHARACTERS_A_STEP)

    def finish(self, value: Any) -> Any:
        """Take a value into the letter, as the text it is.

        Raises:
            WrongUseError: it is no text and no number.
            ExcessError: the letter is too long with it.
        """
        text = plain(value)
        self._room -= len(text)
        if self._room < 0:
            raise ExcessError(f"it makes a letter of more than {LONGEST_TEXT:,} characters")
        return self.read(text)


def plain(value: Any) -> str:
    """Return what a value says in a letter.

    Raises:
        WrongUseError: it is a list or a mapping, whose brackets nobody wants in a letter.
    """
    if isinstance(value, str | int | float | Undefined):
        return str(value)
    if isinstance(value, Mapping):
        keys = ", ".join(map(str, value)) or "nothing"
        raise WrongUseError(f"this is not one thing, but has {keys}; say which, with a dot")
    if isinstance(value, list | tuple):
        raise WrongUseError("this is a list; say how to join it: {{ … | join(', ') }}")
    raise WrongUseError("this is nothing that a letter can say")


# ---------------------------------------------------------------- what a template may call

Operation = Callable[..., Any]


class Operations:
    """The filters of a template: all that it may do with what it is given."""

    def __init__(self, budget: Budget) -> None:
        """Take the budget in which all is done."""
        self._budget = budget

    def _text(self, value: Any) -> str:
        return self._budget.read(plain(value))

    def upper(self, value: Any) -> str:
        """Return a text in capitals."""
        return self._text(value).upper()

    def lower(self, value: Any) -> str:
        """Return a text in small letters."""
        return self._text(value).lower()

    def capitalize(self, value: Any) -> str:
        """Return a text that begins with a capital, the rest as it is."""
        text = self._text(value)
        return text[:1].upper() + text[1:]

    def title(self, value: Any) -> str:
        """Return a text with a capital at each word."""
        return self._text(value).title()

    def trim(self, value: Any) -> str:
        """Return a text without the blanks around it."""
        return self._text(value).strip()

    def replace(self, value: Any, old: Any, new: Any) -> str:
        """Return a text with a part replaced wherever it stands."""
        text, old, new = self._text(value), self._text(old), self._text(new)
        if not old:
            raise WrongUseError("replace: there is nothing to be replaced in ''")
        self._budget.made(len(text) + text.count(old) * (len(new) - len(old)))
        return text.replace(old, new)

    def split(self, value: Any, between: Any = None) -> list[str]:
        """Return the words of a text, or what stands between separators."""
        text = self._text(value)
        if between is not None and not plain(between):
            raise WrongUseError("split: there is nothing to split at in ''")
        return text.split(None if between is None else plain(between))

    def truncate(self, value: Any, length: Any = 80) -> str:
        """Return the beginning of a text, cut at a word."""
        text = self._text(value)
        if not isinstance(length, int) or len(text) <= length:
            return text
        return text[: max(0, length)].rsplit(" ", 1)[0] + "…"

    def join(self, values: Any, between: Any = ", ") -> str:
        """Return the items of a list as one text."""
        parts = [self._text(value) for value in self._items(values)]
        between = self._text(between)
        self._budget.made(sum(map(len, parts)) + len(between) * max(0, len(parts) - 1))
        return str(between).join(parts)

    def first(self, values: Any) -> Any:
        """Return the first item of a list, or the first letter of a text."""
        return next(iter(self._some(values)))

    def last(self, values: Any) -> Any:
        """Return the last item of a list, or the last letter of a text."""
        return self._some(values)[-1]

    def length(self, values: Any) -> int:
        """Return how many items a list has, or letters a text."""
        return len(self._text(values) if isinstance(values, str) else self._items(values))

    def sort(self, values: Any) -> list[Any]:
        """Return the items of a list by the alphabet."""
        # What is looked through once a time it is halved is looked through so often.
        items = self._items(values)
        self._budget.spend(len(items) * len(items).bit_length())
        return sorted(items, key=lambda item: plain(item).casefold())

    def reverse(self, values: Any) -> Any:
        """Return a list, or a text, from its end."""
        return self._text(values)[::-1] if isinstance(values, str) else self._items(values)[::-1]

    def default(self, value: Any, instead: Any = "", falsy: Any = False) -> Any:
        """Return a value, or another one where it is not known (or, with true, is empty)."""
        self._budget.spend()
        return instead if isinstance(value, Undefined) or (falsy is True and not value) else value

    def date(self, value: Any) -> str:
        """Return an ISO date as one writes it: `22 November 2026`."""
        from hobnob.dates import parse_date, spell_date

        try:
            return spell_date(parse_date(self._text(value)[:10]))
        except ValueError:
            raise WrongUseError("date: this is no date such as 2026-11-22") from None

    def _items(self, values: Any) -> Sequence[Any]:
        """Return the items of a list; each is a step."""
        if isinstance(values, Undefined):
            len(values)  # says which
        if not isinstance(values, list | tuple):
            raise WrongUseError("this is no list")
        self._budget.spend(1 + len(values))
        return values

    def _some(self, values: Any) -> Any:
        found = self._text(values) if isinstance(values, str) else self._items(values)
        if not found:
            raise WrongUseError("there is nothing in it")
        return found

    # ------------------------------------------------------------ what the language itself does

    def each(self, values: Any, steps: int) -> Iterator[Any]:
        """Yield what a `for` goes through; each time round takes the steps of what stands in it."""
        if not isinstance(values, list | tuple | Mapping | Undefined):
            raise WrongUseError("this is no list to go through")
        for value in values:
            self._budget.spend(steps)
            yield value

    def together(self, values: Sequence[Any]) -> str:
        """Return texts one after the other: what `~` does."""
        return self.join(values, "")

    def part(self, value: Any, start: Any, stop: Any) -> Any:
        """Return a part of a text or list: what `[:4]` does."""
        if not all(at is None or isinstance(at, int) for at in (start, stop)):
            raise WrongUseError("a part is asked for by numbers: [:4]")
        return (self._text(value) if isinstance(value, str) else self._items(value))[start:stop]

    def calculate(self, left: Any, sign: str, right: Any) -> Any:
        """Return what a sign makes of two numbers; `+` takes two texts as well.

        Raises:
            WrongUseError: they are neither, or it cannot be done.
            ExcessError: it becomes too large.
        """
        self._budget.spend()
        if sign == "+" and isinstance(left, str) and isinstance(right, str):
            return self.together([left, right])
        if not (_is_number(left) and _is_number(right)):
            for value in (left, right):
                if isinstance(value, Undefined):
                    str(value)  # says which
            raise WrongUseError(f"'{sign}' is for two numbers")
        try:
            result = _SIGNS[sign](left, right)
        except ZeroDivisionError:
            raise WrongUseError("nothing can be divided by 0") from None
        if abs(result) > LARGEST_NUMBER:
            raise ExcessError("it makes a number larger than any in a letter")
        return result


_SIGNS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: a // b,
    "%": lambda a, b: a % b,
}

FILTERS = (
    "upper", "lower", "capitalize", "title", "trim", "replace", "split", "truncate", "join",
    "first", "last", "length", "sort", "reverse", "default", "date",
)  # fmt: skip
"""What a template may write behind a `|`."""

METHODS: Mapping[str, str] = {
    "upper": "upper",
    "lower": "lower",
    "capitalize": "capitalize",
    "title": "title",
    "strip": "trim",
    "replace": "replace",
    "split": "split",
}
"""What may be called of a text, as Python has it, and the filter that does the same."""

TESTS = ("defined", "undefined", "string", "number", "in", "eq", "ne", "lt", "le", "gt", "ge",
         "==", "!=", "<", "<=", ">", ">=", "even", "odd")  # fmt: skip
"""What a template may ask with `is`."""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
