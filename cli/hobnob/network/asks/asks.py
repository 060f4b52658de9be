"""What I asked of people, and what came of it.

The one rule: an ask is an interaction that says `asked`, with each of its people: so a letter to
two is two asks. What became of it is read from the journal, and never ticked:

- its own `outcome` decides (agreed, won and declined), where it has one;
- else, if it was made in a conversation (anything but a letter, an e-mail, a message or a gift that
  went out), it was answered there, by neither a yes nor a no;
- else the first later contact that came from them or went both ways answers it, with the outcome
  that stands there: in the same plan whenever it came, elsewhere within a year.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.model import DIRECT_ASKS
from hobnob.names import link_target
from hobnob.network.asks.replies import Replies, earliest, goes_both_ways
from hobnob.network.plans.rates import Rate

YES = frozenset({"agreed", "won"})
NO = "declined"

By = Literal["kind", "person", "plan", "year"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """What was asked of one person, on one occasion.

    Attributes:
        note: id of the interaction, which has the `slug` and the `date`.
        asked: the words of it.
        plan: its plan's id, None without one.
        answered: whether they said anything to it.
        answer: slug of what answered it, which may be the note itself; "" while nothing does.
        answer_date: date of that, or "".
        outcome: `agreed`, `declined`, or "" for neither (yet).
    """

    note: int
    slug: str
    date: str
    kind: str
    person: Who
    asked: tuple[str, ...]
    plan: int | None = None
    answered: bool = False
    answer: str = ""
    answer_date: str = ""
    outcome: str = ""

    @property
    def is_direct(self) -> bool:
        """Whether it asks for a job, a sale or money; all else is oblique."""
        return not DIRECT_ASKS.isdisjoint(self.asked)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How many asks there were, and what came of them."""

    asked: int = 0
    answered: int = 0
    agreed: int = 0
    declined: int = 0

    @property
    def rates(self) -> dict[str, Rate]:
        """How often they were answered, agreed to and declined."""
        return {
            name: Rate(count=getattr(self, name), of=self.asked)
            for name in ("answered", "agreed", "declined")
        }


_ASKS = """
SELECT note.id, note.slug, it.date, it.kind, direction, outcome, it.contact,
  json_extract(note.data, '$.asked'), who.target, target.slug, target.name, who.raw, plan.target
FROM interaction AS it JOIN note ON note.id = it.id
  JOIN ref AS who ON who.note = it.id AND who.field = 'people'
  LEFT JOIN note AS target ON target.id = who.target
  LEFT JOIN ref AS plan ON plan.note = it.id AND plan.field = 'plan'
WHERE note.live AND NOT it.draft AND it.date < :tomorrow
  AND instr(note.data, '"asked"') AND json_extract(note.data, '$.asked') IS NOT NULL
  AND (:person IS NULL OR who.target = :person)
ORDER BY it.date, note.slug, who.pos
"""


def list_asks(index: Index, person: int | None = None) -> tuple[Ask, ...]:
    """Return what was asked until today, the earliest first, and what became of each.

    Args:
        index: the index.
        person: only what was asked of them.
    """
    asks: list[Ask] = []
    open_: dict[int, int] = {}
    seen: set[tuple[int, Who]] = set()
    rows = index.all(_ASKS, {"tomorrow": index.tomorrow, "person": person})
    for note, slug, date, kind, way, outcome, contact, asked, who, *named, plan in rows:
        person_slug, name, raw = named
        ask = Ask(
            note=note, slug=slug, date=date, kind=kind, asked=_words(asked), plan=plan,
            person=Who(who, person_slug or raw, name or link_target(raw)),
        )  # fmt: skip
        if ask.asked and (note, ask.person) not in seen:
            seen.add((note, ask.person))
            if outcome in YES or outcome == NO:
                ask = _answered(ask, slug, date, outcome)
            elif contact and goes_both_ways(kind, way):
                ask = _answered(ask, slug, date, "")
            elif who is not None:
                open_[len(asks)] = who
            asks.append(ask)
    replies = Replies(index, earliest((who, asks[at].date) for at, who in open_.items()))
    for at, who in open_.items():
        reply = replies.first_after(who, asks[at].note, asks[at].date, asks[at].plan)
        if reply is not None:
            asks[at] = _answered(asks[at], reply.slug, reply.date, reply.outcome)
    return tuple(asks)


