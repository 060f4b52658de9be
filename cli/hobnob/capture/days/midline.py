"""The day of what happened, where it stands in the middle of a line.

The one rule: a day is that of what happened only if the sentence can say nothing else with it. A
day of a story, of a plan or of something that is talked about is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from hobnob.capture.days.datephrases import Dated, DatePhrases
from hobnob.capture.days.heading import CLEAR
from hobnob.capture.line.clauses import Clause


def find_day(phrases: DatePhrases, clauses: Sequence[Clause]) -> Dated | None:
    """Return the day that the first sentence says that things happened on."""
    goes_on = False
    for clause in clauses:
        happened = clause.sentence == 0 and clause.role == "main"
        if happened and (found := _in_clause(phrases, clause, goes_on=goes_on)):
            return found
        # Of "Ana: lunch yesterday", what happened begins behind the colon.
        goes_on = goes_on or not _names_only(phrases, clause.first, clause.after)
    return next(filter(None, (_last_word(phrases, clause) for clause in clauses)), None)


def _in_clause(phrases: DatePhrases, clause: Clause, *, goes_on: bool) -> Dated | None:
    ahead = _looks_ahead(phrases, clause)
    for at in range(clause.first, clause.after):
        dated = phrases.at(at)
        if dated is None or dated.after > clause.after or not _is_day(phrases, dated, clause):
            continue
        ends = dated.after == clause.after and _names_only(phrases, clause.first, dated.first)
        if goes_on and not ends:
            continue
        if not ahead or dated.looks_back:
            return dated
    return None


def _looks_ahead(phrases: DatePhrases, clause: Clause) -> bool:
    """Say whether a clause tells of what is to come: "she starts on Monday"."""
    return any(phrases.find(at, "dates", "to_come") for at in range(clause.first, clause.after))


def _is_day(phrases: DatePhrases, dated: Dated, clause: Clause) -> bool:
    """Say whether a phrase in the middle is a day and nothing else."""
    preposition = dated.preposition
    if preposition in ("by", "before", "after"):
        return False
    if dated.first > clause.first and phrases.is_word(dated.first - 1, "dates", "not_after"):
        return False
    behind = phrases.token(dated.after)
    named = phrases.is_named(dated.after)
    if dated.meaning == "weekday":
        alone = dated.phrase.alone
        return not (alone and named) if preposition == "on" else not (alone or named)
    if dated.meaning == "day_of_month":
        return preposition == "on" and phrases.ends(dated.after)
    if dated.meaning == "numbers":
        # "on 20/11" and "on 20.11.", but not "on Python 3.11"
        period = behind is not None and behind.key == "."
        return preposition == "on" and (period or "/" in dated.phrase.typed)
    return dated.meaning in CLEAR


def _names_only(phrases: DatePhrases, first: int, after: int) -> bool:
    """Say whether some tokens only go on with what is said: "lunch with Ana, Bob yesterday".

    Else a day there is part of another story: "lunch with Ana, she moved on Monday".
    """
    words = phrases.language.words
    joining = words("words", "and") | words("words", "joining")
    return all(t.capital or t.key in joining for t in phrases.tokens[first:after])


def _last_word(phrases: DatePhrases, clause: Clause) -> Dated | None:
    """Return a word such as "yesterday" that ends what was talked about: it dates the talk."""
    if clause.sentence or clause.role != "about":
        return None
    for at in range(clause.body, clause.after):
        dated = phrases.at(at)
        if dated and dated.after == clause.after and dated.meaning in ("days", "ago"):
            return dated if dated.looks_back and not dated.preposition else None
    return None
