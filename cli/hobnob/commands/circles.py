"""Look: who is in which circle, how full each is, and who has drifted.

The one rule: it proposes and shows the command; only the user moves anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from hobnob.app import App
from hobnob.main import pass_app, verb

if TYPE_CHECKING:
    from hobnob.network.circles import Circle, Circles, Drift

_BAR = 30
_GLUE = "\u00a0"
_TITLES = {"Closer than their circle": True, "Less in touch than their circle": False}
_NAMES, _DRIFTS = 60, 10
"""So many of each are shown; the rest is counted, and told how to see."""


@verb()
@click.option("--all", "everything", is_flag=True, help="Every name.")
@pass_app
def command(app: App, /, *, everything: bool) -> None:
    """Show your circles: who is in which, how full each is, who has come closer or drifted.

    Beside each stands how many people there usually are in it and in the circles inside it: about
    5, 15, 50 and 150. They are no rule. Whoever has been in touch clearly more or less often than
    the circle asks, over the last two years, is named with the command that would change it;
    'hobnob help ties' says how that is reckoned.

    \b
    hobnob circles
    hobnob set ada circle=close
    hobnob circles --json | jq '.drifts'
    """
    from hobnob.network.circles import load_circles
    from hobnob.terminal import show

    found = load_circles(app.index)
    if app.json:
        app.print_json(_document(found))
        return
    if not any(circle.members for circle in found.circles) and not found.drifts:
        app.say("nobody is in a circle yet: hobnob set ada circle=close")
        return
    show(app, "\n".join(_lines(found, everything)).rstrip("\n"))


def _lines(found: Circles, everything: bool) -> Iterator[str]:
    from hobnob.terminal import count

    for circle in found.circles:
        yield _bar(circle)
    yield click.style(f"{count(found.without, 'person', 'people')} in no circle", dim=True)
    yield ""
    most = None if everything else _NAMES
    for circle in found.circles:
        if circle.members:
            yield from _members(circle, most)
            yield ""
    for title, closer in (
        ("Closer than their circle", True),
        ("Less in touch than their circle", False),
    ):
        drifts = [one for one in found.drifts if one.is_closer == closer]
        if drifts:
            yield from _drifts(title, drifts, None if everything else _DRIFTS)
            yield ""


def _bar(circle: Circle) -> str:
    """Return a circle in one line; its bar ends where circles are usually full."""
    from hobnob.commands._show_text import room
    from hobnob.terminal import cells

    columns = min(_BAR, max(8, room() - 48))
    full = min(columns, round(circle.within / circle.usual * columns)) or int(circle.within > 0)
    over = "+" if circle.within > circle.usual else " "
    bar = click.style("█" * full, fg="green") + "░" * (columns - full)
    said = f"{circle.name:<6}  {bar}{over} {circle.within} of about {circle.usual}"
    inside = f", {len(circle.members)} of them {circle.name}"
    fits = cells(click.unstyle(said + inside)) <= room()
    return said + inside if fits and circle.name != "inner" else said


def _members(circle: Circle, most: int | None) -> Iterator[str]:
    from hobnob.commands._show_text import room
    from hobnob.network.reasons import spell_every
    from hobnob.terminal import one_line, wrap_words

    yield click.style(circle.name, bold=True) + f", {spell_every(circle.cadence)}"
    # A name stays on one line where it can: its blanks are put back when lines are made.
    said = [f"{one_line(tie.name)}," for tie in circle.members[:most]]
    if most is not None and (more := len(circle.members) - most) > 0:
        said.append(f"and {more:,} more: hobnob list people --circle {circle.name}")
    words = [name.replace(" ", _GLUE) for name in (*said[:-1], said[-1].rstrip(","))]
    yield from (line.replace(_GLUE, " ") for line in wrap_words(words, "  ", "  ", room()))


def _drifts(title: str, drifts: list[Drift], most: int | None) -> Iterator[str]:
    from hobnob.commands._show_text import room
    from hobnob.terminal import cells

    yield click.style(title, bold=True)
    # A command is of no use without its end.
    widest = sum(max(map(cells, texts)) for texts in zip(*map(_parts, drifts[:most]), strict=True))
    lines = _drift_table if widest + 2 <= room() else _drift_lines
    yield from lines(drifts[:most])
    if most is not None and len(drifts) > most:
        yield click.style(f"… and {len(drifts) - most:,} more: --all", dim=True)


def _parts(drift: Drift) -> tuple[str, str]:
    from hobnob.terminal import one_line

    return one_line(drift.tie.name), one_line(drift.command)


def _drift_table(drifts: list[Drift]) -> Iterator[str]:
    from hobnob.terminal import Column, table_lines

    columns = [
        Column(title="name", style={"bold": True}),
        Column(title="circle", drop=2),
        Column(title="of late", drop=1),
        Column(title="to change it"),
    ]
    yield from table_lines(
        columns,
        [(one.tie.name, one.tie.circle or "none", one.text, one.command) for one in drifts],
    )


def _drift_lines(drifts: list[Drift]) -> Iterator[str]:
    from hobnob.terminal import wrap

    for one in drifts:
        name, command = _parts(one)
        yield wrap(f"{name}, {one.text}:")
        yield wrap(command, indent="  ")


def _document(found: Circles) -> dict[str, object]:
    return {
        "circles": [
            {
                "circle": circle.name,
                "cadence_days": circle.cadence,
                "members": [tie.slug for tie in circle.members],
                "within": circle.within,
                "usual": circle.usual,
            }
            for circle in found.circles
        ],
        "without": found.without,
        "drifts": [
            {
                "person": one.tie.slug,
                "circle": one.tie.circle or None,
                "gap_days": one.gap,
                "fits": one.fits or None,
                "closer": one.is_closer,
                "command": one.command,
            }
            for one in found.drifts
        ],
    }
