"""Which promises are to ring somebody: `ring Ben`, `I'll call you on Monday`.

The one rule: a promise to ring somebody else is none to ring this one.
"""

from __future__ import annotations

import re

from hobnob.names import fold

_RINGS = re.compile(
    r"(?:(?:I['’]ll|(?:I )?(?:will|shall)|to) )?"
    r"(?:ring|call|phone|telephone)\b(?: (?:up|back)\b)?(.*)",
    re.IGNORECASE,
)


def promises_call(text: str, name: str) -> bool:
    """Say whether the text of a promise is to ring the one of a name.

    What is rung may be left out, or be a word like `you`; a name must be theirs, or begin it.
    """
    found = _RINGS.match(text)
    if not found:
        return False
    word = next(iter(re.findall(r"\w+", found[1])), "")
    theirs = any(part.startswith(fold(word)) for part in fold(name).split())
    return theirs or word[:1].islower()
