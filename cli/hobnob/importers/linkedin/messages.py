"""`messages.csv` and `Invitations.csv`: who wrote what to whom, and when.

The one rule: a message is one interaction. Which of the two is you follows from the file itself:
you are the profile that stands in every conversation.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from html import unescape
from typing import Any

from hobnob.errors import UsageError
from hobnob.importers.as_markdown import as_markdown
from hobnob.importers.found import Column, FoundInteraction, Party, Unread
from hobnob.importers.linkedin.columns import PROFILE
from hobnob.importers.linkedin.days import find_moment
from hobnob.importers.tables import Table, TableRow
from hobnob.names import name_key
from hobnob.network.identity import link_key

_MESSAGE = {
    "conversation id": "conversation", "from": "from", "sender profile url": "from_url",
    "to": "to", "recipient profile urls": "to_url", "recipient profile url": "to_url",
    "date": "date", "subject": "subject", "content": "content", "folder": "folder",
    "attachments": "attachments", "is message draft": "draft",
}  # fmt: skip
_INVITATION = {
    "from": "from", "to": "to", "sent at": "date", "message": "content", "direction": "direction",
    "inviterprofileurl": "from_url", "inviteeprofileurl": "to_url",
}  # fmt: skip
_BECOMES = {
    "from": "people", "to": "people", "from_url": "people", "to_url": "people", "date": "date",
    "subject": "subject", "content": "the text", "direction": "direction",
    "conversation": "source",
}  # fmt: skip
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*)>")
_BREAK = re.compile(r"<(?:br\s*/?|/p|/div|/li)>\s*", re.IGNORECASE)
_IS_HTML = re.compile(r"</?(?:p|br|div|span|a|li|ul|b|i|strong|em)\b[^<>]*>", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;\s]+")
_ROBOTS = frozenset({"linkedin", "linkedin news", "linkedin premium"})


@dataclass
class Messages:
    """What tables of messages and invitations hold."""

    interactions: list[FoundInteraction] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, kw_only=True)
class _Sent:
    """A row: who wrote to whom."""

    row: TableRow
    cell: Mapping[str, str]
    sender: str
    receivers: tuple[str, ...]

    @property
    def everybody(self) -> set[str]:
        return {*self.receivers, self.sender} - {""}

    @property
    def conversation(self) -> str:
        return self.cell.get("conversation") or "\n".join(sorted(self.everybody))


def is_messages(table: Table) -> bool:
    """Say whether a table has the columns of messages."""
    keys = {name_key(title) for title in table.titles}
    return {"conversation id", "from", "date", "content"} <= keys


def is_invitations(table: Table) -> bool:
    """Say whether a table has the columns of invitations."""
    keys = {name_key(title) for title in table.titles}
    return {"from", "to", "sent at", "inviterprofileurl"} <= keys


def read_messages(
    tables: Sequence[Table],
    invitations: Sequence[Table],
    *,
    connections: Collection[str],
    me: str,
    every: bool,
) -> Messages:
    """Read tables of messages and of invitations.

    Args:
        tables: the messages.
        invitations: the invitations; those without a text are no interactions.
        connections: the keys of the profiles of the connections, none of which is mine.
        me: my name, where the export says it.
        every: make people of those to whom I have written.
    """
    found = Messages()
    sent = [
        (table, titles, list(_rows(table, titles)))
        for titles, some in ((_MESSAGE, tables), (_INVITATION, invitations))
        for table in some
    ]
    rows = [row for _, _, part in sent for row in part]
    mine = _find_me(rows, connections, me)
    answered = {
        row.conversation for row in rows if row.sender in mine and not _is_draft(row)
    }  # fmt: skip
    for table, titles, part in sent:
        found.unread += table.unread
        found.columns += _columns(table, titles)
        for row in part:
            _take(found, row, mine, table.name, is_invitation=titles is _INVITATION,
                  makes=every and row.conversation in answered)  # fmt: skip
    return found


def _rows(table: Table, titles: Mapping[str, str]) -> Iterator[_Sent]:
    where = {titles[key]: at for at, title in enumerate(table.titles)
             if (key := name_key(title)) in titles}  # fmt: skip
    for row in table.rows:
        cell = {part: row.cells[at] for part, at in where.items()}
        yield _Sent(
            row=row, cell=cell, sender=_profile(cell.get("from_url", "")),
            receivers=tuple(filter(None, map(_profile, _split(cell.get("to_url", ""))))),
        )  # fmt: skip


def _split(urls: str) -> list[str]:
    return [url for url in _BETWEEN.split(urls) if url]


def _profile(url: str) -> str:
    key = link_key(url) if PROFILE.match(url) else None
    return key[1] if key else ""


def _find_me(rows: Iterable[_Sent], connections: Collection[str], me: str) -> set[str]:
    """Return my profile: it stands in every conversation.

    With a single correspondent two do. Then mine is no connection of mine, and has my name.

    Raises:
        UsageError: nothing tells the two apart.
    """
    talks: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    invited: set[str] = set()
    for row in rows:
        talks[row.conversation] |= row.everybody
        names[row.sender].add(name_key(row.cell.get("from", "")))
        direction = row.cell.get("direction", "").lower()
        invited |= {row.sender} if direction == "outgoing" else set()
        invited |= {*row.receivers} if direction == "incoming" else set()
    counts = Counter(profile for profiles in talks.values() for profile in profiles)
    if not counts:
        return set()
    most = max(counts.values())
    likely = {profile for profile, count in counts.items() if count == most}
    for better in (
        likely & invited,
        likely - set(connections),
        {profile for profile in likely if me and name_key(me) in names[profile]},
    ):
        likely = better or likely
    if len(likely) > 1:
        shown = " or ".join(f"https://www.{profile}" for profile in sorted(likely)[:3])
        raise UsageError(
            f"the messages do not show who of them you are ({shown}); import the whole export "
            "(.zip), or Connections.csv together with messages.csv"
        )
    return likely


def _is_draft(row: _Sent) -> bool:
    return row.cell.get("draft", "").lower() in ("yes", "true")


def _take(
    found: Messages, row: _Sent, mine: set[str], file: str, *, is_invitation: bool, makes: bool
) -> None:
    """Take a row as an interaction, or count it as passed over."""
    text = _plain(row.cell.get("content", ""))
    if not text and (attached := row.cell.get("attachments")):
        text = f"Attached: {attached}"
    reason = _left_out(row, text, is_invitation=is_invitation)
    if reason:
        found.passed_over[reason] += 1
        return
    date = find_moment(row.cell.get("date", ""))
    if not date:
        told = row.cell.get("date", "")
        found.unread.append(
            Unread(line=row.row.line, file=file,
                   message=f"'{told}' is no date; one is written 2023-08-14 10:22:31 UTC")
        )  # fmt: skip
        return
    outgoing = row.sender in mine
    people = list(_receivers(row, mine)) if outgoing else [_sender(row)]
    parts = (row.conversation, row.sender, row.cell.get("date", ""), row.cell.get("content", ""))
    mark = blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=10).hexdigest()
    values: dict[str, Any] = {"date": date, "kind": "message"}
    values["direction"] = "out" if outgoing else "in"
    if subject := row.cell.get("subject"):
        values["subject"] = _plain(subject)
    found.interactions.append(
        FoundInteraction(
            line=row.row.line, file=file, source=f"linkedin:{mark}", people=tuple(people),
            values=values, text=as_markdown(text), makes_people=makes,
        )
    )  # fmt: skip


def _left_out(row: _Sent, text: str, *, is_invitation: bool) -> str:
    """Return why a row is no interaction, "" if it is one."""
    if _is_draft(row):
        return "drafts"
    if not text:
        return "invitations without a text" if is_invitation else "messages without a text"
    folder = row.cell.get("folder", "").upper()
    if "SPAM" in folder or not row.everybody or name_key(row.cell.get("from", "")) in _ROBOTS:
        return "advertisements"
    return ""


def _sender(row: _Sent) -> Party:
    url = row.cell.get("from_url", "")
    return Party(name=row.cell.get("from", ""), links=(url,) if _profile(url) else ())


def _receivers(row: _Sent, mine: set[str]) -> Iterator[Party]:
    """Yield those a message went to; names have commas of their own, so only one name is sure."""
    urls = [url for url in _split(row.cell.get("to_url", "")) if _profile(url) not in {*mine, ""}]
    name = row.cell.get("to", "") if len(urls) == 1 and "," not in row.cell.get("to", "") else ""
    for url in urls:
        yield Party(name=name, links=(url,))
    if not urls and row.cell.get("to"):
        yield Party(name=row.cell["to"])


def _plain(text: str) -> str:
    """Return a text without the HTML that LinkedIn writes into some."""
    if not _IS_HTML.search(text):
        return text.strip()
    return unescape(_TAG.sub("", _BREAK.sub("\n", text))).strip()


def _columns(table: Table, titles: Mapping[str, str]) -> list[Column]:
    found = []
    for at, title in enumerate(table.titles):
        part = titles.get(name_key(title), "")
        becomes = _BECOMES.get(part, "")
        count = sum(bool(row.cells[at]) for row in table.rows)
        if count:
            how = "" if becomes else "only read" if part else "left out"
            found.append(Column(title=title, becomes=becomes, how=how, count=count))
    return found
