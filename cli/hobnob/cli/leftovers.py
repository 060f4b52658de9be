"""What is left over in letters: told before they go out, refused when they are recorded.

The one rule: a letter that you call finished is finished, by `--anyway` or by the setting
`unchecked`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hobnob.cli.app import App
from hobnob.cli.layout import count, one_line
from hobnob.errors import UnfinishedError
from hobnob.index.index import Index
from hobnob.letters.letter import Remark
from hobnob.letters.unfinished import find_unfinished
from hobnob.network.letters.drafts import LetterDraft

_SHOWN = 10
"""The number of leftovers that are named; the others are counted."""


def tell_leftovers(app: App, letters: Sequence[LetterDraft]) -> None:
    """Say on stderr what is left over in letters that are about to go out."""
    for line in _shown(find_unfinished(app.index, letters)):
        app.say(line)


def refuse_leftovers(index: Index, letters: Sequence[LetterDraft]) -> None:
    """Refuse letters in which something is left over.

    Raises:
        UnfinishedError: something is.
    """
    if found := find_unfinished(index, letters):
        raise UnfinishedError("\n  ".join(_shown(found)))


def tell_sent_before(app: App, letters: Sequence[LetterDraft]) -> None:
    """Say which people get a letter that they have already."""
    for line in _shown(find_unfinished(app.index, letters, "same-letter")):
        app.say(line)


def _shown(found: Sequence[Remark]) -> Iterator[str]:
    for remark in found[:_SHOWN]:
        yield one_line(remark.text)
    if len(found) > _SHOWN:
        yield f"{count(len(found) - _SHOWN, 'other')}: hobnob check"
