"""Look: who has a new role, and whether you have been in touch since.

The one rule: a change is what the roles in the notes say, with the date that they say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from hobnob.cli.app import App
from hobnob.cli.filters import WHEN, limit
from hobnob.cli.layout import Column, show_lines, table_lines
from hobnob.cli.text import spell_day
from hobnob.cli.verb import pass_app, verb
from hobnob.network.role_changes import RoleChange, load_role_changes


@verb(prints="{list[hobnob.network.role_changes.RoleChange]}")
@click.option("--since", type=WHEN, metavar="WHEN",
              help="Changes on or after this date: 2026-09, 2025, '6 months'.")  # fmt: skip
@limit
@pass_app
def command(app: App, /, *, since: str | None, limit: int | None) -> None:
    """Show who has a new role: what you knew them as, and what they are now.

    The latest change comes first. A role counts from its 'since'; without a new role, the last one
    counts from its 'until'. The first role that you know of somebody is no change. The last column
    says whether you have been in touch since.

    \b
    hobnob moved
    hobnob moved --since 2026
    hobnob moved --json | jq -r '.[] | select(.in_touch | not) | .person'
    """
    found = load_role_changes(app.index, since=since or "")[:limit]
    if app.json:
        app.print_answer(found)
    elif found:
        show_lines(app, _table(found))
    elif since:
        app.say("nobody has a new role since then, as far as your notes say")
    else:
        app.say("no role has changed: 'hobnob move ada --org Acme' notes a new one")


def _table(found: Sequence[RoleChange]) -> Iterator[str]:
    columns = [
        Column(title="date"),
        Column(title="name", shrink=1, least=14, style={"bold": True}),
        Column(title="you knew them as", shrink=2, least=14),
        Column(title="now", shrink=2, least=14),
        Column(title="in touch since", drop=1),
    ]
    return table_lines(
        columns,
        [
            (
                spell_day(change.date), change.person.name, change.before.words,
                change.after.words or "not known", "yes" if change.in_touch else "not yet",
            )
            for change in found
        ],
    )  # fmt: skip
