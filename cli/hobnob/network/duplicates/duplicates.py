"""Who may have two notes, and what speaks for it.

The one rule: people are compared only with those who share something: a name in some spelling, an
address, a number, a profile, or a firm and a first name. So the time grows with the number of
people and not with its square. What contradicts, such as two birthdays, ends a suspicion.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from hobnob.answers import Slug, hidden
from hobnob.dates import has_day
from hobnob.index.check_queries import others_for_sure
from hobnob.index.index import Index
from hobnob.names import fold, name_key
from hobnob.network.duplicates.near_names import (
    SURE,
    Likeness,
    NameParts,
    compare_names,
    has_same_first,
    may_be_one,
    slip_keys,
)
from hobnob.network.duplicates.traits import Traits, load_traits
from hobnob.network.identity import is_role_box, may_be_same_day

_CROWD = 3
"""More people than this with one first name at one firm, or for one initial, are a coincidence."""
_MOST = {"firm": _CROWD, "number": 4, "profile": 4, "slip": 50}
"""The most people of whom each is compared with each, by what they share. More people than this
who share an address or a number have it from their firm."""
_NAMESAKES = 8
"""Of more people with one name, each is compared with the first only."""

_LIKENESS: dict[Likeness, tuple[int, str]] = {
    "same": (6, "the same name"),
    "order": (5, "the same name in another order"),
    "alike": (4, "names that sound alike"),
    "part": (3, "one name is a part of the other"),
    "initial": (3, "an initial that fits"),
    "short": (3, "a short form of the first name"),
    "letter": (3, "names that differ in one letter"),
}
"""How much each likeness counts, and its words."""

_TOGETHER = """SELECT DISTINCT one.target, other.target FROM ref AS one
JOIN ref AS other ON other.note = one.note AND other.field = 'people'
WHERE one.field = 'people' AND one.target < other.target
  AND one.target IN (SELECT value FROM json_each(:people))
  AND other.target IN (SELECT value FROM json_each(:people))"""

Pair = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Duplicate:
    """Two notes that may be about one person.

    Attributes:
        people: the two; the first is the one to keep: it has a circle, more contacts or more keys.
        evidence: what speaks for it, the strongest first.
        names: their names.
        weight: how much speaks for it; the order of the list.
    """

    people: tuple[Slug, Slug]
    evidence: tuple[str, ...]
    names: tuple[str, str] = hidden()
    weight: int = hidden()

    @property
    def command(self) -> str:
        """The command that makes one note of both."""
        return f"hobnob merge {self.people[0]} {self.people[1]}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Duplicates:
    """All likely duplicates.

    Attributes:
        found: the pairs, those with the strongest evidence first.
        crowded: how many groups share too little for so many people.
    """

    found: tuple[Duplicate, ...]
    crowded: int


def load_duplicates(index: Index) -> Duplicates:
    """Return the people of the journal who may have two notes."""
    return _Search(index).run()


class _Search:
    """One search for duplicates."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._people = load_traits(index)
        self._crowded = 0

    def run(self) -> Duplicates:
        """Return the likely pairs."""
        apart = others_for_sure(self._index)
        weighed: dict[Pair, tuple[int, tuple[str, ...], bool]] = {}
        for pair in self._candidates():
            one, other = sorted((self._people[note] for note in pair), key=lambda one: one.who.slug)
            if (one.who.slug, other.who.slug) in apart:
                continue
            if found := _weigh(one, other):
                weighed[pair] = found
        weak = {pair for pair, (_, _, is_weak) in weighed.items() if is_weak}
        for pair in self._met_together(weak):
            del weighed[pair]
        made = [self._duplicate(pair, *found[:2]) for pair, found in weighed.items()]
        made.sort(key=lambda one: (-one.weight, fold(one.names[0]), one.people))
        return Duplicates(found=tuple(made), crowded=self._crowded)

    def _met_together(self, pairs: Collection[Pair]) -> set[Pair]:
        """Return the pairs who were seen side by side, so that they are two."""
        people = {note for pair in pairs for note in pair}
        return set(self._index.rows(_TOGETHER, people=sorted(people))) & set(pairs)

    def _duplicate(self, pair: Pair, weight: int, evidence: tuple[str, ...]) -> Duplicate:
        first, second = sorted(
            (self._people[note] for note in pair),
            key=lambda one: (-one.has_circle, -one.contacts, -one.keys, len(one.who.slug),
                             one.who.slug),
        )  # fmt: skip
        return Duplicate(
            people=(first.who.slug, second.who.slug), names=(first.who.name, second.who.name),
            evidence=evidence, weight=weight,
        )  # fmt: skip

    def _candidates(self) -> set[Pair]:
        """Return the pairs that are worth a comparison."""
        groups: dict[str, dict[Hashable, dict[int, None]]] = defaultdict(lambda: defaultdict(dict))
        for note, traits in self._people.items():
            for kind, key in _keys_of(traits):
                groups[kind][key][note] = None
        found: set[Pair] = set()
        for kind, named in groups.items():
            for people in named.values():
                if len(people) > 1:
                    found |= self._pairs(kind, list(people))
        found |= self._pairs_by_parts()
        return found

    def _pairs(self, kind: str, people: list[int]) -> set[Pair]:
        """Return the pairs in a group that shares one key."""
        if len(people) > _MOST.get(kind, len(people)):
            self._crowded += 1
            return set()
        if kind == "name" and len(people) > _NAMESAKES:
            return {_pair(people[0], other) for other in people[1:]}
        return {_pair(*two) for two in combinations(people, 2)}

    def _pairs_by_parts(self) -> set[Pair]:
        """Return the pairs of whom one has a shorter name, or an initial.

        A short name that fits many fits none.
        """
        fits: dict[Hashable, list[tuple[int, NameParts]]] = defaultdict(list)
        for note, traits in self._people.items():
            for _, name in traits.names:
                for key in _long_keys(name):
                    fits[key].append((note, name))
        found = set[Pair]()
        for note, traits in self._people.items():
            for _, name in traits.names:
                others = {
                    other
                    for key in _short_keys(name)
                    for other, long in fits.get(key, ())
                    if other != note and compare_names(name, long) in ("part", "initial", "short")
                }
                if len(others) > _CROWD:
                    self._crowded += 1
                    others = {other for other in others if self._shares_more(note, other)}
                found |= {_pair(note, other) for other in others}
        return found

    def _shares_more(self, one: int, other: int) -> bool:
        a, b = self._people[one], self._people[other]
        return any(
            not x.keys().isdisjoint(y)
            for x, y in ((a.firms, b.firms), (a.emails, b.emails), (a.phones, b.phones))
        )


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _keys_of(traits: Traits) -> Iterator[tuple[str, Hashable]]:
    """Yield the kinds and keys of what two people may share."""
    for _, name in traits.names:
        yield "name", name.key
        if len(name.words) > 1:
            yield "name", tuple(sorted(name.words))
            yield "name", ("sound", *name.sound)
            if not name.is_unspaced:
                yield from (("slip", key) for key in slip_keys(name.words))
    yield from (("profile", key) for key in traits.profiles)
    yield from (("number", ("email", key)) for key in traits.emails)
    yield from (("number", ("phone", key)) for key in traits.phones)
    if first := traits.names[0][1].sound[0]:
        yield from (("firm", (firm, first)) for firm in traits.firms)


