"""Favours in both directions, person by person.

The one rule: nothing is weighed against anything else. A favour is not a transaction, and thanks
are not a receipt. There is no balance here, and nothing is sorted by one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from hobnob.answers import Day, Who
from hobnob.index.documents import refs_of, words_in
from hobnob.index.index import Index


@dataclass(frozen=True, kw_only=True, slots=True)
class Favours:
    """What one person and I did for each other.

    Attributes:
        got: what I asked for and they did not decline, by word, and `introduction` once for each
            person they introduced me to.
        gave: what I did for them, by word.
        introduced: the people they introduced me to.
        last: the date of the latest of these.
    """

    person: Who
    got: Mapping[str, int]
    gave: Mapping[str, int]
    introduced: tuple[Who, ...]
    last: Day


def list_favours(
    index: Index, granted: Iterable[tuple[Who, str, Iterable[str]]]
) -> tuple[Favours, ...]:
    """Return the favours with each person who has any, the latest first.

    Args:
        index: the index.
        granted: what I asked for and got: the person, the day, and the words.
    """
    accounts: dict[Who, _Account] = defaultdict(_Account)
    for person, date, words in granted:
        if person.id is not None:
            accounts[person].add(date).got.update(words)
    given, introduced = _marked(index)
    for note, person, date in _people(index, given):
        accounts[person].add(date).gave.update(words_in(given[note]))
    for note, person, date in _people(index, introduced):
        accounts[person].add(date).introduced.update(dict.fromkeys(introduced[note]))
    favours = (account.favours(person) for person, account in accounts.items())
    return tuple(sorted(favours, key=lambda f: (f.last, f.person.slug), reverse=True))


@dataclass(kw_only=True, slots=True)
class _Account:
    """The favours with one person, while they are collected."""

    got: Counter[str] = field(default_factory=Counter)
    gave: Counter[str] = field(default_factory=Counter)
    introduced: dict[Who, None] = field(default_factory=dict)
    last: str = ""

    def add(self, date: str) -> _Account:
        self.last = max(self.last, date[:10])
        return self

    def favours(self, person: Who) -> Favours:
        if self.introduced:
            # These include the introductions I asked for.
            self.got["introduction"] = max(self.got["introduction"], len(self.introduced))
        return Favours(
            person=person, got=dict(self.got.most_common()), gave=dict(self.gave.most_common()),
            introduced=tuple(self.introduced), last=self.last,
        )  # fmt: skip


def _marked(index: Index) -> tuple[dict[int, str], dict[int, tuple[Who, ...]]]:
    """Return `gave` as it is in each interaction, and the people introduced in each."""
    # One scan of all notes is enough, because few have these keys.
    rows = index.rows(
        """SELECT note.id, json_extract(note.data, '$.gave'), instr(note.data, '"introduced"')
           FROM note JOIN interaction AS it ON it.id = note.id
           WHERE (instr(note.data, '"gave"') OR instr(note.data, '"introduced"'))
             AND note.live AND NOT it.draft AND it.outcome <> 'cancelled'
             AND it.date < :tomorrow"""
    )
    refs = refs_of(index, [note for note, _, introduced in rows if introduced])
    met = {note: named["introduced"] for note, named in refs.items() if "introduced" in named}
    return {note: gave for note, gave, _ in rows if gave}, met


def _people(index: Index, notes: Iterable[int]) -> Iterator[tuple[int, Who, str]]:
    """Yield the people of some interactions, in order of date."""
    for note, person, slug, name, date in index.rows(
        """SELECT DISTINCT ref.note, person.id, person.slug, person.name, ref.date
           FROM json_each(:notes) AS wanted
             CROSS JOIN ref ON ref.note = wanted.value AND ref.field = 'people'
             JOIN note AS person ON person.id = ref.target
           ORDER BY ref.date, ref.note, ref.pos""",
        notes=list(notes),
    ):
        yield note, Who(person, slug, name), date
