"""Change: make again what was taken back.

The one rule: text that somebody wrote since then is never overwritten.
"""

from __future__ import annotations

import click

from hobnob.cli.app import App
from hobnob.cli.params import dry_run
from hobnob.cli.undoing import CHANGE, load_history, take_back
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import NothingToRedoError


@verb(
    prints="`redone`: the undo that was taken back, in words; `changes`: an array of its `id` and "
    "`what`; `changed`: the paths of the notes"
)
@click.argument("change", required=False, type=CHANGE, metavar="[ID]")
@dry_run
@pass_app
def command(app: App, change: str | None, dry_run: bool) -> None:
    """Make again what 'hobnob undo' took back: the last undo, or the one with an ID.

    ID is that of the change, or that of its undo. If you redo again, hobnob makes the change again
    that was taken back before. If you changed something else after the undo, hobnob asks for an ID.

    \b
    hobnob redo
    hobnob redo 7f3a --dry-run
    """
    history = load_history(app)
    if change is None:
        dones = history.to_redo()[:1]
        if not dones:
            latest = history.entries[-1] if history.entries else None
            undone = any(not history.stands(done) for done in history.changes())
            raise NothingToRedoError(
                f"'{latest.what}' came after the last undo. Name the change: hobnob redo ID; "
                "'hobnob undo --list' lists them"
                if latest and undone
                else ""
            )
    else:
        dones = [history.undo_of(history.find(change))]
    take_back(app, history, dones, dry=dry_run, key="redone")
