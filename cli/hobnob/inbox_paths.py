"""The files of the inbox: lines that wait to be logged.

The one rule: the path alone decides. The inbox is `inbox.md` (or `.txt`) in the folder of the
notes, copies of it that a synchronizer made, and everything in the folder `inbox` beside it. None
of them is a note or a page.
"""

from __future__ import annotations

import re

from hobnob.names import is_note_name

FOLDER = "inbox"

CONFLICT = re.compile(
    r"""\.sync-conflict-[\w-]+|[ ]?\([^()/]*\b(?:conflict|conflicted)\b[^()/]*\)"""
    r"""|_conf\([^()/]*\)""",
    re.IGNORECASE,
)
"""What synchronizers put into the name of a second copy.

Syncthing writes `inbox.sync-conflict-20261120-093012-ABCDEFG.md`; Dropbox, Nextcloud and Seafile
write words in round brackets. Sources: docs.syncthing.net, "Conflicting changes"; the help pages of
the others.
"""


def is_inbox(relative: str) -> bool:
    """Return whether a path below the notes' folder belongs to the inbox.

    >>> is_inbox("inbox.md"), is_inbox("inbox/2026-11-20.txt"), is_inbox("people/inbox.md")
    (True, True, False)
    """
    first, slash, _ = relative.partition("/")
    if first[:5].lower() != FOLDER:
        return False
    if slash:
        return first.lower() == FOLDER
    stem, dot, suffix = CONFLICT.sub("", first).rpartition(".")
    name = dot + suffix
    return stem.lower() == FOLDER and (is_note_name(name) or is_text(name))


def is_inbox_file(relative: str) -> bool:
    """Return whether a path below the notes' folder is a text of the inbox, Markdown or `.txt`.

    >>> is_inbox_file("inbox/a.txt"), is_inbox_file("inbox/a.png"), is_inbox_file("inbox/.a.md")
    (True, False, False)
    """
    hidden = any(part.startswith(".") for part in relative.split("/"))
    return not hidden and is_inbox(relative) and (is_note_name(relative) or is_text(relative))


def is_text(name: str) -> bool:
    """Return whether a file name is that of a plain text."""
    return name.lower().endswith(".txt")
