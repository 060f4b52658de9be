"""The dates of a line: the day of what happened, of the follow-up, and of each promise.

The one rule: a phrase counts only if it can only be a date. A phrase that could also be a name or a
part of a story stays in the text and dates nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hobnob import dates
from hobnob.capture.days.datephrases import Dated, DatePhrases
from hobnob.capture.days.datewords import DateWords, date_words
from hobnob.capture.days.meanings import Anchor
from hobnob.capture.days.position import find_day, is_dotted, read_heading, window_of
from hobnob.capture.line.ahead import (
    agreed_in,
    is_doubted,
    is_of_others,
    quoted_from,
    says_yes,
)
from hobnob.capture.line.clauses import Clause, planned_at, split_clauses
from hobnob.capture.words.language import Language
from hobnob.capture.words.tokens import Span, Token, mask, split_tokens
from hobnob.errors import UsageError

Role = Literal["date", "follow_up", "due", "ahead"]

_TO_COME = frozenset({
    "ahead", "within", "next_unit", "end_unit", "end_month", "weekend", "next_weekday",
    "this_weekday", "weekday", "weekday_next_week", "weekday_week", "date", "day_of_month",
    "next_month", "feasts", "feast_year", "days", "iso", "numeric", "end_week", "end_this_month",
})  # fmt: skip
"""Phrases that can be the day of a follow-up, or of something promised."""
_TO_COME_BY = _TO_COME | {"month", "year", "quarter", "numbers", "compact"}
"""The same behind a word such as "by"."""
_FAR = 180
"""Days ahead within which a day without a year can be that of an appointment."""
_LONGEST_DATE = 6
"""Tokens of a date before the word "follow up"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class When:
    """A date in a line.

    Attributes:
        start: where the phrase begins in the text; it includes its preposition.
        end: where the text goes on.
        value: an ISO date, month, year or moment (`2026-11-21T12:30`). A time apart from its date
            has the same value as the date.
        role: whether it dates the interaction, the follow-up, a promise, or an appointment that was
            made in the interaction.
    """

    start: int
    end: int
    value: str
    role: Role


def find_dates(
    text: str,
    today: str,
    language: Language,
    *,
    day_first: bool | None = None,
    names: Sequence[Span] = (),
) -> tuple[When, ...]:
    """Return the dates of a line in their order.

    Args:
        text: the line as typed.
        today: an ISO date.
        language: the words of the user's language.
        day_first: whether 03.11. is the third of November; None where nothing says.
        names: parts of the line that are names, and no dates: "Tom Friday".

    Raises:
        UsageError: a date does not exist.
    """
    anchor, words = Anchor(dates.first_day(today)), date_words(language, day_first)
    tokens = _with_whole_dates(split_tokens(mask(text), names), words)
    line = DatePhrases(tokens, language, words, anchor)
    after, heading = read_heading(line) if tokens else (0, "")
    rest = DatePhrases(tokens[after:], language, words, anchor)
    clauses = split_clauses(rest)
    found = _to_come(rest, clauses, heading)
    # A day in what somebody wrote is not the day on which they wrote.
    quote = quoted_from(rest)
    told = _before(clauses, quote)
    if heading and (due := _due_first(line, clauses)):
        found.append(_when(line, 0, after, due, "due"))
    elif heading:
        found.append(_when(line, 0, after, heading, "date"))
    elif plan := _planned(rest, clauses):
        found.append(_when(rest, plan.first, plan.after, rest.value(plan, future=True), "date"))
    elif day := _day_of(rest, told, found):
        window = window_of(rest)
        value = rest.value(day, future=day.ahead, window=window, past=not window)
        if day.meaning == "next_unit":
            value = value if day.match.value("UNIT") in ("day", "week", "fortnight") else value[:7]
        # "Ana answered Friday 4 Dec is fine": the day of the week says that it is to come.
        by_weekday = day.match.value("WEEKDAY") is not None and not _has_year(day)
        if by_weekday and not window and day.meaning == "date" and value[:10] > today:
            told = _before(told, day.first)
        else:
            found.append(_when(rest, day.first, day.after, value, "date"))
    if not any(when.role == "date" and when.value[:10] > today for when in found):
        found += list(_agreed(rest, clauses)) or _accepted(rest, clauses, quote)
    return tuple(sorted(_with_time(rest, told, found), key=lambda when: when.start))


def _with_whole_dates(tokens: tuple[Token, ...], words: DateWords) -> tuple[Token, ...]:
    """Return tokens in which no break divides a date: "Nov. 3", "Nov 3, 2025"."""
    inside = set[int]()
    for at, token in enumerate(tokens):
        if token.kind == "break" and token.key in (",", "."):
            before = words.find(tokens, at - 1) if at else None
            before = before or (words.find(tokens, at - 2) if at > 1 else None)
            if before and before.after > at + 1:
                inside.add(at)
    if not inside:
        return tokens
    return tuple(
        replace(token, kind="word") if at in inside else token for at, token in enumerate(tokens)
    )


