"""Look-ups in the journal that a line needs: names, plans and places.

The one rule: each look-up is one query of the index, and none of them raises.
"""

from __future__ import annotations

from collections.abc import Sequence

from hobnob.index.index import Index
from hobnob.index.names import find_beginning, find_namesakes, find_places
from hobnob.index.notes import by_slugs, head
from hobnob.name_forms import name_form_key
from hobnob.names import name_key

_MOST = 4
"""People with the same form of a name that are listed."""
_MOST_NEAR = 3
"""People with a similar name that are listed."""
_LONGEST_NEAR, _FAR, _ALIKE = 40, 3, 0.75
"""Letters of a name that may be misspelled, letters it may have more or less, how alike it is."""


class JournalLookup:
    """Looks up in a journal what a line names."""

    def __init__(self, index: Index) -> None:
        """Take the index."""
        self._index = index

    def names(self, slugs: Sequence[str]) -> dict[str, str]:
        """Return the names of people by their slugs."""
        return {note.slug: note.name for note in by_slugs(self._index, "person", slugs)}

    def people(self, slugs: Sequence[str]) -> list[int]:
        """Return the ids of people."""
        return [note.id for note in by_slugs(self._index, "person", slugs)]

    def namesakes(self, typed: str) -> tuple[tuple[str, str], ...]:
        """Return slug and name of the people who have this form of a name."""
        return tuple(find_namesakes(self._index, name_form_key(typed), _MOST))

    def near(self, typed: str) -> tuple[tuple[str, str], ...]:
        """Return slug and name of people with a similar name: George Green for `Gorge Green`."""
        from difflib import get_close_matches

        wanted = name_form_key(typed)
        if not wanted or len(wanted) > _LONGEST_NEAR:
            return ()
        people: dict[str, dict[tuple[str, str], None]] = {}
        for key, slug, name in find_beginning(self._index, wanted[0]):
            if abs(len(key) - len(wanted)) < _FAR:
                people.setdefault(key, {})[slug, name] = None
        found = get_close_matches(wanted, people, n=_MOST, cutoff=_ALIKE)
        return tuple(dict.fromkeys(one for key in found for one in people[key]))[:_MOST_NEAR]

    def place(self, key: str) -> str:
        """Return a place where something happened as it was spelled, by its `name_key`, or "".

        What stands before a comma will do, "the paper lantern" for "The Paper Lantern, Bristol",
        if no other begins so.
        """
        rows = find_places(self._index, key)
        exact = next((place for known, place in rows if known == key), "")
        fitting = [place for _, place in rows if name_key(place.partition(",")[0]) == key]
        return str(exact or (fitting[0] if key and len(fitting) == 1 else ""))

    def plan(self, name: str) -> str:
        """Return the slug of the plan of a slug or a name, or ""; no beginning of one will do.

        "for the book" is for no plan, though one may be called "The next role".
        """
        note = self._index.resolver.find(name, ("plan",)).one
        return head(self._index, note).slug if note else ""
