"""The roles of a person in a later export: what has changed since, and the news of it.

The one rule: the history grows. A role that the note has, also one that has ended, is never made
again, and a role that you wrote stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hobnob.importers.memory import Said, mark
from hobnob.names import name_key

Role = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class RoleChange:
    """What becomes of the roles of a note.

    Attributes:
        role: the new present role; {} for none.
        until: when the old one ended.
        rows: all roles as they will be, where one is only completed; else empty.
        news: what to say of it, "" for nothing.
        moved: whether it is another organization.
        differs: the role of the source that the note does not take.
    """

    role: Role
    until: str = ""
    rows: tuple[Role, ...] = ()
    news: str = ""
    moved: bool = False
    differs: str = ""


NOTHING = RoleChange(role={})


def spell_role(role: Mapping[str, str]) -> str:
    """Return a role in words: `Head of Platform, Ogilvy`."""
    return ", ".join(filter(None, (role.get("title"), role.get("org"))))


def compare_roles(
    now: list[Role],
    found: list[Role],
    said: Said | None,
    *,
    as_of: str,
    certain: bool,
    first: bool,
    org_key: Callable[[str], str],
) -> RoleChange:
    """Return what becomes of the roles of a note.

    Args:
        now: those of the note.
        found: those of the source, the present one first.
        said: what the source said before; None for nothing.
        as_of: the month of an export that is compared; "" for other sources, or an older export.
        certain: whether the note seems to be made from this source; it counts without a memory.
        first: whether it is the first that this file says of the person; what more it says changes
            no role.
        org_key: returns the key of an organization.
    """
    if not found:
        return NOTHING
    before = _texts(said.get("roles")) if said else []
    if not now:
        if before:
            return RoleChange(role={}, differs=spell_role(found[0]))
        return RoleChange(role={}, rows=tuple(found))
    new, present = found[0], next((role for role in now if not role.get("until")), None)
    if _is_known(new, now, as_of, org_key):
        return NOTHING
    if completed := _completed(new, now, present, org_key):
        return RoleChange(role={}, rows=completed)
    if new.get("until"):
        return RoleChange(role={}, differs=spell_role(new))
    follows = first and (_mark(present or {}) in before if said else certain)
    if _mark(new) in before or not follows or (present or {}).get("since", "") > as_of > "":
        return RoleChange(role={}, differs=spell_role(new))
    if not as_of:
        if not said or present is None:
            return RoleChange(role={}, differs=spell_role(new))
        rows = tuple({**role, **new} if role is present else role for role in now)
        return RoleChange(role={}, rows=rows)
    moved = present is None or org_key(present.get("org", "")) != org_key(new.get("org", ""))
    role = {**new, "since": as_of}
    return RoleChange(role=role, until=as_of, news=_news(new, moved=moved), moved=moved)


def _news(role: Role, *, moved: bool) -> str:
    org, title = role.get("org", ""), role.get("title", "")
    if moved and org:
        return f"Moved to {org}{f' as {title}' if title else ''}"
    return f"{'Moved' if moved else 'Promoted'} to {title}{f' at {org}' if org else ''}"


def _is_known(new: Role, now: list[Role], as_of: str, org_key: Callable[[str], str]) -> bool:
    """Return whether a note has a role, now or before the export; who returned has a new one."""
    for role in now:
        same_org = org_key(role.get("org", "")) == org_key(new.get("org", ""))
        title = name_key(new.get("title", ""))
        same_title = not title or name_key(role.get("title", "")) == title
        # A source that names no firm says nothing of another.
        if (same_org or not new.get("org")) and same_title:
            until = role.get("until", "")
            return not until or not as_of or until[: len(as_of)] >= as_of[: len(until)]
    return False


def _completed(
    new: Role, now: list[Role], present: Role | None, org_key: Callable[[str], str]
) -> tuple[Role, ...]:
    """Return the roles with what the present one lacks; nothing if that is not all."""
    if present is None:
        return ()
    same_org = org_key(present.get("org", "")) == org_key(new.get("org", ""))
    lacks_title = same_org and not present.get("title")
    same_title = name_key(present.get("title", "")) == name_key(new.get("title", ""))
    lacks_org = same_title and not present.get("org")
    if not (lacks_title or lacks_org):
        return ()
    return tuple({**new, **role} if role is present else role for role in now)


def _mark(role: Mapping[str, str]) -> str:
    return mark({"org": role.get("org", ""), "title": role.get("title", "")})


def _texts(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []
