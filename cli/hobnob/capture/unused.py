"""What a line seemed to say and hobnob did not use, each with the command that sets it.

The one rule: nothing that looks like a date, a name, a promise or a follow-up is passed over in
silence. This module changes nothing of what was understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hobnob import dates
from hobnob.capture.days.when import When
from hobnob.capture.entry import Unused
from hobnob.capture.line.line import Reading
from hobnob.capture.line.parsed import ParsedLine, parse_line
from hobnob.capture.names.mentions import Doubtful, Mention
from hobnob.capture.unused_dates import find_unused_dates
from hobnob.capture.words.language import LanguageSettings

_SOON = 21
"""Days before a follow-up, in a command for one without a day."""
_MOST = 5
"""The most that is said of one line."""


def find_unused(
    text: str,
    settings: LanguageSettings,
    whens: Sequence[When],
    mentions: Sequence[Mention],
    reading: Reading,
    today: str,
    near: Mapping[Doubtful, Sequence[tuple[str, str]]],
) -> tuple[Unused, ...]:
    """Return what was passed over, in the order of the text, the most important first.

    Args:
        text: as typed.
        settings: the language, and the order of its dates.
        whens: the dates that were used.
        mentions: the people who were found.
        reading: what was understood.
        today: an ISO date.
        near: words that are nearly a name, with slug and name of the people who have it.
    """
    if not reading.date:
        # The day of a birthday is not that of the line.
        whens = [when for when in whens if when.role != "date"]
    line = parse_line(text, settings.of(text), mentions, whens)
    days = [*find_unused_dates(line, settings, whens, mentions, reading, today)]
    found = [
        *_near(line, near),
        *days,
        *_hosts(mentions, reading),
        *(Unused(typed=text[start:end]) for start, end in reading.lost),
        *_promises(line),
        *(() if any("follow_up" in day.change for day in days)
          else _follow_ups(line, reading, today)),
    ]  # fmt: skip
    return tuple(dict.fromkeys(found))[:_MOST]


def _near(line: ParsedLine, near: Mapping[Doubtful, Sequence[tuple[str, str]]]) -> Iterator[Unused]:
    """Yield words that are nearly a name; who is only talked about was not there."""
    for word, people in near.items():
        # A word of a typed task is no token.
        tokens = (at for at, token in enumerate(line.tokens) if word.start == token.start)
        there = len(people) == 1 and any(map(line.happened, tokens))
        change = f"people+={people[0][0]}" if there else ""
        yield Unused(typed=word.typed, change=change, near=tuple(people))


def _hosts(mentions: Sequence[Mention], reading: Reading) -> Iterator[Unused]:
    """Yield those whose name is only in the name of a place: "lunch at Luigi's with Ana"."""
    used = {mention.start for mention in reading.named}
    for mention in mentions:
        if mention.start not in used and mention.slug:
            yield Unused(typed=mention.typed, change=f"people+={mention.slug}")


def _promises(line: ParsedLine) -> Iterator[Unused]:
    """Yield what sounds like a promise of mine and is none of the promises."""
    never = [range(m.first, m.after) for m in line.find_all("promises", "never")]
    for match in line.find_all("promises", "hints"):
        clause = line.clause_at[match.first]
        told = clause is None or clause.role != "main" or not line.is_mine(match.first)
        if told or any(match.first in covered for covered in never):
            continue
        start, end = line.span(match.first, min(match.after + 3, clause.after if clause else 0))
        yield Unused(typed=line.text[start:end])


def _follow_ups(line: ParsedLine, reading: Reading, today: str) -> Iterator[Unused]:
    """Yield a follow-up without a day."""
    if reading.follow_up:
        return
    for clause in line.clauses:
        if clause.role == "follow_up" and clause.cue:
            start, end = line.span(clause.first, clause.after)
            day = dates.add_days(today, _SOON)
            yield Unused(typed=line.text[start:end], change=f"follow_up={day}")
            return
