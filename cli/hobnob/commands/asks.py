"""Look: what you asked of people, and what came of it; what went to and fro.

The one rule: this counts asks, never people. Nobody owes anybody anything here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import click

from hobnob.answers import Who
from hobnob.cli.app import App
from hobnob.cli.layout import Column, cells, one_line, show_lines, table_lines, width, wrap
from hobnob.cli.params import PERSON
from hobnob.cli.tables import when
from hobnob.cli.verb import pass_app, verb
from hobnob.index.lookup import find_note
from hobnob.network.asks.asks import Asks, AsksOf, Group, Tally, load_asks, load_asks_of
from hobnob.network.asks.favours import Favours
from hobnob.network.asks.phrases import spell_answer, spell_basis, spell_favours, spell_rate

_LEAST_NAME = 12
"""The width of a name beside its numbers."""
_LEAST_FAVOURS = 60
"""The width of a terminal from which three columns of words are readable."""


@verb(
    prints={
        "": "{hobnob.network.asks.asks.Asks}",
        "WHO": "{hobnob.network.asks.asks.AsksOf}",
    }
)
@click.argument("who", required=False, type=PERSON, metavar="[WHO]")
@click.option("--by", type=click.Choice(["kind", "person", "plan", "year"]), default="kind",
              show_default=True, help="How to group the asks.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), metavar="N",
              help="At most N people, or asks of WHO; default 12, with --json all.")  # fmt: skip
@pass_app
def command(app: App, /, *, who: str | None, by: Any, limit: int | None) -> None:
    """Show what you asked for, and how often it was answered, agreed to and declined.

    An ask for a job, a sale or money is direct; all others are oblique. The brackets show the range
    of the true rate. With WHO: each thing you asked them for, and what you did for them.
    'hobnob help asking' explains what counts as an answer.

    \b
    hobnob asks
    hobnob asks --by year
    hobnob asks grace
    """
    if who:
        index = app.index
        asks_of = load_asks_of(index, find_note(index, who, ("person",)))
        asks_of = replace(asks_of, asks=asks_of.asks[:limit])
        if app.json:
            app.print_answer(asks_of)
        elif lines := list(_of_person(asks_of, index.today)):
            show_lines(app, lines)
        else:
            app.say("nothing was asked of them, or done for them")
        return
    (asks,) = app.ask_once(
        "asks", [by], lambda index: load_asks(index, by), Asks, Tally, Group, Favours, Who
    )
    if app.json:
        app.print_answer(replace(asks, people=asks.people[:limit]))
    elif asks.groups or asks.people:
        show_lines(app, _page(asks, limit or 12))
    else:
        app.say('nothing was asked yet: hobnob log "Half an hour on the phone" --with grace '
                "--asked advice")  # fmt: skip


def _page(asks: Asks, limit: int) -> Iterator[str]:
    if asks.groups:
        yield from _table("asked", [("oblique", asks.oblique), ("direct", asks.direct)])
        yield ""
        yield from _table(asks.by, [(group.title, group.counts) for group in asks.groups])
        yield from map(wrap, spell_basis(asks))
    if asks.people:
        yield ""
        yield from _to_and_fro(asks.people[:limit])
        if len(asks.people) > limit:
            more = f"{len(asks.people) - limit:,} more: hobnob asks --limit {len(asks.people)}"
            yield click.style(more, dim=True)


def _table(title: str, rows: Iterable[tuple[str, Tally]]) -> Iterator[str]:
    table = [
        (name, str(counts.asked or ""), *map(spell_rate, counts.rates)) for name, counts in rows
    ]
    if not _fits(table):
        yield from _stacked(table)
        return
    columns = [
        Column(title=title, shrink=1, least=10, style={"bold": True}),
        Column(title="times", align="right"),
        Column(title="answered"),
        Column(title="agreed"),
        Column(title="declined"),
    ]
    yield from table_lines(columns, table)


def _fits(table: Sequence[Sequence[str]]) -> bool:
    """Say whether the terminal has room for the numbers side by side, with a name."""
    room = width()
    numbers = [max(8, *map(cells, column)) for column in list(zip(*table, strict=True))[1:]]
    return room is None or _LEAST_NAME + sum(2 + number for number in numbers) <= room


def _stacked(table: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the cells of a table, one a line."""
    for name, asked, *rates in table:
        times = f": {asked}" if asked else ""
        yield click.style(one_line(name), bold=True) + times
        for title, rate in zip(("answered", "agreed", "declined"), rates, strict=True):
            if rate:
                yield f"  {title:<8}  {rate}"


def _to_and_fro(favours: Sequence[Favours]) -> Iterator[str]:
    room = width()
    if room is not None and room < _LEAST_FAVOURS:
        for between in favours:
            yield click.style(one_line(between.person.name), bold=True)
            for way, words in (("from them", between.got), ("from you", between.gave)):
                if words:
                    yield wrap(one_line(f"{way}: {spell_favours(words)}"), indent="  ")
        return
    columns = [
        Column(title="to and fro", shrink=1, least=14, style={"bold": True}),
        Column(title="from them", shrink=2, least=14),
        Column(title="from you", shrink=3, least=14),
    ]
    yield from table_lines(
        columns,
        [(f.person.name, spell_favours(f.got), spell_favours(f.gave)) for f in favours],
    )


def _of_person(of: AsksOf, today: str) -> Iterator[str]:
    """Yield each ask of a person, the latest first."""
    pipe = width() is None
    columns = [
        Column(title="date", style={"bold": True}),
        Column(title="you asked for", shrink=1, least=12),
        Column(title="by", drop=1),
        Column(title="what came of it", shrink=2, least=14),
        Column(title="slug"),
    ]
    if of.asks:
        yield from table_lines(
            columns,
            [
                (
                    when(ask.date, today), ", ".join(ask.asked), ask.kind, spell_answer(ask),
                    ask.note if pipe else "",
                )
                for ask in reversed(of.asks)
            ],
        )  # fmt: skip
    for favours in of.people:
        for way, words in (("From them", favours.got), ("From you", favours.gave)):
            if words:
                yield ""
                yield wrap(one_line(f"{way}: {spell_favours(words)}"))
        if favours.introduced:
            names = ", ".join(who.name for who in favours.introduced)
            yield wrap(one_line(f"{favours.person.name} introduced you to {names}"))
