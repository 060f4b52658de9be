"""The page of the journal, and those of its months.

The one rule: whatever the number of entries, no page has more than a few hundred of them, or those
of one day. The page of a crowded month has its days with their counts; each third has a page of its
own, and where a third would still have too many, each day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from hobnob.answers import Entry
from hobnob.dates import spell_date
from hobnob.index.index import Index
from hobnob.index.interactions import MonthCount, entries_in, latest_entries
from hobnob.site.links import month_uri, part_uris

MANY = 250
"""Of entries; a month with more is crowded. So many have 150 kB, with long texts 300 kB."""
MANY_IN_THIRDS = 600
"""The most entries of a month without pages of days. All may be in one third of it: 400 kB."""
_LATELY = 10
"""The latest entries on the page of the journal."""


@dataclass(frozen=True, kw_only=True, slots=True)
class JournalPage:
    """What happened lately, newest first, and the months that have entries, oldest first."""

    latest: tuple[Entry, ...]
    months: tuple[MonthCount, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthPage:
    """The page of a month, or of a part of it.

    Attributes:
        title: "August 2026", "1–10 August 2026", "3 August 2026".
        entries: newest first.
        earlier: the source and the title of the neighbour; empty at the end.
        later: the same.
        whole: the same of the month that this is a part of; else empty.
    """

    title: str
    entries: tuple[Entry, ...]
    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


def load_journal(index: Index, months: Iterable[MonthCount]) -> JournalPage:
    """Return the page of the journal."""
    return JournalPage(latest=latest_entries(index, _LATELY), months=tuple(months))


def list_parts(months: Iterable[MonthCount]) -> Iterator[tuple[str, str, str, int]]:
    """Yield the source, the title, the month and the first day of each part with its own page."""
    for item in months:
        for first, last in _parts(item):
            uri = part_uris(f"{item.month}-{first:02}")[first != last]
            days = f"{first}–{last}" if first != last else f"{first}"
            yield uri, f"{days} {spell_date(item.month)}", item.month, first


def _parts(item: MonthCount) -> list[tuple[int, int]]:
    """Return the first and the last day of each part of a month; none if it is not crowded.

    They depend on the number of entries alone, so that a new day makes no new page.
    """
    if item.count <= MANY or len(item.month) < 7:
        return []
    end = monthrange(int(item.month[:4]), int(item.month[5:]))[1]
    if item.count <= MANY_IN_THIRDS:
        return [(1, 10), (11, 20), (21, end)]
    return [(day, day) for day in range(1, end + 1)]


def load_month(index: Index, month: str, among: Sequence[MonthCount]) -> MonthPage:
    """Return one of the months that have interactions, or the entries of a year with no month."""
    around = ["", *(count.month for count in among), ""]
    at = around.index(month)
    return MonthPage(
        title=spell_date(month), entries=entries_in(index, month),
        earlier=_neighbour(around[at - 1]), later=_neighbour(around[at + 1]),
    )  # fmt: skip


def load_part(index: Index, month: str, first: int, among: Sequence[MonthCount]) -> MonthPage:
    """Return the part of a month that begins with a day."""
    page = load_month(index, month, among)
    its = [part for part in list_parts(among) if part[2] == month]
    at = next(number for number, part in enumerate(its) if part[3] == first)
    uri, title, *_ = its[at]
    around = [page.earlier, *(part[:2] for part in its), page.later]
    return replace(
        page, title=title, whole=_neighbour(month), earlier=around[at], later=around[at + 2],
        entries=tuple(one for one in page.entries if uri in part_uris(one.date)),
    )  # fmt: skip


def _neighbour(month: str) -> tuple[str, ...]:
    return (month_uri(month), spell_date(month)) if month else ()
