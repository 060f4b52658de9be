"""The roles of a person as a note writes them.

The one rule: a note may have a list `roles`, or `org` and `title` alone; both read as a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def roles_of(values: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the roles in the values of a note or a source, newest first, without empty parts."""
    if rows := values.get("roles"):
        return [
            {key: str(text) for key, text in row.items() if text}
            for row in (rows if isinstance(rows, list) else [rows])
            if isinstance(row, Mapping)
        ]
    short = {key: str(values[key]) for key in ("org", "title") if values.get(key)}
    return [short] if short else []
