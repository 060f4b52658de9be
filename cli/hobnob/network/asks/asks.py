"""What I asked of people, and the results.

The one rule: an interaction with the key `asked` is one ask for each of its people, so a letter to
two people is two asks. The result follows from the journal, nobody ticks it:

- its own `outcome` decides, if it has one (agreed, won or declined);
- else, if it was made in a conversation (anything but an outgoing letter, e-mail, message or gift),
  it was answered there, with neither a yes nor a no;
- else the first later contact that came from them or went both ways answers it, with the outcome of
  that contact: in the same plan at any time, elsewhere within a year. If it came from them and its
  key `gave` has what was asked, they agreed.

An answer alone is an answer: only what they agreed to is a favour.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hobnob.answers import Day, DayOrNone, Slug, SlugOrNone, TextOrNone, Who, hidden, spread
from hobnob.index.documents import words_in
from hobnob.index.index import Index
from hobnob.index.notes import by_slugs, names_of
from hobnob.model import DIRECT_ASKS
from hobnob.names import link_target
from hobnob.network.asks.favours import WITH_PERSON, Favours, Granted, list_favours
from hobnob.network.asks.replies import Replies, Reply, earliest, goes_both_ways
from hobnob.network.plans.rates import Rate, wilson
from hobnob.wording import join_words

YES = frozenset({"agreed", "won"})
NO = "declined"

By = Literal["kind", "person", "plan", "year"]
_RATES = ("answered", "agreed", "declined")
_DECIMALS = 4
"""Decimals of the ends of an interval."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """Something asked of one person on one occasion.

    Attributes:
        note: the interaction.
        direct: whether it asks for a job, a sale or money; all other asks are oblique.
        answered: whether they answered.
        answer: the interaction that answered it, perhaps the note itself.
        outcome: `agreed`, `declined`, or "" for neither (yet).
        answer_date: the day of the answer, or "".
        got: the words of `asked` that they agreed to.
    """

    note: Slug
    date: Day
    kind: TextOrNone
    asked: tuple[str, ...]
    direct: bool
    plan: SlugOrNone
    answered: bool = False
    answer: SlugOrNone = ""
    outcome: TextOrNone = ""
    person: Who = hidden()
    answer_date: str = hidden("")
    got: tuple[str, ...] = hidden(())


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How many asks there were, and their results.

    Attributes:
        intervals: the ends of the 95% interval of each of the three rates, from 0 to 1.
    """

    asked: int
    answered: int
    agreed: int
    declined: int
    intervals: Mapping[str, tuple[float, float]]

    @property
    def rates(self) -> tuple[Rate, ...]:
        """How often they were answered, agreed to and declined."""
        return tuple(Rate(count=getattr(self, name), of=self.asked) for name in _RATES)


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Asks counted together.

    Attributes:
        name: a word, a slug, a year, or null for no plan.
        title: the name of the person or the plan, else as `name`.
    """

    name: TextOrNone
    counts: Tally = spread()
    title: str = hidden()


@dataclass(frozen=True, kw_only=True, slots=True)
class Asks:
    """All asks, their results, and the favours in both directions.

    Attributes:
        oblique: all other asks than the direct ones; `intervals` has the ends of the 95% interval
            of each of the three rates, from 0 to 1.
        direct: asks for a job, a sale or money.
        by: what `groups` are grouped by: kind, person, plan or year.
        groups: each with its `name`: a word, a slug, a year, or null for no plan.
        people: the favours with each person; `got` and `gave` count by word.
        since: the day of the first ask.
    """

    oblique: Tally
    direct: Tally
    by: By
    groups: tuple[Group, ...]
    people: tuple[Favours, ...]
    since: DayOrNone = ""

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """All that is counted."""
        return (self.oblique, self.direct, *(group.counts for group in self.groups))


@dataclass(frozen=True, kw_only=True, slots=True)
class AsksOf:
    """What I asked of one person, and the favours in both directions.

    Attributes:
        asks: each ask; `answer` is the slug of the interaction that answered it, `outcome` agreed,
            declined or null.
        people: only that person, if there are any favours.
    """

    asks: tuple[Ask, ...]
    people: tuple[Favours, ...]


def load_asks(index: Index, *ways: By, asks: Sequence[Ask] | None = None) -> tuple[Asks, ...]:
    """Return the asks until today, grouped in each of the wanted ways.

    Args:
        index: the index.
        ways: how to group them.
        asks: all asks, where they are known already.
    """
    asks = list_asks(index) if asks is None else asks
    people = list_favours(index, _granted(asks))
    oblique = tally(ask for ask in asks if not ask.direct)
    direct = tally(ask for ask in asks if ask.direct)
    since = min((ask.date[:10] for ask in asks), default="")
    return tuple(
        Asks(
            oblique=oblique, direct=direct, by=by, groups=_groups(index, asks, by), people=people,
            since=since,
        )
        for by in ways
    )  # fmt: skip


def asks_of_everybody(index: Index, asks: Sequence[Ask]) -> dict[int, AsksOf]:
    """Return the asks and the favours of each person who has any, by the id of their note.

    Args:
        index: the index.
        asks: all asks.
    """
    by_person: dict[int, list[Ask]] = {}
    for ask in asks:
        if ask.person.id is not None:
            by_person.setdefault(ask.person.id, []).append(ask)
    favours = {one.person.id: one for one in list_favours(index, _granted(asks))}
    people = by_person.keys() | favours.keys()
    return {
        person: AsksOf(
            asks=tuple(by_person.get(person, ())),
            people=(favours[person],) if person in favours else (),
        )
        for person in people
        if person is not None
    }


def load_asks_of(index: Index, person: int) -> AsksOf:
    """Return the asks of a person, by the id of their note."""
    asks = list_asks(index, person)
    favours = list_favours(index, _granted(asks), person)
    return AsksOf(asks=asks, people=tuple(f for f in favours if f.person.id == person))


_ASKS = """
SELECT note.id, note.slug, it.date, it.kind, direction, outcome, it.contact,
  json_extract(note.data, '$.asked'), who.target, target.slug, target.name, who.raw, plan.target,
  of_plan.slug
