"""Answers that took long to find, kept for as long as nothing changes.

The one rule: an answer follows from the notes, the day and the settings alone. A kept answer is
given only for the same three, to the same question of the same hobnob; in doubt it is found again.
What follows from a part of the notes alone is kept until that part changes. What is kept can be
deleted at any time.

Only a verb that shows the whole journal as it is asks for it: an answer about what is public, about
earlier notes, or about an index in memory is never kept. The files name the lineage of the index,
which is a random number of an index that was made here; so nobody can send them with a journal.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import cache
from hashlib import blake2b
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

import hobnob
from hobnob.cache import read_file, write_file
from hobnob.index.history import state_of
from hobnob.index.index import Index
from hobnob.safety import is_shared

Answer = TypeVar("Answer")

PREFIX = "answer-"
"""How the names of the files begin, one file for each verb."""
LASTING = "lasting-"
"""The same, for what does not depend on the day."""
LONG = 0.05
"""Seconds that an answer must take to be kept."""
LARGEST = 16_000_000
"""Characters; reading more takes as long as finding the answer."""


def keep(
    index: Index, verb: str, asked: object, find: Callable[[], Answer], *shapes: type
) -> Answer:
    """Return the answer to a question: the kept one, or else what `find` finds.

    Args:
        index: the index.
        verb: who asks; its latest answer is kept.
        asked: the rest of the question, which JSON can hold.
        find: finds the answer, from the index and what is asked alone.
        shapes: the classes in the answer: dataclasses, named tuples and numbered words. Besides
            them it may have tuples, lists, mappings, and what JSON has.
    """
    head = _head(index, asked) if _may_keep(index) and not index.state else ""
    return _find_once(index, f"{PREFIX}{verb}", head, find, shapes)


def keep_lasting(index: Index, name: str, part: bytes, find: Callable[[], Answer]) -> Answer:
    """Return what follows from a part of the notes alone, on any day: kept or found; see `keep`.

    Args:
        index: the index.
        name: what it is.
        part: all that it follows from.
        find: finds it, from lists, tuples, mappings and what JSON has.
    """
    head = ""
    if _may_keep(index):
        follows = blake2b(part + repr(_program()).encode(), digest_size=16).hexdigest()
        head = json.dumps([state_of(index.db).lineage, follows])
    return _find_once(index, f"{LASTING}{name}", head, find, ())


def _find_once(
    index: Index, name: str, head: str, find: Callable[[], Answer], shapes: tuple[type, ...]
) -> Answer:
    """Return the answer in a file that begins with a line, or find it; "" is never kept."""
    if not head:
        return find()
    with contextlib.suppress(OSError, ValueError, TypeError, LookupError):
        first, _, rest = read_file(index.journal.cache, name).partition(b"\n")
        if first == head.encode():
            kept: Answer = unpack(json.loads(rest), *shapes)
            return kept
    begin = perf_counter()
    answer = find()
    if perf_counter() - begin >= LONG:
        text = json.dumps(pack(answer, *shapes), ensure_ascii=False, separators=(",", ":"))
        if len(text) <= LARGEST:
            with contextlib.suppress(OSError, ValueError):
                write_file(index.journal.cache, name, f"{head}\n{text}")
    return answer


def _may_keep(index: Index) -> bool:
    """Return whether the index is of the whole journal, as it is, and was made here."""
    if is_shared() or index.journal.past or not index.is_on_disk:
        return False
    return bool(state_of(index.db).lineage)


def _head(index: Index, asked: object) -> str:
    """Return everything that an answer depends on, on one line."""
    lineage, step = state_of(index.db)
    settings = [
        sorted(value) if isinstance(value, frozenset) else value
        for field in fields(index.journal.settings)
        for value in (getattr(index.journal.settings, field.name),)
    ]
    rest = blake2b(repr((settings, _program())).encode(), digest_size=16).hexdigest()
    return json.dumps([lineage, step, index.today, rest, asked])


@cache
def _program() -> tuple[object, ...]:
    """Return what changes with hobnob itself."""
    package = Path(hobnob.__file__).parent
    if not (package.parent.parent / "pyproject.toml").is_file():
        return (hobnob.__version__, Path(hobnob.__file__).stat().st_mtime_ns)
    # In a checkout, somebody works on the code.
    return (hobnob.__version__, sorted(_modules(str(package))))


def _modules(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                status = entry.stat()
                yield entry.path, status.st_mtime_ns, status.st_size
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _modules(entry.path)


# ---------------------------------------------------------------- answers as JSON

_TUPLE, _LIST, _MAPPING, _FIRST = range(4)
"""Each value that has parts is a list, after a number that says what it is; then the shapes."""


def pack(answer: object, *shapes: type) -> Any:
    """Return an answer as JSON data.

    Args:
        answer: the answer.
        shapes: the classes in it; see `keep`.
    """
    return _pack(answer, {shape: at for at, shape in enumerate(shapes, _FIRST)})


def unpack(data: Any, *shapes: type) -> Any:
    """Return the answer that `pack` made into data, with the same shapes."""
    return _unpack(data, [_maker(shape) for shape in shapes])


def _pack(value: Any, numbers: dict[type, int]) -> Any:
    kind = type(value)
    if kind is str or kind is int or kind is float or kind is bool or value is None:
        return value
    if kind is tuple or kind is list:
        return [_LIST if kind is list else _TUPLE, *(_pack(part, numbers) for part in value)]
    if kind is dict:
        pairs = ((_pack(key, numbers), _pack(part, numbers)) for key, part in value.items())
        return [_MAPPING, *(part for pair in pairs for part in pair)]
    if issubclass(kind, int):
        return [numbers[kind], int(value)]
    parts = (
        value
        if issubclass(kind, tuple)
        else (getattr(value, name) for name in kind.__dataclass_fields__)
    )
    return [numbers[kind], *(_pack(part, numbers) for part in parts)]


def _unpack(data: Any, makers: list[Callable[[list[Any]], Any]]) -> Any:
    if type(data) is not list:
        return data
    parts = [_unpack(part, makers) if type(part) is list else part for part in data[1:]]
    which = data[0]
    if which >= _FIRST:
        return makers[which - _FIRST](parts)
    if which == _MAPPING:
        return dict(zip(parts[::2], parts[1::2], strict=True))
    return parts if which == _LIST else tuple(parts)


def _maker(shape: Any) -> Callable[[list[Any]], Any]:
    """Return what makes a value of a shape from its parts."""
    if issubclass(shape, int):
        return lambda parts: shape(parts[0])
    if issubclass(shape, tuple):
        return lambda parts: shape(*parts)
    names = tuple(shape.__dataclass_fields__)
    return lambda parts: shape(**dict(zip(names, parts, strict=True)))
