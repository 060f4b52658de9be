"""Replies: contacts that may answer a letter or an ask.

The one rule: an answer is a later contact that came from them or went both ways. A call they took
goes both ways, even if its direction is `out`; a letter of mine does not.
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
"""Days after a letter in which a contact can be its answer.

Within a plan there is no limit: everything logged for the plan belongs to it.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """A contact that may be an answer.

    Attributes:
        date: ISO, with a time where one was given.
        gave: the key `gave`, as it is in the note.
        plan: the id of its plan, if any.
    """

    note: int
    slug: str
    date: str
    direction: str
    outcome: str
    gave: str = ""
    plan: int | None = None


def goes_both_ways(kind: str, direction: str) -> bool:
    """Say whether in a contact both sides spoke, or only they did."""
    return direction != "out" or kind not in OUT_BY_DEFAULT


class Replies:
    """The contacts of some people until today that may be answers."""

    def __init__(self, index: Index, since: Mapping[int, str]) -> None:
        """Load them in one query for all people.

        Args:
            index: the index.
            since: the day from which contacts matter, by the id of the person.
        """
        self._of: dict[int, list[Reply]] = defaultdict(list)
        sql = """SELECT ref.target, note.id, note.slug, it.date, it.kind, direction, outcome,
              CASE WHEN instr(note.data, '"gave"') THEN json_extract(note.data, '$.gave') END,
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
        for person, note, slug, date, kind, way, outcome, gave, plan in index.rows(
            sql, since=wanted
        ):
            if goes_both_ways(kind, way):
                self._of[person].append(
                    Reply(
                        note=note, slug=slug, date=date, direction=way, outcome=outcome,
                        gave=gave or "", plan=plan,
                    )
                )  # fmt: skip

    def first_after(self, person: int, note: int, date: str, plan: int | None) -> Reply | None:
        """Return the answer to a letter or an ask, None if there is none (yet).

        Args:
            person: their id.
            note: the id of the letter or ask, which cannot answer itself.
            date: the date of the letter or ask.
            plan: the id of its plan. An answer in the same plan comes before all others.
        """
        later = [r for r in self._of.get(person, ()) if r.note != note and _is_after(r, date)]
        within = dates.add_days(date, WAIT_DAYS)
        for reply in later:
            if plan is not None and plan == reply.plan:
                return reply
        return next((reply for reply in later if reply.date[:10] <= within), None)


def _is_after(reply: Reply, date: str) -> bool:
    """Say whether a contact is later. On the same day, a later time or an incoming one is."""
    if reply.date[:10] != date[:10]:
        return reply.date > date
    timed = len(date) > 10 and len(reply.date) > 10
    return reply.date > date if timed else reply.direction == "in"


def earliest(dated: Iterable[tuple[int, str]]) -> dict[int, str]:
    """Return the earliest of the dates of each person."""
    found: dict[int, str] = {}
    for person, date in dated:
        found[person] = min(date[:10], found.get(person, date[:10]))
    return found


def answers_to(index: Index, sent: Iterable[tuple[int, int, str, int | None]]) -> dict[int, Reply]:
    """Return the answers to some letters, by the ids of the answered letters.

    Args:
        index: the index.
        sent: for each letter its id, a person's id, its date and its plan's id; a letter to several
            people comes once for each.
    """
    sent = tuple(sent)
    replies = Replies(index, earliest((person, date) for _, person, date, _ in sent))
    found: dict[int, Reply] = {}
    for note, person, date, plan in sent:
        reply = replies.first_after(person, note, date, plan)
        if reply is not None and note not in found:
            found[note] = reply
    return found
