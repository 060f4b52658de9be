"""Look: what you asked of people, and what came of it; what went to and fro.

The one rule: asks are counted, people are not: nobody owes anybody anything here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from hobnob.cli.app import App
from hobnob.cli.params import PERSON
from hobnob.cli.verb import pass_app, verb

if TYPE_CHECKING:
    from hobnob.index.index import Index
    from hobnob.network.asks.asks import Ask, Tally
    from hobnob.network.asks.favours import Favours

_LEAST_NAME = 12
"""Columns of a name beside its numbers."""
_LEAST_FAVOURS = 60
"""Columns of a terminal in which three columns of words can be read."""


@verb(prints="[numbers](#asks)")
@click.argument("who", required=False, type=PERSON, metavar="[WHO]")
@click.option("--by", type=click.Choice(["kind", "person", "plan", "year"]), default="kind",
              show_default=True, help="How to group the asks.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), metavar="N",
              help="Show at most N people; default 12, with --json all.")  # fmt: skip
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
    from hobnob.cli.layout import show_lines
    from hobnob.index.lookup import find_note
    from hobnob.network.asks.asks import group_asks, list_asks
    from hobnob.network.asks.favours import list_favours

    index = app.index
    person = find_note(index, who, ("person",)) if who else None
    asks = list_asks(index, person)
    favours = [
        one for one in list_favours(index, asks) if person is None or one.person.id == person
    ]
    if app.json:
        app.print_json(_one_as_json(index, asks, favours) if person else
                       _as_json(index, asks, favours[:limit], by))  # fmt: skip
    elif person is not None:
        lines = list(_of_person(index, asks, favours))
        show_lines(app, lines) if lines else app.say("nothing was asked of them, or done for them")
    elif asks or favours:
        groups = group_asks(index, asks, by)
        show_lines(app, _page(index, asks, groups, favours, by, limit or 12))
    else:
        app.say('nothing was asked yet: hobnob log "Half an hour on the phone" --with grace '
                "--asked advice")  # fmt: skip


# ---------------------------------------------------------------- on the terminal


def _page(
    index: Index, asks: Sequence[Ask], groups: dict[str, tuple[Ask, ...]],
    favours: Sequence[Favours], by: str, limit: int,
) -> Iterator[str]:  # fmt: skip
    from hobnob.network.asks.asks import tally

    if asks:
        yield from _table(
            "asked",
            [
                ("oblique", tally(ask for ask in asks if not ask.is_direct)),
                ("direct", tally(ask for ask in asks if ask.is_direct)),
            ],
        )
        yield ""
        yield from _table(by, [(_name(index, by, key), tally(of)) for key, of in groups.items()])
    if favours:
        yield ""
        yield from _to_and_fro(favours[:limit])
        if len(favours) > limit:
            more = f"{len(favours) - limit:,} more: hobnob asks --limit {len(favours)}"
            yield click.style(more, dim=True)


def _name(index: Index, by: str, key: str) -> str:
    """Return how a group is called."""
    kind = {"person": "person", "plan": "plan"}.get(by)
    if kind is None:
        return key
    if not key:
        return "no plan"
    name = index.one("SELECT name FROM note WHERE kind = ? AND slug = ? AND live", (kind, key))
    return str(name or key.strip("[]"))


def _table(title: str, rows: Iterable[tuple[str, Tally]]) -> Iterator[str]:
    from hobnob.cli.layout import Column, table_lines
    from hobnob.network.asks.phrases import spell_rate

    table = [
        (name, str(one.asked or ""), *(spell_rate(rate) for rate in one.rates.values()))
        for name, one in rows
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
    """Say whether the numbers of a table have room beside one another, and a name before them."""
    from hobnob.cli.layout import cells, width

    room = width()
    numbers = [max(8, *map(cells, column)) for column in list(zip(*table, strict=True))[1:]]
    return room is None or _LEAST_NAME + sum(2 + number for number in numbers) <= room


def _stacked(table: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield what a table says, one thing a line."""
    from hobnob.cli.layout import one_line

    for name, asked, *rates in table:
        times = f": {asked}" if asked else ""
        yield click.style(one_line(name), bold=True) + times
        for title, said in zip(("answered", "agreed", "declined"), rates, strict=True):
            if said:
                yield f"  {title:<8}  {said}"


