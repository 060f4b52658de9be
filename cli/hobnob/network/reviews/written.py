"""The page of a review as it was written: which part of it is whose.

The one rule: what stands between the two marks is hobnob's, all else is the user's own.
"""

from __future__ import annotations

import re

from hobnob.notes.body import without_comments

BEGIN = re.compile(r"^<!-- hobnob:review ([0-9a-f]+)\b[^\n]*-->[ \t]*\r?$", re.M)
"""The first mark, with the hash of what hobnob wrote."""
END_MARK = "<!-- hobnob:end -->"
END = re.compile(r"^<!-- hobnob:end -->[ \t]*\r?$", re.M)


def own_words(body: str) -> str:
    """Return what the user wrote on a page, without headings and remarks that are not shown."""
    for begin in BEGIN.finditer(body):
        if end := END.search(body, begin.end()):
            body = body[: begin.start()] + body[end.end() :]
            break
    shown = without_comments(body)
    return "\n".join(line for line in shown.splitlines() if not line.startswith("#")).strip()