def parse_when(
    phrase: str,
    today: str,
    language: Language,
    *,
    day_first: bool | None = None,
    future: bool = False,
) -> str:
    """Read a whole phrase as a date: an ISO date, month, year or moment.

    Args:
        phrase: `yesterday 12:30`, `3 weeks`, `Nov 3`.
        today: an ISO date.
        language: the words of the user's language.
        day_first: whether 03.11. is the third of November; None where nothing says.
        future: whether a day without its year is one to come rather than one that was.

    Raises:
        UsageError: it is no date, or none that exists.
    """
    phrase = " ".join(phrase.split())
    anchor = Anchor(dates.first_day(today), future)
    tokens = split_tokens(phrase)
    if future and any(token.key == "0" for token in tokens):
        # "0 days ago" is today, but "0 weeks" are not ahead.
        tokens = ()
    line = DatePhrases(tokens, language, date_words(language, day_first), anchor)
    if found := line.whole() or _try_iso(phrase) or (future and _interval(phrase, today)):
        return found
    such = "'3 weeks', 'next Friday'" if future else "'yesterday', 'last Monday'"
    raise UsageError(f"'{phrase}' is no date; {such} and {today} are understood, among others")


def _try_iso(phrase: str) -> str:
    """Return an ISO date, month, year or moment; "" for what is not written like one."""
    if not phrase[:4].isdigit() or not set(phrase) <= set("0123456789-/.:TtZ+ "):
        return ""
    try:
        return dates.parse_moment(phrase.replace("t", "T"))
    except ValueError as error:
        raise UsageError(str(error)) from None


def _interval(phrase: str, today: str) -> str:
    try:
        return dates.add_days(today, dates.parse_interval(phrase))
    except ValueError:
        return ""


def _when(line: DatePhrases, first: int, after: int, value: str, role: Role) -> When:
    start, end = line.tokens[first].start, line.tokens[after - 1].end
    return When(start=start, end=end, value=value, role=role)


def _due_first(line: DatePhrases, clauses: Sequence[Clause]) -> str:
    """Return the day before what I am to do, "Friday: send Ana the list"; "" if it is past."""
    cue = clauses[0].cue if clauses else None
    dated = line.at(0)
    if dated is None or cue is None or cue.meaning != "do" or dated.looks_back:
        return ""
    return line.value(dated, future=True)[:10]


def _before(clauses: Sequence[Clause], after: int) -> list[Clause]:
    """Return the clauses before a token, and the part of one that it divides."""
    return [replace(c, after=min(c.after, after)) for c in clauses if c.first < after]


def _is_covered(line: DatePhrases, clause: Clause, found: Sequence[When]) -> bool:
    start, end = line.tokens[clause.first].start, line.tokens[clause.after - 1].end
    return any(start < when.end and when.start < end for when in found)


# ---------------------------------------------------------------- what is to come


def _to_come(line: DatePhrases, clauses: Sequence[Clause], day: str) -> list[When]:
    """Return the days of the follow-up and of the promises.

    "in 3 weeks" is counted from today. A day of the calendar is counted from the day of the
    interaction: "by 10 October", for a lunch on 1 October of last year, is in last year.
    """
    found = []
    since = day if day[:10] < line.anchor.today.isoformat() else ""
    for clause, following in zip(clauses, (*clauses[1:], None), strict=False):
        if clause.role not in ("promise", "follow_up"):
            continue
        dated = _first_to_come(line, clause.body, clause.after)
        # "promised to send the list, by Friday"
        if dated is None and following and following.role == "main":
            dated = _first_to_come(line, following.first, following.after)
            if dated and (dated.first, dated.after) != (following.first, following.after):
                dated = None
        # "in 3 Wochen nachfassen"
        if dated is None and clause.role == "follow_up":
            dated = _ending_before(line, clause.first)
        if dated and clause.role == "promise" and dated.preposition == "after":
            dated = None
        if dated:
            value = line.value(dated, future=True, since=since)[:10]
            role: Role = "follow_up" if clause.role == "follow_up" else "due"
            # A promise is due on a day; its time stays in its words: "call Ana on Friday 4pm".
            timed = role == "due" and dated.first < dated.match.after < dated.after
            after = dated.match.after if timed else dated.after
            found.append(_when(line, dated.first, after, value, role))
    return found


def _planned(line: DatePhrases, clauses: Sequence[Clause]) -> Dated | None:
    """Return the day of a plan: "planning lunch with Grace next week"."""
    cue = planned_at(line, clauses[0]) if clauses else None
    if cue and line.happens_between(clauses[0].after, len(line.tokens)):
        # "will release on Friday. Messaged Erik": the day is not the message's.
        return None
    return _first_to_come(line, cue.after, clauses[0].after) if cue else None


def _day_of(line: DatePhrases, clauses: Sequence[Clause], found: Sequence[When]) -> Dated | None:
    """Return the day of the line, but not the day of an appointment that was made in it."""
    day = find_day(line, [c for c in clauses if not _is_covered(line, c, found)])
    if day is None or day.ahead:
        return day
    start = line.tokens[day.match.first].start
    made = any(when.start <= start < when.end for when in _agreed(line, clauses))
    return None if made else day


