"""Replacing a person of an interaction: the links in its text change too.

The one rule: a link changes only if its text can name the new person. Its text stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from hobnob.change.files import notes_path
from hobnob.change.references import Elsewhere, wikilinks_leading
from hobnob.change.setting import Assignment
from hobnob.index.index import Index
from hobnob.index.lookup import begins
from hobnob.index.notes import head, name_keys
from hobnob.names import name_key
from hobnob.notes.body import rewrite_links
from hobnob.notes.edit import NoteText
from hobnob.notes.write import split_list


def update_links(
    index: Index, note: NoteText, assignments: Sequence[Assignment], same: Callable[[str], Any]
) -> None:
    """Update the links in an interaction to the people who replaced others in it.

    `people-=grace-hopper people+=grace-kelly` replaces one by the other. Several are replaced in
    their order.

    Args:
        index: the index.
        note: the interaction.
        assignments: the assignments made to it.
        same: returns what a reference means: the id of a note.
    """
    if note.kind != "interaction":
        return
    for old, new in _swapped(assignments, same):
        person = head(index, new)
        path = notes_path(index.journal, person.path)
        to = Elsewhere(slug=person.slug, path=path, note=new)
        lead = wikilinks_leading(index, old, to, only=_naming(index, new))
        note.set_body(rewrite_links(note.body, lead))


def _swapped(
    assignments: Sequence[Assignment], same: Callable[[str], Any]
) -> Iterator[tuple[int, int]]:
    """Yield each person who was removed, with the one added instead."""
    for key in ("people", "introduced"):
        signs: dict[str, list[Any]] = {"-": [], "+": []}
        for assignment in assignments:
            if assignment.key == key and assignment.sign:
                signs[assignment.sign] += map(same, split_list(assignment.text))
        if len(signs["-"]) == len(signs["+"]):
            for old, new in zip(signs["-"], signs["+"], strict=True):
                # A reference without a note is a text, and nothing links to it.
                if isinstance(old, int) and isinstance(new, int):
                    yield old, new


def _naming(index: Index, note: int) -> Callable[[str], bool]:
    """Return a test whether a text can name a person, by full words or their beginnings."""
    keys = [key.split() for key in name_keys(index, note)]

    def may_name(shown: str) -> bool:
        return not shown or any(begins(name_key(shown).split(), key) for key in keys)

    return may_name
