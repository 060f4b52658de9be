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
from hobnob.letters.letter import RecipientFacts, Remark
from hobnob.letters.remarks import remarks_on
from hobnob.network.letters.drafts import LetterDraft

_SHOWN = 10
"""The number of leftovers that are named; the others are counted."""


def tell_leftovers(app: App, letters: Sequence[LetterDraft]) -> None:
    """Say on stderr what is left over in letters that are about to go out."""
    for line in _shown(_remarks(app.index, letters, "placeholder")):
        app.say(line)


def refuse_leftovers(index: Index, letters: Sequence[LetterDraft]) -> None:
    """Refuse letters in which something is left over.

    Raises:
        UnfinishedError: something is.
    """
    if found := _remarks(index, letters, "placeholder"):
        raise UnfinishedError("\n  ".join(_shown(found)))


def tell_sent_before(app: App, letters: Sequence[LetterDraft]) -> None:
    """Say which people get a letter that they have already."""
    for line in _shown(_remarks(app.index, letters, "same-letter")):
        app.say(line)


def _remarks(index: Index, letters: Sequence[LetterDraft], code: str) -> list[Remark]:
    if not letters or code in index.journal.settings.unchecked:
        return []
    waiting = [letter for letter in letters if letter.waits]
    found = remarks_on(waiting, RecipientFacts(index, waiting), [code])
    return [_located(index, remark) for remark in found]


def _located(index: Index, remark: Remark) -> Remark:
    try:
        data = (index.journal.root / remark.path).read_bytes()
        return remark.located(data.decode("utf-8"))
    except (OSError, ValueError):
        return remark


def _shown(found: Sequence[Remark]) -> Iterator[str]:
    for remark in found[:_SHOWN]:
        yield one_line(remark.text)
    if len(found) > _SHOWN:
        yield f"{count(len(found) - _SHOWN, 'other')}: hobnob check"