def _agreed(line: DatePhrases, clauses: Sequence[Clause]) -> Iterator[When]:
    """Yield the day of an appointment that was made: "emailed Ana, she agreed to meet on 3 Dec"."""
    today = line.anchor.today.isoformat()
    for clause in clauses:
        agreed = agreed_in(line, clause)
        if agreed is None or is_of_others(line, clause, *agreed):
            continue
        for at in range(agreed[1].after, clause.after):
            dated = line.at(at)
            if dated is None or dated.after > clause.after or dated.looks_back:
                continue
            named = dated.preposition in ("", "on") or dated.meaning == "month"
            if not named or not _is_to_come(line, dated, at):
                continue
            value = line.value(dated, future=True)
            # Of a day without a year that has just passed, nobody knows what it means.
            if today < value[:10] <= dates.add_days(today, _FAR) or _has_year(dated):
                yield _when(line, dated.first, dated.after, value, "ahead")
            return


def _accepted(line: DatePhrases, clauses: Sequence[Clause], quote: int) -> list[When]:
    """Return the day that an answer settles: "Ana answered: ok, Friday 4 Dec 18:00"."""
    if quote >= len(line.tokens) or is_doubted(line, quote):
        return []
    today = line.anchor.today.isoformat()
    for clause in clauses:
        for at in range(max(clause.first, quote), clause.after if clause.role != "promise" else 0):
            dated = line.at(at)
            if dated is None or dated.looks_back or dated.preposition not in ("", "on"):
                continue
            if not _is_to_come(line, dated, at):
                continue
            value = line.value(dated, future=True)
            near = today < value[:10] <= dates.add_days(today, _FAR) or _has_year(dated)
            if near and (dated.time or says_yes(line, quote)):
                return [_when(line, dated.first, dated.after, value, "ahead")]
            return []
    return []


def _has_year(dated: Dated) -> bool:
    return dated.meaning == "iso" or dated.match.value("YEAR") is not None


def _first_to_come(line: DatePhrases, first: int, after: int) -> Dated | None:
    """Return the first date among some tokens that can be a day to come."""
    for at in range(first, after):
        dated = line.at(at)
        if dated and dated.after <= after and _is_to_come(line, dated, first):
            return dated
    return None


def _ending_before(line: DatePhrases, after: int) -> Dated | None:
    """Return the date right before a token if it can be a day to come, and no past day."""
    for at in range(max(after - _LONGEST_DATE, 0), after):
        dated = line.at(at)
        if dated and dated.after == after and not dated.looks_back:
            begins = at == 0 or line.tokens[at - 1].kind == "break"
            clear = dated.meaning != "weekday" or dated.preposition == "on" or begins
            return dated if clear and dated.meaning in _TO_COME else None
    return None


def _is_to_come(line: DatePhrases, dated: Dated, first: int) -> bool:
    if dated.meaning == "days" and dated.days < 0:
        return False
    if dated.preposition in ("by", "before", "after"):
        return dated.meaning in _TO_COME_BY
    if dated.preposition == "in":
        return dated.meaning in ("month", "year")
    if dated.meaning == "numbers":
        return dated.preposition == "on" or is_dotted(dated, line.token(dated.match.after))
    if dated.first > first and line.is_word(dated.first - 1, "dates", "not_after"):
        return False
    if dated.meaning == "weekday" and dated.preposition != "on" and dated.alone:
        behind = line.token(dated.after)
        return behind is None or behind.kind == "break"
    return dated.meaning in _TO_COME


# ---------------------------------------------------------------- the time of day


def _with_time(
    line: DatePhrases, clauses: Sequence[Clause], found: Sequence[When]
) -> Sequence[When]:
    """Add a time of day that is apart from the date: "yesterday: lunch with Grace at 12:30"."""
    dated = next((when for when in found if when.role == "date"), None)
    day = dated.value if dated else line.anchor.today.isoformat()
    told = [c for c in clauses if not _is_covered(line, c, [w for w in found if w.role == "ahead"])]
    apart = _time_apart(line, told) if len(day) == 10 and told else None
    if apart is None:
        return found
    first, after, time = apart
    moment = _when(line, first, after, f"{day}T{time}", "date")
    others = [when for when in found if when is not dated]
    if dated:
        others.append(replace(dated, value=moment.value))
    return [*others, moment]


def _time_apart(line: DatePhrases, clauses: Sequence[Clause]) -> tuple[int, int, str] | None:
    """Return where a time of day stands apart from the date, and the time."""
    for clause in clauses:
        if clause.role != "main" or clause.sentence:
            return None
        if any(line.find(at, "dates", "to_come") for at in range(clause.first, clause.after)):
            continue
        passed = clause.first
        for at in range(clause.first, clause.after):
            dated = line.at(at) if at >= passed else None
            if dated and dated.time and dated.match.first >= at:
                # The time of another day is not that of this one.
                passed = dated.after
            if at < passed:
                continue
            introduced = at == clauses[0].first or line.find(at, "dates", "at") is not None
            introduced = introduced or clause.after == clause.first + 1
            if not introduced and not line.words.is_time(line.tokens[at]):
                continue
            time, after = line.time(at)
            if time and after <= clause.after:
                return at, after, time
    return None