def _to_and_fro(favours: Sequence[Favours]) -> Iterator[str]:
    from hobnob.cli.layout import Column, one_line, table_lines, width, wrap
    from hobnob.network.asks.favours import spell_words

    room = width()
    if room is not None and room < _LEAST_FAVOURS:
        for one in favours:
            yield click.style(one_line(one.person.name), bold=True)
            for said, words in (("from them", one.got), ("from you", one.gave)):
                if words:
                    yield wrap(one_line(f"{said}: {spell_words(words)}"), indent="  ")
        return
    columns = [
        Column(title="to and fro", shrink=1, least=14, style={"bold": True}),
        Column(title="from them", shrink=2, least=14),
        Column(title="from you", shrink=3, least=14),
    ]
    yield from table_lines(
        columns, [(one.person.name, spell_words(one.got), spell_words(one.gave)) for one in favours]
    )


def _of_person(index: Index, asks: Sequence[Ask], favours: Sequence[Favours]) -> Iterator[str]:
    """Yield what was asked of somebody, one by one, the latest first."""
    from hobnob.cli.layout import Column, one_line, table_lines, width, wrap
    from hobnob.cli.tables import when
    from hobnob.network.asks.favours import spell_words

    pipe = width() is None
    columns = [
        Column(title="date", style={"bold": True}),
        Column(title="you asked for", shrink=1, least=12),
        Column(title="by", drop=1),
        Column(title="what came of it", shrink=2, least=14),
        Column(title="slug"),
    ]
    if asks:
        yield from table_lines(
            columns,
            [
                (
                    when(one.date[:10], index.today), ", ".join(one.asked), one.kind,
                    spell_answer(one), one.slug if pipe else "",
                )
                for one in reversed(asks)
            ],
        )  # fmt: skip
    for one in favours:
        name = one.person.name
        for said, words in (("From them", one.got), ("From you", one.gave)):
            if words:
                yield ""
                yield wrap(one_line(f"{said}: {spell_words(words)}"))
        if one.introduced:
            names = ", ".join(who.name for who in one.introduced)
            yield wrap(one_line(f"{name} introduced you to {names}"))


def spell_answer(ask: Ask) -> str:
    """Say what came of an ask."""
    if not ask.answered:
        return "no answer so far"
    where = "there and then" if ask.answer == ask.slug else f"on {ask.answer_date}"
    return f"{ask.outcome or 'answered'}, {where}"


# ---------------------------------------------------------------- as JSON


def _as_json(
    index: Index, asks: Sequence[Ask], favours: Sequence[Favours], by: Any
) -> dict[str, Any]:
    from hobnob.network.asks.asks import group_asks, tally

    groups = group_asks(index, asks, by)
    return {
        "oblique": _counts(tally(ask for ask in asks if not ask.is_direct)),
        "direct": _counts(tally(ask for ask in asks if ask.is_direct)),
        "by": by,
        "groups": [{"name": key or None, **_counts(tally(of))} for key, of in groups.items()],
        "people": [_favours(one) for one in favours],
    }


def _one_as_json(index: Index, asks: Sequence[Ask], favours: Sequence[Favours]) -> dict[str, Any]:
    plans = dict(index.all("SELECT id, slug FROM note WHERE kind = 'plan' AND live"))
    return {
        "asks": [
            {
                "note": one.slug, "date": one.date[:10], "kind": one.kind or None,
                "asked": list(one.asked), "direct": one.is_direct, "plan": plans.get(one.plan),
                "answered": one.answered, "answer": one.answer or None,
                "outcome": one.outcome or None,
            }
            for one in asks
        ],
        "people": [_favours(one) for one in favours],
    }  # fmt: skip


def _counts(tally: Tally) -> dict[str, Any]:
    """Return numbers, and the ends of the interval of each rate."""
    return {
        "asked": tally.asked,
        "answered": tally.answered,
        "agreed": tally.agreed,
        "declined": tally.declined,
        "intervals": {
            name: [round(end, 4) for end in rate.interval] for name, rate in tally.rates.items()
        },
    }


def _favours(one: Favours) -> dict[str, Any]:
    return {
        "person": one.person.slug,
        "got": dict(one.got.most_common()),
        "gave": dict(one.gave.most_common()),
        "introduced": [who.slug for who in one.introduced],
        "last": one.last,
    }
