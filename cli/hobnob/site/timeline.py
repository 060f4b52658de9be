"""Timelines: entries by year, month or day, with a rail by which to find one's way.

The one rule: whatever the length, all is on the page or a link away, and no more than a few screens
stand open until they are asked for.

A rail has the years to jump to and the way back to the top; `rail.js` adds kinds to filter by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from hobnob.answers import Entry
from hobnob.dates import MONTHS, WEEKDAYS, spell_date
from hobnob.site.words import count_words

OPEN = 20
"""Entries that stand open: about three screens."""
RAIL = 12
"""From so many entries on there is a rail."""

Render = Callable[[Iterable[Entry]], Markup]
"""Returns the HTML of some entries."""


@dataclass(frozen=True, kw_only=True)
class Apart:
    """From how many entries on older years have pages of their own, and how many entries stay.

    A year with more than `crowded` has such a page always, and so has each of its months; a month
    with more has one for each of its days.
    """

    many: int
    kept: int
    crowded: int


APART = {
    "people": Apart(many=100, kept=40, crowded=400),
    "plans": Apart(many=100, kept=40, crowded=400),
    "tags": Apart(many=400, kept=200, crowded=1200),
    "places": Apart(many=400, kept=200, crowded=1200),
}
"""By section. Tags and places have a line for each entry, which is a fifth of the bytes."""


def years_apart(section: str, counts: Iterable[tuple[str, int]]) -> list[str]:
    """Return the years that have pages of their own, newest first.

    Args:
        section: the folder of the page.
        counts: each year with its number of entries.
    """
    limits, newest = APART[section], sorted(counts, reverse=True)
    if sum(count for _, count in newest) < limits.many:
        return []
    kept = 0
    for at, (_, count) in enumerate(newest):
        if count > limits.crowded or (kept and kept + count > limits.kept):
            return [year for year, _ in newest[at:]]
        kept += count
    return []


def months_apart(
    section: str, counts: Iterable[tuple[str, int]], entries: Callable[[], Iterable[Entry]]
) -> list[str]:
    """Return the months of crowded years, newest first; each has its own page.

    Args:
        section: the folder of the page.
        counts: each year with its number of entries.
        entries: returns the entries.
    """
    most = APART[section].crowded
    crowded = {year for year, count in counts if count > most}
    found = (one.date[:7] for one in entries() if one.date[:4] in crowded) if crowded else ()
    return sorted({month for month in found if len(month) == 7}, reverse=True)


def days_apart(
    section: str, months: Collection[str], entries: Callable[[], Iterable[Entry]]
) -> list[str]:
    """Return the days of crowded months, newest first; each has its own page.

    Args:
        section: the folder of the page.
        months: those that have their own page.
        entries: returns the entries.
    """
    dates = [entry.date for entry in entries()] if months else []
    counts = Counter(date[:7] for date in dates)
    crowded = {month for month in months if counts[month] > APART[section].crowded}
    return sorted({d[:10] for d in dates if d[:7] in crowded and len(d) > 7}, reverse=True)


def year_uri(uri: str, year: str) -> str:
    """Return the source of a page of a thing's year, month or day: `people/ada/2019.md`."""
    return f"{uri.removesuffix('.md')}/{year}.md"


def render_timeline(
    entries: Sequence[Entry],
    render: Render,
    *,
    span: int = 4,
    url_of: Callable[[str], str] = lambda _: "",
    fold: bool = True,
) -> Markup:
    """Return entries in groups, with a rail.

    Args:
        entries: newest first.
        render: renders some of them.
        span: the length of the date that a group shares: 4 for years, 7 for months, 10 for days.
        url_of: returns the address of the page that a group has for itself, or "".
        fold: whether later groups are folded.
    """
    groups = [
        (key, list(group)) for key, group in groupby(entries, lambda entry: entry.date[:span])
    ]
    before = 0
    parts = []
    for key, group in groups:
        parts.append(
            _part(key, group, url, _name(key, span))
            if (url := url_of(key))
            else _group(key, group, render, before if fold else -1, _name(key, span))
        )
        before += len(group)
    rail = _rail([(key, _short(key, span)) for key, _ in groups]) if len(entries) >= RAIL else ""
    wide = " hb-timeline--rail" if rail else ""
    return Markup('<div class="hb-timeline hb-by-%s%s">%s<div>%s</div></div>\n') % (
        {4: "year", 7: "month", 10: "day"}[span], wide, rail, Markup("").join(parts),
    )  # fmt: skip


def _group(key: str, group: Sequence[Entry], render: Render, before: int, name: str) -> Markup:
    """Return a group: open, open at its beginning, or folded.

    Args:
        key: the year, month or day.
        group: its entries.
        render: renders some of them.
        before: the number of entries before it; -1 to fold nothing.
        name: the name of the group.
    """
    if before >= OPEN:
        return Markup(
            '<details class="hb-year" id="hb-y{0}"><summary><b class="hb-year__name">{1}</b>'
            " <span>{2}</span></summary>\n{3}</details>\n"
        ).format(key, name, _count(group), render(group))
    # A few more are no reason to fold.
    cut = len(group) if before < 0 or len(group) <= OPEN * 3 // 2 else OPEN
    rest = Markup("")
    if group[cut:]:
        rest = Markup("<details><summary>{} more</summary>\n{}</details>\n").format(
            f"{len(group) - cut:,}", render(group[cut:])
        )
    return Markup(
        '<section class="hb-year" id="hb-y{0}"><p class="hb-year__name">{1}</p>\n{2}{3}</section>\n'
    ).format(key, name, render(group[:cut]), rest)


def _part(key: str, group: Sequence[Entry], url: str, name: str) -> Markup:
    """Return the link to a year that has a page of its own."""
    kinds = Counter(entry.kind for entry in group)
    counts = " ".join(f"{kind}:{count}" for kind, count in sorted(kinds.items()))
    return Markup(
        '<p class="hb-year" id="hb-y{0}"><a href="{1}" data-hb-part="{2}">'
        '<b class="hb-year__name">{3}</b> <span>{4}</span></a></p>\n'
    ).format(key, url, counts, name, _count(group))


def _rail(groups: Sequence[tuple[str, str]]) -> Markup:
    """Return the rail."""
    jumps = Markup("").join(
        Markup('<li><a href="#hb-y{}">{}</a></li>').format(key, name) for key, name in groups
    )
    return Markup(
        '<nav class="hb-rail" aria-label="Through the timeline"><ol>{}</ol>'
        '<a class="hb-rail__top" href="#hb-content"><span aria-hidden="true">↑</span> Top</a>'
        "</nav>\n"
    ).format(jumps)


def _count(group: Sequence[Entry]) -> str:
    return count_words(len(group), "entry", "entries")


def _name(key: str, span: int) -> str:
    """Return the name of a year, a month or a day; "Some day" for a date that is less exact."""
    if len(key) < span:
        return "Some day"
    if span < 10:
        return key if span == 4 else MONTHS[int(key[5:7]) - 1]
    return f"{WEEKDAYS[date.fromisoformat(key).weekday()]}, {spell_date(key)}"


def _short(key: str, span: int) -> str:
    """Return the name of a year, a month or a day for the rail."""
    if len(key) < span:
        return "?"
    if span < 10:
        return key if span == 4 else MONTHS[int(key[5:7]) - 1][:3]
    return f"{WEEKDAYS[date.fromisoformat(key).weekday()][:3]} {int(key[8:10])}"
