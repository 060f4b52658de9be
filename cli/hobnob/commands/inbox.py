"""Write: log the lines that wait in the inbox, from your phone or another program.

The one rule: this is only the command line; `hobnob.capture.inbox` reads the lines. A line that
stays is no failure: it is told, with the reason, and waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App
from hobnob.cli.params import dry_run_option
from hobnob.cli.verb import pass_app, verb

if TYPE_CHECKING:
    from hobnob.capture.inbox.run import InboxRun
    from hobnob.commands.log.line import Logging


@verb(
    prints="`logged`: an array of the interactions that were written, each with its `guesses`, "
    "`promises` and `suggestions`; "
    "`left`: {list[hobnob.capture.inbox.run.Left]}"
)
@click.option("--strict", is_flag=True,
              help="Leave a line whose names fit several people, instead of guessing.")  # fmt: skip
@dry_run_option("Show what hobnob understood, and write nothing.")
@pass_app
def command(app: App, /, *, strict: bool, dry_run: bool) -> None:
    """Log the lines that wait in the inbox.

    The inbox is 'inbox.md' in the folder of your notes, and every '.md' and '.txt' file in the
    folder 'inbox' there. Each line is an interaction, as with 'hobnob log'. A heading or a file
    name with a date dates the lines below it. What is understood moves into notes. What is not
    stays, with the reason behind it. All of it is one change; 'hobnob undo' takes it back.

    \b
    hobnob inbox --dry-run
    hobnob inbox
    """
    from hobnob.capture.inbox.run import InboxRun
    from hobnob.cli.writing import remember_last
    from hobnob.commands.log.line import Logging
    from hobnob.commands.log.many import print_logged, show_logged

    logging = Logging(app=app, typed={"draft": False}, dry=dry_run)
    run = InboxRun(index=app.index, strict=strict)
    run.read()
    if not dry_run:
        app.made(run.writer.write())
        if run.writer.placed:
            remember_last(app.index, run.writer.placed[-1].path)
    if app.json:
        app.print_answer(run.answer(dry=dry_run))
    elif dry_run:
        show_logged(logging, run.writer)
    else:
        print_logged(logging, run.writer)
    _say(logging, run)


def _say(logging: Logging, run: InboxRun) -> None:
    """Say what was not read from a logged line, and which lines stay, and why."""
    from hobnob.cli.layout import count, one_line, wrap
    from hobnob.commands.log.many import note_of

    app = logging.app
    for placed in run.writer.placed:
        note = note_of(placed)
        logging.say_dates(placed.entry, f"{note}: ", note)
        logging.say_roles(placed.entry, f"{note}: ")
    for left in run.left:
        text = f"hobnob: {left.path}:{left.line}: {left.reason}"
        click.secho(wrap(one_line(text)), err=True, color=app.color)
    if not run.writer.placed and not run.left:
        app.say("the inbox is empty")
        return
    verb = "would be logged" if logging.dry else "logged"
    parts = [f"{count(len(run.writer.placed), 'interaction')} {verb}"]
    if run.left:
        one = len(run.left) == 1
        stay = "stays in the inbox, for the reason" if one else "stay in the inbox, for the reasons"
        parts.append(f"{count(len(run.left), 'line')} {stay} above")
    app.say("; ".join(parts))
