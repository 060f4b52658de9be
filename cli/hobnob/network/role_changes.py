"""Role changes: who went where, from the roles in the notes.

The one rule: a change has a date that a note says. The first role that you know of is no change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from hobnob.answers import Day, DayOrNone, TextOrNone, Who, hidden, named
from hobnob.index.documents import contact_facts
from hobnob.index.index import Index
from hobnob.network.ties.occasions import is_later


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """What somebody was, and where."""

    org: TextOrNone
    title: TextOrNone

    @property
    def words(self) -> str:
        """The title and the organization."""
        return ", ".join(filter(None, (self.title, self.org)))


NOTHING = Post(org="", title="")
"""No role that the notes know."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleChange:
    """A new role of somebody, or the end of the last one.

    Attributes:
        person: who it is.
        date: when the new role began; without a new one, when the old one ended.
        before: what you knew them as.
        after: what they are since then; both keys are null if no note says it.
        last_contact: the last contact with them.
        in_touch: whether you have been in touch since.
        org_keys: the keys of both organizations.
    """

    person: Who
    date: Day
    before: Post = named("from")
    after: Post = named("to")
    last_contact: DayOrNone
    in_touch: bool
    org_keys: tuple[str, str] = hidden()


class _Role(NamedTuple):
    org: str
    key: str
    title: str
    since: str
    until: str

    @property
    def post(self) -> Post:
        return Post(org=self.org, title=self.title)


_ROLES = """
SELECT note.id, note.slug, note.name, role.org, role.org_key, role.title, role.since, role.until
FROM role JOIN note ON note.id = role.note
WHERE note.live {some}
ORDER BY note.id, role.pos
"""


def load_role_changes(
    index: Index, *, since: str = "", people: Collection[int] | None = None
) -> tuple[RoleChange, ...]:
    """Return the role changes until today, the latest first.

    Args:
        index: the index.
        since: an ISO date, month or year; a change whose month alone is known may be of any day.
        people: only those of some people; None is all.
    """
    if people is None:
        rows = index.rows(_ROLES.format(some=""))
    else:
        some = "AND note.id IN (SELECT value FROM json_each(:people))"
        rows = index.rows(_ROLES.format(some=some), people=people)
    found: list[tuple[Who, str, Post, Post, tuple[str, str]]] = []
    for who, group in groupby(rows, lambda row: Who(*row[:3])):
        roles = [_Role(*row[3:]) for row in group]
        found += [
            (who, date, _post(old), _post(new), (old.key if old else "", new.key if new else ""))
            for date, old, new in _changes(roles, index.today)
            if date >= since or since.startswith(date)
        ]
    contacts = contact_facts(index, sorted({who.id for who, *_ in found if who.id}))
    changes = []
    for who, date, old, new, keys in found:
        last = contacts.get(who.id or 0, ("", 0))[0][:10]
        # In the month that a note names, any contact counts: most are because of the news.
        in_touch = last[: len(date)] >= date[: len(last)] > ""
        changes.append(
            RoleChange(person=who, date=date, before=old, after=new, last_contact=last,
                       in_touch=in_touch, org_keys=keys)
        )  # fmt: skip
    changes.sort(key=lambda change: change.person.slug)
    return tuple(sorted(changes, key=lambda change: change.date, reverse=True))


def _post(role: _Role | None) -> Post:
    return role.post if role else NOTHING


def _changes(
    roles: Sequence[_Role], today: str
) -> Iterator[tuple[str, _Role | None, _Role | None]]:
    """Yield date, old role and new role of each change; the roles are the newest first."""
    followed = set()
    for at, role in enumerate(roles):
        older = roles[at + 1 :]
        # What they left for it, else what they were at the time.
        left = [(n, old) for n, old in enumerate(older, at + 1) if _leads_to(old, role)]
        number, before = left[0] if left else (0, None)
        if before is None:
            continue
        followed.add(number)
        date = role.since or before.until
        if date and date <= today and before.post != role.post:
            yield date, before, role
    for at, role in enumerate(roles):
        goes_on = any(
            (other != role and not other.until) or is_later(other.until, role.until)
            for other in roles
        )
        if role.until and role.until <= today and at not in followed and not goes_on:
            yield role.until, role, None


def _leads_to(old: _Role, new: _Role) -> bool:
    """Return whether a role came before another, as far as the dates say."""
    if not new.since:
        # Without its date, a role is the next one only if the last one has ended.
        return bool(old.until)
    return not (old.since and is_later(old.since, new.since))
