"""Organizations that are targets of a plan: who is or was there, and the way in.

The one rule: letters go to people. An organization is a place to find one, and as soon as somebody
who is or was there takes part in the plan, the next moves are with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from shlex import quote

from hobnob.answers import Who
from hobnob.dates import spell_date
from hobnob.index.index import Index
from hobnob.names import name_key
from hobnob.network.plans.next_moves import Move
from hobnob.wording import quoted

_MOST_NAMED = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Insider:
    """Somebody who is or was at an organization.

    Attributes:
        is_there: whether they are there today.
        last: the day of the last contact, "" for none.
    """

    person: Who
    is_there: bool
    last: str

    @property
    def words(self) -> str:
        """Who it is, and when we were last in touch."""
        verb = "is" if self.is_there else "was"
        last = f", last contact {spell_date(self.last)}" if self.last else ""
        return f"{self.person.name} {verb} there{last}"


def load_insiders(index: Index, orgs: Iterable[Who]) -> Mapping[Who, Sequence[Insider]]:
    """Return who is or was at some organizations, the most recent contact first.

    Args:
        index: the index.
        orgs: the organizations; one without a note goes by its name in roles.
    """
    by_key = {name_key(org.name): org for org in orgs if org.id is None}
    notes = {org.id: org for org in orgs if org.id is not None}
    if not by_key and not notes:
        return {}
    names = index.rows(
        "SELECT key, note FROM name WHERE note IN (SELECT value FROM json_each(:notes))",
        notes=list(notes),
    )
    by_key |= {key: notes[note] for key, note in names}
    found: dict[Who, dict[Who, Insider]] = defaultdict(dict)
    for key, is_there, last, *who in index.rows(
        """SELECT org_key, max(role.since <= :today AND (role.until = '' OR role.until > :today)),
             coalesce((SELECT max(date) FROM ref WHERE target = note.id AND field = 'people'
               AND contact = 1 AND date < :tomorrow), '') AS last,
             note.id, note.slug, note.name
           FROM role JOIN note ON note.id = role.note
           WHERE note.live AND org_key IN (SELECT value FROM json_each(:keys))
           GROUP BY org_key, note.id ORDER BY last DESC, note.name, note.slug""",
        keys=list(by_key),
    ):
        person, there = Who(*who), found[by_key[key]]
        known = there.get(person)
        there[person] = Insider(
            person=person, is_there=bool(is_there) or (known is not None and known.is_there),
            last=last[:10],
        )  # fmt: skip
    return {org: list(people.values()) for org, people in found.items()}


def way_in(org: Who, insiders: Sequence[Insider], *, plan: str, start: str) -> Move:
    """Return the move that finds a way into an organization.

    Args:
        org: the organization.
        insiders: who is or was there, the most recent contact first.
        plan: the slug of the plan.
        start: the day on which the plan begins, or "".
    """
    named = [insider.words for insider in insiders[:_MOST_NAMED]]
    if more := len(insiders) - len(named):
        named.append(f"and {more} more")
    there = "; ".join(named) or "nobody you know is or was there yet"
    first = next((i.person.slug for i in insiders if i.is_there), "")
    return Move(
        do="way-in", person=None, org=org, date=start, since=start, due="",
        text=f"find a way in: {there}",
        prepare=f"hobnob show {quote(org.slug) if org.id is not None else quoted(org.name)}",
        record_when_done=f"hobnob plan {quote(plan)} add {quote(first)}" if first else "",
    )  # fmt: skip
