"""Checks of files: two notes with the same slug."""

from __future__ import annotations

from collections.abc import Iterator

from hobnob.checks.table import Finding, check
from hobnob.index.check_queries import same_slugs
from hobnob.index.index import Index


@check("error")
def same_slug(index: Index) -> Iterator[Finding]:
    """Two notes of one kind with the same slug.

    **Why it matters.** The slug is the name of the file without folders and capitals. It
    identifies a note. If two notes have the same slug, only the first by path is used. The other
    is left out of lists, searches and the site.

    **How to fix it.** Rename one of the files, and the references to it.

    ```
    notes/people/grace-hopper.md
    notes/people/Grace-Hopper.md            <- a copy that differs in case
    notes/people/work/grace-hopper.md       <- a second note, in a folder
    ```
    """
    for path, slug, used in same_slugs(index):
        message = (
            f"this note and {used} have the same slug, '{slug}', so this note is not used; "
            "rename one of the two files"
        )
        yield Finding(path=path, message=message)
