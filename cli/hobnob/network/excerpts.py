"""What a note says, in a few words: without the signs of Markdown, cut where a sentence ends.

The one rule: an excerpt is the note's own words, in their order; nothing is put into other words.
"""

from __future__ import annotations

import re

from hobnob.index.index import Index
from hobnob.index.lookup import link_names

_PROMISE = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\][ \t].*$", re.M)
_FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,}).*$", re.M)
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*\)")
_SIGNS = re.compile(r"^[ \t]*(?:[-*+>]|#{1,6}|\d{1,9}[.)])[ \t]+|\*\*|[*`|~]|^-{3,}$", re.M)
_END = re.compile(r"(?<=[.!?…。！？])[\"'”’)]*\s+")


def plain_text(index: Index, body: str) -> str:
    """Return what a body says, with its links as one reads them and without its promises.

    Promises are left out as they are always shown apart, with whether they were kept.
    """
    text = _FENCE.sub("", _PROMISE.sub("", body))
    return _SIGNS.sub("", _LINK.sub(r"\1", link_names(index, text)))


def excerpt(index: Index, body: str, length: int) -> str:
    """Return how a body begins, on one line of at most so many characters.

    It ends with a sentence where one ends in the second half of the room, else with a word.
    """
    text = " ".join(plain_text(index, body).split())
    if len(text) <= length:
        return text
    head = text[: length - 1]
    ends = [match.start() for match in _END.finditer(head) if match.start() > length // 2]
    if ends:
        return f"{head[: ends[-1]].rstrip()} …"
    return head.rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"


def sentences(index: Index, body: str) -> list[str]:
    """Return the sentences of a body; the end of a line ends one too."""
    lines = plain_text(index, body).splitlines()
    return [
        sentence.strip()
        for paragraph in _paragraphs(lines)
        for sentence in _END.split(paragraph)
        if sentence.strip()
    ]


def _paragraphs(lines: list[str]) -> list[str]:
    """Join the lines of a paragraph, which an editor may have wrapped."""
    found, current = [], ""
    for line in [*lines, ""]:
        if line.strip():
            current = f"{current} {line.strip()}".strip()
        elif current:
            found.append(current)
            current = ""
    return found
