"""What may be wrong in the notes: the questions of `check`.

The one rule: a question says where it may be; whether it is wrong, and what would be right, the
check decides.
"""

from __future__ import annotations

from hobnob.index.index import Index


def with_problems(index: Index, *codes: str) -> set[str]:
    """Return the paths of the notes in which reading found a problem of one of these codes."""
    rows = index.rows(
        """SELECT path FROM note JOIN problem ON problem.file = note.id
           WHERE problem.code IN (SELECT value FROM json_each(:codes))""",
        codes=codes,
    )
    return {path for (path,) in rows}
