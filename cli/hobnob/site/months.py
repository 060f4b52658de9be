"""The page of the journal, and those of its months.

The one rule: whatever the number of entries, no page has more than a third of a crowded month. Then
the page of the month has its days with their counts, and each third has a page of its own.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from hobnob.answers import Entry
from hobnob.dates import spell_date
from hobnob.index.index import Index
from hobnob.index.interactions import MonthCount, entries_in, latest_entries
from hobnob.site.links import THIRDS, month_uri, third_uri

MANY = 250
"""Of entries; a month with more is crowded. Such a page has about 300 kB."""
_LATELY = 10
"""The latest entries on the page of the journal."""


@dataclass(frozen=True, kw_only=True, slots=True)
class JournalPage:
    """What happened lately, newest first, and the months that have entries, oldest first."""

    latest: tuple[Entry, ...]
    months: tuple[MonthCount, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthPage:
    """The page of a month, or of a third of it.

    Attributes:
        title: "August 2026", "1–10 August 2026".
        entries: newest first.
        earlier: the source and the title of the neighbour; empty at the end.
        later: the same.
        whole: the same of the month that this is a third of; else empty.
    """

    title: str
    entries: tuple[Entry, ...]
    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


def load_journal(index: Index, months: Iterable[MonthCount]) -> JournalPage:
    """Return the page of the journal."""
    return JournalPage(latest=latest_entries(index, _LATELY), months=tuple(months))


def list_thirds(months: Iterable[MonthCount]) -> Iterator[tuple[str, str, str, int]]:
    """Yield the source, the title, the month and the number of each third with its own page."""
    for item in months:
        if item.count > MANY and len(item.month) == 7:
            for number, first in enumerate(THIRDS):
                uri = third_uri(f"{item.month}-{first}")
                yield uri, _title(item.month, number), item.month, number


def load_month(index: Index, month: str, among: Sequence[MonthCount]) -> MonthPage:
    """Return one of the months that have interactions, or the entries of a year with no month."""
    around = ["", *(count.month for count in among), ""]
    at = around.index(month)
    return MonthPage(
        title=spell_date(month), entries=entries_in(index, month),
        earlier=_neighbour(around[at - 1]), later=_neighbour(around[at + 1]),
    )  # fmt: skip


def load_third(index: Index, month: str, number: int, among: Sequence[MonthCount]) -> MonthPage:
    """Return a third of a month: 0 is its first ten days."""
    page = load_month(index, month, among)
    uri = third_uri(f"{month}-{THIRDS[number]}")
    parts = [page.earlier, *(one[:2] for one in list_thirds(among) if one[2] == month), page.later]
    return replace(
        page, title=_title(month, number), whole=_neighbour(month),
        earlier=parts[number], later=parts[number + 2],
        entries=tuple(one for one in page.entries if third_uri(one.date) == uri),
    )  # fmt: skip


def _neighbour(month: str) -> tuple[str, ...]:
    return (month_uri(month), spell_date(month)) if month else ()


def _title(month: str, number: int) -> str:
    last = (10, 20, monthrange(int(month[:4]), int(month[5:]))[1])[number]
    return f"{int(THIRDS[number])}–{last} {spell_date(month)}"
