"""Change: tick a promise that was kept.

`hobnob undone` stands here too: it takes the same and does the opposite.

The one rule: nothing in the note changes but the box.
"""

from __future__ import annotations

from collections.abc import Sequence

import click

from hobnob.cli.app import App
from hobnob.cli.changing import carry_out
from hobnob.cli.layout import one_line
from hobnob.cli.params import dry_run
from hobnob.cli.promises import PROMISE, find_ref
from hobnob.cli.verb import pass_app, verb
from hobnob.cli.watching import Watch
from hobnob.index.lookup import link_names

_refs = click.argument("refs", nargs=-1, required=True, type=PROMISE, metavar="REF...")


@verb(prints="an array of the [promises](#promise) that were ticked")
@_refs
@dry_run
@pass_app
def command(app: App, refs: tuple[str, ...], dry_run: bool) -> None:
    """Tick promises that were kept.

    REF stands in front of each promise in 'hobnob list promises': its letters, or its number in
    the list that was shown last, also in 'hobnob today'.

    \b
    hobnob done k3xq7a
    hobnob done 1 4
    """
    _tick(app, refs, done=True, dry=dry_run)


@verb(prints="an array of the [promises](#promise) that are open again")
@_refs
@dry_run
@pass_app
def undone(app: App, refs: tuple[str, ...], dry_run: bool) -> None:
    """Open promises again that are not kept yet.

    REF stands in front of each promise in 'hobnob list promises': its letters, or its number in
    the list that was shown last, also in 'hobnob today'.

    \b
    hobnob undone k3xq7a
    hobnob undone 1 4
    """
    _tick(app, refs, done=False, dry=dry_run)


def _tick(app: App, refs: Sequence[str], *, done: bool, dry: bool) -> None:
    from hobnob.change.ticking import plan_ticking

    index = app.index
    ticking = plan_ticking(index, [find_ref(index, ref) for ref in refs], done=done)
    for row in ticking.promises:
        if row not in ticking.changed:
            app.say(f"'{one_line(link_names(index, row.text))}' is {row.state} already")
    watch = Watch(app, (person for row in ticking.changed for person in row.concerns))
    changed = carry_out(app, ticking.draft, ticking.what, dry=dry)
    if dry:
        return
    if app.json:
        app.print_answer(ticking.promises)
    elif changed:
        word = "Kept" if done else "Open again"
        for row in ticking.changed:
            app.out(f"{word}: {one_line(link_names(index, row.text))} ({one_line(row.path)})")
        watch.say()