def _long_keys(name: NameParts) -> Iterable[Hashable]:
    """Return the keys under which a whole name is found by a shorter one."""
    first, *others = name.words
    if not others or name.is_unspaced:
        return
    yield from ((first, word) for word in others)
    yield first[0], others[-1]
    yield first, others[-1][0]
    if len(first) > 3:
        yield first[:3], others[-1], "short"


def _short_keys(name: NameParts) -> Iterable[Hashable]:
    """Return the keys under which the longer forms of a name are found."""
    first, *others = name.words
    if not others or name.is_unspaced:
        return
    yield first, others[-1]
    if len(first) == 1:
        yield first, others[-1]
    if len(others[-1]) == 1:
        yield first, others[-1]
    if len(first) > 2:
        yield first[:3], others[-1], "short"


Evidence = dict[str, tuple[int, str]]
"""What speaks for one person: by its kind the weight, and the words."""


def _weigh(one: Traits, other: Traits) -> tuple[int, tuple[str, ...], bool] | None:
    """Weigh what speaks for one person; None for too little.

    Returns:
        The weight, the evidence, and whether it is weak: a meeting of both refutes it.
    """
    profile = _shared(one.profiles, other.profiles)
    if not profile and (_have_other_profiles(one, other) or _have_other_birthdays(one, other)):
        return None
    found: Evidence = {}
    if profile:
        found["profile"] = 10, f"the same profile {profile}"
    if email := _shared_address(one, other):
        found["address"] = 8, f"the same address {email}"
    agrees = any(may_be_one(a, b) for _, a in one.names for _, b in other.names)
    if agrees and (phone := _shared(one.phones, other.phones)):
        found["phone"] = 7, f"the same telephone number {phone}"
    is_certain = bool(found)
    likeness = _likeness(one, other)
    if likeness:
        found["names"] = likeness[1:]
    elif has_same_first(one.names[0][1], other.names[0][1]):
        found["names"] = 1, "the same first name"
    if agrees and has_day(one.birthday) and has_day(other.birthday):
        found["birthday"] = 5, f"the same birthday {max(one.birthday, other.birthday)}"
    if firm := _shared(one.firms, other.firms):
        # A first name and a firm alone are the weakest evidence.
        found["firm"] = (
            3 if likeness else 1,
            f"addresses at {firm}" if f"@{firm}" in one.firms else f"both at {firm}",
        )
    if one.location and name_key(one.location) == name_key(other.location):
        found["place"] = 1, f"both in {one.location}"
    is_sure = likeness is not None and likeness[0] in SURE
    if not is_certain and not is_sure and not _is_likely(one, other, found, likeness is not None):
        return None
    says = [words for _, words in sorted(found.values(), key=lambda item: -item[0])]
    return sum(weight for weight, _ in found.values()), tuple(says), not (is_certain or is_sure)


