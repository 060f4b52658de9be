"""The most similar existing names to a name without a note, fast enough for thousands of them.

The one rule: a suggestion is a slug, so you can copy it.
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
"""The least ratio of difflib, as in its `get_close_matches`."""
_COMPARED = 20
"""How many names are compared in full: those that share the most pairs of letters."""
_PATIENCE = 500
"""The most names to look up; with more, their notes are not misspelled but not written yet."""


class Nearest:
    """Finds the most similar names of notes of some kinds."""

    def __init__(self, index: Index, kinds: tuple[Kind, ...]) -> None:
        self._index = index
        self._kinds = kinds
        self._known: dict[str, tuple[str, ...]] = {}

    def slugs(self, typed: str, count: int = 2) -> tuple[str, ...]:
        """Return the slugs of the most similar names, best first; none if no name is similar."""
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
        # Often only a first name is typed.
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
    """Return names to choose from as a phrase: `a, b or c`."""
    *others, last = slugs
    return f"{', '.join(others)} or {last}" if others else last