def _words(asked: str) -> tuple[str, ...]:
    """Return the words of `asked`, which SQLite gives as JSON where it is a list."""
    found = json.loads(asked) if asked.startswith("[") else [asked]
    return tuple(dict.fromkeys(map(str, found)))


def _answered(ask: Ask, answer: str, date: str, outcome: str) -> Ask:
    said = "agreed" if outcome in YES else outcome if outcome == NO else ""
    return replace(ask, answered=True, answer=answer, answer_date=date[:10], outcome=said)


def tally(asks: Iterable[Ask]) -> Tally:
    """Count some asks."""
    asks = tuple(asks)
    return Tally(
        asked=len(asks),
        answered=sum(ask.answered for ask in asks),
        agreed=sum(ask.outcome == "agreed" for ask in asks),
        declined=sum(ask.outcome == NO for ask in asks),
    )


def group_asks(index: Index, asks: Iterable[Ask], by: By) -> dict[str, tuple[Ask, ...]]:
    """Return asks by what they were for, by whom they were to, by plan or by year.

    The keys are words, slugs, slugs of plans ("" without one) and years. By kind an ask for two
    things stands under both. Those of which there are most come first; years in order.
    """
    plans = dict(index.all("SELECT id, slug FROM note WHERE kind = 'plan' AND live"))
    found: dict[str, list[Ask]] = {}
    for ask in asks:
        keys: Collection[str] = {
            "kind": ask.asked,
            "person": (ask.person.slug,),
            "plan": (plans.get(ask.plan, ""),),
            "year": (ask.date[:4],),
        }[by]
        for key in keys:
            found.setdefault(key, []).append(ask)
    order = sorted(found) if by == "year" else sorted(found, key=lambda k: (-len(found[k]), k))
    return {key: tuple(found[key]) for key in order}


def remark_on_direct_ask(
    index: Index, people: Iterable[str], asked: Collection[str], date: str
) -> str:
    """Return what the essay says of asking somebody outright who was never asked for advice.

    It is said once of each person: of the first thing that is asked of them, when it is direct.
    Whoever was asked for anything before, directly or not, is past it.

    Args:
        index: the index; whether the ask is in it already makes no difference.
        people: slugs of those who are asked.
        asked: what for.
        date: of the ask.

    Returns:
        A sentence or two, or "".
    """
    if DIRECT_ASKS.isdisjoint(asked):
        return ""
    slugs = list(dict.fromkeys(people))
    before = dict(
        index.all(
            """SELECT who.slug, count(it.id) FROM json_each(?) AS wanted
               JOIN note AS who ON who.slug = wanted.value AND who.kind = 'person' AND who.live
               LEFT JOIN ref ON ref.target = who.id AND ref.field = 'people' AND ref.date < ?
               LEFT JOIN interaction AS it ON it.id = ref.note AND NOT it.draft
                 AND EXISTS (SELECT 1 FROM note WHERE note.id = it.id AND note.live
                   AND json_extract(note.data, '$.asked') IS NOT NULL)
               GROUP BY who.id""",
            (json.dumps(slugs), date[:10]),
        )
    )
    new = [slug for slug in slugs if before.get(slug) == 0]
    if not new:
        return ""
    names = dict(
        index.all(
            """SELECT slug, name FROM note WHERE kind = 'person' AND live
               AND slug IN (SELECT value FROM json_each(?))""",
            (json.dumps(new),),
        )
    )
    *others, last = (names[slug] for slug in new)
    who = f"{', '.join(others)} and {last}" if others else last
    return (
        f"It is the first thing you ask of {who}, and it is asked straight out. Hardly anybody has "
        "a job or money to give away; nearly everybody has half an hour, and an opinion. Ask for "
        "advice first, where you still can: dare to be oblique."
    )
