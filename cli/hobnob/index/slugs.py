"""Which slugs are taken, and which are free.

The one rule: a slug is taken if the index has it, or if a file is in its place.
"""

from __future__ import annotations

from collections.abc import Container
from itertools import count

from hobnob.index.index import Index
from hobnob.index.notes import with_slug
from hobnob.journal import note_path
from hobnob.model import Kind


def free_slug(index: Index, kind: Kind, wanted: str, besides: Container[str] = ()) -> str:
    """Return a slug that no note of the kind has: the wanted one, or that one with a number.

    Args:
        index: the index.
        kind: the kind of the note.
        wanted: the preferred slug.
        besides: more slugs that are taken.
    """
    return next(
        slug
        for slug in (wanted if n == 1 else f"{wanted}-{n}" for n in count(1))
        if slug not in besides and not path_of_slug(index, kind, slug)
    )


def path_of_slug(index: Index, kind: Kind, slug: str) -> str:
    """Return the path of the note of a slug, relative to the journal; "" for none."""
    taken = with_slug(index, slug, (kind,))
    if taken:
        return taken[0].path
    path = note_path(index.journal, kind, slug)
    return index.journal.relative(path) if path.is_symlink() or path.exists() else ""


def is_readable(index: Index, kind: Kind, slug: str) -> bool:
    """Say whether the slug has a readable note."""
    sql = "SELECT 1 FROM note WHERE kind = :kind AND slug = :slug AND usable"
    return bool(index.value(sql, kind=kind, slug=slug))
