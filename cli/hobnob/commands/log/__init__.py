"""Write: write down a meeting, a call or a letter in one line.

The one rule: this is the command line of it and no more; `hobnob.capture` understands what was
typed and writes it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from hobnob.cli.app import App
from hobnob.cli.params import PLAN, ManyWords, NoteName, NoteNames, Words
from hobnob.cli.verb import pass_app, verb
from hobnob.notes import values as v


def _many(*names: str, **settings: Any) -> Callable[[Any], Any]:
    return click.option(*names, multiple=True, **settings)


@verb()
@click.argument("text", required=False, default="")
@_many("--with", "who", metavar="WHO", type=NoteNames("person"),
       help="Who it was with, where the line does not say; several with commas.")  # fmt: skip
@click.option("--date", "when", metavar="DATE",
              help="When: 2026-11-22, '2026-11-22 12:30', 'last Monday'; else today.")  # fmt: skip
@click.option("--kind", type=Words(v.INTERACTION_KIND), metavar="KIND",
              help="letter, email, message, call, meeting, meal, event, gift, introduction, "
              "news or note.")  # fmt: skip
@click.option("--direction", type=Words(v.DIRECTION), metavar="out|in|both",
              help="Who began.")  # fmt: skip
@click.option("--outcome", type=Words(v.OUTCOME), metavar="OUTCOME",
              help="no-answer, declined, agreed or won.")  # fmt: skip
@_many("--asked", type=ManyWords(v.ASK), metavar="WHAT", help="What you asked for: advice, …")
@_many("--gave", type=ManyWords(v.ASK), metavar="WHAT", help="What you did for them: feedback, …")
@_many("--introduced", metavar="WHO", type=NoteNames("person"),
       help="Whom they introduced you to.")  # fmt: skip
@click.option("--plan", metavar="PLAN", type=PLAN, help="The plan it belongs to.")
@click.option("--subject", metavar="TEXT", help="What a letter or an e-mail has above it.")
@click.option("--letter", metavar="LETTER", type=NoteName("letter"),
              help="The template that a letter was made from.")  # fmt: skip
@click.option("--place", metavar="PLACE", help="Where.")
@_many("--tag", metavar="TAG", help="A word to find it by.")
@click.option("--follow-up", metavar="DATE", help="When to come back to it: a date, or '3 weeks'.")
@click.option("--draft", is_flag=True, help="It has not been sent, or has not happened, yet.")
@click.option("--private", is_flag=True, help="It stays off a site that is built to be shared.")
@click.option("--new", is_flag=True, help="Make a note for whoever of --with has none yet.")
@click.option("--ask", is_flag=True,
              help="Ask whom a name means that fits several; else guess, and say so.")  # fmt: skip
@click.option("--edit", is_flag=True, help="Write it in your editor, from what was understood.")
@click.option("--dry-run", is_flag=True, help="Show what was understood, and write nothing.")
@pass_app
def command(app: App, /, text: str, edit: bool, ask: bool, dry_run: bool, **typed: Any) -> int:
    """Write down a meeting, a call or a letter in one line.

    TEXT says all of it: when, what, with whom, where, for which plan, what was promised and when to
    come back to it; 'hobnob help capture' shows how. It is kept as you type it, with each name
    linked. What an option says wins over what is read. Without TEXT, a prompt takes lines and
    completes names; '-' reads lines from stdin, an interaction each.

    \b
    hobnob log "yesterday: lunch with Grace at Luigi's about compilers #cobol"
    hobnob log "Rang Grace, no answer; follow up in 3 weeks"
    hobnob log "Coffee with **Oprah Winfrey**, promised to call by Friday"
    hobnob log "Congratulated her" --with grace --kind letter
    hobnob log - < lines.txt
    """
    from hobnob.capture.log import EXAMPLE
    from hobnob.cli.asking import chooser, has_terminal
    from hobnob.commands.log.line import Logging
    from hobnob.errors import UsageError

    choose = chooser(app.index) if ask else None
    logging = Logging(app=app, typed=typed, choose=choose, dry=dry_run)
    if text == "-":
        from hobnob.cli.writing import read_stdin
        from hobnob.commands.log.many import log_many

        return log_many(logging, read_stdin())
    if edit:
        from hobnob.commands.log.editor import log_in_editor

        return log_in_editor(logging, text)
    if not text.strip() and has_terminal(whole=True) and not app.json:
        from hobnob.commands.log.prompt import log_at_prompt

        return log_at_prompt(logging)
    if not text.strip():
        raise UsageError(f"what happened? A line of text, in quotes: {EXAMPLE}")
    logging.log(text)
    return 0
