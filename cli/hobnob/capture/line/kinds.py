"""What kind of thing happened.

The one rule: the first word of a kind wins, unless a loose word such as "met" stands beside a more
exact one. Words in what was only talked about, promised or planned do not count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hobnob.capture.line.clauses import Clause
from hobnob.capture.line.parsed import NOTHING, ParsedLine, ParsedValue
from hobnob.capture.words.phrases import PhraseMatch

_LOOSE: Mapping[str, tuple[str, frozenset[str]]] = {
    "wrote": ("letter", frozenset({"email", "message", "letter", "gift"})),
    "replied": ("message", frozenset({"email", "letter", "call", "message"})),
    "met": ("meeting", frozenset({"meal", "event", "meeting"})),
    "congratulated": ("message", frozenset()),
    "news": ("news", frozenset()),
}
"""The kind of each loose word, and the kinds that say it better beside it."""
_LAST = ("congratulated", "news")
"""Loose words to which any other word is preferred, wherever it stands."""


def read_kind(line: ParsedLine, taken: frozenset[int]) -> ParsedValue:
    """Read the kind; `taken` are tokens that say what was asked or given."""
    strict = [ParsedValue(m.meaning, m.first, m.after) for m in _kinds(line, "kinds", taken)]
    loose = [
        m for m in _kinds(line, "loose_kinds", taken)
        if not any(s.first <= m.first < s.after for s in strict)
    ]  # fmt: skip
    first = strict[0] if strict else NOTHING
    for match in loose:
        if first.value and first.first < match.first:
            break
        if match.meaning not in _LAST:
            return _better(line, match, strict) or _said(match)
    if first.value:
        return first
    return next((_said(m) for last in _LAST for m in loose if m.meaning == last), NOTHING)


def _said(match: PhraseMatch) -> ParsedValue:
    return ParsedValue(_LOOSE[match.meaning][0], match.first, match.after)


def _better(
    line: ParsedLine, match: PhraseMatch, strict: Sequence[ParsedValue]
) -> ParsedValue | None:
    """Return the word that says better what a loose one says: "wrote her an email"."""
    better = _LOOSE[match.meaning][1]
    return next(
        (s for s in strict if s.value in better and line.unbroken(match.first, s.first)), None
    )


def _kinds(line: ParsedLine, section: str, taken: frozenset[int]) -> list[PhraseMatch]:
    """Return the words of a section that say that something of a kind happened."""
    none = line.find_all("kinds", "none")
    keys = kind_lists(line, section)
    found: list[PhraseMatch] = []
    for match in line.find_all(section, *keys):
        inside = found and match.first < found[-1].after
        # "left a message" is a call, and the message in it none of its own.
        if inside or match.first in taken or not _happened(line, match, none):
            continue
        if match.meaning == "note" and match.first > 1:
            continue
        found.append(match)
    return found


def _in_told(clause: Clause, match: PhraseMatch) -> bool:
    """Say whether a word stands where a promise was made: "told Ana on the phone I'd write"."""
    if clause.cue and clause.cue.meaning in ("do", "do_by"):
        return False
    return clause.role == "promise" and clause.first <= match.first < clause.body


def kind_lists(line: ParsedLine, section: str = "kinds") -> list[str]:
    """Return the lists of a section that hold words for a kind."""
    return [key for key in line.language.section(section)
            if key not in ("none", "not_after", "articles", "denied")]  # fmt: skip


def _happened(line: ParsedLine, match: PhraseMatch, none: list[PhraseMatch]) -> bool:
    if any(n.first <= match.first < n.after and n.after - n.first > match.after - match.first
           for n in none):  # fmt: skip
        return False
    cue = line.clause_at[match.first]
    # "heard about Grace" opens a clause of what was talked about with its second word.
    if cue is None or not (line.happened(match.first) or _in_told(cue, match)):
        return False
    denied = line.find_all("kinds", "denied")
    if any(cue.first <= d.first < match.first for d in denied):
        return False
    return not line.is_ruled_out(match.first)
