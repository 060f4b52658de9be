"""Write: write down a meeting, a call or a letter in one line.

The one rule: this is the command line of it and no more; what was typed is understood, written
and told by `hobnob.capture`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from hobnob.app import App
from hobnob.commands._names import PLAN, ManyWords, NoteNames, Words
from hobnob.main import pass_app, verb
from hobnob.notes import values as v

if TYPE_CHECKING:
    from hobnob.capture.entry import Entry
    from hobnob.index.documents import Document
    from hobnob.index.index import Index

_EXAMPLE = 'hobnob log "Lunch about compilers" --with grace'


def _many(*names: str, **settings: Any) -> Callable[[Any], Any]:
    return click.option(*names, multiple=True, **settings)


@verb()
@click.argument("text", required=False, default="")
@_many("--with", "who", metavar="WHO", type=NoteNames("person"),
       help="Who it was with; several with commas, or give it again.")  # fmt: skip
@click.option("--date", "when", metavar="DATE",
              help="When: 2026-11-22, '2026-11-22 12:30', yesterday; else today.")  # fmt: skip
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
@click.option("--place", metavar="PLACE", help="Where.")
@_many("--tag", metavar="TAG", help="A word to find it by.")
@click.option("--follow-up", metavar="DATE", help="When to come back to it: a date, or '3 weeks'.")
@click.option("--draft", is_flag=True, help="It has not been sent, or has not happened, yet.")
@click.option("--private", is_flag=True, help="It stays off a site that is built to be shared.")
@click.option("--new", is_flag=True, help="Make a note for whoever has none yet.")
@click.option("--edit", is_flag=True, help="Open the new note in your editor.")
@click.option("--dry-run", is_flag=True, help="Show the note, and write nothing.")
@pass_app
def command(app: App, /, text: str, edit: bool, dry_run: bool, **typed: Any) -> int:
    """Write down a meeting, a call or a letter in one line.

    TEXT is kept as you type it. What you promise in it, as a line '- [ ] send her the paper',
    'hobnob list promises' remembers.

    \b
    hobnob log "Lunch about compilers" --with grace
    hobnob log "Rang" --with grace,george --kind call --outcome no-answer
    hobnob log "Congratulated her" --with grace --date yesterday --kind letter
    hobnob log "Will ask about the vendor" --with george --follow-up "3 weeks"
    """
    from hobnob.capture.writing import write_entry
    from hobnob.commands._writing import edit_and_check, load_at, remember_last, reopen_index

    entry = _entry(app, text, edit, typed)
    if dry_run:
        _show_only(app, entry)
        return 0
    written = write_entry(app.journal, entry)
    if not written.new:
        app.say(
            "this was logged already, word for word; nothing was written. If it happened twice, "
            f"give it a time: --date '{entry.day} 18:30'"
        )
    index = reopen_index(app)
    remember_last(index, written.path)
    if edit:
        return edit_and_check(app, written.path)
    document = load_at(index, written.path)
    if app.json:
        app.print_json({**document, "guesses": []})
        return 0
    _tell(app, index, entry, document, written.new)
    return 0


def _entry(app: App, text: str, edit: bool, typed: Mapping[str, Any]) -> Entry:
    """Return what was typed, read by the declaration; nothing is written yet."""
    from dataclasses import replace

    from hobnob.capture.entry import Entry, clean_text
    from hobnob.capture.newcomers import Newcomers
    from hobnob.commands._log_options import read_options
    from hobnob.errors import UsageError

    text = clean_text(text)
    if not text and not edit:
        raise UsageError(f"what happened? A line of text, in quotes: {_EXAMPLE}")
    newcomers = Newcomers(app.index)
    values = read_options(app.index, typed, newcomers)
    if "people" not in values:
        raise UsageError(f"with whom? Say it with --with: {_EXAMPLE}")
    slugs = [*values["people"], *values.get("introduced", ())]
    new = newcomers.among(slugs)
    names = {**names_of(app.index, slugs), **{one.slug: one.name for one in new}}
    entry = Entry(values=values, text=text, names=names, newcomers=new)
    if entry.day > app.today and not values.get("draft"):
        entry = replace(entry, values={**values, "draft": True})
        if not app.json:
            app.say(f"{entry.day} is still to come, so this is a draft: it counts once 'draft' "
                    "is taken out of the note")  # fmt: skip
    return entry


def names_of(index: Index, slugs: Sequence[str]) -> dict[str, str]:
    """Return the names of people by their slugs."""
    marks = ",".join("?" * len(slugs))
    return dict(
        index.all(
            f"SELECT slug, name FROM note WHERE kind = 'person' AND slug IN ({marks})",  # noqa: S608
            slugs,
        )
    )


def _tell(app: App, index: Index, entry: Entry, document: Document, new: bool) -> None:
    """Print what was understood, where it stands, and something to be glad of."""
    from hobnob.capture.glad import tell_glad_fact
    from hobnob.capture.telling import tell_entry
    from hobnob.terminal import one_line, wrap

    app.out(wrap(one_line(tell_entry(entry, app.today, new=new))))
    for one in entry.newcomers:
        app.out(f"{one_line(one.name)} has a note now: hobnob edit {one.slug}")
    app.out(document["path"])
    if new and not app.quiet and (fact := tell_glad_fact(index, entry, document)):
        app.out(wrap(one_line(fact)))


def _show_only(app: App, entry: Entry) -> None:
    """Print the note that would be written."""
    from hobnob.index.rows import make_rows
    from hobnob.notes.read import read_note
    from hobnob.terminal import safe

    path = app.journal.relative(entry.path(app.journal))
    if not app.json:
        for one in entry.newcomers:
            app.say(f"would write {app.journal.relative(one.change(app.journal).path)}")
        app.say(f"would write {path}:")
        app.out(safe(entry.note).rstrip("\n"))
        return
    note = read_note("interaction", path.rsplit("/", 1)[-1].removesuffix(".md"), path,
                     entry.note.encode())  # fmt: skip
    row = make_rows(note, 0).interaction
    app.print_json({
        "type": "interaction", "slug": note.slug, "path": path, **note.values,
        "is_contact": bool(row and row[6] and entry.day <= app.today),
        "text": note.body.strip(), "guesses": [],
    })  # fmt: skip
