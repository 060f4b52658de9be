"""My own ties: how well I know the people with whom a chain can begin.

The one rule: I know a person if we were in contact, or if the person's keys say so: a circle, a
relation, or how we met.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hobnob.answers import Who
from hobnob.index.documents import words_in
from hobnob.index.index import Index
from hobnob.index.notes import heads
from hobnob.network.graph.edges import Evidence
from hobnob.network.graph.strength import strength
from hobnob.network.ties.terms import CLOSENESS

KNOWN = 1 / 3
"""How much it counts that the keys of a person say that I know them: a third of a contact."""

_CONTACTS = """
SELECT ref.target, count(*), min(ref.date), max(ref.date || ' ' || note.slug),
  sum(1.0 / (SELECT count(*) FROM ref AS other
    WHERE other.note = ref.note AND other.field = 'people'))
FROM ref JOIN note ON note.id = ref.note
WHERE ref.target IN (SELECT value FROM json_each(:people)) AND ref.field = 'people'
  AND ref.contact = 1 AND ref.date < :tomorrow
GROUP BY ref.target
"""

_KEYS = """
SELECT person.id, coalesce(person.circle, ''), coalesce(person.cadence, 0) = -1,
  json_quote(json_extract(note.data, '$.relation')),
  coalesce(json_extract(note.data, '$.met_on'), ''),
  coalesce(json_extract(note.data, '$.met_at'), '')
FROM person JOIN note ON note.id = person.id
WHERE person.id IN (SELECT value FROM json_each(:people))
"""

_KINDS = """
SELECT note.slug, interaction.kind FROM interaction JOIN note ON note.id = interaction.id
WHERE note.slug IN (SELECT value FROM json_each(:slugs))
"""


@dataclass(frozen=True, kw_only=True)
class MyTie:
    """How well I know a person.

    Attributes:
        strength: from 0 to 1; see `hobnob.network.graph.strength`.
        in_peace: whether I never keep in touch, or the person said no in an active plan.
    """

    strength: float
    evidence: Evidence
    in_peace: bool


def load_my_ties(
    index: Index, people: Collection[int], declined: Collection[int] = ()
) -> dict[int, MyTie]:
    """Return how well I know some people, without those whom I do not know.

    Args:
        index: the index.
        people: their ids.
        declined: the ids of people who said no in an active plan.
    """
    contacts = {row[0]: row[1:] for row in index.rows(_CONTACTS, people=people)}
    latest = {person: row[2].partition(" ") for person, row in contacts.items()}
    kinds = dict(index.rows(_KINDS, slugs=[slug for _, _, slug in latest.values()]))
    known = heads(index, people)
    found = {}
    for person, circle, never, relation, met_on, met_at in index.rows(_KEYS, people=people):
        who = Who(person, known[person].slug, known[person].name)
        close = CLOSENESS.get(circle, 0.0)
        if person in contacts:
            times, first, _, amount = contacts[person]
            last, _, slug = latest[person]
            evidence = Evidence(
                kind="contact", who=(who,), times=times, note=slug, since=first[:10],
                date=last[:10], text=kinds.get(slug, ""),
            )  # fmt: skip
        else:
            relations = words_in(relation) if relation not in (None, "null", '""') else ()
            said = (*_texts(relations), f"{circle} circle" if circle else "", met_at)
            text = ", ".join(filter(None, said))
            if not text and not met_on:
                continue
            amount, first, last = KNOWN, met_on, met_on
            evidence = Evidence(
                kind="known", who=(who,), times=1, note=who.slug, since=met_on, date=met_on,
                text=text,
            )  # fmt: skip
        found[person] = MyTie(
            strength=strength(amount, first[:10], last[:10], index.today, close),
            evidence=evidence,
            in_peace=bool(never) or person in declined,
        )
    return found


def _texts(relations: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.strip('"').replace("-", " ") for word in relations)
