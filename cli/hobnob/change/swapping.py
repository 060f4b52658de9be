"""Somebody in an interaction turns out to be somebody else: the links in its text follow.

The one rule: a link follows only where what it shows may well name the other; what it shows stays.
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


def lead_links_along(
    index: Index, note: NoteText, assignments: Sequence[Assignment], same: Callable[[str], Any]
) -> None:
    """Let the links in an interaction lead to whoever took somebody's place in it.

    `people-=grace-hopper people+=grace-kelly` puts one in the place of the other, and so do as
    many of both, in their order.

    Args:
        index: the index.
        note: the interaction.
        assignments: what was done to it.
        same: returns what a reference stands for: the id of a note.
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
    """Yield who went, and who came in their place."""
    for key in ("people", "introduced"):
        signs: dict[str, list[Any]] = {"-": [], "+": []}
        for one in assignments:
            if one.key == key and one.sign:
                signs[one.sign] += map(same, split_list(one.text))
        if len(signs["-"]) == len(signs["+"]):
            for old, new in zip(signs["-"], signs["+"], strict=True):
                # A reference that leads nowhere is a text, and nothing links to it.
                if isinstance(old, int) and isinstance(new, int):
                    yield old, new


def _naming(index: Index, note: int) -> Callable[[str], bool]:
    """Return what tells whether a text may name somebody: all or the beginnings of a name."""
    keys = [key.split() for key in name_keys(index, note)]

    def may_name(shown: str) -> bool:
        return not shown or any(begins(name_key(shown).split(), key) for key in keys)

    return may_name
