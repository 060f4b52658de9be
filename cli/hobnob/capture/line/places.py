"""Where it happened, for which plan, and with which tags.

The one rule: a place or plan that the journal knows always counts. An unknown place must stand
behind "at", or behind "in" with a capital, in a clause about what happened. The sigils `#tag`,
`@tag` and `+plan` begin a word; there are none in addresses, numbers and code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hobnob.capture.line.parsed import ParsedLine
from hobnob.capture.line.roles import is_possessive
from hobnob.names import name_key

Places = Callable[[str], str]

# As tags of bodies are (`hobnob.notes.body`); what makes a person of a name is no tag.
_TAG = re.compile(
    r"(?<![\w&/#@\\.])[#@](?!new:)([^\W\d_][\w/-]*|\d+[^\W\d][\w/-]*)(?!\.\w|@)", re.I
)
_PLAN = re.compile(r"(?<![\w+/\\&])\+([^\W\d_][\w-]*)")
LONGEST_PLAN = 7
"""Words in the name of a plan."""

LONGEST_KNOWN = 8
"""Words and commas of a place the journal knows."""
LONGEST = 6
"""Words of a place that it does not know."""


@dataclass(frozen=True)
class PlacePhrase:
    """A place that was named; "" where none was.

    Attributes:
        name: as the journal spells it, or as typed.
        start: where it begins in the text.
        end: where the text goes on.
        mentions: the names in it that are nobody's.
    """

    name: str = ""
    start: int = -1
    end: int = -1
    mentions: frozenset[int] = frozenset()


def read_place(
    line: ParsedLine, places: Places, kind: str, orgs: Sequence[tuple[int, int]] = ()
) -> PlacePhrase:
    """Read the place; one that the journal knows wins over one that it does not.

    Args:
        line: the line.
        places: gives a place as the journal spells it.
        kind: what happened.
        orgs: parts of the text that are the employer of the person before: "Tom at Stripeline".
    """
    employers = {start for start, _ in orgs}
    openings = [
        (preposition, first) for preposition, first in _openings(line)
        if line.tokens[first].start not in employers
    ]  # fmt: skip
    for _, first in openings:
        if known := _known(line, first, places):
            return known
    if kind == "news":
        return PlacePhrase()
    for preposition, first in openings:
        here = line.happened(first) and not _is_theirs(line, first) and _is_mine(line, first)
        if here and (found := _unknown(line, preposition, first)):
            return found
    return PlacePhrase()


def _openings(line: ParsedLine) -> Iterator[tuple[str, int]]:
    """Yield `at` or `in`, and the token behind it, wherever a place could stand."""
    for match in line.find_all("kinds", "meal"):
        at = match.after
        named = at < len(line.tokens) and line.tokens[at].kind == "who"
        if named and line.happened(match.first) and is_possessive(line, at):
            # "dinner Luigi's with Grace"
            yield "at", at
    for match in line.find_all("places", "at", "in"):
        clause = line.clause_at[match.first]
        if clause and clause.role in ("main", "about") and match.after < len(line.tokens):
            yield match.meaning, match.after


def _known(line: ParsedLine, first: int, places: Places) -> PlacePhrase | None:
    after = min(first + LONGEST_KNOWN, len(line.tokens))
    while after > first:
        start, end = line.span(first, after)
        name = _whole(line, start, end)
        known = line.tokens[after - 1].kind != "break" and _spelling(line, name, places)
        if known:
            who = frozenset(t.at for t in line.tokens[first:after] if t.kind == "who")
            return PlacePhrase(known, start, start + len(name), who)
        after -= 1
    return _known(line, first + 1, places) if line.is_word(first, "places", "articles") else None


def _spelling(line: ParsedLine, name: str, places: Places) -> str:
    """Return a place as the journal spells it, which may have an article more."""
    key = name_key(name)
    if found := key and places(key):
        return found
    articles = sorted(line.language.words("places", "articles")) if key else ()
    return next(filter(None, (places(f"{article} {key}") for article in articles)), "")


def _whole(line: ParsedLine, start: int, end: int) -> str:
    """Return a part of the text with the 's behind it."""
    behind = line.text[end : end + 2]
    return line.text[start : end + 2 if behind in ("'s", "’s") else end]


def _is_theirs(line: ParsedLine, first: int) -> bool:
    """Say whether it is where somebody works or lives, or no place at all."""
    at = first - 2
    if line.find(first, "places", "none"):
        return True
    return at >= 0 and line.is_word(at, "places", "not_after")


def _is_mine(line: ParsedLine, first: int) -> bool:
    """Say whether a clause is not about what somebody else does: "she found a flat in Basel"."""
    clause = line.clause_at[first]
    return clause is None or clause is line.clauses[0] or not line.is_they(clause.first)


