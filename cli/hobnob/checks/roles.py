"""Checks of roles: their dates and their order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from hobnob.checks.table import Finding, check
from hobnob.index.check_queries import all_roles, role_twice
from hobnob.index.index import Index
from hobnob.names import name_key

_NEVER = "9999-99-99"


class _Role(NamedTuple):
    """A role of a note; dates as in the note, "" for no date."""

    pos: int
    org: str
    title: str
    since: str
    until: str

    def __str__(self) -> str:
        return "'" + ", ".join(filter(None, (self.title, self.org))) + "'"

    def same_as(self, other: _Role) -> bool:
        """Return whether it is the same work at the same organization."""
        return (name_key(self.org), name_key(self.title)) == (
            name_key(other.org), name_key(other.title)
        )  # fmt: skip

    def begin(self, today: str) -> str:
        """Return since when it surely was held; without a start, that is its end or today."""
        return self.since or self.until or today

    def end(self) -> str:
        return self.until or _NEVER


@check("warning")
def roles_overlap(index: Index) -> Iterator[Finding]:
    """Two roles of one person at the same time.

    **Why it matters.** The present role is the first in the list that has not ended. An old job
    without an end may be taken for it, and the person would still be listed at that organization.

    **How to fix it.** Add `until` to the older role. A role may end in the month in which the
    next one begins. If somebody really has two roles, write the smaller one in the text of the
    note.

    ```
    roles:
      - {org: Ogilvy, title: Head of Platform, since: 2024-03}
      - {org: Acme, title: Engineer, since: 2019}                  # until: 2024-03
    ```
    """
    for path, roles in _roles(index):
        for at, role in enumerate(roles):
            newer = next((r for r in roles[:at] if _overlap(role, r, index.today)), None)
            if newer is None:
                continue
            older = role if role.begin(index.today) <= newer.begin(index.today) else newer
            other = newer if older is role else role
            at_key = "until" if older.until else 0
            message = f"roles: {_spell_overlap(older, other, index.today)}"
            yield Finding(path=path, at=("roles", older.pos, at_key), message=message)


def _spell_overlap(older: _Role, other: _Role, today: str) -> str:
    if older.until:
        since = f" since {other.since}" if other.since else ""
        return f"{older} until {older.until} overlaps with {other}{since}"
    close = f"add 'until: {other.since or other.until or today[:7]}'"
    if other.until:
        return f"{older} has no end and overlaps with {other}; if it has ended, {close}"
    return f"{older} and {other} have no end; if the first has ended, {close}"


@check("error")
def role_dates(index: Index) -> Iterator[Finding]:
    """A role that ended before it began.

    **How to fix it.** Correct `since` or `until`.

    ```
    roles:
      - {org: Ogilvy, since: 2024-03, until: 2023-12}
    ```
    """
    for path, roles in _roles(index, least=1):
        for role in roles:
            if role.since and role.until and _before(role.until, role.since):
                message = f"roles: {role} ended {role.until}, before it began {role.since}"
                yield Finding(path=path, at=("roles", role.pos, "until"), message=message)


@check("warning")
def roles_order(index: Index) -> Iterator[Finding]:
    """Roles that are not listed with the newest first.

    **Why it matters.** Lists show the first role that has not ended.

    **How to fix it.** Move the newest role to the top.

    ```
    roles:
      - {org: Acme, since: 2019, until: 2024-03}
      - {org: Ogilvy, since: 2024-03}               # belongs above
    ```
    """
    for path, roles in _roles(index):
        dated = [role for role in roles if role.since]
        for above, role in pairwise(dated):
            if _before(above.since, role.since):
                message = f"roles: {role} began after {above}; list the newest first"
                yield Finding(path=path, at=("roles", role.pos, 0), message=message)
                break


@check("warning")
def role_repeated(index: Index) -> Iterator[Finding]:
    """One role that is listed twice, the second time from where the first ends.

    **Why it matters.** It looks like two jobs. A role that was left and taken up again later is
    fine: there is time between the two.

    **How to fix it.** Remove the newer one, and the `until` of the older one.

    ```
    roles:
      - {org: Ogilvy, title: Director, since: 2027-01}
      - {org: Ogilvy, title: Director, since: 2027-01, until: 2027-01}
    ```
    """
    for path, roles in _roles(index):
        for newer, older in pairwise(roles):
            if newer.same_as(older) and older.until and not _before(older.until, newer.since):
                message = f"roles: {newer} is listed twice in a row; remove one, and its 'until'"
                yield Finding(path=path, at=("roles", newer.pos, 0), message=message)


@check("warning")
def roles_twice(index: Index) -> Iterator[Finding]:
    """A note with `roles` that also has `org` or `title`.

    **Why it matters.** `org` and `title` are a short form for one present role. If a note has
    `roles`, they are ignored.

    **How to fix it.** Move them into `roles`.

    ```
    org: Ogilvy
    roles:
      - {org: Acme, since: 2019, until: 2024-03}
    ```
    """
    for path, has_org in role_twice(index):
        key = "org" if has_org else "title"
        message = f"{key}: it is ignored, because the note has roles; move it into roles"
        yield Finding(path=path, at=(key,), message=message)


def _roles(index: Index, least: int = 2) -> Iterator[tuple[str, list[_Role]]]:
    """Yield the path and the roles of each person with at least a number of roles."""
    for path, group in groupby(all_roles(index), key=lambda row: row[0]):
        roles = [_Role(*row[1:]) for row in group]
        if len(roles) >= least:
            yield path, roles


def _before(earlier: str, later: str) -> bool:
    """Return whether a date is surely before another: 2019 is not before 2019-05."""
    known = min(len(earlier), len(later))
    return earlier[:known] < later[:known]


def _overlap(a: _Role, b: _Role, today: str) -> bool:
    """Return whether two roles surely overlap, by more than one shared month or year."""
    if (a.until and _before(a.until, a.since)) or (b.until and _before(b.until, b.since)):
        return False
    return _before(a.begin(today), b.end()) and _before(b.begin(today), a.end())
