"""The nearest existing names to one that leads nowhere, quickly enough for thousands of them.

The one rule: a suggestion is a slug, so that it can be typed as it stands.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cached_property

from hobnob.index.index import Index
from hobnob.index.names import slugs_by_name
from hobnob.model import Kind
from hobnob.names import link_target, name_key

_LIKE_ENOUGH = 0.6
"""Of difflib's ratio; what its own `get_close_matches` takes."""
_COMPARED = 20
"""Of all names, those that share most pairs of letters are compared closely."""
_PATIENCE = 500
"""A journal with more distinct names that lead nowhere is not misspelled but not written yet."""


class Nearest:
    """Finds the names of some kinds of note that are spelled most like one."""

    def __init__(self, index: Index, kinds: tuple[Kind, ...]) -> None:
        self._index = index
        self._kinds = kinds
        self._known: dict[str, tuple[str, ...]] = {}

    def slugs(self, typed: str, count: int = 2) -> tuple[str, ...]:
        """Return the slugs of the nearest notes, best first; none when nothing is near."""
        wanted = name_key(link_target(typed))
        if wanted not in self._known:
            if len(self._known) >= _PATIENCE or not 1 < len(wanted) < 100:
                return ()
            self._known[wanted] = self._find(wanted)
        return self._known[wanted][:count]

    def _find(self, wanted: str) -> tuple[str, ...]:
        shared = Counter[int]()
        for pair in _pairs(wanted):
            shared.update(self._postings.get(pair, ()))
        matcher = SequenceMatcher(b=wanted)
        rated: dict[str, float] = {}
        for at, _ in shared.most_common(_COMPARED):
            key, slug = self._names[at]
            matcher.set_seq1(key)
            ratio = matcher.ratio()
            if ratio >= _LIKE_ENOUGH:
                rated[slug] = max(ratio, rated.get(slug, 0))
        return tuple(sorted(rated, key=lambda slug: (-rated[slug], slug)))

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        rows = slugs_by_name(self._index, self._kinds)
        # A first name alone is often all that was typed.
        firsts = [(key.split()[0], slug) for key, slug in rows if " " in key]
        return [*rows, *firsts]

    @cached_property
    def _postings(self) -> dict[str, list[int]]:
        postings: dict[str, list[int]] = defaultdict(list)
        for at, (key, _) in enumerate(self._names):
            for pair in _pairs(key):
                postings[pair].append(at)
        return dict(postings)


def _pairs(text: str) -> set[str]:
    return {f"{a}{b}" for a, b in zip(f" {text}", f"{text} ", strict=True)}


def spell_choice(slugs: Iterable[str]) -> str:
    """Say names between which to choose: `a, b or c`."""
    *others, last = slugs
    return f"{', '.join(others)} or {last}" if others else last
