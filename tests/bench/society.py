"""The people of an invented journal, the groups they belong to, and who was met when.

Rule: everything is drawn from the `random.Random` that is handed in, and only ever from sequences,
so that one seed gives one society whatever the hash seed or the platform.

A few people are met very often and most seldom (contact frequency in personal networks is heavy
tailed: Saramäki et al., PNAS 2014, doi:10.1073/pnas.1308540110), and those met together come from
one group, so that pairs recur as they do in life.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from tests.bench.words import Script, Words, zipf_weights

LAST_DAY = date(2026, 11, 20)
DAYS = 3650
"""The span of a journal, about ten years up to `LAST_DAY`."""

_PARTY_SIZES = (1, 2, 3, 4, 5, 8)
_PARTY_ODDS = (72, 15, 6, 4, 2, 1)


class Slugs:
    """Hands out slugs, each only once in a journal."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def claim(self, text: str) -> str:
        """The slug of a text; with a number that makes it unique, as `x-2` may be someone's own."""
        base = slug = slugify(text)
        number = 1
        while slug in self._taken:
            number += 1
            slug = f"{base}-{number}"
        self._taken.add(slug)
        return slug


def slugify(text: str) -> str:
    """Letters of any script with their marks, and digits, in NFC and lower case, joined by `-`."""
    lowered = unicodedata.normalize("NFC", text.lower().replace("'", "").replace("’", ""))
    kept = (char if unicodedata.category(char)[0] in "LMN" else " " for char in lowered)
    return "-".join("".join(kept).split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Someone; `rank` 0 is met most often. Days count from the beginning of the journal."""

    slug: str
    name: str
    given: str
    script: Script
    rank: int
    since: int
    until: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """People who know each other: an office, a family, a choir. Members are indexes, by rank."""

    org: str
    city: str
    tag: str
    members: tuple[int, ...]
    cumulative: tuple[float, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Encounter:
    """One contact: the day and whom with, by index; the first is the one it was mainly with."""

    day: int
    people: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Society:
    """Everyone, by rank, and their groups; `home[i]` is the first group of person i."""

    people: tuple[Person, ...]
    groups: tuple[Group, ...]
    home: tuple[int, ...]


def day_to_date(day: int) -> date:
    """The date of a day counted from the beginning of the journal."""
    return LAST_DAY - timedelta(days=DAYS - day)


def draw_society(rng: Random, words: Words, slugs: Slugs, count: int) -> Society:
    """Invent `count` people and put each into one or two groups."""
    people = _draw_people(rng, words, slugs, count)
    weights = zipf_weights(count, exponent=1.1, offset=8)
    size = max(1, count // 9)
    popularity = list(accumulate(zipf_weights(size, exponent=0.5, offset=2)))
    home = tuple(rng.choices(range(size), cum_weights=popularity, k=count))
    members: list[list[int]] = [[] for _ in range(size)]
    for index, group in enumerate(home):
        members[group].append(index)
        if rng.random() < 0.35:
            second = rng.randrange(size)
            if second != group:
                members[second].append(index)
    groups = tuple(_draw_group(rng, words, entry, weights) for entry in members)
    return Society(people=people, groups=groups, home=home)


def draw_encounters(rng: Random, society: Society, count: int) -> list[Encounter]:
    """Draw who was met and when, in order of time."""
    indexes = range(len(society.people))
    weights = list(accumulate(zipf_weights(len(indexes), exponent=1.1, offset=8)))
    leads = rng.choices(indexes, cum_weights=weights, k=count)
    sizes = rng.choices(_PARTY_SIZES, _PARTY_ODDS, k=count)
    drawn = [_draw_encounter(rng, society, *pair) for pair in zip(leads, sizes, strict=True)]
    return sorted(drawn, key=lambda encounter: encounter.day)


def _draw_encounter(rng: Random, society: Society, lead: int, size: int) -> Encounter:
    person = society.people[lead]
    # The power makes later days likelier: a journal is kept more keenly as the years go by.
    day = person.since + int((person.until - person.since) * rng.random() ** 0.7)
    others = society.groups[society.home[lead]]
    party = [lead]
    # Twice as many draws as seats, because the same few come up again and again.
    for _ in range(2 * (size - 1)):
        spot = bisect(others.cumulative, rng.random() * others.cumulative[-1])
        guest = others.members[spot]
        if guest not in party and len(party) < size:
            party.append(guest)
    return Encounter(day=day, people=tuple(party))


def _draw_people(rng: Random, words: Words, slugs: Slugs, count: int) -> tuple[Person, ...]:
    shares = [script.share for script in words.scripts]
    names: set[str] = set()
    people = []
    for rank, script in enumerate(rng.choices(words.scripts, shares, k=count)):
        given, name = _draw_name(rng, script, names)
        names.add(name)
        since = int(DAYS * 0.9 * rng.random() ** 2)
        fades = rng.random() < 0.3
        until = since + int((DAYS - since) * rng.uniform(0.1, 0.7)) if fades else DAYS
        people.append(
            Person(
                slug=slugs.claim(name),
                name=name,
                given=given,
                script=script,
                rank=rank,
                since=since,
                until=until,
            )
        )
    return tuple(people)


def _draw_name(rng: Random, script: Script, taken: set[str]) -> tuple[str, str]:
    """A given and a full name that nobody has; more given names where the single ones run out."""
    more = 0
    while True:
        given = rng.choice(script.given)
        middle = rng.choices(script.given, k=more // 4)
        name = script.full_name(script.joiner.join([given, *middle]), rng.choice(script.family))
        if name not in taken:
            return given, name
        more += 1


def _draw_group(
    rng: Random, words: Words, members: Sequence[int], weights: Sequence[float]
) -> Group:
    stem = "".join(rng.choices(words.syllables, k=rng.choice((2, 3, 3)))).capitalize()
    return Group(
        org=f"{stem} {rng.choice(words.org_endings)}",
        city=rng.choice(words.cities),
        tag=rng.choice(words.tags),
        members=tuple(members),
        cumulative=tuple(accumulate(weights[index] for index in members)),
    )
