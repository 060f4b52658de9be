"""The band of an organization's page: who was there when, as a drawing (SVG).

The one rule: it needs no script, and what it shows stands in words on the page too. A role without
dates is in the words alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from hobnob.answers import Who
from hobnob.dates import spell_date
from hobnob.index.orgs import Tenure
from hobnob.site.links import plain
from hobnob.site.person_map import cut_name

_WIDTH = 640
_LABEL = 170
_ROW = 22
_TOP = 20
_MOST = 40
"""People on a band, the latest first; a larger drawing shows less."""


@dataclass(frozen=True, kw_only=True)
class _Row:
    who: Who
    spans: tuple[tuple[float, float, Tenure], ...]


def render_band(tenures: Sequence[Tenure], today: str, url: Callable[[Who], str]) -> Markup:
    """Draw who was there when; nothing if no role has a beginning.

    Args:
        tenures: the roles at the organization.
        today: an ISO date.
        url: returns the address of a person's page.
    """
    rows = _rows(tenures, today)
    if not rows:
        return Markup()
    first = int(min(span[0] for row in rows for span in row.spans))
    last = int(max(span[1] for row in rows for span in row.spans)) + 1
    scale = (_WIDTH - _LABEL - 8) / max(1, last - first)

    def x(year: float) -> float:
        return round(_LABEL + (year - first) * scale, 1)

    height = _TOP + len(rows) * _ROW + 4
    parts = [
        f'<svg class="hb-band" viewBox="0 0 {_WIDTH} {height}" role="group" '
        'aria-labelledby="hb-when">'
    ]
    step = next(step for step in (1, 2, 5, 10, 20, 50, 1000) if (last - first) / step <= 9)
    for year in range(-(-first // step) * step, last + 1, step):
        parts += (
            f'<line x1="{x(year):g}" y1="{_TOP - 4}" x2="{x(year):g}" y2="{height}"/>',
            f'<text class="hb-band__year" x="{x(year):g}" y="11">{year}</text>',
        )
    parts += [_person(row, _TOP + at * _ROW, x, url) for at, row in enumerate(rows)]
    parts.append("</svg>")
    return Markup("".join(parts))  # noqa: S704 - every text in it is escaped


def _rows(tenures: Sequence[Tenure], today: str) -> list[_Row]:
    by_person: dict[Who, list[tuple[float, float, Tenure]]] = {}
    for tenure in tenures:
        if tenure.since and tenure.since <= today:
            until = min(tenure.until, today) if tenure.until else today
            span = (_year(tenure.since), max(_year(until), _year(tenure.since)), tenure)
            by_person.setdefault(tenure.person, []).append(span)
    rows = [
        _Row(who=who, spans=tuple(sorted(spans, key=lambda span: span[:2])))
        for who, spans in by_person.items()
    ]
    rows.sort(key=lambda row: (row.spans[0][0], row.who.slug))
    return rows[-_MOST:]


def _year(date: str) -> float:
    """Return a date as a number of years; a month or a year alone is its beginning."""
    month, day = int(date[5:7] or 1), int(date[8:10] or 1)
    return int(date[:4]) + (month - 1) / 12 + (day - 1) / 366


def _person(row: _Row, y: float, x: Callable[[float], float], url: Callable[[Who], str]) -> str:
    said = "; ".join(_words(tenure) for _, _, tenure in row.spans)
    to = url(row.who)
    link = f' href="{escape(to)}"' if to else ""
    bars = "".join(
        f'<rect x="{x(start):g}" y="{y + 4:g}" width="{max(4.0, x(end) - x(start)):.1f}" '
        f'height="12" rx="3" class="{"is-now" if tenure.present else "was"}"/>'
        for start, end, tenure in row.spans
    )
    return (
        f"<a{link}>"
        f"<title>{escape(plain(f'{row.who.name}: {said}'))}</title>"
        f'<text x="0" y="{y + 14:g}">{escape(cut_name(row.who.name, 24))}</text>'
        f"{bars}</a>"
    )


def _words(tenure: Tenure) -> str:
    until = spell_date(tenure.until) if tenure.until and not tenure.present else ""
    span = (
        f"{spell_date(tenure.since)} to {until}" if until else f"since {spell_date(tenure.since)}"
    )
    return f"{tenure.title}, {span}" if tenure.title else span
