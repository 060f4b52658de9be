"""Look: who is in which circle, how full each is, and who has drifted.

The one rule: hobnob proposes and shows the command; only the user moves a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from hobnob.answers import Who
from hobnob.cli.app import App
from hobnob.cli.layout import Column, cells, count, one_line, show, table_lines, wrap, wrap_words
from hobnob.cli.text import room
from hobnob.cli.verb import pass_app, verb
from hobnob.dates import spell_every
from hobnob.network.ties.circles import Circle, Circles, Drift, load_circles
from hobnob.network.ties.phrases import DRIFTS

_BAR = 30
_GLUE = "\u00a0"
_NAMES, _DRIFTS = 60, 10
"""The most items shown of each list; the rest is counted, with the command that shows it."""


@verb(prints="{hobnob.network.ties.circles.Circles}, and who drifted")
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
    found = app.ask_once("circles", [], load_circles, Circles, Circle, Drift, Who)
    if app.json:
        app.print_answer(found)
        return
    if found.is_empty:
        app.say("nobody is in a circle yet: hobnob set ada circle=close")
        return
    show(app, _lines(found, everything))


def _lines(found: Circles, everything: bool) -> Iterator[str]:
    for circle in found.circles:
        yield _bar(circle)
    yield click.style(f"{count(found.without, 'person', 'people')} in no circle", dim=True)
    yield ""
    most = None if everything else _NAMES
    for circle in found.circles:
        if circle.members:
            yield from _members(circle, most)
            yield ""
    for closer, title in DRIFTS.items():
        drifts = [drift for drift in found.drifts if drift.closer == closer]
        if drifts:
            yield from _drifts(title, drifts, None if everything else _DRIFTS)
            yield ""


def _bar(circle: Circle) -> str:
    """Return a circle in one line; the end of its bar is the usual size."""
    columns = min(_BAR, max(8, room() - 48))
    full = min(columns, round(circle.within / circle.usual * columns)) or int(circle.within > 0)
    over = "+" if circle.within > circle.usual else " "
    bar = click.style("█" * full, fg="green") + "░" * (columns - full)
    line = f"{circle.circle:<6}  {bar}{over} {circle.within} of about {circle.usual}"
    inside = f", {len(circle.members)} of them {circle.circle}"
    fits = cells(click.unstyle(line + inside)) <= room()
    return line + inside if fits and circle.circle != "inner" else line


def _members(circle: Circle, most: int | None) -> Iterator[str]:
    yield click.style(circle.circle, bold=True) + f", {spell_every(circle.cadence_days)}"
    its_people, own_people, more = circle.first(most)
    names = [one_line(who.name) for who in its_people]
    own = [f"{one_line(who.name)} ({circle.paces[who]})" for who in own_people]
    if more:
        (own or names).append(f"and {more:,} more: hobnob list people --circle {circle.circle}")
    yield from _joined(names, "  ")
    if own:
        yield "  at their own pace:"
        yield from _joined(own, "    ")


def _joined(names: Sequence[str], lead: str) -> Iterator[str]:
    """Yield names as a list in lines; a name stays on one line if possible."""
    # The blanks of a name return when the lines are made.
    glued = [name.replace(" ", _GLUE) for name in names]
    words = [*(f"{name}," for name in glued[:-1]), *glued[-1:]]
    if words:
        yield from (line.replace(_GLUE, " ") for line in wrap_words(words, lead, lead, room()))


def _drifts(title: str, drifts: list[Drift], most: int | None) -> Iterator[str]:
    yield click.style(title, bold=True)
    # A command without its end is useless.
    widest = sum(max(map(cells, texts)) for texts in zip(*map(_parts, drifts[:most]), strict=True))
    lines = _drift_table if widest + 2 <= room() else _drift_lines
    yield from lines(drifts[:most])
    if most is not None and len(drifts) > most:
        yield click.style(f"… and {len(drifts) - most:,} more: --all", dim=True)


def _parts(drift: Drift) -> tuple[str, str]:
    return one_line(drift.person.name), one_line(drift.command)


def _drift_table(drifts: list[Drift]) -> Iterator[str]:
    columns = [
        Column(title="name", style={"bold": True}),
        Column(title="meant", drop=2),
        Column(title="of late", drop=1),
        Column(title="to change it"),
    ]
    yield from table_lines(
        columns,
        [
            (drift.person.name, drift.pace or drift.circle or "none", drift.often, drift.command)
            for drift in drifts
        ],
    )


def _drift_lines(drifts: list[Drift]) -> Iterator[str]:
    for drift in drifts:
        name, command = _parts(drift)
        yield wrap(f"{name}, {drift.often}:")
        yield wrap(command, indent="  ")
