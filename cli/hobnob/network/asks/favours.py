"""What went to and fro between me and others: favours, person by person.

The one rule: nothing is weighed against anything else. A favour is not a transaction, and a word of
thanks is not a receipt; there is no balance here, and no order by one.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.names import link_target
from hobnob.network.asks.asks import NO, Ask


@dataclass(kw_only=True, slots=True)
class Favours:
    """What one person and I did for each other.

    Attributes:
        got: what I asked for and they answered without declining, by word, and `introduction`
            once for everyone they introduced me to.
        gave: what I did for them, by word.
        introduced: whom they introduced me to.
        last: date of the latest of it all.
    """

    person: Who
    got: Counter[str] = field(default_factory=Counter)
    gave: Counter[str] = field(default_factory=Counter)
    introduced: list[Who] = field(default_factory=list)
    last: str = ""


def list_favours(index: Index, asks: Iterable[Ask]) -> tuple[Favours, ...]:
    """Return what went to and fro with everyone with whom anything did, the latest first.

    Args:
        index: the index.
        asks: what I asked.
    """
    found: dict[int, Favours] = {}

    def of(person: int, slug: str, name: str, date: str) -> Favours:
        favours = found.setdefault(person, Favours(person=Who(person, slug, name)))
        favours.last = max(favours.last, date[:10])
        return favours

    for ask in asks:
        if ask.person.id is not None and ask.answered and ask.outcome != NO:
            of(ask.person.id, ask.person.slug, ask.person.name, ask.date).got.update(ask.asked)
    given, met = _marked(index)
    for note, person, slug, name, date in _people(index, given):
        words = json.loads(given[note]) if given[note].startswith("[") else [given[note]]
        of(person, slug, name, date).gave.update(map(str, words))
    for note, person, slug, name, date in _people(index, met):
        favours = of(person, slug, name, date)
        for one in met[note]:
            _introduce(favours, one)
    return tuple(sorted(found.values(), key=lambda f: (f.last, f.person.slug), reverse=True))


def _introduce(favours: Favours, one: Who) -> None:
    if one not in favours.introduced:
        favours.introduced.append(one)
        # Those that I asked for are among them.
        made = len(favours.introduced)
        favours.got["introduction"] = max(favours.got["introduction"], made)


def _marked(index: Index) -> tuple[dict[int, str], dict[int, list[Who]]]:
    """Return what was given in interactions, as it stands there, and who was introduced in some."""
    given: dict[int, str] = {}
    met: dict[int, list[Who]] = {}
    # One look at all notes: few say either.
    for note, gave, introduced in index.db.execute(
        """SELECT note.id, json_extract(note.data, '$.gave'), instr(note.data, '"introduced"')
           FROM note JOIN interaction AS it ON it.id = note.id
           WHERE (instr(note.data, '"gave"') OR instr(note.data, '"introduced"'))
             AND note.live AND NOT it.draft AND it.date < ?""",
        (index.tomorrow,),
    ):
        if gave:
            given[note] = gave
        if introduced:
            met[note] = []
    for note, who, slug, name, raw in index.db.execute(
        """SELECT ref.note, ref.target, target.slug, target.name, ref.raw
           FROM json_each(?) AS wanted
             CROSS JOIN ref ON ref.note = wanted.value AND ref.field = 'introduced'
             LEFT JOIN note AS target ON target.id = ref.target
           ORDER BY ref.date, ref.note, ref.pos""",
        (json.dumps(list(met)),),
    ):
        met[note].append(Who(who, slug or raw, name or link_target(raw)))
    return given, met


def _people(index: Index, notes: Iterable[int]) -> Iterable[tuple[int, int, str, str, str]]:
    """Return id, slug and name of everyone in some interactions, by the dates of these."""
    return index.db.execute(
        """SELECT DISTINCT ref.note, person.id, person.slug, person.name, ref.date
           FROM json_each(?) AS wanted
             CROSS JOIN ref ON ref.note = wanted.value AND ref.field = 'people'
             JOIN note AS person ON person.id = ref.target
           ORDER BY ref.date, ref.note, ref.pos""",
        (json.dumps(list(notes)),),
    )


def spell_words(words: Counter[str]) -> str:
    """Return what was given, as one says it: `advice, 3 times; introduction`.

    >>> spell_words(Counter({"advice": 3, "introduction": 1}))
    'advice, 3 times; introduction'
    """
    return "; ".join(
        word if times == 1 else f"{word}, {'twice' if times == 2 else f'{times} times'}"
        for word, times in sorted(words.items(), key=lambda item: (-item[1], item[0]))
    )
