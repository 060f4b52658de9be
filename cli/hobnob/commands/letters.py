"""Look: the templates of letters, and how many were sent and answered.

The one rule: the counts follow from the journal; nobody ticks anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from hobnob.cli.app import App
from hobnob.cli.filters import limit
from hobnob.cli.layout import Column, show_lines, table_lines, wrap
from hobnob.cli.params import NoteName
from hobnob.cli.tables import when
from hobnob.cli.verb import pass_app, verb
from hobnob.cli.writing import find_slug
from hobnob.network.asks.phrases import spell_rate
from hobnob.network.letters.templates import Template, list_templates
from hobnob.network.plans.rates import IN_BRACKETS


@verb(prints="{list[hobnob.network.letters.templates.Template]}")
@click.argument("names", nargs=-1, type=NoteName("letter"), metavar="[LETTER]...")
@limit
@pass_app
def command(app: App, /, *, names: tuple[str, ...], limit: int | None) -> None:
    """List the templates of letters, with how many were drafted, sent and answered.

    A later contact that came in or went both ways answers a letter, also a call that they took.
    'hobnob help letter-writing' explains which letters count for a template.

    \b
    hobnob letters
    hobnob letters congratulations
    hobnob show congratulations             # its text
    """
    index = app.index
    wanted = [find_slug(index, name, "letter") for name in names]
    found = [t for t in list_templates(index) if not wanted or t.letter in wanted][:limit]
    if app.json:
        app.print_answer(found)
    elif found:
        show_lines(app, _table(found, app.today))
    else:
        app.say(
            "there are no templates yet; one is a file in letters/ of the notes, such as "
            "'{{ greeting }}, …': hobnob help letter-writing"
        )


def _table(rows: Sequence[Template], today: str) -> Iterator[str]:
    columns = [
        Column(title="letter", shrink=1, least=14, style={"bold": True}),
        Column(title="drafts", align="right", drop=3),
        Column(title="sent", align="right"),
        Column(title="answered"),
        Column(title="since", drop=3),
        Column(title="last", drop=2),
        Column(title="plans", shrink=2, least=10, drop=4),
        Column(title="subject", shrink=3, least=14, drop=5),
    ]
    yield from table_lines(
        columns,
        [
            (
                row.letter, str(row.drafts or ""), str(row.sent or ""), spell_rate(row.rate),
                when(row.since, today), when(row.last, today),
                ", ".join(plan.slug for plan in row.plans), row.subject,
            )
            for row in rows
        ],
    )  # fmt: skip
    if any(row.rate.has_brackets for row in rows):
        yield wrap(IN_BRACKETS)
