"""The words that hobnob's own pages have: of its templates and of its code.

The one rule: no example in a docstring counts, because examples are names of people.
"""

from __future__ import annotations

import ast
import calendar
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from hobnob.names import fold
from hobnob.site.resources import template_dir

_WORD = re.compile(r"[^\W_]+")
_CODE = ("site", "network", "dates.py", "model.py", "wording.py", "notes/values.py")


@cache
def own_phrases() -> str:
    """Return the words of all texts, folded, in their order, with blanks between them."""
    words: list[str] = []
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in _templates())
    for text in chain(texts, *map(_constants, _code())):
        words += (*_words(text), "|")
    return f" {' '.join(words)} "


@cache
def own_words() -> frozenset[str]:
    """Return the words that may be on a page whatever the journal says."""
    words = set(own_phrases().split())
    for name in (
        *calendar.month_name,
        *calendar.month_abbr,
        *calendar.day_name,
        *calendar.day_abbr,
    ):
        words |= set(_words(name))
    return frozenset(words)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text).replace("'", ""))


def _templates() -> Iterator[Path]:
    yield from sorted(template_dir().rglob("*.html"))


def _code() -> Iterator[Path]:
    package = Path(__file__).parent.parent
    for name in _CODE:
        path = package / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else (path,)


def _constants(path: Path) -> Iterator[str]:
    """Yield the texts in a module, without its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value
