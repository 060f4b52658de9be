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
    bars: list[str] = []
    gaps: list[str] = []
    for at, (_, count) in enumerate(shown):
        height = max(_SMALLEST, count / top * _LINE) if count else 1
        (bars if count else gaps).append(f"M{at * _STEP} {_LINE}v-{round(height, 1):g}")
    none = Markup('<path class="is-none" d="{}"/>').format("".join(gaps)) if gaps else ""
    told = ", ".join(f"{year}: {count}" for year, count in shown if count) or "none"
    return Markup(
        '<svg class="hb-years" viewBox="-2.5 0 {0} {1}" width="{0}" height="{1}" role="img"'
        '><title>Contacts by year: {2}</title><path d="{3}"/>{4}</svg>'
    ).format(len(shown) * _STEP - 2, _LINE, told, "".join(bars), none)


def shade(count: int, most: int) -> int:
    """Return the shade of a count relative to the greatest one: 0 for none, then 1 to 4.

    The square root keeps one busy month from making all others look the same.
    """
    return 0 if not count else min(4, 1 + int(4 * math.sqrt(count / most) - 0.001))
