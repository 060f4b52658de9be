"""Write: add a dated line to a note; it is no contact.

The one rule: what stands in the note stays as it is; a line is added at its end, and no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App
from hobnob.cli.asking import has_terminal
from hobnob.cli.changing import carry_out
from hobnob.cli.layout import one_line, wrap
from hobnob.cli.params import NoteName, dry_run
from hobnob.cli.verb import pass_app, verb
from hobnob.cli.watching import Watch
from hobnob.cli.writing import read_stdin
from hobnob.errors import UsageError
from hobnob.index.lookup import find_note
from hobnob.index.notes import head
from hobnob.model import Kind

if TYPE_CHECKING:
    from hobnob.capture.log import Placed

_KINDS: tuple[Kind, ...] = ("person", "plan", "org")
_EXAMPLE = 'hobnob note grace "likes sloe gin"'


@verb(
    prints="the note as it is now, with `guesses`, `promises`, `unused` and `suggestions` as "
    "`hobnob log` prints them"
)
@click.argument("name", type=NoteName(*_KINDS))
@click.argument("words", metavar="[TEXT]", nargs=-1)
@click.option("--date", "when", metavar="DATE", help="The date of the line; default today.")
@click.option("--strict", is_flag=True, help="Fail if a name fits several people.")
@dry_run
@pass_app
def command(
    app: App, name: str, words: tuple[str, ...], when: str | None, strict: bool, dry_run: bool
) -> None:
    """Add a dated line to the note of a person, a plan or an organization.

    Use it for things to remember that are no meeting. The line does not count as a contact. Names
    in TEXT become links, as with 'hobnob log'. Without TEXT, a prompt asks for it. '-' reads it
    from stdin.

    \b
    hobnob note grace "likes sloe gin; her sister is Ada"
    hobnob note "Summer internship" "they answer on Mondays" --date yesterday
    """
    from hobnob.capture.days.typed import parse_date
    from hobnob.capture.entry import NewPeople
    from hobnob.capture.log import Placed
    from hobnob.capture.parser import LineParser
    from hobnob.change.dated_line import plan_dated_line, write_dated_line

    index = app.index
    note = find_note(index, name, _KINDS)
    _, kind, slug, shown, path, _ = head(index, note)
    day = parse_date(index, when, "--date") if when else index.today
    text = _text(app, " ".join(words), shown)
    parser = LineParser(index=index, new_people=NewPeople(index), strict=strict)
    entry = parser.link(text, slug)
    new_notes = [person.change(app.journal) for person in entry.new_people]
    if dry_run:
        draft = plan_dated_line(app.journal, path, day[:10], entry.text, new_notes)
        carry_out(app, draft, "", dry=True)
        return
    watch = Watch(app, [note] if kind == "person" else ())
    app.made(write_dated_line(index, path, day[:10], entry.text, new_notes))
    _print(app, Placed(entry=entry, path=path, new=True), f"Noted about {shown}", day, text)
    watch.say()


def _text(app: App, text: str, shown: str) -> str:
    """Return what is to be added: as given, from stdin, or from the prompt.

    Raises:
        UsageError: it is nothing.
    """
    from hobnob.capture.entry import clean_text

    if text == "-":
        text = read_stdin()
    elif not text.strip() and has_terminal(whole=True) and not app.json:
        text = _prompt(app, shown)
    text = clean_text(text)
    if not text:
        raise UsageError(f"what is worth a note? A line of text, in quotes: {_EXAMPLE}")
    return text


def _prompt(app: App, shown: str) -> str:
    from hobnob.capture.completing import load_words
    from hobnob.cli.prompting import LinePrompt

    words, color = load_words(app.index), app.color is not False
    return LinePrompt(app.journal, words, f"{one_line(shown)} › ", color=color).ask()


def _print(app: App, placed: Placed, begin: str, day: str, text: str) -> None:
    """Print what was added, and where."""
    from hobnob.capture.log import logged
    from hobnob.capture.phrases import spell_day
    from hobnob.commands.log.phrases import (
        format_guesses,
        format_new_people,
        format_unknown_names,
    )

    entry, written = placed.entry, logged(app.index, placed)
    if app.json:
        app.print_answer(written)
        return
    slug = written.note["slug"]
    when = "" if day == app.today else f", {spell_day(day, app.today)}"
    app.out(wrap(one_line(f"{begin}{when}: {text}")))
    for line in (
        *format_guesses(entry.guesses, slug),
        *format_unknown_names(entry.unknown_names, slug),
        *format_new_people(entry.new_people),
    ):
        app.out(line)
    app.out(click.style(placed.path, dim=True))
