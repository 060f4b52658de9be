"""Look: the templates of letters, and how many were sent and answered.

The one rule: what is counted here is what the journal says of each letter; nobody ticks anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App
from hobnob.cli.params import NoteName
from hobnob.cli.verb import pass_app, verb

if TYPE_CHECKING:
    from hobnob.letters.tally import Template


@verb(prints="an array of [templates](#letter)")
@click.argument("names", nargs=-1, type=NoteName("letter"), metavar="[LETTER]...")
@pass_app
def command(app: App, /, *, names: tuple[str, ...]) -> None:
    """List the templates of letters, with how many were drafted, sent and answered.

    A later contact that came in or went both ways answers a letter, also a call that they took.
    'hobnob help letter-writing' explains which letters count for a template.

    \b
    hobnob letters
    hobnob letters congratulations
    hobnob show congratulations             # its text
    """
    from hobnob.cli.layout import show_lines
    from hobnob.cli.writing import find_slug
    from hobnob.letters.tally import list_templates, template_document

    index = app.index
    wanted = [find_slug(index, name, "letter") for name in names]
    found = [one for one in list_templates(index) if not wanted or one.slug in wanted]
    if app.json:
        app.print_json([template_document(one) for one in found])
    elif found:
        show_lines(app, _table(found, app.today))
    else:
        app.say(
            "there are no templates yet; one is a file in letters/ of the notes, such as "
            "'Dear {{ person.first_name }}, …': hobnob help letter-writing"
        )


def _table(rows: Sequence[Template], today: str) -> Iterator[str]:
    from hobnob.cli.layout import Column, table_lines
    from hobnob.cli.tables import when
    from hobnob.network.asks.phrases import spell_rate
    from hobnob.network.plans.rates import Rate

    columns = [
        Column(title="letter", shrink=1, least=14, style={"bold": True}),
        Column(title="drafts", align="right", drop=3),
        Column(title="sent", align="right"),
        Column(title="answered"),
        Column(title="last", drop=2),
        Column(title="plans", shrink=2, least=10, drop=4),
        Column(title="subject", shrink=3, least=14, drop=5),
    ]
    return table_lines(
        columns,
        [
            (
                one.slug, str(one.drafts or ""), str(one.sent or ""),
                spell_rate(Rate(count=one.answered, of=one.sent)), when(one.last, today),
                ", ".join(one.plans), one.subject,
            )
            for one in rows
        ],
    )  # fmt: skip
