"""Look: who needs you today, and why.

The one rule: nothing here is ticked; all of it follows from what was logged, and goes when
something is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App
from hobnob.cli.verb import pass_app, verb

if TYPE_CHECKING:
    from hobnob.network.today.order import Item

_NARROW = 70
"""Columns below which a line has no room for who, why and when beside what it is about."""

_LINES = 15
"""What a terminal shows without `--all`: a day has no room for more."""


@verb(prints="{list[hobnob.network.today.order.Item]}; so does `hobnob` alone, in a journal")
@click.option("--days", type=click.IntRange(0, 3660), metavar="N",
              help="What comes in the next N days too; else birthdays, a week ahead.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="All of it, on a terminal too.")
@click.option("--format", "form", type=click.Choice(("plain", "markdown")),
              help="One sentence a line, for a notification or a mail.")  # fmt: skip
@pass_app
def command(
    app: App, /, *, days: int | None = None, everything: bool = False, form: str | None = None
) -> None:
    """Show who needs you today: whom to write to, what you promised, what is coming up.

    Promises that are due, yours and theirs, follow-ups, birthdays, news to congratulate on, thanks
    owed, drafts, the next move of each plan, and whom it has been a while with. What can't wait
    comes first: the first five are the ones to do. 'hobnob' alone shows the same.

    \b
    hobnob today
    hobnob today --days 14
    hobnob today --format plain
    hobnob today --json | jq -r '.[].people[0]'
    """
    from hobnob.answers import to_json
    from hobnob.cli.layout import show, width
    from hobnob.network.today.order import describe, today_needs
    from hobnob.network.today.phrases import NOTHING

    index = app.index
    needs = today_needs(index, days)
    if app.json:
        app.print_json(to_json(describe(index, needs)))
        return
    if form:
        if not needs:
            # What is written to a mailer's or a notifier's input is sent; nothing is not.
            app.say(NOTHING)
        for item in describe(index, needs):
            app.out(_sentence(item, app.today, form))
        return
    if not needs:
        app.out(NOTHING)
        if not index.one("SELECT 1 FROM person LIMIT 1"):
            app.say('nobody is here yet: hobnob add person "Grace Hopper"')
        return
    shown = needs if everything or width() is None else needs[:_LINES]
    columns = width()
    lay_out = _table if columns is None or columns >= _NARROW else _stack
    lines = list(lay_out(describe(index, shown), app.today))
    if more := len(needs) - len(shown):
        lines.append(click.style(f"and {more:,} more: hobnob today --all", dim=True))
    show(app, "\n".join(lines))


def _table(items: Sequence[Item], today: str) -> Iterator[str]:
    """Yield the lines of the list; on a terminal, somebody is named once."""
    from hobnob.cli.layout import Column, table_lines, width, without_marks
    from hobnob.network.today.phrases import REASONS, what, when, whom

    # What is said gives way first, names only where they take more than a fourth.
    columns = [
        Column(
            title="who", shrink=3, least=max(14, min(30, (width() or 0) // 4)), style={"bold": True}
        ),
        Column(title="why", drop=1),
        Column(title="when", drop=2),
        Column(title="what", shrink=2, least=24),
        Column(title="note"),
    ]
    if width() is None:
        return table_lines(
            columns,
            [
                (whom(i), REASONS[i.reason], i.date, without_marks(what(i, today)), i.note)
                for i in items
            ],
        )
    rows, before = [], ""
    for item in items:
        names = whom(item, 2)
        named = "" if names == before else names
        said = without_marks(what(item, today))
        rows.append((named, REASONS[item.reason], when(item, today), said, ""))
        before = names
    return table_lines(columns, rows)


def _stack(items: Sequence[Item], today: str) -> Iterator[str]:
    """Yield the list for a narrow terminal: who, why and when, and beneath it what."""
    from hobnob.cli.layout import cut, one_line, without_marks, wrap
    from hobnob.cli.text import room
    from hobnob.network.today.phrases import REASONS, what, when, whom

    for item in items:
        why = f"{REASONS[item.reason]}, {when(item, today)}"
        name = cut(one_line(whom(item, 2)), room())
        head = wrap(f"{name}: {why}")
        # A name that was wrapped is not one any more that could be set apart.
        yield click.style(name, bold=True) + head[len(name) :] if head.startswith(name) else head
        if said := one_line(without_marks(what(item, today))):
            yield wrap(cut(said, 2 * (room() - 4)), indent="  ")


def _sentence(item: Item, today: str, form: str) -> str:
    """Return an item as a sentence, plain or in Markdown."""
    from hobnob.cli.layout import one_line, without_marks
    from hobnob.network.today.phrases import REASONS, what, when, whom

    names, said = one_line(whom(item)), one_line(without_marks(what(item, today)))
    why = f"{REASONS[item.reason]}, {when(item, today)}"
    if form == "markdown":
        names, said = f"- **{_escaped(names)}**", _escaped(said)
    return f"{names}: {why}: {said}" if said else f"{names}: {why}"


def _escaped(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return re.sub(r"([\\`*_\[\]<>#|~&])", r"\\\1", text)
