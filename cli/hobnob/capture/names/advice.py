"""Advice for a line that names nobody: what may have been meant, and what to write.

The one rule: each piece of advice is about something that stands in the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hobnob.capture.journal_lookup import JournalLookup
from hobnob.capture.line.line import Reading
from hobnob.wording import join_words

_BOLD = re.compile(r"\*\*([^\W\d_][^*\n]{0,60})\*\*")
_MOST_WORDS = 3


def advice_on(
    text: str, reading: Reading, doubtful: Sequence[str], lookup: JournalLookup
) -> Iterator[str]:
    """Yield what may have been meant, and what to write then."""
    for tag in reading.tags:
        if people := lookup.namesakes(tag):
            slug, name = people[0]
            other = f" or [[{slug}]]"
            yield f"'@{tag}' was read as a tag; for {name} write {tag.capitalize()}{other}"
    for bold in _BOLD.findall(text):
        words = bold.split()
        if len(words) <= _MOST_WORDS and all(word.isalpha() and word.islower() for word in words):
            name = " ".join(word.capitalize() for word in words)
            yield f"bold makes a person of a name with its capitals: **{name}**"
    for typed in doubtful:
        if near := lookup.near(typed):
            yield f"by '{typed}', did you mean {join_words(near, 'or')}?"
