"""Promises: what was promised, by whom, and when it is due.

The one rule: a promise keeps the words of the line, without its date and without "promised to".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from hobnob.capture.days.when import When
from hobnob.capture.line.ahead import quoted_from
from hobnob.capture.line.clauses import Clause
from hobnob.capture.line.parsed import ParsedLine
from hobnob.capture.line.places import sigil_spans
from hobnob.capture.line.roles import Roles, is_possessive
from hobnob.capture.names.mentions import Mention, identity
from hobnob.capture.words.phrases import PhraseMatch
from hobnob.capture.words.tokens import Token

_MARK = re.compile(r"\*\*|\*|`+")
"""Markdown's marks that close as they open."""

_MORE = ("and_to", "and_thing")
"""What begins another promise of the one who made the last."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedPromise:
    """A promise that a line makes.

    Attributes:
        text: what was promised, without its date: `send the vendor list`.
        owner: who promised it, None for me.
        others: who else could be meant, where a pronoun or nothing says whose it is.
        said: the part of the line that says whose it is: the pronoun, or the verb.
        pronoun: whether that is a pronoun.
        due: an ISO date, or "".
        pieces: the parts of the line that make the text, for the names in it to be linked.
    """

    text: str
    owner: Mention | None = None
    others: tuple[Mention, ...] = ()
    said: tuple[int, int] = (0, 0)
    pronoun: bool = False
    due: str = ""
    pieces: tuple[tuple[int, int], ...] = ()


class Promises(NamedTuple):
    """The promises of a line, and the parts of it that promise something for nobody known."""

    found: tuple[ParsedPromise, ...]
    lost: tuple[tuple[int, int], ...]


class _Owner(NamedTuple):
    """Who promised; the attributes are those of `ParsedPromise`."""

    owner: Mention | None = None
    others: tuple[Mention, ...] = ()
    said: tuple[int, int] = (0, 0)
    pronoun: bool = False


def read_promises(
    line: ParsedLine,
    mentions: Sequence[Mention],
    whens: Sequence[When],
    roles: Roles,
    present: Sequence[Mention] = (),
) -> Promises:
    """Read the promises of a line.

    Args:
        line: the line.
        mentions: the people named in it.
        whens: the dates named in it.
        roles: who of them was there.
        present: the people who are known to be there without the line.
    """
    found: list[ParsedPromise] = []
    lost: list[tuple[int, int]] = []
    owner: _Owner | None = None
    quote = quoted_from(line)
    for clause, following in zip(line.clauses, (*line.clauses[1:], None), strict=False):
        if clause.role != "promise" or clause.cue is None:
            continue
        if clause.cue.meaning not in _MORE:
            owner = _owner(line, clause.cue, mentions, roles, present)
            if clause.first >= quote and owner == _Owner():
                # "Ana wrote: I'll send the deck"
                wrote = [mentions[t.at] for t in line.tokens[:quote] if t.kind == "who"]
                owner = _Owner(wrote[0]) if wrote else None
        promise = _promise(line, clause, clause.cue, whens, following)
        if promise.text and owner is None:
            lost.append(line.span(clause.first, clause.after))
        elif promise.text and owner:
            found.append(replace(promise, **owner._asdict()))
    return Promises(tuple(found), tuple(lost))


def _owner(
    line: ParsedLine,
    cue: PhraseMatch,
    mentions: Sequence[Mention],
    roles: Roles,
    present: Sequence[Mention],
) -> _Owner | None:
    """Return who promised; None if the line does not name the person.

    It is the name before the verb, or else the nearest of the people who were there.
    """
    if cue.meaning in ("mine", "owed", "need", "owe", "do", "do_by"):
        return _Owner()
    if cue.meaning in ("will", "owing") and (group := next(filter(None, cue.groups()), ())):
        return _one_of([mentions[at] for at in group])
    subject = line.subject_before(cue.first)
    if subject < 0 and cue.meaning not in ("theirs", "owing", "will"):
        return _Owner()
    if subject >= 0 and line.tokens[subject].kind == "who":
        group, _ = line.group(line.group_start(subject))
        last = line.tokens[subject].at
        return _one_of([mentions[last], *(mentions[at] for at in group if at != last)])
    named = [token.at for token in line.tokens[: cue.first] if token.kind == "who"]
    # Whom a line only tells of was not there, if somebody is known who was.
    told = set(roles.people) if present and roles.only_told else set[int]()
    met = {*roles.people, *roles.introduced} - told
    there = [mentions[at] for at in named if at in met]
    beside = {*roles.mentioned, *told}
    likely = [*reversed(there), *reversed(present)]
    likely += [] if likely else [mentions[at] for at in roles.people[:1]]
    likely += [mentions[at] for at in reversed(named) if likely and at in beside]
    people = list({identity(mention): mention for mention in reversed(likely)}.values())[::-1]
    return _Owner(people[0], tuple(people[1:]), *_said(line, cue, subject)) if people else None


def _one_of(names: Sequence[Mention]) -> _Owner:
    """Return the first of those who are named together as the one who promised."""
    start, end = min(name.start for name in names), max(name.end for name in names)
    return _Owner(names[0], tuple(names[1:]), (start, end))


def _said(line: ParsedLine, cue: PhraseMatch, subject: int) -> tuple[tuple[int, int], bool]:
    """Return what says whose a promise is, and whether it is a pronoun: "she" of "she'll"."""
    for at in (subject, *range(cue.first, cue.after)):
        if at >= 0 and line.is_they(at):
            start = line.tokens[at].start
            return (start, start + len(line.key(at).partition("'")[0])), True
    return line.span(cue.first, cue.after), False


def _promise(
    line: ParsedLine,
    clause: Clause,
    cue: PhraseMatch,
    whens: Sequence[When],
    following: Clause | None,
) -> ParsedPromise:
    """Return the promise of a clause; its text may be ""."""
    first = _first_of(line, clause, cue)
    due, pieces = "", list[tuple[int, int]]()
    fresh = True
    for token in _without_sigils(line, first, _end_of(line, clause, first)):
        if day := _due(token, whens):
            due, fresh = day, True
        elif token.kind != "break" or not fresh:
            start = token.start if fresh else pieces.pop()[0]
            pieces.append((start, token.end))
            fresh = False
    if not due and following:
        # "promised to send the list, by Friday"
        due = _due(line.tokens[following.first], whens)
    before = line.tokens[: cue.first]
    if not due and all(token.kind in ("when", "break") for token in before):
        # "Friday: send Ana the list"
        due = next(filter(None, (_due(token, whens) for token in before)), "")
    pieces = [
        (_with_sign(line.text, start), _with_rest(line.text, start, end)) for start, end in pieces
    ]
    text = " ".join(" ".join(line.text[start:end].split()) for start, end in pieces)
    return ParsedPromise(text=text, due=due, pieces=tuple(pieces))


def _first_of(line: ParsedLine, clause: Clause, cue: PhraseMatch) -> int:
    """Return the first token of what was promised."""
    # "I owe her a lunch" is "owe her a lunch", "and the deck by Monday" is "the deck".
    if cue.meaning in ("owed", "and_thing"):
        return _first_owed(line, clause, cue.first + 1)
    if cue.meaning in ("owe", "do", "do_by"):
        return _first_owed(line, clause, cue.first) if cue.meaning == "owe" else cue.first
    first = clause.body
    named = first - 1
    if named > cue.first and line.tokens[named].kind == "who" and is_possessive(line, named):
        # "promised Ana's sister to call", "promised Ana's sister a call"
        to = (at for at in range(first, clause.after) if line.is_word(at, "promises", "to"))
        return next(to, named - 1) + 1
    return first


def _first_owed(line: ParsedLine, clause: Clause, first: int) -> int:
    """Return the first token of what I owe: in a line of nothing else, the thing alone."""
    named = first + 1
    if clause.first or named >= clause.after or line.tokens[named].kind != "who":
        return first
    after = line.group(named)[1]
    return after if after < clause.after and not is_possessive(line, named) else first


def _without_sigils(line: ParsedLine, first: int, after: int) -> Sequence[Token]:
    """Return the tokens of a promise without the tags and the plan at its end."""
    signs = sigil_spans(line)
    tokens = list(line.tokens[first:after])
    kept = list[Token]()
    for token in reversed(tokens):
        sign = token.is_emoji or any(
            start < token.end and token.start < end for start, end in signs
        )
        if kept and any(other.kind in ("word", "who") for other in kept):
            sign = False
        if not sign:
            kept.append(token)
    return kept[::-1]


def _due(token: Token, whens: Sequence[When]) -> str:
    """Return the day by which something is due, if a token says it."""
    return whens[token.at].value if token.kind == "when" and whens[token.at].role == "due" else ""


def _end_of(line: ParsedLine, clause: Clause, first: int) -> int:
    """Return the token behind a promise; an "and" before the next clause is not part of it."""
    after = clause.after
    following = line.clause_at[after] if after < len(line.tokens) else None
    # "… and Grace promised": the name belongs to the next promise.
    if following and following.role == "promise" and following.cue:
        subject = line.subject_before(following.cue.first)
        if subject >= first:
            after = line.group_start(subject)
    while after > first and line.is_word(after - 1, "words", "and"):
        after -= 1
    return after


def _with_sign(text: str, start: int) -> int:
    """Take with a sum the sign of its currency: "$20"."""
    return start - 1 if start and unicodedata.category(text[start - 1]) == "Sc" else start


def _with_rest(text: str, start: int, end: int) -> int:
    """Take with a word what closes it: a possessive, a bracket, a quotation mark, Markdown's."""
    while end < len(text):
        if text[end] in "'’\"”%)" and not text[end - 1].isspace():
            end += 1
        elif text.startswith("]]", end) and text.rfind("[[", start, end) > text.rfind(
            "]]", start, end
        ):
            end += 2
        elif (mark := _MARK.match(text, end)) and text.count(mark[0], start, end) % 2:
            end = mark.end()
        else:
            break
    return end
