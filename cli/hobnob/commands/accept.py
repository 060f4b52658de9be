"""Change: take on what a letter asked of you; it becomes your promise.

The one rule: only the owner of the journal makes a promise of it. The text of the letter stays.
"""

from __future__ import annotations

import click

from hobnob.cli.app import App
from hobnob.cli.changing import carry_out
from hobnob.cli.layout import one_line
from hobnob.cli.params import dry_run
from hobnob.cli.promises import PROMISE, find_ref
from hobnob.cli.verb import pass_app, verb
from hobnob.index.lookup import link_names


@verb(prints="an array of the [promises](#promise) that it is now")
@click.argument("refs", nargs=-1, required=True, type=PROMISE, metavar="REF...")
@dry_run
@pass_app
def command(app: App, refs: tuple[str, ...], dry_run: bool) -> None:
    """Take on what a letter, an e-mail or a message asked of you: it becomes your promise.

    A task in a letter to you is what others ask. It is no promise of yours until you take it on.
    REF stands in front of each in 'hobnob list promises --asked': its letters, or its number in
    the list that was shown last, also in 'hobnob today'. The front matter of the letter gets the
    key 'accepted'.

    \b
    hobnob accept k3xq7a
    hobnob accept 1 2
    """
    from hobnob.change.accepting import plan_accepting

    index = app.index
    taking = plan_accepting(index, [find_ref(index, ref, asked=True) for ref in refs])
    for row in taking.promises:
        if row not in taking.changed:
            app.say(f"'{one_line(link_names(index, row.text))}' is your promise already")
    changed = carry_out(app, taking.draft, taking.what, dry=dry_run)
    if dry_run:
        return
    if app.json:
        app.print_answer(taking.promises)
    elif changed:
        for row in taking.changed:
            app.out(f"You promised: {one_line(link_names(index, row.text))} ({one_line(row.path)})")
            app.say(f"when it is kept: hobnob done {row.ref}")
