"""Where a date must stand to be the date of a line: at the beginning, or in the middle.

The one rule: a date counts only if it cannot mean anything else there, such as a name, a number, a
plan or a part of a story. A colon behind the first words makes a heading of any date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hobnob.capture.days.datephrases import Dated, DatePhrases
from hobnob.capture.line.ahead import booked_at
from hobnob.capture.line.clauses import Clause
from hobnob.capture.words.tokens import Token

CLEAR = frozenset({
    "iso", "numeric", "days", "ago", "last_weekday", "next_weekday", "date", "date_last_year",
    "weekday_last_week", "weekday_next_week", "feast_year", "day_last_month", "this_weekday",
    "weekday_before_last",
})  # fmt: skip
"""Phrases that are a day at any place."""
_DOTTED = frozenset({"numbers", "numeric", "date"})
"""Phrases that can end with a period of their own: "03.11.: lunch"."""
_VAGUE = frozenset({"end_unit", "end_month", "weekend", "day_of_month", "numbers"})
"""Phrases that are a day only as a heading, or behind "on"."""


def read_heading(phrases: DatePhrases) -> tuple[int, str]:
    """Return the token behind the date with which a line begins, and the date; "" for none.

    Raises:
        UsageError: it does not exist.
    """
    dated = phrases.at(0)
    if dated is None or dated.preposition in ("by", "before", "after"):
        return 0, ""
    behind = phrases.token(dated.after)
    labelled = _is_labelled(dated, behind)
    if not (_stands_alone(dated, behind) if labelled else _begins(phrases, dated)):
        return 0, ""
    label = not dated.preposition and dated.meaning == "weekday"
    window = window_of(phrases)
    return dated.after, phrases.value(
        dated, label=label, future=_is_appointed(phrases), window=window, past=not window
    )


WINDOW = 60
"""Days within which a day without a year and without a past tense is the next one."""


def window_of(phrases: DatePhrases) -> int:
    """Return `WINDOW` for a line whose first sentence has no word of the past, else 0."""
    words = phrases.language.words
    endings = tuple(words("dates", "past_endings"))
    for at, token in enumerate(phrases.tokens):
        if token.ends_sentence:
            break
        key = token.key
        if key in words("dates", "past") and not _is_of_date(phrases, at):
            return 0
        if endings and key.endswith(endings) and key not in words("dates", "not_past"):
            return 0
    return WINDOW


def _is_of_date(phrases: DatePhrases, at: int) -> bool:
    """Say whether a word of the past is the day of the week of a date: "Sat 5 Dec"."""
    match = phrases.words.find(phrases.tokens, at)
    return match is not None and match.after > at + 1


def _is_appointed(phrases: DatePhrases) -> bool:
    """Say whether the first sentence tells of an appointment: "lunch with Ana booked"."""
    end = next((at for at, t in enumerate(phrases.tokens) if t.ends_sentence), len(phrases.tokens))
    return any(phrases.find(at, "clauses", "appointed") for at in range(end))


def _is_labelled(dated: Dated, behind: Token | None) -> bool:
    """Say whether a break stands behind a date: "yesterday: …", "3 Nov, …"."""
    if behind is None:
        return True
    if behind.key == ".":
        return dated.meaning in _DOTTED
    return behind.kind == "break" and behind.key[:1] in ":,-–—."


def _stands_alone(dated: Dated, behind: Token | None) -> bool:
    """Say whether a date with a break behind it is a heading."""
    colon = behind is not None and ":" in behind.key
    if dated.meaning in ("month", "year"):
        # "May: lunch" is about May, and "in May: lunch" about the month.
        return dated.preposition == "in" or (colon and not dated.alone)
    if dated.meaning == "numbers" and behind is not None:
        # "24/11, lunch with Ana", "3.12. Lunch with Ana", but not "3.5, which is too much".
        clear = is_dotted(dated, behind) or dated.match.phrase[-3:-2] in ("/", ".")
        return colon or clear or dated.preposition == "on"
    if dated.meaning in _VAGUE:
        return colon or dated.preposition == "on"
    return colon or not dated.alone


def _begins(phrases: DatePhrases, dated: Dated) -> bool:
    """Say whether a date with words behind it is the date of the line."""
    # "Sunday Adeyemi called", but "Monday Ana called" and "Sunday I called"
    named = dated.alone and not dated.preposition and phrases.is_named(dated.after)
    if dated.meaning == "weekday":
        if dated.preposition == "on":
            return not named
        happens = dated.alone and (bool(dated.time) or phrases.happens(dated.after))
        return not named and (not dated.alone or happens or _is_full(phrases, dated))
    if dated.meaning in ("month", "year"):
        whole = dated.meaning == "month" and dated.match.value("YEAR") is not None
        return dated.preposition == "in" or whole
    if dated.meaning == "day_of_month":
        goes_on = phrases.ends(dated.after) or phrases.happens(dated.after)
        return dated.preposition == "on" and goes_on
    if dated.meaning == "ahead":
        return phrases.happens(dated.after)
    if dated.meaning == "numbers":
        if is_dotted(dated):
            return True
        near = range(dated.after, dated.after + 1 + 2 * ("/" in dated.match.phrase))
        return any(phrases.happens(at) for at in near)
    return dated.meaning in CLEAR or dated.meaning in ("last_unit", "compact")


def _is_full(phrases: DatePhrases, dated: Dated) -> bool:
    return phrases.key(dated.match.first) in phrases.words.full


# ---------------------------------------------------------------- in the middle of a line


def find_day(phrases: DatePhrases, clauses: Sequence[Clause]) -> Dated | None:
    """Return the day on which the first sentence says that things happened."""
    if appointed := _appointed(phrases, clauses):
        return appointed
    goes_on = False
    here = _sentence_of(phrases, clauses)
    for clause in clauses:
        happened = clause.sentence == here and clause.role == "main"
        # Behind a bracket, what was said before it goes on: "met Ana (Acme) last Tuesday about it".
        bracket = phrases.key(clause.first - 1) == ")"
        if happened and (found := _in_clause(phrases, clause, goes_on=goes_on and not bracket)):
            return found
        if clause.sentence != here:
            continue
        # Of "Ana: lunch yesterday", what happened begins behind the colon.
        goes_on = goes_on or not _names_only(phrases, clause.first, clause.after)
    return next(filter(None, (_last_word(phrases, clause) for clause in clauses)), None)


def _sentence_of(phrases: DatePhrases, clauses: Sequence[Clause]) -> int:
    """Return the first sentence that tells of something that happened; 0 if none does."""
    for clause in clauses:
        if clause.role == "main" and phrases.happens_between(clause.first, clause.after):
            return clause.sentence
    return 0


def _appointed(phrases: DatePhrases, clauses: Sequence[Clause]) -> Dated | None:
    """Return the day of an appointment: "lunch with Ana is set for 3 Dec"."""
    for clause in clauses:
        if clause.sentence or clause.role != "main":
            continue
        cue = next(filter(None, (phrases.find(at, "clauses", "appointed", "moved")
                                 for at in range(clause.first, clause.after))), None)  # fmt: skip
        # "go-live moved to 14 Dec" is no appointment with anybody.
        first = 0 if phrases.key(clause.first - 1) == ")" else clause.first
        after = clause.after if cue and cue.meaning == "moved" else cue.after if cue else first
        if cue is None or not phrases.happens_between(first, after):
            before = phrases.happens_between(clauses[0].first, clause.first)
            cue = None if before else booked_at(phrases, clause)
        if cue is None:
            cue = phrases.find(clause.first, "clauses", "new_day")
        if cue is None and window_of(phrases):
            cue = phrases.find(clause.first, "clauses", "to_meet")
        if cue is None:
            continue
        for at in range(clause.first, clause.after):
            dated = phrases.at(at)
            if dated is None or dated.match.after > clause.after or dated.looks_back:
                continue
            if cue.meaning == "moved":
                fits = moves_to(phrases, dated)
            else:
                booked_for = phrases.is_word(dated.first - 1, "clauses", "booked_for")
                fits = dated.first == cue.after or booked_for or _is_day(phrases, dated, clause)
            if fits:
                return replace(dated, ahead=True)
    return None


def moves_to(phrases: DatePhrases, dated: Dated) -> bool:
    """Say whether something is put off to a day, not from it: "moved from 3 Dec to 5 Dec"."""
    to = phrases.is_word(dated.match.first - 1, "clauses", "moved_to")
    to = to or phrases.is_word(dated.first - 1, "clauses", "moved_to")
    return to and (dated.meaning in CLEAR or dated.meaning in ("weekday", "numbers"))


def _in_clause(phrases: DatePhrases, clause: Clause, *, goes_on: bool) -> Dated | None:
    tokens = range(clause.first, clause.after)
    # "she starts on Monday"
    is_ahead = any(
        phrases.find(at, "dates", "to_come", "cannot") and not _is_for_birthday(phrases, at)
        for at in tokens
    )
    passed = clause.first
    for at in tokens:
        dated = phrases.at(at) if at >= passed else None
        if dated is None:
            continue
        if not _is_day(phrases, dated, clause):
            # "asked her to call until next Friday": its "Friday" alone is not meant.
            passed = dated.match.after if dated.match.first == at else passed
            continue
        if dated.match.after > clause.after:
            continue
        ends = dated.after >= clause.after and _names_only(phrases, clause.first, dated.first)
        if goes_on and not ends:
            continue
        if not is_ahead or dated.looks_back:
            return dated
    return None


def _is_for_birthday(phrases: DatePhrases, at: int) -> bool:
    """Say whether something is for a birthday, which is another day: "birthday party"."""
    birthday = phrases.find(at, "present", "birthday")
    return birthday is not None and phrases.happens(birthday.after)


def _is_day(phrases: DatePhrases, dated: Dated, clause: Clause) -> bool:
    """Say whether a phrase in the middle is a day and nothing else."""
    preposition = dated.preposition
    if preposition in ("by", "before", "after"):
        return False
    if dated.first > clause.first and phrases.is_word(dated.first - 1, "dates", "not_after"):
        return False
    named = phrases.is_named(dated.after)
    if dated.meaning == "weekday":
        alone = dated.alone
        if preposition == "on":
            return not (alone and named)
        return not named and (not alone or _is_last(phrases, dated, clause) or bool(dated.time))
    if dated.meaning == "month":
        return preposition == "in" and (phrases.ends(dated.after) or named)
    if dated.meaning in ("last_unit", "next_unit"):
        return not preposition and phrases.ends(dated.after)
    if dated.meaning == "weekend":
        return phrases.key(dated.first) != "the" and not preposition
    if dated.meaning == "day_of_month":
        whole = preposition == "on" or dated.match.value("WEEKDAY") is not None
        return whole and phrases.ends(dated.after)
    if dated.meaning == "numbers":
        return _is_numbered(phrases, dated, clause)
    if dated.meaning == "ahead":
        # "lunch with Ana in 3 days", but not "finished it with Ana in 3 days"
        return not preposition and is_of_no_past(phrases, clause)
    if dated.meaning == "before_now":
        return not preposition and phrases.ends(dated.after)
    return dated.meaning in CLEAR


def is_of_no_past(phrases: DatePhrases, clause: Clause) -> bool:
    """Say whether something happens in a clause, and nothing says that it is past."""
    return phrases.happens_between(clause.first, clause.after) and window_of(phrases) > 0


def is_dotted(dated: Dated, behind: Token | None = None) -> bool:
    """Say whether the period of a day and a month is there: "3.12.", but not "3.12"."""
    phrase = dated.match.phrase
    apart = behind is not None and behind.key[:1] == "." and is_plausible(phrase)
    if phrase.count(".") == 2 and not phrase.endswith("."):
        # "3.12.26" has its year.
        return dated.meaning == "numbers"
    return dated.meaning == "numbers" and (phrase.endswith(".") or (apart and "/" not in phrase))


def is_plausible(figures: str, day_first: bool | None = None) -> bool:
    """Say whether figures can be a day and a month: no price of 13.50, no share of 50/50.

    With a dot, the day comes first unless `day_first` says otherwise: 12.30 is a time.
    """
    one, other, *_ = map(int, re.split(r"[./]", figures.removesuffix(".")))
    if "." in figures and day_first is not False:
        return 0 < one <= 31 and 0 < other <= 12
    return 0 < min(one, other) <= 12 and max(one, other) <= 31


def is_beside(phrases: DatePhrases, dated: Dated) -> bool:
    """Say whether a day stands where it dates what happened: "met Ana 20/11", "lunch (20.11.)"."""
    at = dated.first - 1
    token = phrases.token(at) if at >= 0 else None
    return token is None or token.kind in ("who", "break") or phrases.happens(at)


def _is_numbered(phrases: DatePhrases, dated: Dated, clause: Clause) -> bool:
    """Say whether figures without a year are a day: "on 20/11", but not "Python 3.11"."""
    stroke, dotted = "/" in dated.match.phrase, is_dotted(dated, phrases.token(dated.match.after))
    after = dated.match.after
    whole = phrases.ends(after) or phrases.happens(after) or dated.after > after
    if dated.preposition == "on":
        # "dinner on 3.12", but not "worked on 3.11"
        meant = whole and phrases.happens_between(clause.first, dated.first)
        return stroke or dotted or (meant and is_plausible(dated.match.phrase))
    if dated.preposition or not is_beside(phrases, dated):
        return False
    if dotted or not stroke:
        return dotted
    # "met Ana 9/10", but not "rated Ana 9/10", "split it 50/50"
    told = phrases.happens_between(clause.first, dated.first)
    return whole and told and is_plausible(dated.match.phrase)


def _is_last(phrases: DatePhrases, dated: Dated, clause: Clause) -> bool:
    """Say whether an abbreviation is the last word of a clause: "in Lisbon sat", not "she sat"."""
    before = phrases.key(dated.first - 1)
    subject = {*phrases.language.words("words", "they"), "i", "we", "who"}
    ends = dated.after == clause.after
    return ends and dated.first > clause.first + 1 and before not in subject


def _names_only(phrases: DatePhrases, first: int, after: int) -> bool:
    """Say whether some tokens are only names: "lunch with Ana, Bob yesterday".

    Otherwise a day behind them may belong to something else: "lunch with Ana, she moved on Monday".
    """
    words = phrases.language.words
    joining = words("words", "and") | words("words", "joining")
    return all(t.capital or t.key in joining for t in phrases.tokens[first:after])


def _last_word(phrases: DatePhrases, clause: Clause) -> Dated | None:
    """Return a word such as "yesterday" at the end of an "about" clause: it dates the talk."""
    if clause.sentence or clause.role != "about":
        return None
    for at in range(clause.body, clause.after):
        dated = phrases.at(at)
        if dated and dated.after == clause.after and dated.meaning in ("days", "ago"):
            return dated if dated.looks_back and not dated.preposition else None
    return None
