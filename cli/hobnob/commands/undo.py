"""Change: take back what hobnob changed.

The one rule: text that somebody wrote since then is never overwritten.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App
from hobnob.cli.filters import limit
from hobnob.cli.layout import Column, one_line, show_lines, table_lines
from hobnob.cli.params import dry_run
from hobnob.cli.undoing import CHANGE, load_history, take_back
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import NothingToUndoError, UsageError

if TYPE_CHECKING:
    from hobnob.transaction import History


@verb(
    prints={
        "": "`undone`: what was taken back, in words; `changes`: an array of `id` and `what` of "
        "each change that was taken back; `changed`: the paths of the notes",
        "--list": "an array, the latest first: `id`, `what`, `when` (UTC), `changed`: the paths of "
        "the notes, and `undone`: whether it was taken back",
    }
)
@click.argument("change", required=False, type=CHANGE, metavar="[ID]")
@click.option("--since", type=CHANGE, metavar="ID",
              help="Take back this change and all later ones, as one change.")  # fmt: skip
@click.option("--list", "listing", is_flag=True, help="Show what can be taken back.")
@limit
@dry_run
@pass_app
def command(
    app: App, /, change: str | None, since: str | None, listing: bool, limit: int | None,
    dry_run: bool,
) -> None:  # fmt: skip
    """Take back a change that hobnob made: the last one, or the one with an ID.

    Each command that writes prints the ID of its change. Later changes stay, also in the same note.
    If a later change touched the same lines, or somebody else did, hobnob names it and takes
    nothing back. If you undo again, hobnob takes back the change before that one. 'hobnob redo'
    makes the change again.

    hobnob keeps the last 1,000 changes, and says so before it drops the oldest.

    \b
    hobnob undo --list
    hobnob undo --dry-run
    hobnob undo
    hobnob undo 7f3a
    hobnob undo --since 7f3a
    """
    if change and since:
        raise UsageError("'undo ID' takes back one change, and --since several; give one of them")
    if limit and not listing:
        raise UsageError("--limit is for the list: hobnob undo --list --limit 5")
    history = load_history(app)
    if listing:
        _show(app, history, limit)
        return
    if since:
        dones = history.since(history.find(since))
    elif change:
        dones = [history.find(change)]
    else:
        dones = history.to_undo()[:1]
        if not dones:
            raise NothingToUndoError
    take_back(app, history, dones, dry=dry_run)


def _show(app: App, history: History, limit: int | None) -> None:
    """Show the changes that can be taken back, the latest first."""
    dones = history.changes()[:limit]
    if app.json:
        app.print_json(
            iter(
                [
                    {
                        "id": history.short(d), "what": d.what, "when": d.when,
                        "changed": list(d.paths), "undone": not history.stands(d),
                    }
                    for d in dones
                ]
            )
        )  # fmt: skip
        return
    if not dones:
        app.say("there is nothing to undo")
        return
    columns = (
        Column(title="change"),
        Column(title="when"),
        Column(title="what", shrink=1),
        Column(title="notes", align="right"),
        Column(title=""),
    )
    rows = (
        (
            history.short(d),
            f"{datetime.fromisoformat(d.when).astimezone():%Y-%m-%d %H:%M}",
            one_line(d.what),
            str(len(d.paths)),
            "" if history.stands(d) else "taken back",
        )
        for d in dones
    )
    show_lines(app, table_lines(columns, rows))
