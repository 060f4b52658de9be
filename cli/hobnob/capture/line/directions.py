"""Who began: which way a call, a letter or a message went.

The one rule: only words beside the kind count, with no break between. The default direction of a
kind is not written.
"""

from __future__ import annotations

from hobnob.capture.line.parsed import NOTHING, ParsedLine, ParsedValue
from hobnob.capture.line.roles import is_possessive
from hobnob.capture.words.phrases import PhraseMatch

_BOTH_WAYS = frozenset({"call", "letter", "email", "message", "gift"})
"""Kinds that have a direction."""
_OUT_BY_VERB = frozenset({"call"})
"""Kinds whose direction is written even if it is "out"."""


def read_direction(line: ParsedLine, kind: ParsedValue) -> ParsedValue:
    """Read who began; nothing if the kind has no direction, or if it is the default."""
    if kind.value and kind.value not in _BOTH_WAYS:
        return NOTHING
    found: dict[str, ParsedValue] = {}
    none = line.find_all("kinds", "none")
    for match in line.find_all("directions", "in", "out", "both"):
        if not line.happened(match.first) or not _near(line, kind, match):
            continue
        # "Grace called off the trip"
        if any(n.first < match.after < n.after for n in none) or line.is_ruled_out(match.first):
            continue
        if match.meaning == "out" and not line.is_mine(match.first):
            continue
        if match.meaning == "in" and _is_object(line, match):
            continue
        way = "both" if match.meaning == "in" and _is_to_others(line, match) else match.meaning
        found.setdefault(way, ParsedValue(way, match.first, match.after))
    for way in ("both", "in"):
        if way in found:
            return found[way]
    return found.get("out", NOTHING) if kind.value in _OUT_BY_VERB else NOTHING


def _near(line: ParsedLine, kind: ParsedValue, match: PhraseMatch) -> bool:
    """Say whether a word about the direction is about what happened."""
    inside = match.first <= kind.first < match.after
    return kind.first < 0 or inside or line.unbroken(kind.first, match.first)


def _is_to_others(line: ParsedLine, match: PhraseMatch) -> bool:
    """Say whether another person was called, not I: "George called Bob"."""
    at = match.after
    while line.is_word(at, "directions", "to"):
        at += 1
    if not match.phrase.startswith("WHO") or at >= len(line.tokens):
        return False
    if line.tokens[at].kind != "who" or is_possessive(line, at):
        return False
    _, behind = line.group(at)
    joined = line.is_word(behind, "words", "and")
    return not (joined and line.is_word(behind + 1, "directions", "me"))


def _is_object(line: ParsedLine, match: PhraseMatch) -> bool:
    """Say whether the name before a verb is not its subject: "called Grace wrote Ada"."""
    if not match.phrase.startswith("WHO"):
        return False
    return line.is_word(line.group_start(match.first) - 1, "words", "prepositions")
