"""What a note says, in a few words: without the signs of Markdown, cut where a sentence ends.

The one rule: an excerpt is the note's own words, in their order; nothing is put into other words.
Promises are left out as they are always shown apart, with what became of them.
"""

from __future__ import annotations

from hobnob.index.index import Index
from hobnob.index.lookup import shown_text
from hobnob.notes import body as reader


def plain_text(index: Index, body: str) -> str:
    """Return what a text says that stands as it was typed."""
    return without_tasks(index, reader.read_body(body).plain)


def without_tasks(index: Index, plain: str) -> str:
    """Return what a plain text of the index says."""
    return shown_text(index, reader.without_tasks(plain))


def excerpt(index: Index, plain: str, length: int) -> str:
    """Return how a plain text begins, on one line of at most so many characters."""
    return reader.excerpt(without_tasks(index, plain), length)


def sentences(index: Index, plain: str) -> list[str]:
    """Return the sentences of a plain text."""
    found = reader.sentences(reader.without_tasks(plain))
    return [shown_text(index, sentence) for sentence in found]
