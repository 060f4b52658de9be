"""Share: the journal in another program's format: a calendar, or vCards.

The one rule: the export goes to stdout, into one file or into one folder; no copy stays here.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from hobnob.cli.app import App, show_progress
from hobnob.cli.group import Group
from hobnob.cli.layout import count
from hobnob.cli.output import write_file
from hobnob.cli.params import PERSON, dry_run
from hobnob.cli.people_filters import people_filter, people_filters
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import UsageError
from hobnob.names import visible

if TYPE_CHECKING:
    from hobnob.exporters.exported import Exported
    from hobnob.exporters.vdir import Update

_output = click.option("--output", "-o", metavar="FILE", help="Write to this file; default stdout.")
_NAMED = 5
"""How many files a notice names."""


def _made_of(kind: str) -> str:
    """Return what an export prints as JSON, for the manual.

    Args:
        kind: the class of its entries.
    """
    return f"`format`, `file` (the path that was written, or null) and `entries`: {{list[{kind}]}}"


@click.group(
    cls=Group,
    what="format",
    options_metavar="",
    subcommand_metavar="FORMAT [OPTIONS]",
    context_settings={"help_option_names": ["-h", "--help"]},
)
def command() -> None:
    """Write the journal in another format.

    It goes to stdout, or into a file with -o. It includes what is private, marked as such where the
    format can; --share leaves it out.

    \b
    hobnob export calendar -o hobnob.ics
    hobnob export vcard --circle close -o friends.vcf
    hobnob export vcard --vdir ~/contacts
    """


@verb(
    name="calendar",
    short_help="Days to remember, for any calendar.",
    reads=True,
    prints=_made_of("hobnob.network.calendar.CalendarDay"),
)
@_output
@pass_app
def calendar(app: App, /, *, output: str | None) -> None:
    """Write a calendar.

    One .ics file has appointments, birthdays and other days of the year, open follow-ups, open
    promises with a date, and for everybody with a cadence the day to be in touch again. If you
    import the file again, entries are updated and nothing is duplicated. Entries that are done by
    then stay until you delete them, so use a separate calendar. 'hobnob help calendars' says more.

    \b
    hobnob export calendar -o hobnob.ics
    hobnob export calendar --share > team.ics
    """
    from hobnob.exporters.calendar import BEGINS, export

    _give(app, export(app.index), output, BEGINS)


@verb(
    name="vcard",
    short_help="People, for a phone or an address book.",
    reads=True,
    prints=_made_of("hobnob.exporters.vcard.Card"),
)
@click.option("--version", type=click.Choice(["3.0", "4.0"]), default="3.0", show_default=True,
              help="The version of new cards; every program reads 3.0.")  # fmt: skip
@click.option("--vdir", metavar="DIR", help="Update the cards in this folder, a file each.")
@click.option("--overwrite", is_flag=True,
              help="With --vdir: what the note says wins over changes made elsewhere.")  # fmt: skip
@_output
@people_filters
@dry_run
@pass_app
def vcard(
    app: App, /, *, version: str, vdir: str | None, overwrite: bool, output: str | None,
    dry_run: bool, **wanted: Any,
) -> None:  # fmt: skip
    """Write people as vCards.

    The filters are those of 'hobnob list people'; without one, all people are written. A card has
    the names, addresses, numbers, links, days, present roles, tags, photo and text of a note, and
    what an import has kept of the card it came from.

    With --vdir, each card in a folder is updated in its own file, so that khard, vdirsyncer and
    your phone can share the folder. Lines that hobnob does not know stay as they are. What
    somebody changed elsewhere stays too, and is listed; 'hobnob import DIR' brings it into the
    notes. No file is ever deleted. 'hobnob help cards' says more.

    \b
    hobnob export vcard -o everybody.vcf
    hobnob export vcard --tag berlin --version 4.0 > berlin.vcf
    hobnob export vcard --vdir ~/.local/share/contacts
    hobnob export vcard --vdir ~/.local/share/contacts --dry-run
    """
    if vdir and output:
        raise UsageError("--vdir writes a folder and -o a file; choose one")
    if (overwrite or dry_run) and not vdir:
        raise UsageError(f"--{'overwrite' if overwrite else 'dry-run'} goes with --vdir")
    index = app.index
    people = _people(app, wanted, "export vcard")
    if vdir:
        from pathlib import Path

        from hobnob.exporters.vdir import export as update

        folder = Path(vdir).expanduser()
        updated = update(index, people, folder, version, overwrite=overwrite, dry=dry_run)
        if app.json:
            app.print_answer(replace(updated.exported, file=vdir))
        _tell(app, updated, vdir, dry=dry_run)
        return
    from hobnob.exporters.vcard import BEGINS, export

    _give(app, export(index, people, version), output, BEGINS)


@verb(
    name="json",
    short_help="All notes with their texts, for the way back and for programs.",
    reads=True,
    prints=_made_of("hobnob.exporters.notes_json.JsonNote"),
)
@_output
@people_filters
@pass_app
def json(app: App, /, *, output: str | None, **wanted: Any) -> None:
    """Write all notes as JSON.

    It has every note and page with its text and all its keys, your own too. 'hobnob import' makes
    the same notes of it, byte for byte. With a filter of 'hobnob list people', it has these people
    and what happened with them. 'hobnob help schema export' prints its JSON Schema, and 'hobnob
    help leaving' says more.

    \b
    hobnob export json -o journal.json
    hobnob export json --tag berlin --share > berlin.json
    """
    from hobnob.exporters.notes_json import BEGINS, export, files_beside

    people = _people(app, wanted, "export json") if _is_filtered(wanted) else None
    index = app.index
    with show_progress("Writing the notes", quiet=app.quiet) as progress:
        made = export(index, people, progress)
    if output and people is None and (beside := files_beside(app.index)):
        app.say(f"{count(beside, 'file')} among the notes, such as pictures, cannot be in JSON; "
                "copy them yourself")  # fmt: skip
    _give(app, made, output, BEGINS)


@verb(
    name="csv",
    short_help="People as a table, for a spreadsheet.",
    reads=True,
    prints=_made_of("hobnob.exporters.table.TableRow"),
)
@_output
@people_filters
@pass_app
def csv(app: App, /, *, output: str | None, **wanted: Any) -> None:
    """Write people as a table.

    The filters are those of 'hobnob list people'. A row has what fits into a cell: names,
    addresses, numbers, the present role, circle, tags, keys of your own, and when you were last in
    touch. Texts, earlier roles and relations are in 'hobnob export json'.

    A spreadsheet runs a cell that begins with =, +, - or @. hobnob writes an apostrophe before it,
    and 'hobnob import' takes it away again.

    \b
    hobnob export csv -o people.csv
    hobnob export csv --plan reunion > guests.csv
    """
    from hobnob.exporters.table import BEGINS, export

    _give(app, export(app.index, _people(app, wanted, "export csv")), output, BEGINS)


@verb(
    name="friends",
    short_help="One friends.md, for the program of that name.",
    reads=True,
    prints=_made_of("hobnob.exporters.friends.FriendsLine"),
)
@_output
@people_filters
@pass_app
def friends(app: App, /, *, output: str | None, **wanted: Any) -> None:
    """Write the journal as one file of the program 'friends'.

    Everything that happened is a line, with its people, its place and its tags; people have their
    other names, their place and their tags. With a filter of 'hobnob list people', it has these
    people and what happened with them. Drafts are left out, and counted. 'hobnob help leaving' says
    what such a file cannot hold.

    \b
    hobnob export friends -o friends.md
    hobnob export friends --relation friend > friends.md
    """
    from hobnob.exporters.friends import BEGINS, export

    people = _people(app, wanted, "export friends") if _is_filtered(wanted) else None
    index = app.index
    with show_progress("Writing the lines", quiet=app.quiet) as progress:
        made, drafts = export(index, people, progress)
    if drafts:
        app.say(f"left out what has not happened yet: {count(drafts, 'note')}")
    _give(app, made, output, BEGINS)


@verb(
    name="html",
    short_help="A person on one page, to print or to send.",
    reads=True,
    prints=_made_of("hobnob.exporters.table.TableRow"),
)
@click.argument("who", metavar="WHO", type=PERSON)
@_output
@pass_app
def html(app: App, /, *, who: str, output: str | None) -> None:
    """Write a page of a person.

    One HTML file has all there is of them: the brief, what your note says, and every time you were
    in touch, in full. It loads nothing and runs nothing. Print it, or open it on a phone. It has
    what you wrote about them, so read it before you give it to somebody.

    \b
    hobnob export html grace -o grace.html
    """
    from hobnob.commands.brief.html import BEGINS, person_html
    from hobnob.exporters.exported import Exported
    from hobnob.exporters.table import WHAT, TableRow
    from hobnob.index.lookup import find_note
    from hobnob.network.brief import load_briefs
    from hobnob.network.person import load_person

    note = find_note(app.index, who, ("person",))
    person = load_person(app.index, note, limit=None)
    (brief,) = load_briefs(app.index, (note,))
    page = person_html(app.index, brief, person)
    rows = (TableRow(person=brief.who.slug),)
    made = Exported(format="html", entries=rows, data=page.encode("utf-8", "replace"), what=WHAT)
    _give(app, made, output, BEGINS)


def _is_filtered(wanted: dict[str, Any]) -> bool:
    return any(value not in (None, (), "") for value in wanted.values())


def _people(app: App, wanted: dict[str, Any], verb_: str) -> list[int]:
    """Return the ids of the people that the filters pick, by name."""
    from hobnob.index.people import list_people

    return [row.id for row in list_people(app.index, people_filter(app.index, wanted, verb_))]


def _give(app: App, made: Exported, output: str | None, begins: bytes) -> None:
    """Write an export to where it was asked for."""
    if output:
        path = write_file(app.journal, output, made.data, begins=begins)
        made = replace(made, file=str(path))
    if app.json:
        app.print_answer(made)
    elif not output:
        # Write bytes, because the format defines the line ends.
        sys.stdout.buffer.write(made.data)
        sys.stdout.flush()
    else:
        app.say(f"wrote {count(len(made.entries), *made.what)} into {output}")


def _tell(app: App, updated: Update, folder: str, *, dry: bool) -> None:
    """Say what became of a folder of cards."""
    states = [card.state for card in updated.exported.entries]
    numbers = ", ".join(f"{states.count(s):,} {s}" for s in ("new", "changed", "unchanged"))
    others = f"; {count(updated.others, 'other card')} there" if updated.others > 0 else ""
    would = "would write " if dry else ""
    app.say(f"{would}{count(len(states), 'card', 'cards')} in {folder}: {numbers}{others}")
    for name, title in updated.differing[:_NAMED]:
        app.say(f"{visible(name)}: {title} was changed elsewhere, and stays")
    if len(updated.differing) > _NAMED:
        app.say(f"… and {len(updated.differing) - _NAMED:,} more lines that were changed elsewhere")
    if updated.differing:
        app.say(
            f"'hobnob import {folder}' brings these changes into the notes; --overwrite writes "
            "what the notes say"
        )
    for name, why in updated.unread[:_NAMED]:
        app.say(f"{visible(name)} stays as it is: {why}")
    if len(updated.unread) > _NAMED:
        app.say(f"… and {len(updated.unread) - _NAMED:,} more files that stay as they are")
    if updated.left:
        shown = ", ".join(map(visible, updated.left[:_NAMED]))
        more = ", …" if len(updated.left) > _NAMED else ""
        app.say(
            f"{count(len(updated.left), 'card')} of people who are no longer in the notes: "
            f"{shown}{more}; delete them yourself if you no longer want them"
        )


command.add_command(calendar)
command.add_command(vcard)
command.add_command(json)
command.add_command(csv)
command.add_command(friends)
command.add_command(html)