def _unknown(line: ParsedLine, preposition: str, first: int) -> PlacePhrase | None:
    token = line.tokens[first]
    if token.kind == "who":
        return _hosts(line, first) if preposition == "at" else None
    begin = first
    while line.is_word(begin, "places", "articles") and not line.tokens[begin].capital:
        begin += 1
    after = begin
    while after < len(line.tokens) and after - begin < LONGEST and _goes_on(line, begin, after):
        after += 1
    if after == begin:
        return None
    capital = any(t.capital for t in line.tokens[begin:after])
    if not capital and (preposition == "in" or not _is_plain_place(line, begin, after)):
        return None
    if preposition == "in" and not line.tokens[begin].capital:
        return None
    start, end = line.span(first, after)
    return PlacePhrase(line.text[start:end], start, end)


def _goes_on(line: ParsedLine, begin: int, at: int) -> bool:
    token = line.tokens[at]
    if token.kind != "word" or (token.start and line.text[token.start - 1] in "#@+"):
        return False
    if token.capital or (at == begin and token.key[:1].isdigit()):
        return not (token.key[:1].isdigit() and not _capital_at(line, at + 1))
    if line.is_word(at, "words", "and") or line.is_word(at, "places", "in"):
        # "Marks and Spencer", "Luigi's in Soho"
        ends = line.find(at + 1, "places", "none") if _capital_at(line, at + 1) else 1
        return at > begin and not ends
    if at > begin and line.is_word(at, "people", "after"):
        # "at Rigshospitalet met Hope"
        return False
    return not line.is_word(at, "words", "stops") and not token.key[:1].isdigit()


def _capital_at(line: ParsedLine, at: int) -> bool:
    return at < len(line.tokens) and line.tokens[at].kind == "word" and line.tokens[at].capital


def _is_plain_place(line: ParsedLine, first: int, after: int) -> bool:
    """Say whether words without a capital are a place, not a thing: "at the conference"."""
    tokens = range(first, after)
    return not any(line.find(at, "kinds") or line.find(at, "places", "none") for at in tokens)


def _hosts(line: ParsedLine, at: int) -> PlacePhrase | None:
    """Return the place of "at Grace's": hers."""
    if not is_possessive(line, at):
        return None
    end = line.tokens[at].end + 2
    after = at + 1
    while after < len(line.tokens) and line.tokens[after].start < end:
        after += 1
    if line.is_word(after, "present", "hosted"):
        end = line.tokens[after].end
    elif after < len(line.tokens) and not (
        line.tokens[after].kind != "word"
        or line.is_word(after, "words", "stops")
        or line.tokens[after].is_emoji
    ):
        return None
    start = line.tokens[at].start
    typed = line.text[start:end]
    others = any(
        token.kind == "who" and token.at != line.tokens[at].at and line.happened(other)
        and not is_possessive(line, other)
        for other, token in enumerate(line.tokens)
    )  # fmt: skip
    # "dinner with Ana at Luigi's": it is the name of a house, and Luigi need not be in it.
    nobody = frozenset({line.tokens[at].at} if others else ())
    return None if "[[" in typed else PlacePhrase(typed, start, end, nobody)


# ---------------------------------------------------------------- tags and plans


@dataclass(frozen=True)
class PlanPhrase:
    """The plan a line is for: its slug, or what was typed behind a `+` that names none."""

    slug: str = ""
    unknown: str = ""
    start: int = -1
    end: int = -1


def read_tags(line: ParsedLine) -> tuple[str, ...]:
    """Return the tags of a line without code and addresses; the tags come without their sigils."""
    return tuple(dict.fromkeys(match[1].rstrip("-/") for match in _TAG.finditer(line.hidden)))


def sigil_spans(line: ParsedLine) -> list[tuple[int, int]]:
    """Return where the sigils of a line stand."""
    return [match.span() for sign in (_TAG, _PLAN) for match in sign.finditer(line.hidden)]


def read_plan(line: ParsedLine, plans: Callable[[str], str]) -> PlanPhrase:
    """Return the plan of a line."""
    unknown = PlanPhrase()
    for sign in _PLAN.finditer(line.hidden):
        if slug := plans(sign[1]):
            return PlanPhrase(slug, "", *sign.span())
        unknown = unknown if unknown.unknown else PlanPhrase("", sign[1], *sign.span())
    if unknown.unknown:
        return unknown
    for match in line.find_all("plans", "for"):
        limit = min(match.after + LONGEST_PLAN, len(line.tokens))
        for after in range(limit, match.after, -1):
            start, end = line.span(match.after, after)
            if slug := plans(line.text[start:end]):
                return PlanPhrase(slug, "", start, end)
    return PlanPhrase()
