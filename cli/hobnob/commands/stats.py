"""Look: how much there is, and activity by month.

The one rule: every number is one that a `list` with filters counts again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

from hobnob.cli.app import App
from hobnob.cli.layout import cells, count, cut, one_line, pad, show, width, wrap
from hobnob.cli.text import ago, room, spell_day
from hobnob.cli.verb import pass_app, verb
from hobnob.index.stats import Stats, load_stats

_EIGHTHS = " ▏▎▍▌▋▊▉"
_PIPE = 48
"""Columns of a line in a pipe, where there is no width to fill."""


@verb(prints="{hobnob.index.stats.Stats}")
@click.option("--months", type=click.IntRange(1, 600), default=12, show_default=True, metavar="N",
              help="Show N months, including this one.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show every year since the first contact.")
@pass_app
def command(app: App, /, *, months: int, everything: bool) -> None:
    """Show how much there is in the journal, and contacts by month.

    A contact is something that happened with somebody: no draft, no news, no note, no call without
    an answer. --json shows all months and all years.

    \b
    hobnob stats
    hobnob stats --months 24
    hobnob stats --all
    """
    found = app.ask(load_stats)
    if app.json:
        app.print_answer(found)
        return
    if not (found.people or found.interactions):
        app.say('nothing to count yet: hobnob add person "Grace Hopper"')
        return
    spans = _years(found) if everything else _months(found, app.today, months)
    lines = [*_totals(found, app.today), ""]
    if found.contacts:
        lines += [_title(f"Contacts by {'year' if everything else 'month'}"), *_bars(spans), ""]
    if found.kinds:
        kinds = {kind or "(no kind)": many for kind, many in found.kinds.items()}
        lines += [_title("What happened, by kind"), *_bars(kinds), ""]
    if found.most_met:
        met = {tie.person.name: tie.contacts for tie in found.most_met}
        lines += [_title("Met most in the last year"), *_bars(met), ""]
    show(app, lines)


def _title(text: str) -> str:
    return click.style(wrap(text), bold=True)


def _totals(found: Stats, today: str) -> Iterator[str]:
    yield wrap(" · ".join((
        count(found.people, "person", "people"), count(found.interactions, "interaction"),
        count(found.plans, "plan"), count(found.orgs, "organization"),
    )))  # fmt: skip
    if found.contacts > 1:
        first, last = spell_day(found.first), ago(found.last, today)
        yield wrap(f"{count(found.contacts, 'contact')}, first {first}, last {last}")
    elif found.contacts:
        yield wrap(f"1 contact, {ago(found.last, today)}")
    drafts = [count(found.drafts, "draft")] if found.drafts else []
    promises = f"{count(found.open_promises, 'promise')} open, {found.kept_promises:,} kept"
    yield wrap(" · ".join([promises, *drafts]))


def _months(found: Stats, today: str, many: int) -> dict[str, int]:
    """Return the contacts of the last months, those without any included."""
    last = int(today[:4]) * 12 + int(today[5:7]) - 1
    names = (f"{at // 12:04}-{at % 12 + 1:02}" for at in range(max(12, last - many + 1), last + 1))
    return {name: found.months.get(name, 0) for name in names}


def _years(found: Stats) -> dict[str, int]:
    if not found.first:
        return {}
    years = range(int(found.first[:4]), int(found.last[:4]) + 1)
    return {f"{year:04}": found.years.get(f"{year:04}", 0) for year in years}


def _bars(numbers: Mapping[str, int]) -> Iterator[str]:
    """Yield a line for each number: its name, the number, a bar that fits the terminal."""
    names = {name: one_line(name) for name in numbers}
    columns = room() if width() else _PIPE
    widest = min(max(map(cells, names.values())), max(7, columns // 2 - 8))
    digits = max(len(f"{number:,}") for number in numbers.values())
    most = max(*numbers.values(), 1)
    space = max(columns - widest - digits - 4, 4)
    for name, number in numbers.items():
        shown = names[name] if width() is None else cut(names[name], widest)
        bar = "  " + click.style(_bar(number / most * space), fg="green") if number else ""
        yield f"{pad(shown, widest)}  {number:>{digits},}{bar}"


def _bar(length: float) -> str:
    """Return a bar of a length in columns; what is not nothing is at least an eighth of one."""
    eighths = round(length * 8) or int(length > 0)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
