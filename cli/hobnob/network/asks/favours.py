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
        got: what I asked for and they agreed to, by word, and `introduction` once for each
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Granted:
    """Something that I asked a person for and got.

    Attributes:
        date: the day on which I asked.
        words: what.
        answer: the slug of the later interaction in which they agreed; "" if it was there and then.
    """

    person: Who
    date: str
    words: tuple[str, ...]
    answer: str


WITH_PERSON = "note.id IN (SELECT note FROM ref WHERE target = :person AND field = 'people')"
"""The condition on interactions where a question is about one person, so that no other is read."""


def list_favours(
    index: Index, granted: Iterable[Granted], person: int | None = None
) -> tuple[Favours, ...]:
    """Return the favours with each person who has any, the latest first.

    Args:
        index: the index.
        granted: what I asked for and got.
        person: the id of a person, if the favours with others need not be whole.
    """
    accounts: dict[Who, _Account] = defaultdict(_Account)
    theirs: dict[tuple[int, str], set[str]] = defaultdict(set)
    for one in granted:
        if one.person.id is not None:
            accounts[one.person].add(one.date).got.update(one.words)
            theirs[one.person.id, one.answer].update(one.words)
    given, introduced = _marked(index, person)
    for note, slug, way, who, date in _people(index, given):
        words = words_in(given[note])
        if way == "in" and who.id is not None:
            # What I asked them for, and what came from them, is no favour of mine.
            words = tuple(word for word in words if word not in theirs[who.id, slug])
        if words:
            accounts[who].add(date).gave.update(words)
    for note, _, _, who, date in _people(index, introduced):
        accounts[who].add(date).introduced.update(dict.fromkeys(introduced[note]))
    favours = (account.favours(who) for who, account in accounts.items())
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


def _marked(index: Index, person: int | None) -> tuple[dict[int, str], dict[int, tuple[Who, ...]]]:
    """Return `gave` as it is in each interaction, and the people introduced in each."""
    # For everybody, one scan of all notes is enough, because few have these keys.
    rows = index.rows(
        f"""SELECT note.id, json_extract(note.data, '$.gave'), instr(note.data, '"introduced"')
           FROM note JOIN interaction AS it ON it.id = note.id
           WHERE (instr(note.data, '"gave"') OR instr(note.data, '"introduced"'))
             AND note.live AND NOT it.draft AND it.outcome <> 'cancelled'
             AND it.date < :tomorrow {"" if person is None else f"AND {WITH_PERSON}"}""",
        person=person,
    )
    refs = refs_of(index, [note for note, _, introduced in rows if introduced])
    met = {note: named["introduced"] for note, named in refs.items() if "introduced" in named}
    return {note: gave for note, gave, _ in rows if gave}, met


def _people(index: Index, notes: Iterable[int]) -> Iterator[tuple[int, str, str, Who, str]]:
    """Yield the people of some interactions in order of date: id, slug, direction, person, date."""
    for note, slug, way, person, whose, name, date in index.rows(
        """SELECT DISTINCT ref.note, it.slug, interaction.direction, person.id, person.slug,
             person.name, ref.date
           FROM json_each(:notes) AS wanted
             CROSS JOIN ref ON ref.note = wanted.value AND ref.field = 'people'
             JOIN note AS it ON it.id = ref.note JOIN interaction ON interaction.id = ref.note
             JOIN note AS person ON person.id = ref.target
           ORDER BY ref.date, ref.note, ref.pos""",
        notes=list(notes),
    ):
        yield note, slug, way, Who(person, whose, name), date