FROM interaction AS it JOIN note ON note.id = it.id
  JOIN ref AS who ON who.note = it.id AND who.field = 'people'
  LEFT JOIN note AS target ON target.id = who.target
  LEFT JOIN ref AS plan ON plan.note = it.id AND plan.field = 'plan'
  LEFT JOIN note AS of_plan ON of_plan.id = plan.target AND of_plan.live
WHERE note.live AND NOT it.draft AND it.outcome <> 'cancelled' AND it.date < :tomorrow
  AND instr(note.data, '"asked"') AND json_extract(note.data, '$.asked') IS NOT NULL
  {with_person}
ORDER BY it.date, note.slug, who.pos
"""


def list_asks(index: Index, person: int | None = None) -> tuple[Ask, ...]:
    """Return the asks until today with their results, the earliest first.

    Args:
        index: the index.
        person: the id of a person, for their asks only.
    """
    asks: list[Ask] = []
    waiting: dict[int, tuple[int, int, str, int | None]] = {}
    seen: set[tuple[int, Who]] = set()
    with_person = "" if person is None else f"AND {WITH_PERSON} AND who.target = :person"
    rows = index.rows(_ASKS.format(with_person=with_person), person=person)
    for note, slug, date, kind, way, outcome, contact, asked, who, *named, plan, plan_slug in rows:
        person_slug, name, raw = named
        words = tuple(dict.fromkeys(words_in(asked)))
        ask = Ask(
            note=slug, date=date[:10], kind=kind, asked=words,
            direct=not DIRECT_ASKS.isdisjoint(words), plan=plan_slug or "",
            person=Who(who, person_slug or raw, name or link_target(raw)),
        )  # fmt: skip
        if not words or (note, ask.person) in seen:
            continue
        seen.add((note, ask.person))
        if outcome in YES or outcome == NO:
            ask = _answered(ask, slug, date, outcome)
        elif contact and goes_both_ways(kind, way):
            ask = _answered(ask, slug, date, "")
        elif who is not None:
            waiting[len(asks)] = who, note, date, plan
        asks.append(ask)
    replies = Replies(index, earliest((who, date) for who, _, date, _ in waiting.values()))
    for at, sent in waiting.items():
        reply = replies.first_after(*sent)
        if reply is not None:
            asks[at] = _answered(asks[at], reply.slug, reply.date, reply.outcome)
            given = given_in(reply, asks[at].asked)
            if given and not asks[at].outcome:
                asks[at] = replace(asks[at], outcome="agreed", got=given)
    return tuple(asks)


def _answered(ask: Ask, answer: str, date: str, outcome: str) -> Ask:
    became = "agreed" if outcome in YES else outcome if outcome == NO else ""
    got = ask.asked if became == "agreed" else ()
    return replace(
        ask, answered=True, answer=answer, answer_date=date[:10], outcome=became, got=got
    )


def given_in(reply: Reply, asked: Collection[str]) -> tuple[str, ...]:
    """Return what of some things asked for an answer from them gives, by its key `gave`.

    Else `gave` is what I did for them. But what I had asked them for, and what comes from them, is
    theirs.
    """
    given = words_in(reply.gave) if reply.direction == "in" else ()
    return tuple(word for word in asked if word in given)


def _granted(asks: Iterable[Ask]) -> list[Granted]:
    """Return the asks that they agreed to."""
    return [
        Granted(
            person=ask.person, date=ask.date, words=ask.got,
            answer=ask.answer if ask.answer != ask.note else "",
        )
        for ask in asks
        if ask.got
    ]  # fmt: skip


def tally(asks: Iterable[Ask]) -> Tally:
    """Count some asks."""
    asks = tuple(asks)
    counts = {
        "answered": sum(ask.answered for ask in asks),
        "agreed": sum(ask.outcome == "agreed" for ask in asks),
        "declined": sum(ask.outcome == NO for ask in asks),
    }
    intervals = {name: wilson(counts[name], len(asks)) for name in _RATES}
    return Tally(
        asked=len(asks),
        **counts,
        intervals={
            name: (round(low, _DECIMALS), round(high, _DECIMALS))
            for name, (low, high) in intervals.items()
        },
    )


def _groups(index: Index, asks: Iterable[Ask], by: By) -> tuple[Group, ...]:
    """Return asks grouped by kind, by person, by plan or by year.

    By kind, an ask for two things is in both groups. The largest group comes first; years are in
    order.
    """
    found: dict[str, list[Ask]] = {}
    for ask in asks:
        keys: Collection[str] = {
            "kind": ask.asked,
            "person": (ask.person.slug,),
            "plan": (ask.plan,),
            "year": (ask.date[:4],),
        }[by]
        for key in keys:
            found.setdefault(key, []).append(ask)
    order = sorted(found) if by == "year" else sorted(found, key=lambda k: (-len(found[k]), k))
    titles = _titles(index, by)
    return tuple(
        Group(name=key, counts=tally(found[key]), title=titles.get(key) or key.strip("[]"))
        for key in order
    )


def _titles(index: Index, by: By) -> dict[str, str]:
    """Return the names of all people, or of all plans, by their slugs."""
    if by not in ("person", "plan"):
        return {}
    return {"": "no plan", **names_of(index, by)}


def remark_on_direct_ask(
    index: Index, people: Iterable[str], asked: Collection[str], date: str
) -> str:
    """Return the essay's advice on asking somebody directly who was never asked for advice.

    It is given once for each person: if the first ask of them is direct. People who were asked for
    anything before, directly or not, get no such remark.

    Args:
        index: the index; the ask may be in it already or not.
        people: the slugs of the people asked.
        asked: what they are asked for.
        date: the date of the ask.

    Returns:
        A sentence or two, or "".
    """
    if DIRECT_ASKS.isdisjoint(asked):
        return ""
    slugs = list(dict.fromkeys(people))
    before = dict(
        index.rows(
            """SELECT who.slug, count(it.id) FROM json_each(:slugs) AS wanted
               JOIN note AS who ON who.slug = wanted.value AND who.kind = 'person' AND who.live
               LEFT JOIN ref ON ref.target = who.id AND ref.field = 'people' AND ref.date < :day
               LEFT JOIN interaction AS it ON it.id = ref.note AND NOT it.draft
                 AND EXISTS (SELECT 1 FROM note WHERE note.id = it.id AND note.live
                   AND json_extract(note.data, '$.asked') IS NOT NULL)
               GROUP BY who.id""",
            slugs=slugs,
            day=date[:10],
        )
    )
    new = [slug for slug in slugs if before.get(slug) == 0]
    if not new:
        return ""
    names = {person.slug: person.name for person in by_slugs(index, "person", new)}
    who = join_words(names[slug] for slug in new)
    return (
        f"It is the first thing you ask of {who}, and it is asked straight out. Hardly anybody has "
        "a job or money to give away; nearly everybody has half an hour, and an opinion. Ask for "
        "advice first, where you still can: dare to be oblique."
    )
