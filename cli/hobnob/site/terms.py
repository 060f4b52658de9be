"""Text as the site's search sees it.

The one rule: `assets/hobnob/fold.js` folds and `search.js` splits in just the same way, or a word
that is there would not be found.
"""

from __future__ import annotations

import re
import unicodedata

from hobnob.names import fold

LONGEST = 32
"""Characters of a term; what is longer is an address, and found by its beginning."""

# Scripts written without spaces, whose every sign is a term.
_TERM = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)


class _Unmarked(dict[int, int | None]):
    """A table for `str.translate` that drops marks, and learns what is none."""

    def __missing__(self, point: int) -> int | None:
        kept = None if unicodedata.category(chr(point))[0] == "M" else point
        self[point] = kept
        return kept


_UNMARKED = _Unmarked()


def search_fold(text: str) -> str:
    """Return text as terms are compared: folded as names are, and without any mark at all."""
    folded = fold(text)
    return folded if folded.isascii() else folded.translate(_UNMARKED)


def terms_of(text: str) -> set[str]:
    """Return the distinct terms of a text."""
    return {term[:LONGEST] for term in _TERM.findall(search_fold(text))}


def excerpt(text: str, length: int) -> str:
    """Return how a plain text begins, on one line, cut at a word."""
    shown = " ".join(text.split())
    if len(shown) <= length:
        return shown
    return shown[:length].rsplit(" ", 1)[0].rstrip(",;:.–- ") + "…"
