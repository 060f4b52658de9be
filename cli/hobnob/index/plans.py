"""Lists of plans.

The one rule: a plan is active unless its note says otherwise.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from hobnob.answers import Who
from hobnob.index.index import Index


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanRow:
    """A plan in one line."""

    id: int
    slug: str
    name: str
    goal: str
    status: str
    start: str
    deadline: str
    people: int
    interactions: int


def list_plans(index: Index) -> list[PlanRow]:
    """Return all plans, active ones first, then the latest begun."""
    rows = index.rows(
        """SELECT note.id, slug, name, coalesce(json_extract(data, '$.goal'), ''),
             coalesce(json_extract(data, '$.status'), 'active'),
             coalesce(json_extract(data, '$.start'), ''),
             coalesce(json_extract(data, '$.deadline'), ''),
             (SELECT count(DISTINCT coalesce(target, raw)) FROM ref WHERE ref.note = note.id
                AND field = 'people'),
             (SELECT count(DISTINCT ref.note) FROM ref WHERE target = note.id AND field = 'plan')
           FROM note WHERE kind = 'plan' AND live
           ORDER BY coalesce(json_extract(data, '$.status'), 'active') <> 'active', 6 DESC, slug"""
    )
    return [
        PlanRow(
            id=note, slug=slug, name=name, goal=goal, status=status, start=start,
            deadline=deadline, people=people, interactions=happened,
        )
        for note, slug, name, goal, status, start, deadline, people, happened in rows
    ]  # fmt: skip


def plans_of(index: Index, person: int) -> tuple[Who, ...]:
    """Return the plans of which somebody is a target, by slug."""
    rows = index.rows(
        """SELECT DISTINCT plan.id, plan.slug, plan.name FROM ref
           JOIN note AS plan ON plan.id = ref.note
           WHERE ref.target = :person AND ref.field = 'people' AND plan.kind = 'plan' AND plan.live
           ORDER BY plan.slug""",
        person=person,
    )
    return tuple(map(Who._make, rows))


def plans_with_postings(index: Index) -> list[tuple[str, str, dict[str, Any]]]:
    """Return slug, name and front matter of the active plans with postings."""
    rows = index.rows(
        """SELECT slug, name, data FROM note WHERE kind = 'plan' AND live
             AND json_extract(data, '$.postings') IS NOT NULL
             AND coalesce(json_extract(data, '$.status'), 'active') = 'active' ORDER BY slug"""
    )
    return [(slug, name, json.loads(data)) for slug, name, data in rows]


def interactions_in(index: Index, plan: int) -> dict[str, tuple[int, str]]:
    """Return how many interactions for a plan there were with each person, and the last date."""
    rows = index.rows(
        """SELECT note.slug, count(DISTINCT who.note), max(who.date)
           FROM ref AS of JOIN ref AS who ON who.note = of.note AND who.field = 'people'
           JOIN note ON note.id = who.target JOIN note AS it ON it.id = of.note
           WHERE of.target = :plan AND of.field = 'plan' AND it.live GROUP BY note.slug""",
        plan=plan,
    )
    return {slug: (many, last) for slug, many, last in rows}
