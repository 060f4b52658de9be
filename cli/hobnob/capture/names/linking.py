"""Links for the names in a text, and the text without them.

The one rule: nothing but brackets, slugs and what stands between them comes or goes, so that the
text without its links is the text as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterable

from hobnob.capture.names.mentions import Mention
from hobnob.names import WIKILINK


def link(text: str, mentions: Iterable[Mention]) -> str:
    """Return a text with each mention as a link; what is linked already stays as it is.

    A mention of somebody who is yet to be made must have been given a slug.
    """
    parts: list[str] = []
    done = 0
    for mention in sorted(mentions, key=lambda m: m.start):
        if mention.how != "link" and mention.slug:
            parts += (text[done : mention.start], _wikilink(mention))
            done = mention.end
    return "".join((*parts, text[done:]))


def unlink(text: str) -> str:
    """Return a text with each link as it reads: its own text, or what it leads to."""
    return WIKILINK.sub(lambda link: link[1] if link[2] is None else link[2], text)


def _wikilink(mention: Mention) -> str:
    if mention.typed == mention.slug:
        return f"[[{mention.slug}]]"
    return f"[[{mention.slug}|{mention.typed}]]"
