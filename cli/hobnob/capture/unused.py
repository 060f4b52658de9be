"""What a line seemed to say and hobnob did not use, each with the command that sets it.

The one rule: nothing that looks like a date, a name, a promise or a follow-up is passed over in
silence. This module changes nothing of what was understood.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hobnob import dates
from hobnob.capture.days.datephrases import Dated, DatePhrases
from hobnob.capture.days.datewords import date_words
from hobnob.capture.days.meanings import Anchor
from hobnob.capture.days.position import CLEAR
from hobnob.capture.days.when import When
from hobnob.capture.entry import Unused
from hobnob.capture.line.line import Reading
from hobnob.capture.line.parsed import ParsedLine, parse_line
from hobnob.capture.names.mentions import Mention
from hobnob.capture.words.language import LanguageSettings
from hobnob.errors import UsageError

_DATES = CLEAR | {
    "weekday", "last_unit", "next_unit", "end_unit", "end_month", "end_week", "end_this_month",
    "weekend", "last_month", "next_month", "weekday_week", "this_weekday", "feasts",
}  # fmt: skip
"""Phrases that are a date whatever stands around them."""
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
    near: Iterable[Unused] = (),
) -> tuple[Unused, ...]:
    """Return what was passed over, in the order of the text, the most important first.

    Args:
        text: as typed.
        settings: the language, and the order of its dates.
        whens: the dates that were used.
        mentions: the people who were found.
        reading: what was understood.
        today: an ISO date.
        near: words that are nearly a name.
    """
    line = parse_line(text, settings.of(text), mentions, whens)
    found = [
        *near,
        *_dates(line, settings, today, reading),
        *_hosts(mentions, reading),
        *(Unused(typed=text[start:end]) for start, end in reading.lost),
        *_promises(line),
        *_follow_ups(line, reading, today),
    ]
    return tuple(dict.fromkeys(found))[:_MOST]


def _dates(
    line: ParsedLine, settings: LanguageSettings, today: str, reading: Reading
) -> Iterator[Unused]:
    words = date_words(line.language, settings.day_first)
    row = DatePhrases(line.tokens, line.language, words, Anchor(dates.first_day(today)))
    at = 0
    while at < len(line.tokens):
        token, dated = line.tokens[at], None
        if token.kind == "word":
            try:
                dated = row.at(at)
                value = _value(row, dated, today) if dated else ""
            except UsageError:
                dated = None
        if dated is None or not _is_date(dated):
            at += 1
            continue
        start, end = line.span(dated.match.first, dated.match.after)
        ahead = value[:10] > today and not reading.follow_up
        key = "follow_up" if ahead else "date"
        yield Unused(typed=line.text[start:end], change=f"{key}={value}")
        at = dated.match.after


def _value(row: DatePhrases, dated: Dated, today: str) -> str:
    """Return the day of a phrase: behind a word of what is to come, the next one."""
    before = range(max(0, dated.first - 4), dated.first + 1)
    ahead = any(row.find(at, "dates", "to_come", "by", "before", "after") for at in before)
    value = row.value(dated, future=ahead or dated.preposition in ("by", "before"), window=60)
    return value[:10] if value[:10] != today else value


def _is_date(dated: Dated) -> bool:
    if dated.meaning == "days":
        return dated.days != 0
    if dated.meaning in ("month", "year"):
        # "May" alone may be a person.
        return bool(dated.preposition) and dated.meaning == "month"
    if dated.meaning == "weekday" and dated.alone:
        return False
    return dated.meaning in _DATES


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
