"""Who was there, who was introduced, and who was only talked about.

The one rule: a person who is only named was not there. A contact is a person whom you met, called
or wrote to. If there is none, the people whom you talked about take their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hobnob.capture.line.clauses import Clause
from hobnob.capture.line.kinds import kind_lists
from hobnob.capture.line.parsed import ParsedLine
from hobnob.capture.words.phrases import PhraseMatch

_THERE, _WITH, _TALKED_OF, _TO_COME = range(4)
"""How near somebody was to what happened: there, named with "with" in what was talked about, only
talked about, named in what is promised or to follow."""


@dataclass
class Roles:
    """Indexes of mentions, each list in the order of the line.

    Attributes:
        doubtful: those whom another clause names without a word that they were there.
        only_others: whether nobody known was there, only others of theirs: "Kofi's wife called".
        only_owned: whether only things of theirs are named: "saw Sue's talk".
        only_told: whether the people were only talked about, or something of theirs was.
    """

    people: list[int] = field(default_factory=list)
    introduced: list[int] = field(default_factory=list)
    mentioned: list[int] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)
    only_others: bool = False
    only_told: bool = False
    only_owned: bool = False


def read_roles(line: ParsedLine, places: frozenset[int] = frozenset()) -> Roles:
    """Read the part of everybody named; `places` are mentions that are names of places."""
    introduced = _introduced(line)
    near: dict[int, int] = {}
    for at, token in enumerate(line.tokens):
        if token.kind == "who" and token.at not in places and token.at not in introduced:
            near[token.at] = _nearness(line, at)
    for who in (*_introduced_by_others(line), *_to_be_met(line), *_in_the_news(line)):
        if near.get(who) == _THERE:
            near[who] = _TALKED_OF
    best = min(near.values(), default=_THERE)
    roles = Roles(introduced=introduced, only_told=best == _TALKED_OF and not introduced)
    roles.only_others = best == _TALKED_OF and not introduced and _has_others(line, near)
    roles.only_owned = roles.only_told and all(
        is_possessive(line, at) and line.happened(at)
        for at, token in enumerate(line.tokens)
        if token.kind == "who" and near.get(token.at) == _TALKED_OF
    )
    for who, how_near in near.items():
        (roles.people if how_near == best else roles.mentioned).append(who)
    roles.doubtful = list(_doubtful(line, roles.people))
    if not roles.people:
        # Nobody named introduced them, so they were simply met.
        roles.people, roles.introduced = roles.introduced, []
    return roles


def _doubtful(line: ParsedLine, people: Sequence[int]) -> Iterator[int]:
    """Yield people of another clause than the first, of whom nothing says that they were there."""
    there = [
        at for at, token in enumerate(line.tokens) if token.kind == "who" and token.at in people
    ]
    kinds = kind_lists(line)
    for at in there[1:]:
        clause = line.clause_at[at]
        if clause is None or clause is line.clause_at[there[0]] or clause.role == "promise":
            continue
        begin, (_, after) = line.group_start(at), line.group(at)
        named_only = begin == clause.first and after >= clause.after
        shown = line.is_word(begin - 1, "words", "with", "prepositions", "and")
        acts = line.is_word(after, "people", "after") or line.find(after, "kinds", *kinds)
        along = any(
            clause.first <= m.first < clause.after for m in line.find_all("present", "along")
        )
        if not (named_only or shown or acts or along):
            yield line.tokens[at].at


def _nearness(line: ParsedLine, at: int) -> int:
    clause = line.clause_at[at]
    if clause is None:
        return _THERE
    if clause.role == "promise":
        # "promised Grace to send it": she was there when it was promised, but not at "Grace's".
        if is_possessive(line, at):
            return _TALKED_OF
        if not clause.first <= at < clause.body:
            return _TO_COME
        # "Bob will send it" says nothing of where Bob was.
        return _TALKED_OF if clause.cue and clause.cue.meaning == "will" else _THERE
    if clause.role == "follow_up":
        return _TO_COME
    if clause.role in ("about", "said"):
        if at < clause.body:
            return _THERE
        first = line.group_start(at)
        return _WITH if line.is_word(first - 1, "words", "with") else _TALKED_OF
    if _missed(line, at):
        return _THERE
    if _owns(line, at) or _apart(line, at) or _elsewhere(line, clause, at):
        return _TALKED_OF
    return _THERE


def _missed(line: ParsedLine, at: int) -> bool:
    """Say whether a thing of somebody's came to me from them: "missed Jean's call"."""
    return any(match.first < at < match.after for match in line.find_all("present", "missed"))


