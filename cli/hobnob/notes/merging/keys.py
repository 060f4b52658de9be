"""Merging front matter: key by key, and lists item by item.

The one rule: a part that only one version changed is written as that version has it, to the letter.
Only a value that both changed is looked into. What cannot be decided stays: both lines, ours first,
and a `Contradiction` says so.
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any

import yaml

from hobnob.notes.edit_head import RefusalError
from hobnob.notes.merging.lines import keep_both, lines_of, merge_lines
from hobnob.notes.merging.order import merged_order, name_items, name_keys
from hobnob.notes.merging.parts import (
    Part,
    Parts,
    as_item,
    as_mapping,
    in_block,
    in_brackets,
    items_of,
    keys_of,
    pairs_of,
    reads_as,
)
from hobnob.notes.schema import SCHEMAS

_LISTS = frozenset(
    field.name
    for schema in SCHEMAS.values()
    for fields in (schema.fields, *(f.parts for f in schema.fields))
    for field in fields
    if field.many
)
"""The keys that hold a list or a single value."""
_REMARK = re.compile(r"(?:^|(?<=[ \t]))#.*$", re.MULTILINE)
_NONE = Parts(before="", parts=(), after="")

Inner = Callable[[Part | None, Part, Part], list[Part]]
"""Merges a part that both versions changed; the first is that of the base, if it had one."""


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    """A key that the two versions changed in different ways.

    Attributes:
        key: the key; with the key that it is in, such as `roles: until`.
        ours: our value; "" if we removed it.
        theirs: their value; "" if they removed it.
    """

    key: str
    ours: str
    theirs: str

    def __str__(self) -> str:
        if self.ours and self.theirs:
            return f"{self.key}: ours is '{self.ours}', theirs is '{self.theirs}'; both are kept"
        removed, changed = ("theirs", "ours") if self.ours else ("ours", "theirs")
        return f"{self.key}: {removed} removed it and {changed} changed it; it is kept"


def merge_keys(base: str, ours: str, theirs: str) -> tuple[str, list[Contradiction]]:
    """Merge the front matter of three versions of a note, with LF as line ends.

    Raises:
        RefusalError: one of them is not a block mapping, or they do not fit together.
        yaml.YAMLError: the same.
    """
    merge = _Merge(())
    return merge.mapping(base, ours, theirs), merge.found


class _Merge:
    """The merge of a mapping or a list; `within` are the keys that it is in."""

    def __init__(self, within: tuple[str, ...]) -> None:
        self.within = within
        self.found: list[Contradiction] = []

    def _complain(self, name: str, ours: Part | None, theirs: Part | None) -> None:
        key = ": ".join(part for part in (*self.within, name) if part)
        self.found.append(Contradiction(key=key, ours=_shown(ours), theirs=_shown(theirs)))

    def mapping(self, base: str, ours: str, theirs: str) -> str:
        """Return three block mappings as one."""
        versions = [keys_of(text) for text in (base, ours, theirs)]
        base_keys, our_keys, their_keys = (_by_key(parts) for parts, _ in versions)
        for key in _answered(base_keys, our_keys, their_keys):
            del base_keys[key]
        merged = self._parts([base_keys, our_keys, their_keys], self._value)
        lines = [part.typed if part.typed.endswith("\n") else f"{part.typed}\n" for part in merged]
        text = "".join(lines) + _comments(versions[0][1], versions[1][1], versions[2][1])
        if [part.name for part in keys_of(text)[0]] != [part.name for part in merged]:
            raise RefusalError("the merged keys would not read as they should")
        return text

    def _parts(self, versions: Sequence[dict[Hashable, Part]], inner: Inner) -> list[Part]:
        """Return the merged parts in their order."""
        base, ours, theirs = versions
        merged: list[Part] = []
        for name in merged_order(list(base), list(ours), list(theirs)):
            old, mine, other = base.get(name), ours.get(name), theirs.get(name)
            if mine and other:
                first, *more = _chosen(old, mine, other) or inner(old, mine, other)
                merged += [replace(first, lead=_lead(old, mine, other)), *more]
            elif not old:
                merged += [part for part in (mine, other) if part]
            elif (only := mine or other) and (
                only.means != old.means or _remarks(only) - _remarks(old)
            ):
                merged += self._removed(old, only, mine, other)
        return merged

    def _removed(
        self, old: Part, only: Part, mine: Part | None, other: Part | None
    ) -> Sequence[Part]:
        """Merge a part that one version removed and the other, which has `only`, changed."""
        below = _Merge((*self.within, only.name))
        remarked = _remarks(only) - _remarks(old)
        if not remarked and (only.name in _LISTS or _all(list, old, only)):
            with contextlib.suppress(RefusalError, yaml.YAMLError):
                # The items that were there are removed, and those that are new stay.
                rest = below._collection(old, mine, other, items_of)
                self.found += below.found
                return [replace(rest, lead=only.lead)] if rest.means not in ("", []) else []
        self._complain(only.name or _shown(old), mine, other)
        return [only]

    def _value(self, old: Part | None, mine: Part, other: Part) -> list[Part]:
        """Merge a key that both versions changed; a contradiction gives both."""
        below = _Merge((*self.within, mine.name))
        try:
            if mine.name in _LISTS or _all(list, mine, other):
                return [_complete(below._collection(old, mine, other, items_of), mine, other, old)]
            if _all(dict, mine, other):
                return [_complete(below._collection(old, mine, other, pairs_of), mine, other, old)]
            if merged := _merge_scalars(old, mine, other):
                return [merged]
        except (RefusalError, yaml.YAMLError):
            below.found = []
        finally:
            self.found += below.found
        if mine.means == other.means:
            for one, rest in ((mine, other), (other, mine)):
                if _remarks(rest) <= _remarks(one):
                    return [one]
        self._complain(mine.name, mine, other)
        return [mine, replace(other, lead="")]

    def _collection(
        self,
        old: Part | None,
        mine: Part | None,
        other: Part | None,
        read: Callable[[Part], Parts],
    ) -> Part:
        """Merge a list item by item, or a mapping pair by pair; None is an empty one.

        Raises:
            RefusalError: it cannot be written without losing something.
        """
        base = _read_or_none(old, read)
        ours, theirs = (read(part) if part else _NONE for part in (mine, other))
        if read is items_of:
            means = ([part.means for part in one.parts] for one in (base, ours, theirs))
            names = name_items(*means)
            versions = [
                dict(zip(which, one.parts, strict=True))
                for which, one in zip(names, (base, ours, theirs), strict=True)
            ]
            parts = self._parts(versions, self._item)
        else:
            parts = self._parts([_by_key(one.parts) for one in (base, ours, theirs)], self._value)
        brackets = "[]" if read is items_of else "{}"
        styles = (base, ours, theirs) if mine else (base, theirs, ours)
        return _write(styles, parts, brackets)

    def _item(self, old: Part | None, mine: Part, other: Part) -> list[Part]:
        """Merge an item of a list that both versions changed."""
        if not _all(dict, mine, other):
            if mine.text.endswith("\n") != other.text.endswith("\n"):
                # Only one of the two has a line of its own, and can have a comment on it.
                return [mine if mine.text.endswith("\n") else other]
            return [_merge_scalars(old, mine, other) or mine]
        text = self.mapping(as_mapping(old), as_mapping(mine), as_mapping(other))
        if mine.is_block or other.is_block:
            if any("#" in part.after for part in (mine, other) if not part.is_block):
                raise RefusalError("a comment behind a mapping in brackets would be lost")
            lead = (mine if mine.is_block else other).before
            return [_block_item(as_item(text, lead[: len(lead) - len(lead.lstrip(" "))]))]
        inside = f"{{{', '.join(lines_of(text))}}}"
        if not mine.text.endswith("\n"):
            return [items_of(_key(f"x: [{inside}]\n")).parts[0]]
        after = _after(old.after if old else None, mine.after, other.after)
        return [_block_item(mine.before + inside + after)]


# ---------------------------------------------------------------- choosing


def _pick(old: Any, mine: Any, other: Any) -> Any:
    """Return the version that changed; None if both changed, in different ways."""
    if mine == other or other == old:
        return mine
    return other if mine == old else None


def _chosen(old: Part | None, mine: Part, other: Part) -> list[Part]:
    text = _pick(old.text if old else None, mine.text, other.text)
    return [] if text is None else [mine if text == mine.text else other]


def _lead(old: Part | None, mine: Part, other: Part) -> str:
    """Return the comments above a part; both versions' comments if both changed them."""
    return _comments(old.lead if old else "", mine.lead, other.lead)


