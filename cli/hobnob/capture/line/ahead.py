"""What is agreed and still to take place: "Ana agreed to meet on 3 Dec", "booked lunch for Friday".

The one rule: somebody agreed to it, or it is booked. What somebody only wants, hopes or asks for is
no appointment.
"""

from __future__ import annotations

from hobnob.capture.line.clauses import Clause
from hobnob.capture.words.language import TokenRow
from hobnob.capture.words.phrases import PhraseMatch

_KINDS = ("meeting", "meal", "call", "event")
_NEAR = 5
"""Tokens between the word that it is agreed and the word for what is agreed."""
AGREED = ("agreeing", "settled")
"""The lists of phrases that say that something is agreed."""
_OF_LIST = {"meet": "meeting", "speak": "call"}


def kind_ahead(row: TokenRow, first: int, after: int) -> PhraseMatch | None:
    """Return the first word among some tokens for something that is to take place.

    Its meaning is a kind of interaction.
    """
    for at in range(first, min(after, first + _NEAR)):
        if found := row.find(at, "kinds", *_KINDS):
            return found
        if found := row.find(at, "clauses", *_OF_LIST):
            kind = _OF_LIST[found.meaning]
            return PhraseMatch(found.first, found.after, kind, found.phrase)
    return None


def is_of_others(row: TokenRow, clause: Clause, cue: PhraseMatch, kind: PhraseMatch) -> bool:
    """Say whether what was agreed is not with me: "Ana agreed to meet Bob", "to meet her boss"."""
    is_day = row.key(kind.after + 1) in row.language.date_words
    if row.is_word(kind.after, "kinds", "articles") and not is_day:
        return True
    behind = kind.after + row.is_word(kind.after, "words", "with")
    named = range(cue.after, behind + 1)
    others = any(row.tokens[at].kind == "who" for at in named if at < clause.after)
    return others and any(row.tokens[at].kind == "who" for at in range(clause.first, cue.first))


def booked_at(row: TokenRow, clause: Clause) -> PhraseMatch | None:
    """Return the kind of what a clause says first to be booked: "booked lunch with Ana"."""
    at = clause.first
    while at < clause.after and row.is_word(at, "not_happened", "mine", "hedges"):
        at += 1
    cue = row.find(at, "clauses", "appointing") if clause.role == "main" else None
    return kind_ahead(row, cue.after, clause.after) if cue else None


def met_at(row: TokenRow, cue: PhraseMatch | None) -> PhraseMatch | None:
    """Return the kind of what I will certainly do with somebody: "will meet Ana on Friday".

    Args:
        row: the line.
        cue: the phrase that says that I plan it; see `planned_at`.
    """
    if cue is None or row.find(cue.first, "clauses", "certain") is None:
        return None
    found = row.find(cue.after, "clauses", "meet")
    return PhraseMatch(found.first, found.after, "meeting", found.phrase) if found else None


def quoted_from(row: TokenRow) -> int:
    """Return the first token of what somebody answered, "Ana wrote: …"; the end if there is none.

    The words before the colon say that it came from somebody.
    """
    end = len(row.tokens)
    colon = next((at for at in range(end) if row.tokens[at].kind == "break"), end)
    if ":" not in row.key(colon):
        return end
    cues = [*row.find_all("directions", "in"), *row.find_all("clauses", "quoting")]
    return colon + 1 if any(cue.after <= colon for cue in cues) else end


def is_doubted(row: TokenRow, first: int) -> bool:
    """Say whether an answer settles nothing: it says no, it asks, or it tells of something else."""
    return any(
        "?" in row.key(at)
        or row.find(at, "clauses", "says_no")
        or row.find(at, "dates", "to_come", "past")
        for at in range(first, len(row.tokens))
    )


def says_yes(row: TokenRow, first: int) -> bool:
    """Say whether an answer says yes to something: "ok, Friday", "Friday works"."""
    return any(row.find(at, "clauses", "says_yes") for at in range(first, len(row.tokens)))


def agreed_in(row: TokenRow, clause: Clause) -> tuple[PhraseMatch, PhraseMatch] | None:
    """Return the phrase with which a clause says that something is agreed, and the kind of it.

    The phrase means `agreeing`, or `settled` where nobody need have said anything.
    """
    if clause.role not in ("main", "said"):
        return None
    for at in range(clause.first, clause.after):
        cue = row.find(at, "clauses", *AGREED)
        if cue is None or row.is_word(at - 1, "clauses", "not_agreed"):
            continue
        # "we meet" says both.
        kind = kind_ahead(row, cue.after, clause.after) or kind_ahead(row, cue.after - 1, cue.after)
        if kind:
            return cue, kind
    return None
