"""Write: write down a meeting, a call or a letter in one line.

The one rule: this is only the command line; `hobnob.capture` understands and writes the typed text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from hobnob.cli.app import App
from hobnob.cli.params import PLAN, NoteName, NoteNames, WordOf, WordsOf, dry_run_option
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import UsageError


def _many(*names: str, **settings: Any) -> Callable[[Any], Any]:
    return click.option(*names, multiple=True, **settings)


@verb(
    prints={
        "": "the interaction that was written, with `guesses`: an array of [guesses](#guess), "
        "`promises`: an array of [promises](#promise), `unused`: an array of [what was not "
        "used](#passed-over), and `suggestions`: commands that the line calls for, such as `hobnob "
        "move` for a new role, or a `hobnob happened --no` for an appointment that has a new day",
        "-": "an array of the interactions that were written, each with its `guesses`, `promises`, "
        "`unused` and `suggestions`, then an [error](#error) for each bad line",
    }
)
@click.argument("words", metavar="[TEXT]", nargs=-1)
@_many("--with", "who", metavar="WHO", type=NoteNames("person"),
       help="Who it was with, if TEXT does not say it; several with commas; 'nobody' for "
       "nobody you know.")  # fmt: skip
@click.option("--date", "when", metavar="DATE",
              help="2026-11-22, '2026-11-22 12:30', 'last Monday'; default today.")  # fmt: skip
@click.option("--kind", type=WordOf("INTERACTION_KIND"), metavar="KIND",
              help="letter, email, message, call, meeting, meal, event, gift, introduction, "
              "news or note.")  # fmt: skip
@click.option("--direction", type=WordOf("DIRECTION"), metavar="out|in|both",
              help="Who began.")  # fmt: skip
@click.option("--outcome", type=WordOf("OUTCOME"), metavar="OUTCOME",
              help="no-answer, declined, agreed, won or cancelled.")  # fmt: skip
@_many("--asked", type=WordsOf("ASK"), metavar="WHAT", help="What you asked for: advice, …")
@_many("--gave", type=WordsOf("ASK"), metavar="WHAT", help="What you did for them: feedback, …")
@_many("--introduced", metavar="WHO", type=NoteNames("person"),
       help="Whom they introduced you to.")  # fmt: skip
@click.option("--plan", metavar="PLAN", type=PLAN, help="The plan it belongs to.")
@click.option("--subject", metavar="TEXT", help="The subject of a letter or an e-mail.")
@click.option("--body", metavar="FILE", type=click.Path(),
              help="The text of a letter from a file, kept as it is; - is stdin.")  # fmt: skip
@click.option("--letter", metavar="LETTER", type=NoteName("letter"),
              help="The template that a letter was made from.")  # fmt: skip
@click.option("--place", metavar="PLACE", help="Where it was.")
@_many("--tag", metavar="TAG", help="A tag, to find it by.")
@click.option("--follow-up", metavar="DATE", help="When to come back to it: a date, or '3 weeks'.")
@click.option("--draft", is_flag=True, help="It is not sent yet, or has not happened yet.")
@click.option("--private", is_flag=True, help="Leave it out of a shared site.")
@click.option("--new", is_flag=True, help="Make a note for people of --with who have none yet.")
@click.option("--ask", is_flag=True,
              help="Ask if a name fits several people, instead of guessing.")  # fmt: skip
@click.option("--strict", is_flag=True, help="Fail if a name fits several people.")
@click.option("--edit", is_flag=True, help="Edit what hobnob understood in your editor.")
@dry_run_option("Show what hobnob understood, and write nothing.")
@pass_app
def command(
    app: App,
    /,
    words: tuple[str, ...],
    body: str | None,
    edit: bool,
    ask: bool,
    strict: bool,
    dry_run: bool,
    **typed: Any,
) -> int:
    """Write down a meeting, a call or a letter in one line.

    TEXT can have everything: when, what, with whom, where, for which plan, what was promised and
    when to follow up. 'hobnob help capture' shows how. hobnob keeps TEXT as you type it and links
    each name. An option wins over TEXT. Without TEXT, a prompt takes lines and completes names. '-'
    reads lines from stdin, one interaction a line.

    A letter's own text stays as it is, and nothing is read from it: the text of --body, and TEXT
    with --kind, --with and --draft or '--direction in'.

    \b
    hobnob log "yesterday: lunch with Grace at Luigi's about compilers #cobol"
    hobnob log "Rang Grace, no answer; follow up in 3 weeks"
    hobnob log "Coffee with **Oprah Winfrey**, promised to call by Friday"
    hobnob log "Congratulated her" --with grace --kind letter
    hobnob log --kind letter --with grace --draft --body letter.txt
    hobnob log - < lines.txt
    """
    # Whoever types a line without quotes means the line.
    text = " ".join(words)
    if text not in ("", "-"):
        app.begin()
    from hobnob.capture.log import EXAMPLE
    from hobnob.cli.asking import chooser, has_terminal
    from hobnob.commands.log.line import Logging

    if body is not None:
        from hobnob.commands.log.options import refuse_no_letter

        typed["kind"] = typed["kind"] or "letter"
        refuse_no_letter(typed, text, edit=edit)
    choose = chooser(app.index) if ask else None
    logging = Logging(app=app, typed=typed, choose=choose, strict=strict, dry=dry_run)
    if body is not None:
        from hobnob.importers.name_lists import read_text

        logging.log_letter(read_text(body))
        return 0
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
