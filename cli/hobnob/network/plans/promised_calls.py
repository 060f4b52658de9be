"""Promises to call somebody: `ring Ben`, `I'll call you on Monday`.

The one rule: a promise to call somebody else does not count.
"""

from __future__ import annotations

import re

from hobnob.names import fold

_RINGS = re.compile(
    r"(?:(?:I['’]ll|(?:I )?(?:will|shall)|to) )?"
    r"(?:ring|call|phone|telephone)\b(?: (?:up|back)\b)?(.*)",
    re.IGNORECASE,
)


def is_promise_to_call(text: str, name: str) -> bool:
    """Say whether the text of a promise is a promise to call the person of a name.

    The text may name nobody, or say `you`. If it has a name, that must begin a part of theirs.
    """
    found = _RINGS.match(text)
    if not found:
        return False
    word = next(iter(re.findall(r"\w+", found[1])), "")
    theirs = any(part.startswith(fold(word)) for part in fold(name).split())
    return theirs or word[:1].islower()
