"""Thanks owed: word to those who introduced me to somebody, of what became of it.

The one rule: a person who introduced me to somebody is owed word of it from my first contact with
that somebody on, until I next reach out to the introducer. The same holds for the person who
introduced me to the introducer, and so on up the chain.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hobnob import dates
from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.index.notes import LIVE
from hobnob.network.sql import MOMENT, REACHES_OUT
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.who import who_are

_INTRODUCTIONS = f"""
SELECT person.id, ref.target, '' FROM person
  JOIN ref ON ref.note = person.id AND ref.field = 'introduced_by'
  WHERE ref.target IS NOT NULL AND ref.target <> person.id {{of_ref}}
UNION
SELECT person.id, maker.target, iif(made.date < :tomorrow, '', made.date) FROM person
  JOIN ref AS made ON made.target = person.id AND made.field = 'introduced' AND made.date < :end
  JOIN ref AS maker ON maker.note = made.note AND maker.field = 'people'
  JOIN interaction ON interaction.id = made.note AND NOT interaction.draft
    AND interaction.id {LIVE}
  WHERE maker.target IS NOT NULL AND maker.target <> person.id {{of_maker}}
"""

_BY_SOME = "AND {maker}.target IN (SELECT value FROM json_each(:makers))"

_FIRST_CONTACTS = """
SELECT value, (SELECT min(date) FROM ref WHERE target = value AND field = 'people'
  AND contact = 1 AND date < :end) FROM json_each(:people)
"""

_ON_THE_DAY = f"""
SELECT {MOMENT} FROM ref
  JOIN interaction ON interaction.id = ref.note AND interaction.id {LIVE}
WHERE ref.target = :introducer AND ref.field = 'people' AND substr(ref.date, 1, 10) = :day
  AND {REACHES_OUT}
  AND (NOT EXISTS (SELECT 1 FROM ref AS new WHERE new.note = ref.note
         AND new.field = 'introduced' AND new.target = :introduced)
       OR EXISTS (SELECT 1 FROM ref AS there WHERE there.note = ref.note
         AND there.field = 'people' AND there.target = :introduced))
"""
"""Reaching out on a day. The introduction itself does not count as thanks, unless both were
there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Thanks:
    """Thanks that I owe.

    Attributes:
        introduced: the person I met through them, directly or further down the chain.
        since: the date of my first contact with that person, as it was written.
        opens: the day from which it is owed: the day of that contact, or of a future introduction.
        until: the day on which an interaction with a future date settles it, or "".
    """

    introducer: Who
    introduced: Who
    since: str
    opens: str
    until: str = ""


def thanks_owed(index: Index, clocks: Clocks | None = None) -> tuple[Thanks, ...]:
    """Return the thanks owed, the latest first.

    Args:
        index: the index.
        clocks: if they look days ahead, thanks that become due on those days are included.
    """
    clocks = clocks or Clocks(index)
    pairs, firsts = _introduced(index, clocks.end, clocks.only)
    if clocks.only is not None:
        pairs = {pair: begins for pair, begins in pairs.items() if pair[0] in clocks.only}
    reached = clocks.outreach({introducer for introducer, _ in pairs})
    owed = {
        pair: begins for pair, begins in pairs.items()
        if not is_settled(index, *pair, firsts[pair[1]], reached.get(pair[0], ""))
    }  # fmt: skip
    people = who_are(index, {note for pair in owed for note in pair})
    found = []
    for (introducer, introduced), begins in owed.items():
        since = firsts[introduced]
        until = clocks.next_outreach(introducer, since, introduced)
        opens = max(begins, dates.add_days(since, 0))
        known = introducer in people and introduced in people
        if known and (not until or until > opens):
            found.append(
                Thanks(
                    introducer=people[introducer], introduced=people[introduced], since=since,
                    opens=opens, until=until,
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda t: (t.since, t.introducer.slug, t.introduced.slug))[::-1])


def introduced_ever(index: Index) -> list[tuple[int, int, str]]:
    """Return introducer, introduced and first contact for all thanks that are or were owed."""
    pairs, firsts = _introduced(index, index.tomorrow)
    return [(introducer, introduced, firsts[introduced]) for introducer, introduced in pairs]