def _comments(old: str, mine: str, other: str) -> str:
    lines = merge_lines(lines_of(old), lines_of(mine), lines_of(other), keep_both)
    return "".join(f"{line}\n" for line in lines)


def _after(old: str | None, mine: str, other: str) -> str:
    """Return the comment behind a value, with the end of the line."""
    picked = _pick(old, mine, other)
    if picked is None:
        picked = mine.rstrip() + other if other.strip() else mine
    return str(picked)


def _merge_scalars(old: Part | None, mine: Part, other: Part) -> Part | None:
    """Merge two values on one line; None if they contradict each other."""
    if not (mine.is_scalar and other.is_scalar):
        return None
    known = old if old and old.is_scalar else None
    means = _pick(known.means if known else None, mine.means, other.means)
    if means is None:
        return None
    source = mine if means == mine.means else other
    was = known.after if known and known.text.endswith("\n") == mine.text.endswith("\n") else None
    after = _after(was, mine.after, other.after)
    text = source.before + source.raw + after
    if not mine.name:
        return replace(source, text=text)
    return _key(text) if reads_as(text, {mine.name: means}) else None


def _remarks(part: Part) -> set[str]:
    """Return the comments of a part; a text in quotes with a # in it counts, to be safe."""
    return {*_REMARK.findall(part.typed)}


