"""What the page about tables is filled with: the titles of columns, from the words of the importer.

The one rule: the page lists what the importer looks up, so neither can know more than the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hobnob.docs.markdown import render_table
from hobnob.importers.columns.place import Place
from hobnob.importers.columns.words import titles_in

_FEW = 6
"""Titles of a key that the page shows."""


def _column_titles() -> str:
    by_key: dict[str, list[str]] = {}
    for key, titles in titles_in("en").items():
        becomes = Place(key=key).becomes
        if key not in ("own", "out", "circle", "keep_in_touch") and not key.startswith("own:"):
            by_key.setdefault(becomes, []).extend(titles[:_FEW])
    return render_table(
        ("titles", "become"), ((", ".join(t), f"`{key}`") for key, t in by_key.items())
    )


TABLE_FILLS: Mapping[str, Callable[..., str]] = {"column_titles": _column_titles}
