"""What did not happen, or is only planned.

The one rule: a plan, a cancelled lunch and a reminder are no contact. They are a note about a
person, or a draft if their day is still to come.
"""

from __future__ import annotations

from hobnob.capture.line.clauses import Clause, planned_at
from hobnob.capture.line.parsed import NOTHING, ParsedLine, ParsedValue
from hobnob.capture.words.phrases import PhraseMatch

_MINE = ("mine", "need", "will", "owe", "owed", "owing", "do", "do_by")
"""Promises that tell of no contact in which they were made."""


def read_not_happened(line: ParsedLine, kind: ParsedValue, *, ahead: bool) -> ParsedValue:
    """Return a note in the place of a kind, if nothing of the kind took place.

    Args:
        line: the line.
        kind: what it says otherwise.
        ahead: whether its day is still to come.
    """
    if not line.clauses or kind.value == "note":
        return NOTHING
    to_come = [
        clause for clause in line.clauses
        if clause.role not in ("said", "about") and not _is_heading(line, clause)
    ]  # fmt: skip
    if not kind.value and to_come and all(map(_is_to_come, to_come)):
        return ParsedValue("note", line.clauses[0].first, line.clauses[0].body)
    first = line.clauses[0]
    planned = None if ahead and kind.value else planned_at(line, first, "planned", "undone")
    for match in (planned, _none_of(line, first), _failed(line, kind, ahead=ahead)):
        if match and _reaches(line, kind, match):
            return ParsedValue("note", match.first, match.after)
    return NOTHING


def _is_heading(line: ParsedLine, clause: Clause) -> bool:
    """Say whether a clause is only the day that a line begins with: "Friday: send Ana the list"."""
    return not clause.first and all(
        token.kind == "when" for token in line.tokens[clause.first : clause.after]
    )


def _is_to_come(clause: Clause) -> bool:
    """Say whether a clause tells only of what I am to do; a promise was made to somebody."""
    cue = clause.cue
    mine = cue is not None and cue.meaning in _MINE
    return clause.role == "follow_up" or (clause.role == "promise" and mine)


def _none_of(line: ParsedLine, clause: Clause) -> PhraseMatch | None:
    """Return the beginning of "no lunch with Grace"."""
    at = clause.first
    if clause.role != "main" or at + 1 >= clause.after:
        return None
    if not line.is_word(at, "not_happened", "no"):
        return None
    keys = ("call", "meal", "letter", "email", "message", "meeting")
    thing = line.find(at + 1, "kinds", *keys)
    return PhraseMatch(at, thing.after, "no", "no") if thing else None


def _failed(line: ParsedLine, kind: ParsedValue, *, ahead: bool) -> PhraseMatch | None:
    """Return the phrase that says that it did not happen."""
    for match in line.find_all("not_happened", "failed"):
        clause = line.clause_at[match.first]
        if ahead and line.find(match.first, "clauses", "moved"):
            # "lunch with Ana postponed to 5 Dec": it will.
            continue
        if clause is None or clause.role != "main" or clause.sentence:
            continue
        if not kind.value or _reaches(line, kind, match):
            return match
        # "lunch with Grace, cancelled"
        if clause.first >= match.first - 1 and clause.after == match.after and (
            not any(token.kind == "who" for token in line.tokens[clause.first : clause.after])
        ):  # fmt: skip
            return PhraseMatch(kind.first, match.after, match.meaning, match.phrase)
    return None


def _reaches(line: ParsedLine, kind: ParsedValue, match: PhraseMatch) -> bool:
    """Say whether a phrase is of what happened: "lunch with Grace cancelled"."""
    if not kind.value or match.first <= kind.first < match.after:
        return True
    low, high = sorted((kind.first, match.first))
    joined = any(line.is_word(at, "words", "and") for at in range(low, high))
    return line.unbroken(low, high) and not joined
