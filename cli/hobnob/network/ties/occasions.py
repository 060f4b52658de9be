"""Occasions: reasons to write, so that a letter has a beginning; and how a conversation ended.

The one rule: an occasion comes from them, not from me: a letter of theirs, news of them, a new
role. All three end as soon as I have contact with them.

A new role counts if it certainly came after the last contact. A month or a year alone counts only
if all of it is later. An ending counts if it is certainly the last contact: notes give no order
within one day, so another contact on the same day counts as the later one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hobnob.dates import spell_date
from hobnob.index.index import Index
from hobnob.index.notes import IN_WRITING
from hobnob.network.ties.ties import Tie
from hobnob.network.today.waiting import open_news

# From the last day of each person: all days have many more contacts.
_ENDINGS = f"""
SELECT ref.target, note.slug, ref.date, interaction.kind, interaction.outcome
FROM json_each(:days) AS day
CROSS JOIN ref ON ref.target = day.value ->> 0 AND ref.field = 'people' AND ref.contact = 1
  AND ref.date >= day.value ->> 1 AND ref.date < :tomorrow
CROSS JOIN interaction ON interaction.id = ref.note
CROSS JOIN note ON note.id = ref.note
WHERE (interaction.outcome = 'declined'
    OR (interaction.direction = 'in' AND interaction.kind {IN_WRITING}))
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
    days = [(tie.id, tie.last) for tie in by_id.values() if tie.last]
    for person, slug, date, kind, outcome in index.rows(_ENDINGS, days=days):
        is_no = outcome == "declined"
        ending = Ending(tie=by_id[person], slug=slug, date=date[:10], kind=kind, is_no=is_no)
        last.setdefault(person, []).append(ending)
    wanted = [(person, found[0].date) for person, found in last.items()]
    counts = dict(index.rows(_ON_THE_LAST_DAY, wanted=wanted))
    return [found[-1] for person, found in last.items() if counts[person] == len(found)]


_PRESENT = """
SELECT role.note, role.org, role.title, role.since FROM role JOIN note ON note.id = role.note
WHERE note.live AND role.since <= :today AND (role.until = '' OR role.until > :today)
ORDER BY role.note, role.pos
"""


@dataclass(frozen=True, kw_only=True)
class NewRole:
    """A present role that a person began after the last contact.

    Attributes:
        since: an ISO date, month or year.
    """

    tie: Tie
    org: str
    title: str
    since: str

    @property
    def text(self) -> str:
        """The change, in words that are true on any day."""
        return f"{spell_role(self.title, self.org)} since {spell_date(self.since)}"


def spell_role(title: str, org: str) -> str:
    """Return a role as a phrase: "Director at Fjordnet", "at Fjordnet", "Director"."""
    return f"{title} at {org}" if title and org else f"at {org}" if org else title


def list_moves(index: Index, ties: Iterable[Tie]) -> list[NewRole]:
    """Return the people who moved since the last contact, the latest move first."""
    present: dict[int, tuple[str, str, str]] = {}
    for person, org, title, since in index.rows(_PRESENT):
        present.setdefault(person, (org, title, since))
    found = []
    for tie in ties:
        org, title, since = present.get(tie.id, ("", "", ""))
        if (org or title) and is_later(since, tie.last):
            found.append(NewRole(tie=tie, org=org, title=title, since=since))
    return sorted(found, key=lambda move: move.since, reverse=True)


def is_later(date: str, other: str) -> bool:
    """Return whether a date, month or year is certainly after another; neither may be empty."""
    precise = min(len(date[:10]), len(other[:10]))
    return bool(precise) and date[:precise] > other[:precise]


def load_occasions(index: Index, ties: Sequence[Tie]) -> dict[int, str]:
    """Return the best occasion of each of some people who have one, as a sentence, by id."""
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
