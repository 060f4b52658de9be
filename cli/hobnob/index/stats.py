"""The journal as a whole, in numbers.

The one rule: every number counts notes that can be listed with a filter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from hobnob import dates
from hobnob.answers import DayOrNone, Who
from hobnob.index.index import Index
from hobnob.index.notes import LIVE, TO_SEND
from hobnob.index.orgs import list_orgs

_LATE = 365
"""Days that count for whom you met most of late."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Frequent:
    """Somebody you met often, and how often."""

    person: Who
    contacts: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Stats:
    """How much there is in a journal, all up to today.

    Attributes:
        people: all people.
        interactions: all interactions.
        contacts: those that count as a contact.
        drafts: what was not sent yet.
        plans: all plans.
        orgs: organizations that have a note or that a role names.
        open_promises, kept_promises: of mine and of others.
        first: the first contact.
        last: the last contact.
        months: contacts by month: `2026-11`.
        years: contacts by year.
        kinds: interactions by kind, the most frequent first.
        most_met: whom you met most of late.
    """

    people: int
    interactions: int
    contacts: int
    drafts: int
    plans: int
    orgs: int
    open_promises: int
    kept_promises: int
    first: DayOrNone
    last: DayOrNone
    months: Mapping[str, int]
    years: Mapping[str, int]
    kinds: Mapping[str, int]
    most_met: tuple[Frequent, ...]


def load_stats(index: Index) -> Stats:
    """Return how much there is in a journal up to today."""
    notes = Counter(dict(index.rows("SELECT kind, count(*) FROM note GROUP BY kind")))
    notes -= Counter(index.column("SELECT kind FROM note WHERE NOT live"))
    drafts = index.value(f"SELECT count(*) FROM interaction WHERE {TO_SEND} AND id {LIVE}")
    months: Counter[str] = Counter()
    years: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    firsts: list[str] = []
    lasts = [""]
    # The plus keeps SQLite from going through the index of dates, which takes longer.
    for month, kind, contact, count, first, last in index.rows(
        f"""SELECT substr(date, 1, 7), kind, contact, count(*), min(date), max(date)
            FROM interaction WHERE +date < :tomorrow AND NOT draft AND id {LIVE} GROUP BY 1, 2, 3"""
    ):
        kinds[kind] += count
        if contact:
            firsts.append(first)
            lasts.append(last)
            years[month[:4]] += count
            if len(month) == 7:
                months[month] += count
    ((still_open, kept),) = index.rows(
        """SELECT coalesce(sum(NOT done), 0), coalesce(sum(done), 0)
           FROM promise WHERE NOT asked AND note NOT IN (SELECT id FROM note WHERE NOT live)"""
    )
    return Stats(
        people=notes["person"], interactions=notes["interaction"], contacts=years.total(),
        drafts=drafts, plans=notes["plan"], orgs=len(list_orgs(index)),
        open_promises=still_open, kept_promises=kept, first=min(firsts, default="")[:10],
        last=max(lasts)[:10],
        months=dict(months), years=dict(years), kinds=dict(kinds.most_common()),
        most_met=_most_met(index),
    )  # fmt: skip


def _most_met(index: Index) -> tuple[Frequent, ...]:
    rows = index.rows(
        """SELECT note.id, slug, name, met FROM (
             SELECT target, count(*) AS met FROM ref
             WHERE target IN (SELECT id FROM person) AND field = 'people' AND contact = 1
               AND date >= :since AND date < :tomorrow GROUP BY target)
           JOIN note ON note.id = target ORDER BY met DESC, name, slug LIMIT 10""",
        since=dates.add_days(index.today, -_LATE),
    )
    return tuple(Frequent(person=Who(*who), contacts=met) for *who, met in rows)
