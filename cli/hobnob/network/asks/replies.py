"""What came back: the contacts in which somebody may have answered.

The one rule: an answer is a contact that came from them or went both ways, after what it answers.
A call that I made and they took goes both ways, whatever its direction; a letter of mine does not.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hobnob import dates
from hobnob.index.index import Index
from hobnob.model import OUT_BY_DEFAULT

WAIT_DAYS = 365
"""So long after a letter a contact may be its answer; later it is a contact of its own.

Within a plan there is no such end: what is logged for the plan belongs to it.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """A contact that may answer something.

    Attributes:
        date: ISO, with a time where one was given.
        plan: id of the plan it belongs to, if any.
    """

    note: int
    slug: str
    date: str
    direction: str
    outcome: str
    plan: int | None = None


def goes_both_ways(kind: str, direction: str) -> bool:
    """Say whether something that was a contact had both sides speak, or theirs alone."""
    return direction != "out" or kind not in OUT_BY_DEFAULT


class Replies:
    """The contacts of some people that may be answers, until today."""

    def __init__(self, index: Index, since: Mapping[int, str]) -> None:
        """Load them in one query, however many people there are.

        Args:
            index: the index.
            since: of each person by their id, the day from which contacts matter.
        """
        self._of: dict[int, list[Reply]] = defaultdict(list)
        sql = """SELECT ref.target, note.id, note.slug, it.date, it.kind, direction, outcome,
              plan.target
            FROM json_each(:since) AS wanted
              CROSS JOIN ref ON ref.target = CAST(wanted.key AS INTEGER)
                AND ref.field = 'people' AND ref.contact = 1 AND ref.date >= wanted.value
                AND ref.date < :tomorrow
              CROSS JOIN interaction AS it ON it.id = ref.note
              CROSS JOIN note ON note.id = it.id
              LEFT JOIN ref AS plan ON plan.note = it.id AND plan.field = 'plan'
            ORDER BY ref.date, note.slug"""
        wanted = json.dumps(dict(since))
        for person, note, slug, date, kind, way, outcome, plan in index.rows(sql, since=wanted):
            if goes_both_ways(kind, way):
                self._of[person].append(
                    Reply(
                        note=note, slug=slug, date=date, direction=way, outcome=outcome, plan=plan
                    )
                )

    def first_after(self, person: int, note: int, date: str, plan: int | None) -> Reply | None:
        """Return what answers something that went to a person, None when nothing does (yet).

        Args:
            person: their id.
            note: id of what went to them, which does not answer itself.
            date: of it.
            plan: id of its plan; an answer in the same plan comes before all others.
        """
        later = [r for r in self._of.get(person, ()) if r.note != note and _is_after(r, date)]
        within = dates.add_days(date, WAIT_DAYS)
        for reply in later:
            if plan is not None and plan == reply.plan:
                return reply
        return next((reply for reply in later if reply.date[:10] <= within), None)


def _is_after(reply: Reply, date: str) -> bool:
    """Say whether a contact is later; on one day, what came in is, or what has a later time."""
    if reply.date[:10] != date[:10]:
        return reply.date > date
    timed = len(date) > 10 and len(reply.date) > 10
    return reply.date > date if timed else reply.direction == "in"


def earliest(dated: Iterable[tuple[int, str]]) -> dict[int, str]:
    """Return the earliest day on which anything went to each of some people."""
    found: dict[int, str] = {}
    for person, date in dated:
        found[person] = min(date[:10], found.get(person, date[:10]))
    return found


def answers_to(index: Index, sent: Iterable[tuple[int, int, str, int | None]]) -> dict[int, Reply]:
    """Return what answered each of some letters, by the ids of those that were answered.

    Args:
        index: the index.
        sent: of each letter the id of its note, a person's id, its date, its plan's id; a letter
            to several people may stand there several times.
    """
    sent = tuple(sent)
    replies = Replies(index, earliest((person, date) for _, person, date, _ in sent))
    found: dict[int, Reply] = {}
    for note, person, date, plan in sent:
        reply = replies.first_after(person, note, date, plan)
        if reply is not None and note not in found:
            found[note] = reply
    return found
