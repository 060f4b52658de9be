"""The charts of a plan, drawn when the site is built, as plain SVG.

The one rule: as in `charts`: what a bar shows stands beside it in numbers, and the whole in words
for whoever does not see it. No colour means anything that a length does not say.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from hobnob.network.plans.rates import percent, percents
from hobnob.site.links import plain
from hobnob.site.plan_views import Rung

_WIDTH = 400
_ROW = 46
_BAR_TOP, _BAR_HEIGHT = 22, 13
_LONGEST_NAME = 26
_COLUMN, _COLUMN_GAP = 44, 10
_TALLEST = 90
_LEAST = 1.5
"""Height of a column of which there is anything at all."""


def render_funnel(rungs: Sequence[Rung]) -> Markup:
    """Draw a bar a stage, with a line for how many it could have been as well.

    The line spans the 95 % interval of the rate, taken of those who came to the stage before.
    """
    most = max((rung.stage.count for rung in rungs), default=0) or 1
    rows = Markup("").join(_row(rung, at, most) for at, rung in enumerate(rungs))
    return Markup(
        '<svg class="hb-chart hb-chart--funnel" viewBox="0 0 {} {}" role="img" '
        'aria-labelledby="hb-funnel-t hb-funnel-d"><title id="hb-funnel-t">How many got how far'
        '</title><desc id="hb-funnel-d">{}</desc>{}</svg>'
    ).format(_WIDTH, len(rungs) * _ROW, ". ".join(map(describe, rungs)) + ".", rows)


def describe(rung: Rung) -> str:
    """Say a stage in words: `10 reached, 50% of 20, between 30–70%`."""
    said = f"{rung.stage.count} {plain(rung.stage.name)}"
    return f"{said}, {_share(rung)} of {rung.share.before}" if rung.share else said


def _share(rung: Rung) -> str:
    share = rung.share
    if share is None:
        return ""
    if (share.low, share.high) == (0, 1):
        return percent(share.rate)
    return f"{percent(share.rate)} ({percents((share.low, share.high))})"


def _row(rung: Rung, at: int, most: int) -> Markup:
    top = at * _ROW
    name = plain(rung.stage.name)
    if len(name) > _LONGEST_NAME:
        name = name[: _LONGEST_NAME - 1].rstrip() + "…"
    return Markup(
        '<g transform="translate(0 {})"><text x="0" y="15"><tspan class="hb-chart__count">{}'
        '</tspan> {}</text><text class="hb-chart__soft" x="{}" y="15" text-anchor="end">{}</text>'
        '<rect class="hb-chart__ground" x="0" y="{}" width="{}" height="{}" rx="2"/>{}{}</g>'
    ).format(
        top, f"{rung.stage.count:,}", name, _WIDTH, _share(rung), _BAR_TOP, _WIDTH, _BAR_HEIGHT,
        _bar(rung.stage.count / most), _reach(rung, most),
    )  # fmt: skip


def _bar(part: float) -> Markup:
    if not part:
        return Markup("")
    return Markup(
        '<rect class="hb-chart__bar" x="0" y="{}" width="{:.1f}" height="{}" rx="2"/>'
    ).format(_BAR_TOP, part * _WIDTH, _BAR_HEIGHT)


def _reach(rung: Rung, most: int) -> Markup:
    """Draw the line with its two ends."""
    share = rung.share
    if share is None or (share.low, share.high) == (0, 1):
        return Markup("")
    low, high = (end * share.before / most * _WIDTH for end in (share.low, share.high))
    low, high = min(low, _WIDTH - 1), min(high, _WIDTH - 1)
    middle, cap = _BAR_TOP + _BAR_HEIGHT / 2, _BAR_HEIGHT / 2 - 1.5
    path = (
        f"M{low:.1f} {middle - cap:.1f}v{2 * cap:.1f}M{low:.1f} {middle:.1f}H{high:.1f}"
        f"M{high:.1f} {middle - cap:.1f}v{2 * cap:.1f}"
    )
    return Markup(
        '<path class="hb-chart__halo" d="{0}"/><path class="hb-chart__reach" d="{0}"/>'
    ).format(path)


def render_wins(chances: Sequence[float]) -> Markup:
    """Draw a column for each number of wins, as high as it is likely; the last is for all beyond.

    Args:
        chances: `chances[n]` for n more wins.
    """
    last = len(chances) - 1
    labels = [f"{n}+" if n == last and n else str(n) for n in range(last + 1)]
    top = max(chances, default=0) or 1
    columns = Markup("").join(
        _column(at, labels[at], chance, chance / top) for at, chance in enumerate(chances)
    )
    told = ", ".join(
        f"{label}: {percent(chance)}" for label, chance in zip(labels, chances, strict=True)
    )
    return Markup(
        '<svg class="hb-chart hb-chart--wins" viewBox="0 0 {} {}" style="--columns:{}" role="img" '
        'aria-labelledby="hb-wins-t hb-wins-d"><title id="hb-wins-t">How likely each number of '
        'further wins is</title><desc id="hb-wins-d">{}</desc>{}</svg>'
    ).format((last + 1) * _COLUMN, _TALLEST + 36, last + 1, told, columns)


def _column(at: int, label: str, chance: float, part: float) -> Markup:
    height = max(_LEAST, part * _TALLEST) if chance else 0
    left, middle = at * _COLUMN + _COLUMN_GAP / 2, at * _COLUMN + _COLUMN / 2
    return Markup(
        '<g><rect class="hb-chart__bar" x="{:.0f}" y="{:.1f}" width="{}" height="{:.1f}"/>'
        '<text class="hb-chart__soft" x="{:.0f}" y="{:.1f}" text-anchor="middle">{}</text>'
        '<text x="{:.0f}" y="{}" text-anchor="middle">{}</text></g>'
    ).format(
        left, _TALLEST + 16 - height, _COLUMN - _COLUMN_GAP, height,
        middle, _TALLEST + 12 - height, percent(chance) if chance >= 0.005 else "<1%",
        middle, _TALLEST + 32, label,
    )  # fmt: skip
