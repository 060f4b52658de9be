"""The chart of the year on the home page: a square for each day, a column for each week.

The one rule, as in `charts`: the words beside the chart say what it shows, and it needs no script.
On a later day, a script moves the year on (see `today.js`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from markupsafe import Markup

from hobnob.dates import MONTHS, spell_date
from hobnob.site.charts import shade
from hobnob.site.words import count_words


def render_year(counts: Mapping[str, int], since: str, today: str) -> Markup:
    """Draw the days from a Monday until today.

    Args:
        counts: how many entries a day has, by ISO date.
        since: the Monday.
        today: the last day.
    """
    first, last = date.fromisoformat(since), date.fromisoformat(today)
    most = max(counts.values(), default=0)
    days = (first + timedelta(days=after) for after in range((last - first).days + 1))
    return Markup("").join(_square(day, counts.get(day.isoformat(), 0), most) for day in days)


def _square(day: date, count: int, most: int) -> Markup:
    month = Markup(' data-month="{}"').format(MONTHS[day.month - 1][:3]) if day.day == 1 else ""
    if not count:
        return Markup("<i{}></i>").format(month)
    words = f"{spell_date(day.isoformat())}: {count_words(count, 'entry', 'entries')}"
    return Markup('<i{} class="hb-heat--{}" data-n="{}" title="{}"></i>').format(
        month, shade(count, most), count, words
    )
