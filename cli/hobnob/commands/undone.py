"""Change: open a promise again.

The one rule: nothing in the note changes but the box.
"""

from __future__ import annotations

import click

from hobnob.cli.app import App
from hobnob.cli.changing import dry_run
from hobnob.cli.promises import PROMISE, tick
from hobnob.cli.verb import pass_app, verb


@verb(prints="an array of the [promises](#promise) that are open again")
@click.argument("refs", nargs=-1, required=True, type=PROMISE, metavar="REF...")
@dry_run
@pass_app
def command(app: App, refs: tuple[str, ...], dry_run: bool) -> int:
    """Open promises again that are not kept yet.

    REF stands in front of each promise in 'hobnob list promises': its letters, or its number in
    the list that was shown last.

    \b
    hobnob undone k3xq7a
    hobnob undone 1 4
    """
    return tick(app, refs, done=False, dry=dry_run)
