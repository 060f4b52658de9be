"""Change: take back what hobnob changed last.

The one rule: text that somebody wrote since then is never overwritten.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App
from hobnob.cli.changing import show_diff
from hobnob.cli.layout import Column, show_lines, table_lines
from hobnob.cli.params import dry_run
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import NothingToUndoError

if TYPE_CHECKING:
    from hobnob.transaction import Done


@verb(
    prints={
        "": "`undone`: what was taken back, in words; `changed`: the paths of the notes",
        "--list": "an array: `what`, `when` (UTC) and `changed` of each",
    }
)
@click.option("--list", "listing", is_flag=True, help="Show what can be taken back.")
@dry_run
@pass_app
def command(app: App, listing: bool, dry_run: bool) -> None:
    """Take back the last change that hobnob made.

    If somebody changed a file since, hobnob names the file and takes nothing back. If you undo
    again, hobnob takes back the change before that one.

    \b
    hobnob undo --list
    hobnob undo --dry-run
    hobnob undo
    """
    from hobnob.transaction import count_foreign, list_done, undo

    done = list_done(app.journal)
    if foreign := count_foreign(app.journal):
        what = "1 change was" if foreign == 1 else f"{foreign} changes were"
        app.say(f"{what} not made on this machine, and cannot be taken back here")
    if listing:
        _show(app, done)
        return
    if not done:
        raise NothingToUndoError
    last = done[0]
    if dry_run:
        _show_only(app, last)
        return
    undo(app.journal, last)
    # The index is updated at once, so the next command need not do it.
    app.index.db.close()
    if app.json:
        app.print_json({"undone": last.what, "changed": list(last.paths)})
    else:
        count = "1 note is" if len(last.paths) == 1 else f"{len(last.paths)} notes are"
        app.out(f"Taken back: {last.what}. {count} as before")


def _show(app: App, done: Sequence[Done]) -> None:
    """Show the changes that can be taken back, the latest first."""
    if app.json:
        app.print_json(
            iter([{"what": d.what, "when": d.when, "changed": list(d.paths)} for d in done])
        )
        return
    if not done:
        app.say("there is nothing to undo")
        return
    columns = (
        Column(title="when"),
        Column(title="what", shrink=1),
        Column(title="notes", align="right"),
    )
    rows = (
        (f"{datetime.fromisoformat(d.when).astimezone():%Y-%m-%d %H:%M}", d.what, str(len(d.paths)))
        for d in done
    )
    show_lines(app, table_lines(columns, rows))


def _show_only(app: App, done: Done) -> None:
    from hobnob.change.files import ChangeSet
    from hobnob.transaction import undoing

    draft = ChangeSet(app.journal)
    draft.take(undoing(app.journal, done))
    show_diff(app, draft.diff())
