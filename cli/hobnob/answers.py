"""What all answers have in common, and how an answer becomes JSON.

An answer is a frozen dataclass. Its fields hold slugs, names, ISO dates and texts; no address, no
HTML and no width of a terminal. The names of the fields are the keys of `--json`, in the same
order. The manual shows the `Attributes:` of the docstring.

The one rule: an answer is shaped once. The terminal, `--json` and the pages print the same value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import MISSING, field, fields, is_dataclass
from functools import cache
from inspect import cleandoc
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

Day = Annotated[str, "date"]
"""An ISO date: a day, a month or a year."""
DayOrNone = Annotated[str, "date or null"]
"""An ISO date; "" is printed as null, as with all names that end in `OrNone`."""
Slug = Annotated[str, "slug"]
SlugOrNone = Annotated[str, "slug or null"]
TextOrNone = Annotated[str, "text or null"]

Document = Mapping[str, Any]
"""A note as `--json` prints it: its front matter and derived keys."""

_DECIMALS = 6
"""The decimals of a number in JSON; this hides differences in the last bit."""


class Who(NamedTuple):
    """A person that an answer names; printed as the slug.

    Attributes:
        id: the id of the person's note; None without a note, then `slug` and `name` are as typed.
    """

    id: int | None
    slug: str
    name: str


class Entry(NamedTuple):
    """An interaction that an answer names; printed as the slug. The date gives its page.

    The kind is "" where nobody needs it.
    """

    slug: str
    date: str
    kind: str = ""


class Exact(float):
    """A number that is printed as it was typed; all others are rounded."""


class Key(NamedTuple):
    """A key of a JSON document, with the words of the manual: its type and its meaning."""

    name: str
    holds: str
    means: str


def hidden(default: Any = MISSING) -> Any:
    """Declare a field for the text and the pages; it is not printed as JSON."""
    return field(default=default, metadata={"hidden": True})


def named(key: str) -> Any:
    """Declare a field that is printed under another key: a word that no field can have."""
    return field(metadata={"key": key})


def spread(default: Any = MISSING) -> Any:
    """Declare a field that is a note's mapping or an answer; its keys are printed in its place."""
    return field(default=default, metadata={"spread": True})


def to_json(value: Any) -> Any:
    """Return an answer as JSON types.

    Fields become keys, people and entries become slugs, tuples and sets become lists (sets are
    sorted). Numbers have at most six decimals.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if isinstance(value, Exact) else round(value, _DECIMALS)
    if isinstance(value, Who | Entry):
        return value.slug
    if isinstance(value, Mapping):
        return {key: to_json(part) for key, part in value.items()}
    if is_dataclass(value):
        return dict(_pairs(value))
    parts = sorted(value) if isinstance(value, set | frozenset) else value
    return [to_json(part) for part in parts]


def _pairs(value: Any) -> Iterator[tuple[str, Any]]:
    kind: type = type(value)
    for name, key, is_spread, empty_is_null in _printed(kind):
        part = getattr(value, name)
        if is_spread:
            # A note's values are JSON already, and its numbers are not rounded.
            yield from (part if isinstance(part, Mapping) else to_json(part)).items()
        else:
            yield key, None if empty_is_null and part == "" else to_json(part)


@cache
def _printed(kind: type) -> tuple[tuple[str, str, bool, bool], ...]:
    """Return the fields that are printed: name, key, whether it is spread, whether "" is null."""
    return tuple(
        (
            part.name,
            part.metadata.get("key", part.name),
            "spread" in part.metadata,
            str(part.type).endswith("OrNone"),
        )
        for part in fields(kind)
        if "hidden" not in part.metadata
    )


# ---------------------------------------------------------------- the manual of `--json`


def keys_of(kind: type, linked: Collection[type] = ()) -> tuple[Key, ...]:
    """Return the keys of an answer for the manual, without spread fields.

    Args:
        kind: the class of the answer.
        linked: classes that have their own heading in the manual. A field of such a class links
            to the heading; a field of another class lists its keys.
    """
    hints = get_type_hints(kind, include_extras=True)
    means = _attributes(kind)
    return tuple(
        Key(key, _holds(hints[name], linked), means.get(name, ""))
        for name, key, is_spread, _ in _printed(kind)
        if not is_spread
    )


def summary_of(kind: type) -> str:
    """Return the first sentence of an answer's docstring."""
    return cleandoc(kind.__doc__ or "").split("\n\n")[0].replace("\n", " ")


def heading(kind: type) -> str:
    """Return the name of an answer in the manual: "need" for `Need`."""
    return re.sub(r"(?<=.)(?=[A-Z])", " ", kind.__name__).lower()


def plural(words: str) -> str:
    """Return "slugs" for "slug", "objects: `name`" for "object: `name`", and so on."""
    if words.endswith(" or null"):
        return f"{plural(words.removesuffix(' or null'))} or null"
    if words.startswith("list of "):
        return f"lists{words.removeprefix('list')}"
    if words.startswith("evidence"):
        return words
    first, colon, rest = words.partition(":")
    linked = re.fullmatch(r"\[(.+)\](\(.+\))", first)
    if linked:
        return f"[{plural(linked[1])}]{linked[2]}"
    return f"{first}{'es' if first.endswith('s') else 's'}{colon}{rest}"


def link_to(kind: type) -> str:
    """Return a link to the keys of an answer in the manual."""
    name = heading(kind)
    return f"[{name}](#{name.replace(' ', '-')})"


def _attributes(kind: type) -> dict[str, str]:
    """Return the `Attributes:` of a docstring, each on one line, without its last full stop."""
    _, _, listed = cleandoc(kind.__doc__ or "").partition("Attributes:\n")
    listed = listed.split("\n\n")[0]
    found = re.findall(r"^ {4}(\w+(?:, \w+)*): (.*(?:\n {5,}.*)*)", listed, re.M)
    return {
        name: " ".join(text.split()).removesuffix(".")
        for names, text in found
        for name in names.split(", ")
    }


_HOLDS: tuple[tuple[Any, str], ...] = (
    (Who, "slug"),
    (Entry, "slug"),
    (bool, "true or false"),
    (int, "number"),
    (float, "number"),
    (Exact, "number"),
    (str, "text"),
)


def _holds(hint: Any, linked: Collection[type]) -> str:
    """Return the type of a field in words: "list of slugs", "object of numbers"."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return str(arguments[1])
    if origin is Literal:
        return "text"
    if origin in (Union, UnionType):
        inner = [_holds(part, linked) for part in arguments if part is not NoneType]
        return " or ".join([*inner, "null"] if NoneType in arguments else inner)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"object of {plural(_holds(arguments[1], linked))}"
    if origin in (tuple, list, frozenset):
        return f"list of {plural(_holds(arguments[0], linked))}"
    if hint in linked:
        return link_to(hint)
    if is_dataclass(hint):
        return "object: " + ", ".join(f"`{name}`" for name in _names(_as_type(hint)))
    return next(words for kind, words in _HOLDS if hint is kind)


def _names(kind: type) -> Iterator[str]:
    """Yield the keys of an answer, including those of its spread fields."""
    hints = get_type_hints(kind, include_extras=True)
    for name, key, is_spread, _ in _printed(kind):
        if not is_spread:
            yield key
        elif is_dataclass(hints[name]):
            yield from _names(_as_type(hints[name]))


def _as_type(hint: Any) -> type:
    return hint if isinstance(hint, type) else type(hint)
