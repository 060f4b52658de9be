"""The titles of a table from the beginning of its file, to tell kinds of tables apart.

The one rule: it never fails; what is no table has no titles.
"""

from __future__ import annotations

import io
from functools import lru_cache

from hobnob.errors import UsageError
from hobnob.importers.tables.reading import parse_table
from hobnob.names import name_key


@lru_cache(maxsize=4)
def titles_of(start: bytes) -> tuple[str, ...]:
    """Return the titles, () if it is no table.

    Args:
        start: the first bytes of a file, which may end within a row.
    """
    try:
        return parse_table(io.BytesIO(start), "").titles
    except UsageError:
        return ()


def title_keys(start: bytes) -> frozenset[str]:
    """Return the titles as they are compared."""
    return frozenset(map(name_key, titles_of(start)))
