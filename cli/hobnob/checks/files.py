"""Files: notes that stand in each other's way."""

from __future__ import annotations

from collections.abc import Iterator

from hobnob.checks.table import Finding, check
from hobnob.index.check_queries import same_slugs
from hobnob.index.index import Index


@check("error")
def same_slug(index: Index) -> Iterator[Finding]:
    """Two notes of one kind with the same slug.

    **Why it matters.** The slug is the name of the file without folders and capitals, and notes
    are told apart by it. Of two with the same slug only the first by path is used; the other is
    left out of lists, searches and the site.

    **Put it right** by renaming one of the files, and the references to it.

    ```
    notes/people/grace-hopper.md
    notes/people/Grace-Hopper.md            <- a copy that differs in case
    notes/people/work/grace-hopper.md       <- a second note, in a folder
    ```
    """
    for path, slug, used in same_slugs(index):
        message = (
            f"this note and {used} have the same slug, '{slug}', and only that one is used; "
            "rename one of the two files"
        )
        yield Finding(path=path, message=message)
