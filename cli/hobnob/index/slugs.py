"""Which slugs are taken, and which are free.

The one rule: a slug is taken when the index has it, and also when a file stands in its place that
the index does not have.
"""

from __future__ import annotations

from collections.abc import Container
from itertools import count

from hobnob.index.index import Index
from hobnob.index.notes import with_slug
from hobnob.journal import note_path
from hobnob.model import Kind


def free_slug(index: Index, kind: Kind, wanted: str, besides: Container[str] = ()) -> str:
    """Return a slug that no note of the kind has: the wanted one, else with a number behind it.

    Args:
        index: the index.
        kind: of the note.
        wanted: the slug that it would have best.
        besides: slugs that are about to be taken.
    """
    return next(
        slug
        for slug in (wanted if n == 1 else f"{wanted}-{n}" for n in count(1))
        if slug not in besides and not path_of_slug(index, kind, slug)
    )


def path_of_slug(index: Index, kind: Kind, slug: str) -> str:
    """Return where the note of a slug stands, relative to the journal; "" when there is none."""
    taken = with_slug(index, slug, (kind,))
    if taken:
        return taken[0].path
    path = note_path(index.journal, kind, slug)
    return index.journal.relative(path) if path.is_symlink() or path.exists() else ""


def is_readable(index: Index, kind: Kind, slug: str) -> bool:
    """Whether there is a note of the slug that can be read."""
    sql = "SELECT 1 FROM note WHERE kind = :kind AND slug = :slug AND usable"
    return bool(index.value(sql, kind=kind, slug=slug))
