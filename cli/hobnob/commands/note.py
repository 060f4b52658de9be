"""Write: add a dated line to a note; it is no contact.

The one rule: what stands in the note stays as it is; a line is added at its end, and no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App
from hobnob.cli.changing import dry_run
from hobnob.cli.params import NoteName
from hobnob.cli.verb import pass_app, verb
from hobnob.model import Kind

if TYPE_CHECKING:
    from hobnob.capture.entry import Entry
    from hobnob.change.files import Draft

_KINDS: tuple[Kind, ...] = ("person", "plan", "org")
_TRIES = 50
"""Times that a note is read anew when somebody else wrote in it meanwhile."""
_EXAMPLE = 'hobnob note grace "likes sloe gin"'


@verb(prints="the note as it is now, with `guesses`")
@click.argument("name", type=NoteName(*_KINDS))
@click.argument("text", required=False, default="")
@click.option("--date", "when", metavar="DATE", help="The date of the line; default today.")
@dry_run
@pass_app
def command(app: App, name: str, text: str, when: str | None, dry_run: bool) -> int:
    """Add a dated line to the note of a person, a plan or an organization.

    Use it for things to remember that are no meeting. The line does not count as a contact. Names
    in TEXT become links, as with 'hobnob log'. Without TEXT, a prompt asks for it. '-' reads it
    from stdin.

    \b
    hobnob note grace "likes sloe gin; her sister is Ada"
    hobnob note "Summer internship" "they answer on Mondays" --date yesterday
    """
    from hobnob.capture.new_notes import Newcomers
    from hobnob.capture.phrases import spell_day
    from hobnob.capture.understand import Listener
    from hobnob.commands.log.options import parse_date
    from hobnob.index.lookup import find_note
    from hobnob.index.notes import head

    index = app.index
    note = find_note(index, name, _KINDS)
    _, _, slug, shown, path, _ = head(index, note)
    day = parse_date(index, when, "--date") if when else index.today
    text = _text(app, text, shown)
    heard = Listener(index=index, newcomers=Newcomers(index)).link(text, slug)
    if _add(app, path, day[:10], heard, dry=dry_run):
        when_said = "" if day == index.today else f", {spell_day(day, index.today)}"
        _tell(app, path, heard, f"Noted about {shown}{when_said}: {text}")
    return 0


def _text(app: App, text: str, shown: str) -> str:
    """Return what is to be added: as given, from stdin, or from the prompt.

    Raises:
        UsageError: it is nothing.
    """
    from hobnob.capture.entry import clean_text
    from hobnob.cli.asking import has_terminal
    from hobnob.errors import UsageError

    if text == "-":
        from hobnob.cli.writing import read_stdin

        text = read_stdin()
    elif not text.strip() and has_terminal(whole=True) and not app.json:
        text = _prompt(app, shown)
    text = clean_text(text)
    if not text:
        raise UsageError(f"what is worth a note? A line of text, in quotes: {_EXAMPLE}")
    return text


def _prompt(app: App, shown: str) -> str:
    from hobnob.capture.completing import load_words
    from hobnob.cli.layout import one_line
    from hobnob.cli.prompting import LinePrompt

    words, color = load_words(app.index), app.color is not False
    return LinePrompt(app.journal, words, f"{one_line(shown)} › ", color=color).ask()


def _add(app: App, path: str, day: str, heard: Entry, *, dry: bool) -> bool:
    """Add the line, or show it; return whether it was written.

    A line at the end fits whatever else was written meanwhile, so then it is added to that.

    Raises:
        ChangedError: others would not stop writing; the error says what is not in the note.
    """
    from pathlib import Path

    from hobnob.cli.changing import carry_out
    from hobnob.errors import ChangedError

    for _ in range(_TRIES):
        draft = _draft(app, path, day, heard)
        try:
            return carry_out(app, draft, f"note {Path(path).stem}", dry=dry)
        except ChangedError:
            continue
    raise ChangedError(path, lost=f"{day}: {heard.text}")


def _draft(app: App, path: str, day: str, heard: Entry) -> Draft:
    """Return the change: the line in the note, and the notes of newcomers."""
    from hobnob.change.dated_line import add_dated_line
    from hobnob.change.files import Draft

    draft = Draft(app.journal)
    note = draft.note(path)
    add_dated_line(note, day, heard.text)
    draft.put(note)
    draft.take(one.change(app.journal) for one in heard.newcomers)
    return draft


def _tell(app: App, path: str, heard: Entry, said: str) -> None:
    """Print what was added, and where."""
    from hobnob.cli.layout import one_line, wrap
    from hobnob.cli.writing import load_at
    from hobnob.commands.log.phrases import (
        guesses_of,
        told_guesses,
        told_newcomers,
        told_strangers,
    )

    document = load_at(app.index, path)
    slug = document["slug"]
    if app.json:
        app.print_json({**document, "guesses": guesses_of(heard.guesses)})
        return
    app.out(wrap(one_line(said)))
    told = told_guesses(heard.guesses, slug) + told_strangers(heard.strangers, slug)
    for row in (*told, *told_newcomers(heard.newcomers)):
        app.out(row)
    app.out(click.style(path, dim=True))
