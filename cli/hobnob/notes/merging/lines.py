"""Merging text by lines: the changes of two versions, made to the version before both.

The one rule: no line of either version is dropped, except a line that one of them removed. If both
changed the same lines, or one changed what the other removed, both stay between git's conflict
markers.

Unlike git, hobnob knows the blocks of Markdown: two list items that stand next to each other can be
changed independently, and what both versions added at the same place is kept, ours first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

Lines = tuple[str, ...]
"""Lines of a text without their line ends."""
Clash = Callable[[Lines, Lines], Lines]
"""Returns what to write for lines that both versions changed, ours and theirs."""

_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_HEADING = re.compile(r"#{1,6}(?:[ \t]|$)")
_ROW = re.compile(r"[ \t]*\|")
_FENCE = re.compile(r"[ \t]*(?:```|~~~|\$\$|%%)")
_SIMILAR = 0.5
"""The least likeness of two lines to be two states of one line; a ratio of difflib."""


class _Edit(NamedTuple):
    """Lines of the base, from `start` up to `end`, and what one version has in their place."""

    start: int
    end: int
    lines: Lines

    @property
    def inserts(self) -> bool:
        """Whether it only adds lines."""
        return self.start == self.end


class _Region(NamedTuple):
    """Edits of both versions that touch each other."""

    ours: list[_Edit]
    theirs: list[_Edit]

    @property
    def start(self) -> int:
        return min(edit.start for edit in (*self.ours, *self.theirs))

    @property
    def end(self) -> int:
        return max(edit.end for edit in (*self.ours, *self.theirs))


def lines_of(text: str) -> Lines:
    """Split a text at LF only, as editors and git do."""
    return tuple(text.removesuffix("\n").split("\n")) if text else ()


def merge_lines(base: Lines, ours: Lines, theirs: Lines, clash: Clash) -> Lines:
    """Merge two versions of some lines."""
    merged: list[str] = []
    at = 0
    for region in _regions(base, _edits(base, ours), _edits(base, theirs)):
        merged += base[at : region.start]
        merged += _settled(base, region, clash)
        at = region.end
    return (*merged, *base[at:])


def markers(size: int) -> Clash:
    """Return a function that puts lines between conflict markers of a length (git's is 7)."""

    def mark(ours: Lines, theirs: Lines) -> Lines:
        # Lines that are the same on both sides stand outside.
        head = _same(ours, theirs)
        tail = _same(ours[head:][::-1], theirs[head:][::-1])
        end, other_end = len(ours) - tail, len(theirs) - tail
        return (
            *ours[:head], f"{'<' * size} ours", *ours[head:end], "=" * size,
            *theirs[head:other_end], f"{'>' * size} theirs", *ours[end:],
        )  # fmt: skip

    return mark


def keep_both(ours: Lines, theirs: Lines) -> Lines:
    """Return the lines of ours, then those of theirs that ours does not have."""
    known = {*ours}
    return (*ours, *(line for line in theirs if line not in known))


def common_lines(ours: Lines, theirs: Lines) -> Lines:
    """Return the lines that two versions have in common, in their order."""
    blocks = SequenceMatcher(None, ours, theirs).get_matching_blocks()
    return tuple(line for block in blocks for line in ours[block.a : block.a + block.size])


# ---------------------------------------------------------------- what changed


def _edits(base: Lines, lines: Lines) -> list[_Edit]:
    """Return the edits that make a version from the base, each as small as possible."""
    head = _same(base, lines)
    tail = _same(base[head:][::-1], lines[head:][::-1])
    middle, new = base[head : len(base) - tail], lines[head : len(lines) - tail]
    found: list[_Edit] = []
    for tag, a, b, c, d in SequenceMatcher(None, middle, new).get_opcodes():
        if tag != "equal":
            found += _single(middle[a:b], new[c:d], head + a)
    return found


def _single(old: Lines, new: Lines, at: int) -> Iterator[_Edit]:
    """Yield the edits of single lines, while a line looks like the one that it replaces."""
    pairs = 0
    while pairs < min(len(old), len(new)) and _alike(old[pairs], new[pairs]):
        yield _Edit(at + pairs, at + pairs + 1, (new[pairs],))
        pairs += 1
    if pairs < max(len(old), len(new)):
        yield _Edit(at + pairs, at + len(old), new[pairs:])


def _alike(a: str, b: str) -> bool:
    return SequenceMatcher(None, a, b).quick_ratio() >= _SIMILAR


def _same(a: Sequence[str], b: Sequence[str]) -> int:
    """Return how many lines at the beginning are the same."""
    return next(
        (n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )


# ---------------------------------------------------------------- who changed what


def _regions(base: Lines, ours: list[_Edit], theirs: list[_Edit]) -> Iterator[_Region]:
    """Yield the regions in order; what both versions did alike is in one of them, as ours."""
    both = set(ours) & set(theirs)
    theirs = [edit for edit in theirs if edit not in both]
    waiting = sorted(
        [(edit, True) for edit in ours] + [(edit, False) for edit in theirs],
        key=lambda pair: (pair[0].start, pair[0].end, not pair[1]),
    )
    fences = _open_fences(base)
    region = _Region([], [])
    for edit, is_ours in waiting:
        others = region.theirs if is_ours else region.ours
        # Edits are sorted, so an edit that is apart from the last ones is apart from all.
        if (region.ours or region.theirs) and edit.start >= region.end and not (
            any(_meet(base, fences, other, edit) for other in others)
        ):  # fmt: skip
            yield region
            region = _Region([], [])
        (region.ours if is_ours else region.theirs).append(edit)
    if region.ours or region.theirs:
        yield region


def _meet(base: Lines, fences: Sequence[bool], first: _Edit, second: _Edit) -> bool:
    """Return whether two edits, the second behind the first, cannot be made independently."""
    if second.start > first.end:
        return False
    if first.inserts and second.inserts:
        return True
    if fences[second.start]:
        return True
    before = (*base[first.start : first.end][-1:], *first.lines[-1:])
    behind = (*base[second.start : second.end][:1], *second.lines[:1])
    return not (all(map(_ends_block, before)) or all(map(_begins_block, behind)))


def _open_fences(base: Lines) -> list[bool]:
    """Return for each place between lines whether it is in a block of code or a comment."""
    found, is_open = [False], False
    for line in base:
        is_open ^= bool(_FENCE.match(line))
        found.append(is_open)
    return found


def _begins_block(line: str) -> bool:
    return not line.strip() or bool(_ITEM.match(line) or _HEADING.match(line) or _ROW.match(line))


def _ends_block(line: str) -> bool:
    return not line.strip() or bool(_HEADING.match(line) or _ROW.match(line))


# ---------------------------------------------------------------- what is right


def _settled(base: Lines, region: _Region, clash: Clash) -> Lines:
    start, end = region.start, region.end
    ours = _applied(base, region.ours, start, end)
    theirs = _applied(base, region.theirs, start, end)
    if not region.theirs or ours == theirs:
        return ours
    if not region.ours:
        return theirs
    if start == end and _can_join(base, start, ours, theirs):
        return _joined(ours, theirs)
    return clash(ours, theirs)


def _applied(base: Lines, edits: list[_Edit], start: int, end: int) -> Lines:
    """Return a part of the base with some edits in it."""
    lines: list[str] = []
    at = start
    for edit in edits:
        lines += [*base[at : edit.start], *edit.lines]
        at = edit.end
    return (*lines, *base[at:end])


def _can_join(base: Lines, at: int, ours: Lines, theirs: Lines) -> bool:
    """Return whether what both versions added at a place can stand one behind the other."""
    if _open_fences(base)[at] or any(_open_fences(block)[-1] for block in (ours, theirs)):
        return False
    if at == len(base) or not base[at].strip() or _begins_block(base[at]):
        return True
    # In the middle of a paragraph, two sentences of two people make no sense together.
    return all(not block[-1].strip() for block in (ours, theirs))


def _joined(ours: Lines, theirs: Lines) -> Lines:
    """Return both blocks, with a common beginning once, and apart where they are paragraphs."""
    head = _same(ours, theirs)
    if not any(line.strip() for line in ours[:head]):
        head = 0
    more = theirs[head:]
    if not more or not ours:
        return (*ours, *more)
    if not ours[-1].strip() or not more[0].strip() or _is_list(ours[-1], more[0]):
        return (*ours, *more)
    return (*ours, "", *more)


def _is_list(last: str, first: str) -> bool:
    """Return whether a line continues the list or the table of the line above."""
    if _ROW.match(last):
        return bool(_ROW.match(first))
    return bool(_ITEM.match(first)) and (bool(_ITEM.match(last)) or last.startswith((" ", "\t")))
