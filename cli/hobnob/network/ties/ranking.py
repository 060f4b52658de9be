"""Who may be suggested, and in which order.

The one rule: the same day gives the same answer. Who comes before whom is a sum of named terms,
each from 0 to 1 and with a weight in `mkdocs.yml`; where the sums are alike to a tenth, the day
and the slug decide. The sum itself is never shown: it is about the day, not about the person.

The terms, their reasons and their sources are told in `docs/pages/ties.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain

from hobnob import dates
from hobnob.index.index import Index
from hobnob.names import fold, name_key
from hobnob.network.ties.exclusions import under_way, who_declined
from hobnob.network.ties.terms import APART, QUIET, TERMS, Terms, due_term, quiet_part
from hobnob.network.ties.ties import Tie, load_ties

MINUTES: Mapping[str, Mapping[str, float]] = {
    "": {},
    "15": {"close": 0.5, "place": 0.5},
    "60": {},
    "evening": {"close": 4, "place": 2, "dormant": 0.5, "weak": 0.5, "plan": 0.5, "mix": 0.5},
}
"""What the time is good for: factors on the weights, and on the part of the places that is kept.
A message reaches anybody as well as a neighbour; a dinner is for those who are close, and for those
who are near."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked.

    Attributes:
        minutes: a key of `MINUTES`.
        place: where I am, or "".
        tag: or "".
    """

    minutes: str = ""
    place: str = ""
    tag: str = ""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody who may be suggested, and what speaks for it.

    Attributes:
        terms: from 0 to 1, by name.
        facts: what they were made of.
    """

    tie: Tie
    terms: Mapping[str, float]
    score: float
    facts: Terms


def rank(index: Index, asked: Question) -> list[Candidate]:
    """Return everybody who may be suggested today, in the order in which they are."""
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
    """Return the terms that speak for somebody, what weighs most first.

    That somebody is close is no reason on its own.
    """
    terms = candidate.terms.items()
    weighed = {name: weights[name] * value for name, value in terms if name != "close"}
    return tuple(
        sorted((name for name in weighed if weighed[name] > 0), key=lambda name: -weighed[name])
    )


def weights_of(index: Index, asked: Question) -> Mapping[str, float]:
    """Return the weight of each term, for the time there is."""
    own, factors = index.journal.settings.suggest, MINUTES[asked.minutes]
    return {name: own[name] * factors.get(name, 1) for name in TERMS}


# ---------------------------------------------------------------- who may be suggested


def _eligible(index: Index, asked: Question, near: Mapping[int, float]) -> list[Tie]:
    """Return those for whom anything may speak, and nothing speaks against it."""
    left = under_way(index) | who_declined(index)
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
    """Return who is asked for by place and tag; None is everybody."""
    found: list[frozenset[int]] = []
    if asked.place:
        found.append(frozenset(near))
    if asked.tag:
        tag = fold(asked.tag.removeprefix("#"))
        found.append(frozenset(index.column("SELECT note FROM tag WHERE tag = :tag", tag=tag)))
    return frozenset.intersection(*found) if found else None


def _rests(index: Index, tie: Tie) -> bool:
    """Say whether somebody was in touch in the last days; a shorter cadence is a shorter rest."""
    rest = index.journal.settings.suggest["rest"]
    return tie.since is not None and tie.since < min(rest, tie.cadence or rest)


def _has_reason(index: Index, tie: Tie) -> bool:
    if tie.strength == "dormant" or due_term(tie):
        return True
    return tie.strength == "weak" and quiet_part(tie, index) >= QUIET


def _near(index: Index, place: str) -> dict[int, float]:
    """Return who lives at a place (1), and who was met there in the last three years (½)."""
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
    """Return what decides between two who are alike: by chance, but the same all day long."""
    return blake2b(f"{day}\n{slug}".encode(), digest_size=8).digest()


def _mix(ranked: list[Candidate], day: str, share: float) -> Iterator[Candidate]:
    """Yield everybody so that a share of the places goes to dormant and weak ties.

    The places run on from day to day: with a share of 0.4 and one suggestion a day, two days of
    five belong to them. A place that is kept and finds none of them is free for all.
    """
    kept = iter([candidate for candidate in ranked if candidate.tie.strength in APART])
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