def _complete(part: Part, mine: Part, other: Part, old: Part | None) -> Part:
    """Return a merged part if no comment is missing that one version added.

    Raises:
        RefusalError: one is missing.
    """
    new = (_remarks(mine) | _remarks(other)) - (_remarks(old) if old else set())
    if not all(remark in part.text + mine.lead + other.lead for remark in new):
        raise RefusalError("a comment would be lost")
    return part


def _all(kind: type, *parts: Part) -> bool:
    return all(isinstance(part.means, kind) for part in parts)


def _by_key(parts: Sequence[Part]) -> dict[Hashable, Part]:
    return dict(zip(name_keys([part.name for part in parts]), parts, strict=True))


def _answered(
    base: dict[Hashable, Part], ours: dict[Hashable, Part], theirs: dict[Hashable, Part]
) -> list[Hashable]:
    """Return the keys that stand twice in the base only: which line was right is no change.

    Both sides solved an old contradiction, and perhaps in two ways.
    """
    was, mine, other = (
        Counter(part.name for part in side.values()) for side in (base, ours, theirs)
    )
    twice = {name for name in was if was[name] > 1 >= max(mine[name], other[name])}
    return [key for key, part in base.items() if part.name in twice]


def _read_or_none(part: Part | None, read: Callable[[Part], Parts]) -> Parts:
    try:
        return read(part) if part else _NONE
    except RefusalError:
        return _NONE


def _shown(part: Part | None) -> str:
    return shorten(part.raw, 60, placeholder=" …") or "nothing" if part else ""


# ---------------------------------------------------------------- writing


def _key(text: str) -> Part:
    """Return the only key of a text."""
    (part,), tail = keys_of(text)
    if tail.strip():
        raise RefusalError("there is something below the key")
    return part


def _block_item(text: str) -> Part:
    return items_of(_key(f"x:\n{text}")).parts[0]


def _write(versions: tuple[Parts, Parts, Parts], parts: Sequence[Part], brackets: str) -> Part:
    """Write a list or a mapping in the style of the versions; the last one may be missing.

    Raises:
        RefusalError: it would not read as it should.
    """
    base, ours, theirs = versions
    if ours.block or theirs.block:
        text = _written_block(base, ours, theirs, parts)
    else:
        after = ours.after
        if theirs.before:
            after = _after(base.after if base.before else None, ours.after, theirs.after)
        start = ours.before if ours.before.endswith((" ", "\t")) else f"{ours.before} "
        inside = ", ".join(in_brackets(part) for part in parts)
        single = len(parts) == 1 and not any(v.before and v.brackets for v in (ours, theirs))
        text = start + (inside if single else brackets[0] + inside + brackets[1]) + after
    part = _key(text)
    read = items_of(part) if brackets == "[]" else pairs_of(part)
    if [(p.name, p.means) for p in read.parts] != [(p.name, p.means) for p in parts]:
        raise RefusalError("it would not read as it should")
    return part


def _written_block(base: Parts, ours: Parts, theirs: Parts, parts: Sequence[Part]) -> str:
    style = ours if ours.block else theirs
    header, other = (
        one.before if one.block else one.before.rstrip() + one.after for one in (ours, theirs)
    )
    if not _REMARK.search(header) and (_REMARK.search(other) or not ours.block):
        header = other
    lines = [in_block(part, style.lead) for part in parts]
    return header + "".join(lines) + _comments(base.tail, ours.tail, theirs.tail)
