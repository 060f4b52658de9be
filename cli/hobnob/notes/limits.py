"""How much markup of one text is read.

The one rule: a note of any contents takes no more than about a second. Reading a sign (a list item,
a bracket, a cell) takes up to 50 microseconds, and words nearly nothing, so signs are counted and
not bytes. What comes after the limit is neither shown nor searched, and `check` says so.
"""

from __future__ import annotations

import re
from itertools import islice

MOST_SIGNS = 20_000
"""The most signs of Markdown that are read in one text."""

_SIGN = re.compile(r"[\[*_`~|<&\\$#>@]|://|%%|\n[ \t]*(?:[-+=]|\d{1,9}[.)])|\n[ \t]*\n[ \t]*\S")


def cut_of(text: str) -> int:
    """Return where the limit cuts a text, in characters; -1 if it is read as a whole.

    It is cut at the end of a line, unless the first line alone is too long.
    """
    if len(text) <= MOST_SIGNS:
        return -1
    over = next(islice(_SIGN.finditer(text), MOST_SIGNS, None), None)
    if over is None:
        return -1
    return max(text.rfind("\n", 0, over.start() + 1), 0) or over.start()
