"""`Connections.csv`: the people you are connected with.

The one rule: every row is somebody, or it is counted as left out, with its line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hobnob.importers.found import Column, FoundPerson, Unread
from hobnob.importers.linkedin.columns import PROFILE, find_columns
from hobnob.importers.linkedin.days import find_day
from hobnob.importers.tables import Table, TableRow

_BECOMES = {
    "first": "name", "last": "name", "url": "links", "email": "emails", "org": "roles (org)",
    "title": "roles (title)", "since": "met_on",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Connections:
    """What a table of connections holds.

    Attributes:
        newest: the day of the newest connection, "" for none.
    """

    people: tuple[FoundPerson, ...]
    unread: tuple[Unread, ...]
    columns: tuple[Column, ...]
    passed_over: Counter[str]
    passed_lines: tuple[int, ...]
    newest: str


def is_connections(table: Table) -> bool:
    """Say whether a table has the columns of connections."""
    return bool(find_columns(table))


def read_connections(table: Table) -> Connections:
    """Read a table of connections."""
    where = find_columns(table)
    titles = table.titles
    others = [at for at in range(len(titles)) if at not in where.values()]
    cut = _cut_off(table, where)
    people, lines, left = [], [], Counter[str]({"blank rows": table.blank} if table.blank else {})
    for row in table.rows[: -1 if cut else None]:
        person = _person(row, where, titles, others, table.name)
        if person is None:
            reason = "rows without a name" if _filled(row, where) else "blank rows"
            left[reason] += 1
            lines.append(row.line)
        else:
            people.append(person)
    since = where.get("since", -1)
    days = [find_day(row.cells[since]) for row in table.rows] if since >= 0 else []
    return Connections(
        people=tuple(people),
        unread=(*table.unread, *cut),
        columns=tuple(_columns(table, where)),
        passed_over=left,
        passed_lines=tuple(lines),
        newest=max(days, default=""),
    )


def _cut_off(table: Table, where: dict[str, int]) -> tuple[Unread, ...]:
    """Return the last row as unread, where it alone has no day: the file ends within it."""
    since = where.get("since", -1)
    if since < 0 or len(table.rows) < 2 or table.rows[-1].cells[since]:
        return ()
    if not all(find_day(row.cells[since]) for row in table.rows[:-1]):
        return ()
    message = f"the row ends before '{table.titles[since]}'; the file seems cut off"
    return (Unread(line=table.rows[-1].line, message=message, file=table.name),)


def _person(
    row: TableRow, where: dict[str, int], titles: Sequence[str], others: Sequence[int], file: str
) -> FoundPerson | None:
    cell = {part: row.cells[at] for part, at in where.items()}
    name = " ".join(filter(None, (cell.get("first"), cell.get("last"))))
    if not name:
        return None
    values: dict[str, Any] = {}
    if url := cell.get("url"):
        values["links"] = [url if "://" in url else f"https://{url}"]
    if email := cell.get("email"):
        values["emails"] = [email]
    role = {key: cell[key] for key in ("org", "title") if cell.get(key)}
    if role:
        values["roles"] = [role]
    if since := cell.get("since"):
        values["met_on"] = find_day(since) or since
    extra = {titles[at]: row.cells[at] for at in others if row.cells[at]}
    return FoundPerson(line=row.line, file=file, name=name, values=values, extra=extra)


def _filled(row: TableRow, where: dict[str, int]) -> bool:
    """Return whether a row says more than a date."""
    return any(cell for at, cell in enumerate(row.cells) if at != where.get("since"))


def _columns(table: Table, where: dict[str, int]) -> list[Column]:
    parts = {at: part for part, at in where.items()}
    found = []
    for at, title in enumerate(table.titles):
        count = sum(bool(row.cells[at]) for row in table.rows)
        part = parts.get(at, "")
        how = "" if part else "kept as a key of your own" if count else "left out, it is empty"
        becomes = _BECOMES.get(part, title if count else "")
        found.append(Column(title=title, becomes=becomes, how=how, count=count))
    return found


def profile_of(cell: str) -> str:
    """Return the address of a profile in a cell, "" for none."""
    return cell.strip() if PROFILE.match(cell.strip()) else ""