def introduced_anybody(index: Index, people: Collection[int]) -> bool:
    """Say whether some of these people introduced somebody to me."""
    found = index.value(
        """SELECT 1 FROM json_each(:people) AS one JOIN ref ON ref.target = one.value
           WHERE ref.field = 'introduced_by' OR ref.field = 'people' AND EXISTS (
             SELECT 1 FROM ref AS new WHERE new.note = ref.note AND new.field = 'introduced')
           LIMIT 1""",
        people=list(people),
    )
    return found is not None


def _introduced(
    index: Index, end: str, only: Collection[int] | None = None
) -> tuple[dict[tuple[int, int], str], dict[int, str]]:
    """Return the pairs of `_pairs` whose introduced person I have met, and since when.

    Args:
        index: the index.
        end: the end of the days to look at, for comparison with dates.
        only: the ids of the introducers of interest; None is all.
    """
    made = _introductions(index, end, only)
    people = {who for who, *_ in made} if only is None else _down_the_chain(made, only)
    firsts = dict(index.rows(_FIRST_CONTACTS, people=people, end=end))
    return {pair: day for pair, day in _pairs(made, people).items() if firsts[pair[1]]}, firsts


def _introductions(
    index: Index, end: str, only: Collection[int] | None
) -> list[tuple[int, int, str]]:
    """Return who was introduced by whom, from some introducers down the chain; None is all."""
    if only is None:
        return index.rows(_INTRODUCTIONS.format(of_ref="", of_maker=""), end=end)
    by = {f"of_{maker}": _BY_SOME.format(maker=maker) for maker in ("ref", "maker")}
    found: list[tuple[int, int, str]] = []
    seen, makers = set(only), set(only)
    while makers:
        rows = index.rows(_INTRODUCTIONS.format(**by), end=end, makers=makers)
        found += rows
        makers = {introduced for introduced, *_ in rows} - seen
        seen |= makers
    return found


def _down_the_chain(made: Sequence[tuple[int, int, str]], makers: Iterable[int]) -> set[int]:
    """Return the people whom some others introduced, directly or down the chain."""
    met: dict[int, list[int]] = {}
    for introduced, introducer, _ in made:
        met.setdefault(introducer, []).append(introduced)
    found: set[int] = set()
    pending = list(makers)
    while pending:
        new = [who for who in met.get(pending.pop(), ()) if who not in found]
        found.update(new)
        pending += new
    return found


def _pairs(
    made: Sequence[tuple[int, int, str]], people: Collection[int]
) -> dict[tuple[int, int], str]:
    """Return each introducer and introduced, directly or up the chain, with the first day.

    Args:
        made: the introduced, the introducer, and the date of the introduction if it is in the
            future.
        people: the introduced people of interest.
    """
    pairs: dict[tuple[int, int], str] = {}
    for begins in sorted({date for *_, date in made}):
        makers: dict[int, list[int]] = {}
        for introduced, introducer, date in made:
            if date <= begins:
                makers.setdefault(introduced, []).append(introducer)
        day = dates.add_days(begins, 0) if begins else ""
        for introduced in (who for who in makers if who in people):
            for introducer in _up_the_chain(makers, introduced):
                pairs.setdefault((introducer, introduced), day)
    return pairs


def _up_the_chain(makers: Mapping[int, list[int]], introduced: int) -> Iterator[int]:
    """Yield the introducers of a person, their introducers, and so on, each once."""
    seen, pending = {introduced}, [introduced]
    while pending:
        for maker in makers.get(pending.pop(), ()):
            if maker not in seen:
                seen.add(maker)
                pending.append(maker)
                yield maker


def is_settled(index: Index, introducer: int, introduced: int, since: str, reached: str) -> bool:
    """Say whether I have reached out to an introducer since a first contact."""
    if reached[:10] != since[:10]:
        return reached >= since
    moments = index.column(
        _ON_THE_DAY, introducer=introducer, introduced=introduced, day=since[:10]
    )
    return any(moment >= since for moment in moments)
