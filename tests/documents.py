"""Whether a JSON document is what the class of its answer says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from hobnob.answers import Entry, Exact, Who


def mistakes(kind: Any, found: Any, at: str = "") -> Iterator[str]:
    """Yield where a document has other keys, or other types, than a class or an annotation says."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        yield from _in_object(kind, found, at)
    elif origin is Annotated:
        if not (isinstance(found, str) or (found is None and arguments[1].endswith("null"))):
            yield f"{at}: {found!r} is no {arguments[1]}"
    elif origin is Literal:
        if found not in arguments:
            yield f"{at}: {found!r} is none of {arguments}"
    elif origin in (Union, UnionType):
        every = [list(mistakes(part, found, at)) for part in arguments]
        yield from min(every, key=len)
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        for key, part in found.items():
            yield from mistakes(arguments[1], part, f"{at}.{key}")
    elif origin in (tuple, list, frozenset):
        for number, part in enumerate(found):
            yield from mistakes(arguments[0], part, f"{at}[{number}]")
    elif not isinstance(found, _PRINTED_AS.get(kind, kind)):
        yield f"{at}: {found!r} is no {kind}"


_PRINTED_AS: Mapping[Any, Any] = {
    Who: str,
    Entry: str,
    float: (int, float),
    Exact: float,
    NoneType: NoneType,
}


def _in_object(kind: type, found: Any, at: str) -> Iterator[str]:
    hints = get_type_hints(kind, include_extras=True)
    printed = [part for part in fields(kind) if "hidden" not in part.metadata]
    own = {
        part.metadata.get("key", part.name): part.name
        for part in printed
        if "spread" not in part.metadata
    }
    if not isinstance(found, dict):
        yield f"{at}: {found!r} is no object"
        return
    others = set(found) - set(own) if len(own) == len(printed) else set()
    yield from (f"{at}.{name}: no field of {kind.__name__}" for name in sorted(others))
    for key, name in own.items():
        if key not in found:
            yield f"{at}.{key}: not printed"
        else:
            yield from mistakes(hints[name], found[key], f"{at}.{key}")
