"""The filters that a template can use behind a `|`.

The one rule: no filter makes a text longer than a letter, and each uses only its values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jinja2 import Undefined
from jinja2.exceptions import SecurityError

LONGEST_TEXT = 10_000
"""The most characters of a letter and of every intermediate text: five pages."""

Filter = Callable[..., Any]


def fit(length: int) -> None:
    """Check the length of a text before it is made.

    Raises:
        SecurityError: it would be longer than any letter.
    """
    if length > LONGEST_TEXT:
        raise SecurityError(f"it makes a text of {length:,} characters; a letter has a few pages")


def text_of(value: Any) -> str:
    """Return a value as the text of a letter.

    Raises:
        SecurityError: it is a list or a mapping. Nobody wants their brackets in a letter.
    """
    if isinstance(value, str | int | float | Undefined):
        return str(value)
    if isinstance(value, Mapping):
        keys = ", ".join(map(str, value)) or "nothing"
        raise SecurityError(f"this has several parts: {keys}; say which, with a dot")
    if isinstance(value, list | tuple):
        raise SecurityError("this is a list; say how to join it: {{ … | join(', ') }}")
    raise SecurityError("a letter cannot show this value")


def items_of(values: Any) -> Any:
    """Return a list for a loop.

    Raises:
        SecurityError: it is a text. Nobody wants its characters one by one.
    """
    if isinstance(values, str):
        raise SecurityError("this is not a list, so 'for' cannot use it")
    return values


def join(values: Any, between: str = ", ") -> str:
    """Return the items of a list as one text."""
    parts = [text_of(value) for value in items_of(values)]
    fit(sum(map(len, parts)) + len(between) * len(parts))
    return between.join(parts)


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]


def _replace(text: str, old: str, new: str) -> str:
    fit(len(text) + text.count(old) * (len(new) - len(old)))
    return text.replace(old, new)


def _truncate(text: str, length: int = 80) -> str:
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + "…"


def _date(text: str) -> str:
    from hobnob.dates import parse_date, spell_date

    return spell_date(parse_date(text[:10]))


def _first(values: Sequence[Any]) -> Any:
    return _filled(values)[0]


def _last(values: Sequence[Any]) -> Any:
    return _filled(values)[-1]


def _filled(values: Sequence[Any]) -> Sequence[Any]:
    if not values:
        raise SecurityError("there is nothing in it")
    return values


def _sort(values: Any) -> list[Any]:
    return sorted(items_of(values), key=lambda item: text_of(item).casefold())


def _reverse(values: Sequence[Any]) -> Sequence[Any]:
    return values[::-1]


def _default(value: Any, instead: Any = "", falsy: bool = False) -> Any:
    return instead if isinstance(value, Undefined) or (falsy and not value) else value


def _of_text(change: Filter) -> Filter:
    return lambda value, *more, **named: change(text_of(value), *more, **named)


FILTERS: Mapping[str, Filter] = {
    "upper": _of_text(str.upper),
    "lower": _of_text(str.lower),
    "capitalize": _of_text(_capitalize),
    "title": _of_text(str.title),
    "trim": _of_text(str.strip),
    "replace": _of_text(_replace),
    "split": _of_text(str.split),
    "truncate": _of_text(_truncate),
    "join": join,
    "first": _first,
    "last": _last,
    "length": len,
    "sort": _sort,
    "reverse": _reverse,
    "default": _default,
    "date": _of_text(_date),
}

METHODS: Mapping[str, str] = {
    "upper": "upper",
    "lower": "lower",
    "capitalize": "capitalize",
    "title": "title",
    "strip": "trim",
    "replace": "replace",
    "split": "split",
}
"""The methods of a text that a template can call, and the filters that do the same."""
