"""Which part of one version is which part of another, and the order of all parts.

The one rule: the order is that of ours, unless only theirs changed it. A part that only theirs has
stands behind the part that it follows there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from hobnob.names import name_key

_SAME_ROLE: tuple[tuple[str, ...], ...] = (("org", "title"), ("name",), ("org", "since"), ("org",))
"""The keys by which a mapping of a list is found again after a change, the strictest first."""


def merged_order(
    base: Sequence[Hashable], ours: Sequence[Hashable], theirs: Sequence[Hashable]
) -> list[Hashable]:
    """Return all names in their merged order."""
    common = {*base} & {*ours} & {*theirs}
    was, mine, other = ([n for n in names if n in common] for names in (base, ours, theirs))
    if was == mine != other:
        ours, theirs = theirs, ours
    old, all_theirs = {*base} | {*ours} & {*theirs}, {*theirs}
    order, placed = list(ours), {*ours}
    behind: Hashable = None
    for name in theirs:
        if name not in placed:
            at = 0 if behind is None else order.index(behind) + 1
            if behind is None or behind in old:
                # What both added at one place: first ours, then theirs.
                while at < len(order) and order[at] not in old and order[at] not in all_theirs:
                    at += 1
            order.insert(at, name)
            placed.add(name)
        behind = name
    return order


def name_keys(names: Sequence[str]) -> list[Hashable]:
    """Return a name for each key; a key that stands there twice has a number."""
    return _numbered(names)


def name_items(
    base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]
) -> tuple[list[Hashable], list[Hashable], list[Hashable]]:
    """Return a name for each item of three versions of a list, by what the items mean."""
    names = _numbered([_exact(item) for item in base])
    mine, other = (_found_again(base, names, items) for items in (ours, theirs))
    added = [ours[n] for n, name in enumerate(mine) if name is None]
    new = _numbered([_exact(item) for item in added], "new")
    mine = _filled(mine, new)
    later = [item for n, item in enumerate(theirs) if other[n] is None]
    return names, _narrow(mine), _narrow(_filled(other, _found_again(added, new, later), later))


def _filled(
    names: list[Hashable | None], more: Sequence[Hashable | None], items: Sequence[Any] = ()
) -> list[Hashable | None]:
    """Put names in place of those that are missing; what has none yet is named by its meaning."""
    fresh = _numbered([_exact(item) for item in items], "theirs")
    found = iter(name if name is not None else fresh[n] for n, name in enumerate(more))
    return [next(found) if name is None else name for name in names]


def _narrow(names: Sequence[Hashable | None]) -> list[Hashable]:
    return [name for name in names if name is not None]


def _found_again(
    base: Sequence[Any], names: Sequence[Hashable], items: Sequence[Any]
) -> list[Hashable | None]:
    """Return for each item the name of the item of the base that it is, or None."""
    found: list[Hashable | None] = [None] * len(items)
    free = dict(enumerate(base))
    tests: list[Callable[[Any], str]] = [_exact, *(_by(keys) for keys in _SAME_ROLE)]
    for key_of in tests:
        places: dict[str, list[int]] = {}
        for at, item in reversed(free.items()):
            places.setdefault(key_of(item), []).append(at)
        for number, item in enumerate(items):
            key = key_of(item)
            if found[number] is None and key and places.get(key):
                at = places[key].pop()
                found[number] = names[at]
                del free[at]
    return found


def _exact(item: Any) -> str:
    return json.dumps(item, ensure_ascii=False, sort_keys=True)


def _by(keys: Sequence[str]) -> Callable[[Any], str]:
    def key_of(item: Any) -> str:
        if not isinstance(item, Mapping) or not all(isinstance(item.get(k), str) for k in keys):
            return ""
        return "\n".join(name_key(item[k]) for k in keys)

    return key_of


def _numbered(names: Sequence[str], more: str = "") -> list[Hashable]:
    seen: dict[str, int] = {}
    found: list[Hashable] = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append((more, name, seen[name]))
    return found
