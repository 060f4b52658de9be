"""How it ended, where that matters.

The one rule: an outcome is their answer. What I declined or agreed to, and what others won, does
not count.
"""

from __future__ import annotations

from hobnob.capture.line.parsed import NOTHING, ParsedLine, ParsedValue
from hobnob.capture.words.phrases import PhraseMatch
from hobnob.names import fold

_MISSED = frozenset({"", "call", "letter", "email", "message"})
"""Kinds that can go without an answer."""


def read_outcome(line: ParsedLine, kind: ParsedValue) -> ParsedValue:
    """Read how it ended, where that is said of them and not of me or of others."""
    found: dict[str, ParsedValue] = {}
    for match in line.find_all("outcomes", "no-answer", "declined", "agreed", "won"):
        if not (line.happened(match.first) or line.opens(match.first)):
            continue
        if match.meaning in ("declined", "agreed") and _of_mine(line, match):
            continue
        if match.meaning in ("agreed", "won") and _is_denied(line, match):
            continue
        if (
            match.meaning == "won"
            and line.subject_before(match.first) >= 0
            and not _to_me(line, match)
        ):
            continue
        if match.meaning == "won" and not _to_me(line, match) and _of_somebody(line, match):
            continue
        found.setdefault(match.meaning, ParsedValue(match.meaning, match.first, match.after))
    if kind.value not in _MISSED or line.find_all("outcomes", "answered"):
        found.pop("no-answer", None)
    for outcome in ("won", "agreed", "declined", "no-answer"):
        if outcome in found:
            return found[outcome]
    return NOTHING


def _is_denied(line: ParsedLine, match: PhraseMatch) -> bool:
    """Say whether words before say that it was not so: "nothing is signed"."""
    before = range(max(0, match.first - 2), match.first)
    near = [at for at in before if line.unbroken(at, match.first)]
    return any(line.is_word(at, "outcomes", "denied") for at in near)


def _to_me(line: ParsedLine, match: PhraseMatch) -> bool:
    return not line.language.words("directions", "me").isdisjoint(fold(match.phrase).split())


def _of_somebody(line: ParsedLine, match: PhraseMatch) -> bool:
    """Say whether a sentence is somebody else's: "Grace texted me, got the job!"."""
    if line.is_word(match.first - 1, "not_happened", "mine") or _by_me(line, match):
        return False
    clause = line.clause_at[match.first]
    first = next(c for c in line.clauses if clause and c.sentence == clause.sentence).first
    token = line.tokens[first]
    named = token.kind == "who"
    after = line.group(first)[1] if named else first + 1
    they = named or line.is_word(first, "words", "they")
    return they and after < match.first and line.tokens[after].kind == "word"


def _by_me(line: ParsedLine, match: PhraseMatch) -> bool:
    """Say whether a phrase itself begins with the one who logs: "i got hired"."""
    first = fold(match.phrase).split()[0]
    return match.after > match.first + 1 and first in line.language.words("people", "pronouns")


def _of_mine(line: ParsedLine, match: PhraseMatch) -> bool:
    """Say whether it was me who declined, or whether nobody did."""
    if match.phrase.endswith((" by", " from")):
        return False
    return match.first == 0 or line.is_word(match.first - 1, "outcomes", "not_after")
