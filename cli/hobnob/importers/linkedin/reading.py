"""Reading LinkedIn's files: which tables there are, and from when they are.

The one rule: an archive is never unpacked. Its tables are read by their names, and never more bytes
than a table may have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from hobnob.errors import UsageError
from hobnob.importers.found import Found, Wanted
from hobnob.importers.linkedin.connections import is_connections, read_connections
from hobnob.importers.linkedin.export_files import ExportFile, export_files, is_export
from hobnob.importers.linkedin.messages import is_invitations, is_messages, read_messages
from hobnob.importers.tables import Table
from hobnob.network.identity import link_key

_LINKEDIN_NAME = re.compile(r"(?<!\d)(\d{1,2})-(\d{1,2})-(\d{4})(?!\d)")
"""A day in the name of an export, as LinkedIn writes it: month, day, year."""
_ISO_NAME = re.compile(r"(?<!\d)(\d{4})-(\d\d)(?:-\d\d)?(?!\d)")


def recognize(path: Path, start: bytes) -> bool:
    """Say whether a file or a folder is an export of LinkedIn, or a file of one."""
    return is_export(path, start)


def read(paths: Sequence[Path], wanted: Wanted) -> Found:
    """Read an export, or files of it.

    Raises:
        UsageError: there is no table of LinkedIn in it.
    """
    files = [file for path in paths for file in export_files(path)]
    tables = [(file, file.read()) for file in files]
    messages = [table for _, table in tables if is_messages(table)]
    invitations = [table for _, table in tables if is_invitations(table)]
    connections = [
        (file, read_connections(table)) for file, table in tables
        if file.name != "profile.csv" and not (is_messages(table) or is_invitations(table))
        and is_connections(table)
    ]  # fmt: skip
    if not (connections or messages or invitations):
        names = ", ".join(path.name for path in paths)
        raise UsageError(f"{names}: there are no connections and no messages of LinkedIn in it")
    people = tuple(person for _, one in connections for person in one.people)
    talks = read_messages(
        messages, invitations, me=_own_name(tables), every=wanted.every,
        connections={key[1] for person in people for link in person.values.get("links", ())
                     if (key := link_key(link))},
    )  # fmt: skip
    titles, as_of = [], ""
    if connections:
        as_of, why = find_month(paths, [file for file, _ in connections],
                                max(one.newest for _, one in connections), wanted.day)  # fmt: skip
        titles.append(f"LinkedIn's connections as of {as_of}, by {why}")
    titles += ["LinkedIn's messages"] * bool(messages)
    titles += ["LinkedIn's invitations"] * bool(invitations)
    passed_over = Counter(talks.passed_over)
    for _, one in connections:
        passed_over.update(one.passed_over)
    columns = [column for _, one in connections[:1] for column in one.columns]
    return Found(
        kind="linkedin",
        title="; ".join(titles),
        as_of=as_of,
        people=people,
        interactions=tuple(talks.interactions),
        unread=(*(bad for _, one in connections for bad in one.unread), *talks.unread),
        columns=(*columns, *talks.columns),
        passed_over=passed_over,
        passed_lines=tuple(line for _, one in connections for line in one.passed_lines),
    )


def _own_name(tables: Sequence[tuple[ExportFile, Table]]) -> str:
    """Return my name, where the export has my profile."""
    for file, table in tables:
        if file.name == "profile.csv" and table.rows:
            return " ".join(filter(None, table.rows[0].cells[:2]))
    return ""


def find_month(
    paths: Sequence[Path], files: Sequence[ExportFile], newest: str, today: str
) -> tuple[str, str]:
    """Return the month of an export, and what says so.

    It is the latest that a name says, else the archive, else the newest connection, else the file.
    """
    for month, why in (
        (max((_month_in(path.name) for path in paths), default=""), "the name of the file"),
        (max((file.packed for file in files), default=""), "the date in the archive"),
        (newest[:7], "the newest connection"),
        (max((_changed(path) for path in paths), default=""), "the date of the file"),
    ):
        if month:
            return min(month, today[:7]), why
    return today[:7], "today"


def _month_in(name: str) -> str:
    for match, (year, month, day) in (
        *((m, (m[3], m[1], m[2])) for m in _LINKEDIN_NAME.finditer(name)),
        *((m, (m[1], m[2], "1")) for m in _ISO_NAME.finditer(name)),
    ):
        try:
            if match:
                return date(int(year), int(month), int(day)).isoformat()[:7]
        except ValueError:
            continue
    return ""


def _changed(path: Path) -> str:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone().strftime("%Y-%m")
    except (OSError, ValueError, OverflowError):
        return ""
