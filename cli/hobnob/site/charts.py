"""Charts as plain SVG, drawn when the site is built.

The one rule: a chart shows its content in words and numbers too, and needs no script.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from hobnob.dates import spell_date
from hobnob.index.interactions import MonthCount
from hobnob.site.words import count_words

_HEIGHT = 64
_STEP = 10
_GAP = 3
_SMALLEST = 2.0
_LINE = 26
"""The height of a small chart within a text."""
_YEARS = 24
"""The most years in it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class YearMark:
    """A year under a chart, and the number of bars above it."""

    year: str
    bars: int


def last_months(counts: Sequence[MonthCount], span: int) -> list[MonthCount]:
    """Return the months up to the latest one with entries, including the empty ones."""
    known = {item.month: item.count for item in counts if len(item.month) == 7}
    if not known:
        return []
    end = _ordinal(max(known))
    start = max(end - span + 1, min(_ordinal(min(known)), end - 11))
    months = [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(start, end + 1)]
    return [MonthCount(month, known.get(month, 0)) for month in months]


def render_months(months: Sequence[MonthCount], url: Callable[[str], str]) -> Markup:
    """Draw one bar a month; each bar with entries links to its month."""
    top = max((item.count for item in months), default=0) or 1
    bars = []
    for position, item in enumerate(months):
        height = max(_SMALLEST, item.count / top * _HEIGHT) if item.count else 1.0
        words = f"{spell_date(item.month)}: {count_words(item.count, 'entry', 'entries')}"
        bar = Markup(
            '<rect class="{}" x="{}" y="{:.1f}" width="{}" height="{:.1f}"><title>{}</title></rect>'
        ).format(
            "hb-column" if item.count else "hb-column hb-column--none",
            position * _STEP,
            _HEIGHT - height,
            _STEP - _GAP,
            height,
            words,
        )
        link = url(item.month) if item.count else ""
        bars.append(
            Markup('<a href="{}" aria-label="{}">{}</a>').format(link, words, bar) if link else bar
        )
    width = len(months) * _STEP - _GAP
    return Markup(
        '<svg class="hb-months" viewBox="0 0 {} {}" preserveAspectRatio="none" role="group" '
        'aria-label="Entries by month, {} to {}">{}</svg>'
    ).format(
        width,
        _HEIGHT,
        escape(spell_date(months[0].month)) if months else "",
        escape(spell_date(months[-1].month)) if months else "",
        Markup("").join(bars),
    )


def render_years(years: Sequence[tuple[str, int]]) -> Markup:
    """Draw one small bar a year, and say the numbers in words; nothing for a single year."""
    shown = years[-_YEARS:]
    if len(shown) < 2:
        return Markup()
    top = max(count for _, count in shown) or 1
    bars = Markup("").join(
        Markup('<rect{} x="{}" y="{:.1f}" width="5" height="{:.1f}"/>').format(
            "" if count else Markup(' class="is-none"'),
            at * 7, _LINE - height, height,
        )
        for at, (_, count) in enumerate(shown)
        for height in [max(_SMALLEST, count / top * _LINE) if count else 1.0]
    )  # fmt: skip
    told = ", ".join(f"{year}: {count}" for year, count in shown if count) or "none"
    return Markup(
        '<svg class="hb-years" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" '
        'aria-label="Contacts by year, {2} to {3}. {4}"><title>{4}</title>{5}</svg>'
    ).format(len(shown) * 7 - 2, _LINE, shown[0][0], shown[-1][0], told, bars)


def year_marks(months: Sequence[MonthCount]) -> list[YearMark]:
    """Return the years under a chart of months, in order."""
    years: dict[str, int] = {}
    for item in months:
        years[item.month[:4]] = years.get(item.month[:4], 0) + 1
    return [YearMark(year=year, bars=bars) for year, bars in years.items()]


def shade(count: int, most: int) -> int:
    """Return the shade of a count relative to the greatest one: 0 for none, then 1 to 4.

    The square root keeps one busy month from making all others look the same.
    """
    return 0 if not count else min(4, 1 + int(4 * math.sqrt(count / most) - 0.001))


def _ordinal(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1
