"""What is left over in letters that are about to go out, such as `[why you]`.

The one rule: a remark has the line at which it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from hobnob.index.index import Index
from hobnob.letters.letter import RecipientFacts, Remark
from hobnob.letters.remarks import remarks_on
from hobnob.network.letters.drafts import LetterDraft


def find_unfinished(
    index: Index, letters: Sequence[LetterDraft], code: str = "placeholder"
) -> list[Remark]:
    """Return the remarks of a check on letters that wait; none if the settings leave it out."""
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
