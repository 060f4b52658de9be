"""Relations in the text of a person: a list under a heading `Relations`.

The one rule: an item counts only if it begins with a link; all other text is text.
"""

from __future__ import annotations

import re

from hobnob.names import WIKILINK, fold
from hobnob.notes.prose import HEADING, TASK

_HEADINGS = frozenset({"relations", "relationships", "beziehungen"})
_ITEM = re.compile(rf"({WIKILINK.pattern})\s*(?:[:–—]|-\s|\()\s*(.*?)\)?\s*\Z")


def relations_in(plain: str) -> list[dict[str, str]]:
    """Return what a person's text says of others, as the key `relations` would have it.

    Args:
        plain: the text as `hobnob.notes.body` reads it.
    """
    if HEADING not in plain:
        return []
    found, inside = [], False
    for line in plain.split("\n"):
        if line.startswith(HEADING):
            inside = fold(line[1:]).strip(" :") in _HEADINGS
        elif inside and not line.startswith(TASK):
            text = line.lstrip("\v").strip()
            if item := _ITEM.match(text):
                found.append({"who": f"[[{item[2].strip()}]]", "how": item[4].strip()})
            elif WIKILINK.fullmatch(text):
                found.append({"who": f"[[{WIKILINK.fullmatch(text)[1].strip()}]]"})  # type: ignore[index]
    return [row for row in found if not row["who"].startswith("[[#")]
