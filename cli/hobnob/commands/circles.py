"""Look: who is in which circle, how full each is, and who has drifted.

The one rule: it proposes and shows the command; only the user moves anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App
from hobnob.cli.verb import pass_app, verb

if TYPE_CHECKING:
    from hobnob.network.ties.circles import Circle, Circles, Drift

_BAR = 30
_GLUE = "\u00a0"
_NAMES, _DRIFTS = 60, 10
"""So many of each are shown; the rest is counted, and told how to see."""


@verb(prints="[circles](#circles), and who drifted")
@click.option("--all", "everything", is_flag=True, help="Show every name.")
@pass_app
def command(app: App, /, *, everything: bool) -> None:
    """Show your circles: who is in which, how full each is, who has come closer or drifted.

    Each circle also shows its usual size, with the circles inside it: about 5, 15, 50 and 150.
    These sizes are no rule. Some people are in touch clearly more or less often than their circle
    or their own 'keep_in_touch' asks. They are listed with the command that changes it.
    'hobnob help ties' explains the calculation.

    \b
    hobnob circles
    hobnob set ada circle=close
    hobnob circles --json | jq '.drifts'
    """
    from hobnob.cli.layout import show
    from hobnob.network.ties.circles import load_circles

    found = load_circles(app.index)
    if app.json:
        app.print_json(_document(found))
        return
    if not any(circle.members for circle in found.circles) and not found.drifts:
        app.say("nobody is in a circle yet: hobnob set ada circle=close")
        return
    show(app, "\n".join(_lines(found, everything)).rstrip("\n"))


def _lines(found: Circles, everything: bool) -> Iterator[str]:
    from hobnob.cli.layout import count

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
        ("Closer than you had in mind", True),
        ("Less in touch than you had in mind", False),
    ):
        drifts = [one for one in found.drifts if one.is_closer == closer]
        if drifts:
            yield from _drifts(title, drifts, None if everything else _DRIFTS)
            yield ""


def _bar(circle: Circle) -> str:
    """Return a circle in one line; its bar ends where circles are usually full."""
    from hobnob.cli.layout import cells
    from hobnob.cli.text import room

    columns = min(_BAR, max(8, room() - 48))
    full = min(columns, round(circle.within / circle.usual * columns)) or int(circle.within > 0)
    over = "+" if circle.within > circle.usual else " "
    bar = click.style("█" * full, fg="green") + "░" * (columns - full)
    said = f"{circle.name:<6}  {bar}{over} {circle.within} of about {circle.usual}"
    inside = f", {len(circle.members)} of them {circle.name}"
    fits = cells(click.unstyle(said + inside)) <= room()
    return said + inside if fits and circle.name != "inner" else said


def _members(circle: Circle, most: int | None) -> Iterator[str]:
    from hobnob.cli.layout import one_line
    from hobnob.network.ties.reasons import spell_every, spell_pace

    yield click.style(circle.name, bold=True) + f", {spell_every(circle.cadence)}"
    said = [one_line(tie.name) for tie in circle.at_its_pace[:most]]
    left = None if most is None else max(0, most - len(said))
    own = [f"{one_line(t.name)} ({spell_pace(t)})" for t in circle.at_their_own[:left]]
    if (more := len(circle.members) - len(said) - len(own)) > 0:
        (own or said).append(f"and {more:,} more: hobnob list people --circle {circle.name}")
    yield from _joined(said, "  ")
    if own:
        yield "  at their own pace:"
        yield from _joined(own, "    ")


def _joined(names: Sequence[str], lead: str) -> Iterator[str]:
    """Yield names as a list in lines; a name stays on one line where it can."""
    from hobnob.cli.layout import wrap_words
    from hobnob.cli.text import room

    # The blanks of a name are put back when lines are made.
    glued = [name.replace(" ", _GLUE) for name in names]
    words = [*(f"{name}," for name in glued[:-1]), *glued[-1:]]
    if words:
        yield from (line.replace(_GLUE, " ") for line in wrap_words(words, lead, lead, room()))


def _drifts(title: str, drifts: list[Drift], most: int | None) -> Iterator[str]:
    from hobnob.cli.layout import cells
    from hobnob.cli.text import room

    yield click.style(title, bold=True)
    # A command is of no use without its end.
    widest = sum(max(map(cells, texts)) for texts in zip(*map(_parts, drifts[:most]), strict=True))
    lines = _drift_table if widest + 2 <= room() else _drift_lines
    yield from lines(drifts[:most])
    if most is not None and len(drifts) > most:
        yield click.style(f"… and {len(drifts) - most:,} more: --all", dim=True)


def _parts(drift: Drift) -> tuple[str, str]:
    from hobnob.cli.layout import one_line

    return one_line(drift.tie.name), one_line(drift.command)


def _drift_table(drifts: list[Drift]) -> Iterator[str]:
    from hobnob.cli.layout import Column, table_lines

    columns = [
        Column(title="name", style={"bold": True}),
        Column(title="meant", drop=2),
        Column(title="of late", drop=1),
        Column(title="to change it"),
    ]
    yield from table_lines(
        columns,
        [(one.tie.name, _meant(one), one.text, one.command) for one in drifts],
    )


def _meant(drift: Drift) -> str:
    """Return what somebody is compared with: the circle, or the pace of their own."""
    from hobnob.network.ties.reasons import spell_pace

    return drift.tie.circle or "none" if drift.tie.own is None else spell_pace(drift.tie)


def _drift_lines(drifts: list[Drift]) -> Iterator[str]:
    from hobnob.cli.layout import wrap

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
                "own_pace": [tie.slug for tie in circle.at_their_own],
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
                "cadence_days": one.tie.cadence,
                "gap_days": one.gap,
                "fits": one.fits or None,
                "closer": one.is_closer,
                "command": one.command,
            }
            for one in found.drifts
        ],
    }
