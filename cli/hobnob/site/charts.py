"""Charts as plain SVG, drawn when the site is built.

The one rule: a chart shows its content in words and numbers too, and needs no script.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

_SMALLEST = 2.0
_LINE = 26
"""The height of a small chart within a text."""
_YEARS = 24
"""The most years in it."""
_STEP = 7
"""From bar to bar; a bar is a line, and the style sheet makes it 5 wide."""


def render_years(years: Sequence[tuple[str, int]]) -> Markup:
    """Draw one small bar a year, and say the numbers in words; nothing for a single year."""
    shown = years[-_YEARS:]
    if len(shown) < 2:
        return Markup()
    top = max(count for _, count in shown) or 1
    bars, none = "", ""
    for at, (_, count) in enumerate(shown):
        height = max(_SMALLEST, count / top * _LINE) if count else 1
        bar = f"M{at * _STEP} {_LINE}v-{round(height, 1):g}"
        bars, none = (bars + bar, none) if count else (bars, none + bar)
    gaps = Markup('<path class="is-none" d="{}"/>').format(none) if none else ""
    told = ", ".join(f"{year}: {count}" for year, count in shown if count) or "none"
    return Markup(
        '<svg class="hb-years" viewBox="-2.5 0 {0} {1}" width="{0}" height="{1}" role="img" '
        'aria-label="Contacts by year, {2} to {3}. {4}"><title>{4}</title><path d="{5}"/>{6}</svg>'
    ).format(len(shown) * _STEP - 2, _LINE, shown[0][0], shown[-1][0], told, bars, gaps)


def shade(count: int, most: int) -> int:
    """Return the shade of a count relative to the greatest one: 0 for none, then 1 to 4.

    The square root keeps one busy month from making all others look the same.
    """
    return 0 if not count else min(4, 1 + int(4 * math.sqrt(count / most) - 0.001))
