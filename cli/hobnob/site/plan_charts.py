"""The charts of a plan as plain SVG, drawn when the site is built.

The one rule, as in `charts`: each bar has its number, and the whole chart has words for readers who
cannot see it. Colours never mean anything that a length does not show.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from hobnob.network.plans.phrases import spell_share
from hobnob.network.plans.plans import Stage
from hobnob.network.plans.rates import percent
from hobnob.site.links import plain

_WIDTH = 400
_ROW = 46
_BAR_TOP, _BAR_HEIGHT = 22, 13
_LONGEST_NAME = 26
_COLUMN, _COLUMN_GAP = 44, 10
_TALLEST = 90
_LEAST = 1.5
"""The smallest height of a column that is not zero."""


def render_funnel(stages: Sequence[Stage], goes_on: bool = True) -> Markup:
    """Draw a bar for each stage, with a line for its interval below it.

    The line spans the 95% interval of the rate, times the count of the stage before.

    Args:
        stages: the stages.
        goes_on: whether the plan goes on; the bars of one that is over have no lines.
    """
    most = max((stage.count for stage in stages), default=0) or 1
    rows = Markup("").join(_row(stage, at, most, goes_on) for at, stage in enumerate(stages))
    return Markup(
        '<svg class="hb-chart hb-chart--funnel" viewBox="0 0 {} {}" role="img" '
        'aria-labelledby="hb-funnel-t hb-funnel-d"><title id="hb-funnel-t">How many got how far'
        '</title><desc id="hb-funnel-d">{}</desc>{}</svg>'
    ).format(_WIDTH, len(stages) * _ROW, ". ".join(map(describe, stages)) + ".", rows)


def describe(stage: Stage) -> str:
    """Return a stage in words: `10 reached, 50% (30–70%) of 20`."""
    reached = f"{stage.count} {plain(stage.name)}"
    return f"{reached}, {_share(stage)} of {stage.before}" if stage.before else reached


def _share(stage: Stage) -> str:
    share, interval = spell_share(stage)
    return f"{share} ({interval})" if interval else share


def _row(stage: Stage, at: int, most: int, goes_on: bool) -> Markup:
    top = at * _ROW
    name = plain(stage.name)
    if len(name) > _LONGEST_NAME:
        name = name[: _LONGEST_NAME - 1].rstrip() + "…"
    return Markup(
        '<g transform="translate(0 {})"><text x="0" y="15"><tspan class="hb-chart__count">{}'
        '</tspan> {}</text><text class="hb-chart__soft" x="{}" y="15" text-anchor="end">{}</text>'
        '<rect class="hb-chart__ground" x="0" y="{}" width="{}" height="{}" rx="2"/>{}{}</g>'
    ).format(
        top, f"{stage.count:,}", name, _WIDTH, _share(stage), _BAR_TOP, _WIDTH, _BAR_HEIGHT,
        _bar(stage.count / most), _reach(stage, most) if goes_on else "",
    )  # fmt: skip


def _bar(part: float) -> Markup:
    if not part:
        return Markup("")
    return Markup(
        '<rect class="hb-chart__bar" x="0" y="{}" width="{:.1f}" height="{}" rx="2"/>'
    ).format(_BAR_TOP, part * _WIDTH, _BAR_HEIGHT)


def _reach(stage: Stage, most: int) -> Markup:
    """Draw the line with its two ends."""
    if stage.low is None or stage.high is None or not spell_share(stage)[1]:
        return Markup("")
    low, high = (end * stage.before / most * _WIDTH for end in (stage.low, stage.high))
    low, high = min(low, _WIDTH - 1), min(high, _WIDTH - 1)
    middle, cap = _BAR_TOP + _BAR_HEIGHT + 5, 2.5
    path = (
        f"M{low:.1f} {middle - cap:.1f}v{2 * cap:.1f}M{low:.1f} {middle:.1f}H{high:.1f}"
        f"M{high:.1f} {middle - cap:.1f}v{2 * cap:.1f}"
    )
    return Markup('<path class="hb-chart__reach" d="{}"/>').format(path)


def render_wins(chances: Sequence[float]) -> Markup:
    """Draw a column for the probability of each number of wins; the last is for that many or more.

    Args:
        chances: `chances[n]` for n more wins.
    """
    last = len(chances) - 1
    labels = [f"{n}+" if n == last and n else str(n) for n in range(last + 1)]
    top = max(chances, default=0) or 1
    columns = Markup("").join(
        _column(at, labels[at], chance, chance / top) for at, chance in enumerate(chances)
    )
    words = ", ".join(
        f"{label}: {percent(chance)}" for label, chance in zip(labels, chances, strict=True)
    )
    return Markup(
        '<svg class="hb-chart hb-chart--wins" viewBox="0 0 {} {}" style="--columns:{}" role="img" '
        'aria-labelledby="hb-wins-t hb-wins-d"><title id="hb-wins-t">How likely each number of '
        'further wins is</title><desc id="hb-wins-d">{}</desc>{}</svg>'
    ).format((last + 1) * _COLUMN, _TALLEST + 36, last + 1, words, columns)


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