def _has_others(line: ParsedLine, near: Mapping[int, int]) -> bool:
    """Say whether the nearest that a line has is somebody of a known person's: "Kofi's wife"."""
    without = {match.after for match in line.find_all("present", "without")}
    return any(
        line.group_start(at) in without
        or (is_possessive(line, at) and line.is_word(_behind_owner(line, at), "present", "others"))
        for at, token in enumerate(line.tokens)
        if token.kind == "who" and near.get(token.at) == _TALKED_OF and line.happened(at)
    )


def _behind_owner(line: ParsedLine, at: int) -> int:
    return at + 2 if line.key(at + 1) == "'s" else at + 1


def _is_beside(line: ParsedLine, clause: Clause) -> bool:
    """Say whether the first clause tells of another than what happened behind it.

    "Luigi comped our dessert, dinner with Erik": what Luigi did is no contact by itself.
    """
    after = line.group(clause.first)[1]
    behind = line.tokens[after] if after < len(line.tokens) else None
    if behind is None or behind.kind != "word" or not behind.key[:1].isalpha():
        return False
    stops = line.is_word(after, "words", "stops", "with", "and")
    stops = stops or line.is_word(after, "people", "members")
    if stops and not line.is_word(after, "present", "elsewhere"):
        return False
    kinds = kind_lists(line)
    inside = range(clause.first, clause.after)
    if any(line.find(at, "kinds", *kinds) or line.find(at, "loose_kinds")
           or line.find(at, "present", "along") for at in inside):  # fmt: skip
        return False
    return any(
        line.find(at, "kinds", *kinds) and line.happened(at)
        and any(token.kind == "who" for token in line.tokens[at : other.after])
        for other in line.clauses[1:] if other.role == "main"
        for at in range(other.first, other.after)
    )  # fmt: skip


def _elsewhere(line: ParsedLine, clause: Clause, at: int) -> bool:
    """Say whether a later clause tells of somebody who was not there.

    "lunch with Ana, Bob is leaving" tells of Bob, and "lunch with Ana, she knows Bob" as well.
    """
    if clause.first == line.clauses[0].first:
        if line.tokens[clause.first].kind == "who" and at >= line.group(clause.first)[1]:
            # "Ana wants Bob to write"
            return line.is_word(line.group(clause.first)[1], "present", "elsewhere")
        return at == clause.first and _is_beside(line, clause)
    if not any(token.kind == "who" for token in line.tokens[: clause.first]):
        return False
    first = clause.first + line.is_word(clause.first, "words", "and")
    if any(clause.first <= m.first < clause.after for m in line.find_all("present", "along")):
        return False
    if any(clause.first <= m.first < clause.after
           for m in line.find_all("introductions", "to_me", "from_to")):  # fmt: skip
        return False
    if line.tokens[first].kind == "who":
        after = line.group(first)[1]
        if line.find(after, "kinds", *kind_lists(line)):
            return False
        if line.key(after) == "'s" and line.is_word(after + 1, "present", "is"):
            return True
        return after < clause.after and line.is_word(after, "present", "elsewhere")
    return at > first and line.is_they(first)


def _owns(line: ParsedLine, at: int) -> bool:
    """Say whether only something of somebody's is meant: "Grace's number", not "at Grace's"."""
    if not is_possessive(line, at):
        return False
    noun = _behind_owner(line, at)
    if line.is_word(noun, "present", "is"):
        return False
    alone = noun >= len(line.tokens) or line.tokens[noun].kind == "break"
    if alone or line.is_word(noun, "words", "stops"):
        return False
    before = line.group_start(at) - 1
    hosted = line.is_word(noun, "present", "hosted")
    inside = line.find(before, "places", "at", "in") if before >= 0 else None
    return not (hosted and (inside or line.is_word(before, "words", "with")))


