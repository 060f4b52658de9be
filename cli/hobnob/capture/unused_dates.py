"""Days and times of a line that were not used, each with the change that uses it.

The one rule: what is said can be done. A day to come never becomes the day of a contact, a birthday
is offered as one, and a misspelled day is what the line would say if it were spelled right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hobnob import dates
from hobnob.capture.days.datephrases import DOTTED_TIME, Dated, DatePhrases
from hobnob.capture.days.datewords import DateWords, date_words
from hobnob.capture.days.meanings import Anchor
from hobnob.capture.days.position import (
    CLEAR,
    is_beside,
    is_dotted,
    is_of_no_past,
    is_plausible,
    window_of,
)
from hobnob.capture.days.when import When, find_dates
from hobnob.capture.entry import Unused
from hobnob.capture.line.ahead import quoted_from
from hobnob.capture.line.birthdays import read_birthday
from hobnob.capture.line.line import Reading
from hobnob.capture.line.parsed import ParsedLine
from hobnob.capture.names.mentions import Mention
from hobnob.capture.words.language import LanguageSettings
from hobnob.capture.words.tokens import Span, Token, split_tokens
from hobnob.errors import UsageError

_DATES = CLEAR | {
    "weekday", "last_unit", "next_unit", "end_unit", "end_month", "end_week", "end_this_month",
    "weekend", "last_month", "next_month", "weekday_week", "feasts", "within",
}  # fmt: skip
"""Phrases that are a date whatever stands around them."""
_OF_THE_YEAR = frozenset({"date", "numbers", "numeric", "iso"})
"""Phrases that can be a birthday."""
_ALIKE = 0.8
"""How similar a misspelled word is to a day, at least (ratio of `difflib`)."""
_MORE_OR_LESS = 2
"""Letters that a misspelled day has more or fewer than the right one."""
_NOON, _EARLIEST = 12, 7


def find_unused_dates(
    line: ParsedLine,
    settings: LanguageSettings,
    whens: Sequence[When],
    mentions: Sequence[Mention],
    reading: Reading,
    today: str,
) -> Iterator[Unused]:
    """Yield the days and times that were not used, in the order of the text.

    Args:
        line: as it was read.
        settings: the language, and the order of its dates.
        whens: the dates that were used.
        mentions: the people who were found.
        reading: what was understood.
        today: an ISO date.
    """
    words = date_words(line.language, settings.day_first)
    row = DatePhrases(line.tokens, line.language, words, Anchor(dates.first_day(today)))
    birthday = read_birthday(line)
    moved = bool(line.find_all("clauses", "moved"))
    replaced = bool(line.find_all("clauses", "new_day"))
    at, any_day = 0, False
    while at < len(line.tokens):
        dated, value = _read(row, at, today)
        if dated is None or not (_is_date(row, dated) or _is_numbered(line, row, dated)):
            at += 1
            continue
        start, end = line.span(dated.match.first, dated.match.after)
        typed, at = line.text[start:end], dated.match.after
        any_day = True
        if birthday and dated.meaning in _OF_THE_YEAR and mentions[birthday.who].slug:
            yield _of_birthday(typed, value, dated, mentions[birthday.who].slug, today)
        elif not (replaced or (moved and row.is_word(dated.match.first - 1, "dates", "not_after"))):
            clause = line.clause_at[dated.match.first]
            promised = clause is not None and clause.role == "promise"
            # "next week lunch with Ana"
            main = clause is not None and clause.role == "main" and is_of_no_past(row, clause)
            planned = value[:10] > today and not reading.date and main
            change = f"date={value} draft=true" if planned else _change(value, reading, today)
            yield Unused(typed=typed, change="" if promised else change)
    yield from _wrong_weekdays(line, words, whens)
    if not any_day and not whens:
        yield from _misspelled(line, words, settings, mentions, today)
    if not (any_day or any(len(when.value) > 10 for when in whens)):
        yield from _times(row, reading, today)


def _read(row: DatePhrases, at: int, today: str) -> tuple[Dated | None, str]:
    """Return the date that begins at a token, and its day; None for one that does not exist."""
    if row.tokens[at].kind != "word":
        return None, ""
    try:
        dated = row.at(at)
        return dated, _value(row, dated, today) if dated else ""
    except UsageError:
        return None, ""


def _value(row: DatePhrases, dated: Dated, today: str) -> str:
    """Return the day of a phrase: behind a word of what is to come, the next one."""
    before = range(max(0, dated.first - 4), dated.first + 1)
    # "Ana replied: Friday doesn't work"
    ahead = dated.first >= quoted_from(row) or any(
        row.find(at, "dates", "to_come", "cannot", "by", "before", "after") for at in before
    )
    value = row.value(dated, future=ahead or dated.preposition in ("by", "before"), window=60)
    return value[:10] if value[:10] != today else value


def _is_date(row: DatePhrases, dated: Dated) -> bool:
    if dated.meaning == "days":
        return dated.days != 0
    if dated.meaning in ("month", "year"):
        # "May" alone may be a person.
        return bool(dated.preposition) and dated.meaning == "month"
    if dated.meaning == "weekday" and dated.alone:
        return False
    if dated.meaning == "ahead":
        # "met Ana 3 times in 2 weeks"
        return window_of(row) > 0
    return dated.meaning in _DATES


def _is_numbered(line: ParsedLine, row: DatePhrases, dated: Dated) -> bool:
    """Say whether figures look like a day: "until 15.12.", "met Ana 24.11", no "Python 3.11"."""
    figures = dated.match.phrase
    if dated.meaning != "numbers" or row.is_word(dated.first - 1, "dates", "at"):
        return False
    if not is_plausible(figures, row.words.day_first):
        return False
    if dated.preposition == "on" and "." in figures and not is_dotted(dated):
        # "dinner in town on 3.12", but not "worked on 3.11"
        return row.happens_between(0, dated.first)
    if dated.preposition or (figures.endswith(".") and line.happened(dated.match.first)):
        return True
    whole = "/" in figures or is_dotted(dated) or figures[-3:-2] == "."
    return whole and is_beside(row, dated) and row.ends(dated.match.after)


def _change(value: str, reading: Reading, today: str) -> str:
    """Return the change for a day: one to come is a follow-up, and there is only one of these."""
    if value[:10] <= today:
        return f"date={value}"
    return "" if reading.follow_up else f"follow_up={value}"


def _of_birthday(typed: str, value: str, dated: Dated, who: str, today: str) -> Unused:
    """Return a birthday; its year is that of the birth only if it was said."""
    said = dated.meaning in ("iso", "numeric") or dated.match.value("YEAR") is not None
    whole = said and value[:10] < today and dated.match.value("WEEKDAY") is None
    day = value[:10] if whole else f"--{value[5:10]}"
    return Unused(typed=typed, change=f"birthday={day}", of=who)


def _wrong_weekdays(line: ParsedLine, words: DateWords, whens: Sequence[When]) -> Iterator[Unused]:
    """Yield a day of the week that does not fit its date: "Friday 5 Dec" of a Saturday."""
    for when in whens:
        tokens = split_tokens(line.text[when.start : when.end])
        for at in range(len(tokens)):
            match = words.find(tokens, at)
            weekday = match.value("WEEKDAY") if match else None
            if match is None or not isinstance(weekday, int):
                continue
            day = dates.first_day(when.value)
            if match.meaning in ("date", "numeric") and weekday != day.weekday():
                away = (weekday - day.weekday() + 3) % 7 - 3
                other = dates.add_days(when.value, away) + when.value[10:]
                change = f"{when.role}={other}" if when.role in ("date", "follow_up") else ""
                yield Unused(typed=tokens[at].text, change=change)
            break


def _misspelled(
    line: ParsedLine,
    words: DateWords,
    settings: LanguageSettings,
    names: Sequence[Span],
    today: str,
) -> Iterator[Unused]:
    """Yield a word that is nearly a day, with what the line would say if it were spelled right."""
    for token in line.tokens:
        right = "" if _is_named(token, names) else _nearest_day(token, words)
        if not right:
            continue
        text = line.text[: token.start] + right + line.text[token.end :]
        longer = len(right) - (token.end - token.start)
        moved = [name for name in names if name.end <= token.start]
        # Names behind the word would stand elsewhere; those before it say who does what.
        try:
            found = find_dates(
                text, today, line.language, day_first=settings.day_first, names=moved
            )
        except UsageError:
            return
        when = next((w for w in found if w.start <= token.start < w.end + longer), None)
        if when is None or when.role not in ("date", "follow_up"):
            yield Unused(typed=token.text)
        elif when.role == "date" and when.value[:10] > today:
            yield Unused(typed=token.text, change=f"date={when.value} draft=true")
        else:
            yield Unused(typed=token.text, change=f"{when.role}={when.value}")
        return


def _is_named(token: Token, names: Sequence[Span]) -> bool:
    inside = any(name.start <= token.start < name.end for name in names)
    return inside or token.kind != "word" or not token.key.isalpha()


def _nearest_day(token: Token, words: DateWords) -> str:
    """Return the day of the week, the month or the word such as "yesterday" that is nearly typed.

    The first letter is right, and most letters are in both; the rest is compared only then.
    """
    key = token.key
    near = [
        day for day in words.distinct if day[0] == key[0] and not key.startswith(day)
        and abs(len(day) - len(key)) <= _MORE_OR_LESS and _shared(key, day) >= _ALIKE
    ]  # fmt: skip
    if not near or key in words.language.vocabulary:
        return ""
    from difflib import get_close_matches

    return next(iter(get_close_matches(key, near, 1, _ALIKE)), "")


def _shared(one: str, other: str) -> float:
    """Return how similar two words can be at most: by their letters, in any order."""
    both = sum(min(one.count(letter), other.count(letter)) for letter in set(one))
    return 2 * both / (len(one) + len(other))


def _times(row: DatePhrases, reading: Reading, today: str) -> Iterator[Unused]:
    """Yield a time of day that was not used: "lunch with Ana at 3", "Ana wrote: 18:00 is fine"."""
    quote = quoted_from(row)
    for at, token in enumerate(row.tokens):
        time, typed = "", token.text
        hour = row.key(at + 1)
        if at >= quote and row.words.is_time(token):
            time, _ = row.time(at)
        elif DOTTED_TIME.match(token.key):
            # "lunch with Ana 12.30", but not "lunch with Ana 12.30 euro"
            beside = at and (row.tokens[at - 1].kind == "who" or row.happens(at - 1))
            if beside and row.ends(at + 1) and row.happens_between(0, at):
                time = token.key.replace(".", ":").zfill(5)
        elif (
            row.is_word(at, "dates", "at") and hour.isdigit() and 0 < int(hour) <= _NOON
            and row.ends(at + 2) and row.happens_between(0, at)
        ):  # fmt: skip
            time = f"{int(hour) + _NOON * (int(hour) < _EARLIEST):02}:00"
            typed = f"{token.text} {row.tokens[at + 1].text}"
        if time:
            yield Unused(typed=typed, change=f"date={(reading.date or today)[:10]}T{time}")
            return