def _is_likely(one: Traits, other: Traits, found: Evidence, is_like: bool) -> bool:
    """Return whether names that are not the same are enough, with a firm or a birthday.

    Names that are like each other are enough alone, unless the two are known from different firms.
    """
    if "names" in found and not found.keys().isdisjoint(("firm", "birthday")):
        return True
    known = [any(key[0] != "@" for key in traits.firms) for traits in (one, other)]
    return is_like and not all(known)


def _likeness(one: Traits, other: Traits) -> tuple[Likeness, int, str] | None:
    """Return how the names of two people are like each other at most, its weight and its words."""
    best: tuple[Likeness, int, str] | None = None
    for at, (shown, name) in enumerate(one.names):
        for at_other, (shown_other, name_other) in enumerate(other.names):
            likeness = compare_names(name, name_other)
            if likeness is None:
                continue
            weight, says = _LIKENESS[likeness]
            if at or at_other:
                alias = shown if at else shown_other
                says = f"{says}, by the alias {alias}"
            if best is None or weight > best[1]:
                best = likeness, weight, says
    return best


def _shared(one: Mapping[str, str], other: Mapping[str, str]) -> str:
    """Return how the first thing that two share is written, or ""."""
    return next((shown for key, shown in one.items() if key in other), "")


def _shared_address(one: Traits, other: Traits) -> str:
    """Return an e-mail address that two share and one person can have, or "".

    A couple may have one mailbox, and an office one address.
    """
    for key, email in one.emails.items():
        if key in other.emails:
            pairs = [(a, b) for _, a in one.names for _, b in other.names]
            local = name_key(key.partition("@")[0].replace(".", " "))
            firsts = {name.words[0] for pair in pairs for name in pair}
            is_named = any(len(first) > 2 and first in local for first in firsts)
            if any(may_be_one(a, b) for a, b in pairs) or (is_named and not is_role_box(key)):
                return email
    return ""


def _have_other_profiles(one: Traits, other: Traits) -> bool:
    own, theirs = one.hosts, other.hosts
    return any(own[host].isdisjoint(theirs[host]) for host in own.keys() & theirs.keys())


def _have_other_birthdays(one: Traits, other: Traits) -> bool:
    return bool(one.birthday and other.birthday) and not may_be_same_day(
        one.birthday, other.birthday
    )
