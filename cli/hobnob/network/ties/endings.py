"""Endings: conversations that ended with a no, or with a letter from the other person.

The one rule: the last contact must be certain. Notes give no order within one day. So another
contact on the same day counts as the later one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hobnob.dates import spell_date
from hobnob.index.index import Index
from hobnob.index.notes import IN_WRITING
from hobnob.network.ties.ties import Tie

_ENDINGS = f"""
SELECT ref.target, note.slug, ref.date, interaction.kind, interaction.outcome
FROM interaction JOIN note ON note.id = interaction.id
JOIN ref ON ref.note = interaction.id AND ref.field = 'people'
WHERE (interaction.outcome = 'declined'
    OR (interaction.direction = 'in' AND interaction.kind {IN_WRITING}))
  AND note.live AND ref.contact = 1 AND ref.target IS NOT NULL AND ref.date < :tomorrow
ORDER BY ref.date, note.slug
"""

_ON_THE_LAST_DAY = """
SELECT wanted.value ->> 0, count(*) FROM json_each(:wanted) AS wanted
JOIN ref ON ref.target = wanted.value ->> 0 AND ref.field = 'people' AND ref.contact = 1
  AND ref.date >= wanted.value ->> 1 AND ref.date < :tomorrow
GROUP BY 1
"""


_WORDS = {"letter": "letter", "email": "e-mail", "message": "message"}


@dataclass(frozen=True, kw_only=True)
class Ending:
    """The last contact of a conversation: a no, or else a letter of theirs.

    Attributes:
        slug: of the interaction.
        date: an ISO date, month or year.
    """

    tie: Tie
    slug: str
    date: str
    kind: str
    is_no: bool

    @property
    def text(self) -> str:
        """How it ended, in words that are true on any day."""
        when = spell_date(self.date)
        if self.is_no:
            return f"it ended with a no {'on' if len(self.date) == 10 else 'in'} {when}"
        return f"their {_WORDS[self.kind]} of {when} has had no answer yet"


def load_endings(index: Index, ties: Iterable[Tie]) -> list[Ending]:
    """Return the conversations of some people that ended this way, in no order."""
    by_id = {tie.id: tie for tie in ties}
    last: dict[int, list[Ending]] = {}
    for person, slug, date, kind, outcome in index.rows(_ENDINGS):
        tie = by_id.get(person)
        if tie and date[:10] == tie.last:
            is_no = outcome == "declined"
            ending = Ending(tie=tie, slug=slug, date=date[:10], kind=kind, is_no=is_no)
            last.setdefault(person, []).append(ending)
    wanted = [(person, found[0].date) for person, found in last.items()]
    counts = dict(index.rows(_ON_THE_LAST_DAY, wanted=wanted))
    return [found[-1] for person, found in last.items() if counts[person] == len(found)]
