"""Occasions: what there is to begin with, so that a letter need not begin with nothing.

The one rule: an occasion comes from them, not from me: a letter of theirs, news of them, a new
role. All three are over as soon as I have said something.
"""

from __future__ import annotations

from collections.abc import Sequence

from hobnob.dates import spell_date
from hobnob.index.index import Index
from hobnob.network.ties.endings import load_endings
from hobnob.network.ties.moves import list_moves
from hobnob.network.ties.ties import Tie
from hobnob.network.today.news import open_news


def load_occasions(index: Index, ties: Sequence[Tie]) -> dict[int, str]:
    """Return the best occasion with each of some people who offer one, as a sentence, by id."""
    found: dict[int, str] = {}
    for move in list_moves(index, ties):
        found[move.tie.id] = f"There is something new to ask about: {move.text}."
    wanted = {tie.id for tie in ties}
    for news in reversed(open_news(index)):
        sentence = f"There is news of {spell_date(news.date)} to write about."
        found.update({who.id: sentence for who in news.people if who.id in wanted})
    for end in load_endings(index, ties):
        if not end.is_no:
            found[end.tie.id] = f"{end.text[:1].upper()}{end.text[1:]}."
    return found
