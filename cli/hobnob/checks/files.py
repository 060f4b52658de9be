"""Checks of files: equal slugs, files not on the site, names that other systems do not take."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator

from hobnob.checks.table import Finding, check
from hobnob.index.attachments import odd_attachments
from hobnob.index.check_queries import same_slugs
from hobnob.index.index import Index
from hobnob.index.notes import all_notes
from hobnob.journal import is_device
from hobnob.names import visible
from hobnob.notes.copies import numbered_from

_NOT_IN_WINDOWS = re.compile(r'[<>:"\\|?*]')


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


@check("warning")
def numbered_copy(index: Index) -> Iterator[Finding]:
    """A note that looks like a copy of another, by the names of their files.

    **Why it matters.** iCloud, Google Drive and file managers name a second copy of a file so. Then
    one person has two notes, and what you write goes into one of them.

    **How to fix it.** If it is a copy, move what you need into the note, then remove the copy. If
    these are two people, give the file the name that tells them apart.

    ```
    people/ada.md
    people/ada 2.md             <- a copy, or another Ada?
    people/ada (1).md
    ```
    """
    paths = {note.path for note in all_notes(index) if note.kind != "page"}
    for path in sorted(paths):
        original = f"{path.rpartition('/')[0]}/{numbered_from(path)}"
        if original in paths:
            message = (
                f"this looks like a copy of {original.rpartition('/')[2]}; move what you need into "
                "it and remove the copy, or rename this file"
            )
            yield Finding(path=path, message=message)


@check("warning")
def left_out_file(index: Index) -> Iterator[Finding]:
    """A file among the notes that is left out of the site.

    **Why it matters.** The site shows only plain files of the journal. hobnob follows no link out
    of it, and waits for no pipe, so that nobody can publish a file of yours by a link in a journal.

    **How to fix it.** Put the file itself where the link is, or remove it. Give yourself the right
    to read a file that is yours.

    ```
    notes/pictures/photo.png -> /home/tim/photo.png
    ```
    """
    for path, why in odd_attachments(index.journal.notes):
        shown = os.path.relpath(path, index.journal.root).replace(os.sep, "/")
        yield Finding(path=visible(shown), message=why)


@check("warning")
def portable_name(index: Index) -> Iterator[Finding]:
    """A name of a file or a folder that another system does not take.

    **Why it matters.** If you clone the journal on a Mac or on Windows, the note is missing there,
    or git stops.

    **How to fix it.** Rename it. `hobnob rename` also changes the references to it.

    ```
    notes/people/con.md         # con-1.md: Windows takes con, nul, aux, prn, com1, lpt1 for devices
    notes/people/what?.md       # what.md: a name has none of < > : " \\ | ? *
    notes/people/work./eve.md   # work/eve.md: no dot or space at the end
    notes/One.md                # beside notes/one.md: case makes no difference
    ```
    """
    seen: dict[str, str] = {}
    reported = {path for path, _, _ in same_slugs(index)}
    for path in sorted(note.path for note in all_notes(index)):
        key = unicodedata.normalize("NFC", path).casefold()
        why = next(filter(None, map(_unportable, path.split("/"))), "")
        if key in seen and path not in reported:
            why = (
                f"on a Mac and on Windows this is the same name as {seen[key]}; rename one of them"
            )
        seen.setdefault(key, path)
        if why:
            yield Finding(path=path, message=why)


def _unportable(name: str) -> str:
    """Return why Windows does not take a name, and what to do; "" if it does."""
    if is_device(name):
        return f"Windows takes '{name}' for a device; rename it"
    if odd := _NOT_IN_WINDOWS.search(name):
        return f"Windows has no '{odd[0]}' in names, as in '{name}'; rename it"
    if name.endswith((".", " ")):
        return f"Windows has no names that end as '{name}' does; rename it"
    return ""