def is_possessive(line: ParsedLine, at: int) -> bool:
    """Say whether a name has an 's or an apostrophe behind it."""
    end = line.tokens[at].end
    behind = line.text[end : end + 3].replace("’", "'").replace("ʼ", "'")
    return (behind[:2].lower() == "'s" and not behind[2:].isalnum()) or behind[:2] == "' "


def _apart(line: ParsedLine, at: int) -> bool:
    """Say whether the line says that somebody was not there."""
    first = line.group_start(at)
    before = any(match.after == first for match in line.find_all("present", "apart"))
    if not before and _has_company(line, first, at):
        beside = line.find_all("present", "apart_beside")
        before = any(match.after == first for match in beside)
    return before or any(match.first == at + 1 for match in line.find_all("present", "absent"))


def _has_company(line: ParsedLine, first: int, at: int) -> bool:
    """Say whether others are named: before, or behind a "with" ("drinks for Ana with Bob")."""
    if any(token.kind == "who" for token in line.tokens[:first]):
        return True
    clause = line.clause_at[at]
    return any(
        line.is_word(other - 1, "words", "with")
        for other in range(at + 1, clause.after if clause else 0)
        if line.tokens[other].kind == "who"
    )


# ---------------------------------------------------------------- introductions


def _introduced(line: ParsedLine) -> list[int]:
    """Return whom others introduced me to."""
    found: list[int] = []
    for match in line.find_all("introductions", "to_me", "passive", "from_to"):
        clause = line.clause_at[match.first]
        if clause is None or clause.role in ("promise", "follow_up"):
            continue
        if match.meaning == "passive" and not _is_by(line, match):
            continue
        named = match.groups() or [_group_behind(line, match.after)]
        found += [who for who in named[-1] if who not in found]
    return found


def _group_behind(line: ParsedLine, at: int) -> tuple[int, ...]:
    """Return those who are named soon behind a token: "to his boss, Ada"."""
    for first in range(at, min(at + 6, len(line.tokens))):
        token = line.tokens[first]
        if token.kind == "who" and not is_possessive(line, first):
            return line.group(first)[0]
        if token.kind == "break" and token.key != ",":
            return ()
    return ()


def _is_by(line: ParsedLine, match: PhraseMatch) -> bool:
    """Say whether somebody made the introduction: "was introduced to Ada by Grace"."""
    clause = line.clause_at[match.first]
    after = clause.after if clause else len(line.tokens)
    if "introduced" not in match.phrase and line.subject_before(match.first) >= 0:
        return True
    return any(
        line.is_word(at, "introductions", "by") and line.tokens[at + 1].kind == "who"
        for at in range(match.after, after - 1)
    )


def _introduced_by_others(line: ParsedLine) -> Iterator[int]:
    """Yield those whom others introduced to each other: they were talked about."""
    # "Ada introduced Bob and me to Frank": Bob was there.
    with_me = {match.first for match in line.find_all("introductions", "to_me")}
    for match in line.find_all("introductions", "by_me"):
        if match.first not in with_me and not line.is_mine(match.first):
            for group in match.groups():
                yield from group


def _to_be_met(line: ParsedLine) -> Iterator[int]:
    """Yield those whom somebody is to meet or to be introduced to."""
    for match in line.find_all("present", "to_be_met"):
        yield from match.groups()[-1]


def _in_the_news(line: ParsedLine) -> Iterator[int]:
    """Yield the people of news beside what happened: "lunch with Ana. Bob is leaving"."""
    for match in line.find_all("loose_kinds", "news"):
        clause = line.clause_at[match.first]
        along = any(m.first == match.after - 1 for m in line.find_all("present", "along"))
        if along:
            continue
        if clause and clause is not line.clauses[0] and match.phrase.startswith("WHO"):
            yield from match.groups()[0]
