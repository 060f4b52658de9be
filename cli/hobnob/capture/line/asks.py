"""What I asked for, and what I gave.

The one rule: only what I did counts. "She asked me for advice" and "he gave me feedback" do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hobnob.capture.line.parsed import ParsedLine
from hobnob.capture.words.phrases import PhraseMatch

_GAPS = {"asked": 4, "asked_directly": 1, "asked_about": 2, "gave": 2}
"""Words between a verb and the thing: "asked for her very honest advice"."""


@dataclass(frozen=True)
class AskWords:
    """What was asked for, or given.

    Attributes:
        words: in the words of the notes (`hobnob.notes.values.ASK`), in their order.
        taken: the tokens that say so, which say nothing else.
    """

    words: tuple[str, ...] = ()
    taken: frozenset[int] = frozenset()
    first: int = -1
    after: int = -1


def read_asked(line: ParsedLine) -> AskWords:
    """Read what I asked for."""
    return _gather(
        found
        for match in line.find_all("asks", "asked", "asked_directly", "asked_about")
        for found in _things(line, match, "asked")
        if match.meaning != "asked_about" or found.meaning == "job"
    )


def read_gave(line: ParsedLine) -> AskWords:
    """Read what I gave or offered, and what I did."""
    things = [
        found for match in line.find_all("asks", "gave") for found in _things(line, match, "gave")
    ]
    things += _given_as_asked(line)
    did = [m for m in line.find_all("did") if _counts(line, m)]
    return _gather(
        iter(sorted([*things, *did, *introduced_each(line)], key=lambda match: match.first))
    )


def _given_as_asked(line: ParsedLine) -> Iterator[PhraseMatch]:
    """Yield what others asked for, if I gave it: "he asked me for feedback, gave it"."""
    given = [m for m in line.find_all("asks", "gave_it") if line.is_mine(m.first)]
    for match in line.find_all("asks", "asked_by") if given else ():
        if match.first > given[-1].first or not _is_by_them(line, match):
            continue
        for at in range(match.after, min(match.after + 4, len(line.tokens))):
            if line.tokens[at].kind == "break":
                break
            if found := line.find(at, "gave"):
                yield found
                return


def _is_by_them(line: ParsedLine, match: PhraseMatch) -> bool:
    to_me = any(word in ("me", "us") for word in match.phrase.split())
    return to_me or not line.is_mine(match.first) or match.phrase.startswith("asking")


def introduced_each(line: ParsedLine) -> list[PhraseMatch]:
    """Return where I introduced several people to each other: "introduced Grace and George"."""
    return [
        replace(match, meaning="introduction")
        for match in line.find_all("introductions", "each")
        if _counts(line, match) and len(match.groups()[0]) > 1
    ]


def _gather(found: Iterator[PhraseMatch]) -> AskWords:
    matches = list(found)
    if not matches:
        return AskWords()
    taken = frozenset(at for match in matches for at in range(match.first, match.after))
    words = tuple(dict.fromkeys(match.meaning for match in matches))
    return AskWords(words, taken, matches[0].first, matches[0].after)


def _counts(line: ParsedLine, match: PhraseMatch) -> bool:
    clause = line.clause_at[match.first]
    return clause is not None and clause.role in ("main", "about") and line.is_mine(match.first)


def _things(line: ParsedLine, verb: PhraseMatch, section: str) -> Iterator[PhraseMatch]:
    """Yield the things behind a verb: one, and those that are joined to it."""
    if not _counts(line, verb) or line.is_word(verb.after, "asks", "not_me"):
        return
    if section == "asked" and _goes_on_theirs(line, verb):
        return
    if verb.first and line.is_word(verb.first - 1, "asks", "not_me"):
        # "Ana texted me asking for advice"
        return
    at, gap = verb.after, _GAPS[verb.meaning]
    while at < len(line.tokens) and gap >= 0 and line.tokens[at].kind != "break":
        if found := None if line.is_word(at - 1, "asks", "beside") else line.find(at, section):
            yield found
            at, gap = _behind_joining(line, found.after), 0
            continue
        if verb.meaning == "asked_about" and line.is_word(at, "asks", "theirs"):
            return
        at, gap = at + 1, gap - 1


def _goes_on_theirs(line: ParsedLine, verb: PhraseMatch) -> bool:
    """Say whether a verb without a subject goes on with theirs: "Kofi emailed, asked for it"."""
    clause = line.clause_at[verb.first]
    if clause is None or verb.first != clause.first or clause is line.clauses[0]:
        return False
    before = line.clauses[line.clauses.index(clause) - 1]
    first = line.tokens[before.first]
    if first.kind != "who" or before.role != "main" or before.sentence != clause.sentence:
        return False
    after = line.group(before.first)[1]
    return line.is_word(after, "people", "after")


def _behind_joining(line: ParsedLine, at: int) -> int:
    """Return the token at which another thing may stand; the end where none can."""
    joined = line.key(at) == "," or line.is_word(at, "asks", "joining")
    if not joined:
        return len(line.tokens)
    at += 1
    while line.is_word(at, "asks", "joining") or line.is_word(at, "asks", "articles"):
        at += 1
    return at
