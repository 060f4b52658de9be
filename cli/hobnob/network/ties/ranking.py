"""The people who may be suggested, and their order.

The one rule: the same day gives the same answer. The order follows a sum of named terms. Each term
is from 0 to 1 and has a weight in `mkdocs.yml`. If two sums are equal to a tenth, the day and the
slug decide. The sum itself is never shown: it is about the day, not about the person.

`docs/pages/ties.md` explains the terms, their reasons and their sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain

from hobnob import dates
from hobnob.index.index import Index
from hobnob.index.people import resting
from hobnob.names import fold, name_key
from hobnob.network.ties.exclusions import under_way, who_declined
from hobnob.network.ties.terms import QUIET, TERMS, Terms, due_term, quiet_part
from hobnob.network.ties.ties import Tie, load_ties

MINUTES: Mapping[str, Mapping[str, float]] = {
    "": {},
    "15": {"close": 0.5, "place": 0.5},
    "60": {},
    "evening": {"close": 4, "place": 2, "dormant": 0.5, "weak": 0.5, "plan": 0.5, "mix": 0.5},
}
"""The use of the time: factors on the weights, and on the share of kept places. A message reaches a
distant person as well as a neighbour; a dinner is for close people and for those who live near."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """The question from the user.

    Attributes:
        minutes: a key of `MINUTES`.
        place: my place, or "".
        tag: a tag, or "".
    """

    minutes: str = ""
    place: str = ""
    tag: str = ""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A person who may be suggested, with the reasons for it.

    Attributes:
        terms: values from 0 to 1, by name.
        facts: the facts behind the terms.
    """

    tie: Tie
    terms: Mapping[str, float]
    score: float
    facts: Terms


def rank(index: Index, asked: Question) -> list[Candidate]:
    """Return all people who may be suggested today, in order."""
    weights = weights_of(index, asked)
    near = _near(index, asked.place) if asked.place else {}
    eligible = _eligible(index, asked, near)
    terms = Terms(index, eligible, near)
    found = []
    for tie in eligible:
        values = terms.of(tie)
        score = sum(weights[name] * value for name, value in values.items())
        found.append(Candidate(tie=tie, terms=values, score=score, facts=terms))
    found.sort(key=lambda c: (-round(c.score, 1), _lot(index.today, c.tie.slug)))
    share = index.journal.settings.suggest["mix"] * MINUTES[asked.minutes].get("mix", 1)
    return list(_mix(found, index.today, share))


def reasons_of(candidate: Candidate, weights: Mapping[str, float]) -> tuple[str, ...]:
    """Return the terms that support a person, the largest weight first.

    Closeness alone is not a reason.
    """
    terms = candidate.terms.items()
    weighed = {name: weights[name] * value for name, value in terms if name != "close"}
    return tuple(
        sorted((name for name in weighed if weighed[name] > 0), key=lambda name: -weighed[name])
    )


def weights_of(index: Index, asked: Question) -> Mapping[str, float]:
    """Return the weight of each term for the available time."""
    own, factors = index.journal.settings.suggest, MINUTES[asked.minutes]
    return {name: own[name] * factors.get(name, 1) for name in TERMS}


# ---------------------------------------------------------------- who may be suggested


def _eligible(index: Index, asked: Question, near: Mapping[int, float]) -> list[Tie]:
    """Return the people who have a reason for them and none against them."""
    left = under_way(index) | who_declined(index) | set(resting(index))
    wanted = _wanted(index, asked, near)
    return [
        tie
        for tie in load_ties(index)
        if not tie.is_let_be
        and tie.id not in left
        and (wanted is None or tie.id in wanted)
        and not _rests(index, tie)
        and ((wanted is not None and tie.contacts) or _has_reason(index, tie))
    ]


def _wanted(index: Index, asked: Question, near: Mapping[int, float]) -> frozenset[int] | None:
    """Return the people who fit the place and the tag; None is all."""
    found: list[frozenset[int]] = []
    if asked.place:
        found.append(frozenset(near))
    if asked.tag:
        tag = fold(asked.tag.removeprefix("#"))
        found.append(frozenset(index.column("SELECT note FROM tag WHERE tag = :tag", tag=tag)))
    return frozenset.intersection(*found) if found else None


def _rests(index: Index, tie: Tie) -> bool:
    """Return whether the last contact is recent; a shorter cadence makes a shorter rest."""
    rest = index.journal.settings.suggest["rest"]
    return tie.since is not None and tie.since < min(rest, tie.cadence or rest)


def _has_reason(index: Index, tie: Tie) -> bool:
    if tie.strength == "dormant" or due_term(tie):
        return True
    return tie.is_apart and quiet_part(tie, index) >= QUIET


def _near(index: Index, place: str) -> dict[int, float]:
    """Return who lives at a place (1), and whom I met there in the last three years (½)."""
    key = name_key(place)
    if not key:
        return {}
    sql = """SELECT DISTINCT ref.target FROM interaction JOIN ref ON ref.note = interaction.id
        WHERE place_key <> '' AND instr(place_key, :key) AND ref.field = 'people'
          AND ref.contact AND ref.target IS NOT NULL
          AND interaction.date >= :since AND interaction.date < :tomorrow"""
    met = index.column(sql, key=key, since=dates.add_years(index.today, -3))
    found = dict.fromkeys(met, 0.5)
    sql = """SELECT note.id, json_extract(note.data, '$.location') FROM note
        WHERE note.kind = 'person' AND json_extract(note.data, '$.location') <> ''"""
    lives = index.rows(sql)
    found.update((person, 1.0) for person, at in lives if key in name_key(str(at)))
    return found


# ---------------------------------------------------------------- the order


def _lot(day: str, slug: str) -> bytes:
    """Return the tie-breaker between two equal people: random, but the same all day."""
    return blake2b(f"{day}\n{slug}".encode(), digest_size=8).digest()


def _mix(ranked: list[Candidate], day: str, share: float) -> Iterator[Candidate]:
    """Yield all people, with a share of the places for dormant and weak ties.

    The count of places continues from day to day: with a share of 0.4 and one suggestion a day,
    these ties get two days of five. If none of them is left, a kept place is open to all.
    """
    kept = iter([candidate for candidate in ranked if candidate.tie.is_apart])
    given: set[int] = set()
    everybody = iter(ranked)
    per_mille = round(share * 1000)
    first = dates.first_day(day).toordinal()
    for place in range(first, first + len(ranked)):
        is_kept = (place + 1) * per_mille // 1000 > place * per_mille // 1000
        line = chain(kept, everybody) if is_kept else everybody
        following = next((candidate for candidate in line if candidate.tie.id not in given), None)
        if following is None:
            return
        given.add(following.tie.id)
        yield following
