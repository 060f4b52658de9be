"""Write: bring in people and messages from LinkedIn, a phone, a table and more.

The one rule: what will happen is said before it happens, and the whole import is one change.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App
from hobnob.cli.params import dry_run_option
from hobnob.cli.verb import pass_app, verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hobnob.importers.found import Found, Wanted
    from hobnob.importers.planning import Ask, Planned
    from hobnob.importers.report import Imported


@verb(prints="{hobnob.importers.report.Imported}")
@click.argument("files", nargs=-1, required=True, metavar="FILE...",
                type=click.Path(path_type=Path))  # fmt: skip
@click.option("--from", "kind", metavar="KIND", default="",
              help="What the file is; by default hobnob finds out.")  # fmt: skip
@click.option("--yes", is_flag=True, help="Do not ask.")
@dry_run_option("Say what would happen, and write nothing.")
@click.option("--skip-bad", is_flag=True, help="Leave out what cannot be read, and list it.")
@click.option("--map", "mapping", metavar="COLUMN=KEY", multiple=True,
              help="For a table: the key for a column; for notes: what a folder "
              "holds. Nothing behind = leaves it out.")  # fmt: skip
@click.option("--all", "every", is_flag=True,
              help="Make people of all whom you have written to.")  # fmt: skip
@click.option("--tag", "tags", metavar="TAG", multiple=True, help="Give everybody this tag.")
@pass_app
def command(
    app: App, /, *, files: tuple[Path, ...], kind: str, yes: bool, dry_run: bool, skip_bad: bool,
    mapping: tuple[str, ...], every: bool, tags: tuple[str, ...],
) -> int:  # fmt: skip
    """Bring in people and messages from a file of another program.

    hobnob finds out what the file is. It says what it found and what it will do: who is new, whose
    note changes, who is unclear, and what becomes of each column. Then it asks. A script says
    --yes, or --dry-run. The same file again changes nothing, and what you wrote stays.

    All of it is one change: 'hobnob undo' takes it back.

    \b
    hobnob import ~/Downloads/Basic_LinkedInDataExport_11-22-2026.zip
    hobnob import Connections.csv --dry-run
    hobnob import contacts.vcf --tag phone --yes
    hobnob import clients.csv --map "Firm=org" --map "Fax="
    """
    from hobnob.cli.app import show_progress
    from hobnob.cli.asking import has_terminal
    from hobnob.cli.import_files import asker, choose, read_all
    from hobnob.errors import NeedsYesError
    from hobnob.importers.report import report, spell_report
    from hobnob.safety import refuse_to_write

    wanted = _wanted(app, mapping, every=every)
    asks = has_terminal() and not app.json
    if not (yes or dry_run or asks):
        raise NeedsYesError(
            "nobody can be asked here; look at it with --dry-run, then say --yes",
            fix="hobnob import FILE --dry-run",
        )
    with show_progress("Reading", quiet=app.quiet) as progress:
        if progress:
            wanted = replace(wanted, progress=progress)
        found = read_all(choose(files, kind), wanted)
    if not dry_run:
        refuse_to_write()
    _refuse_bad(found, skip=skip_bad)
    ask = asker() if asks and not (yes or dry_run) else None
    planned = _plan(app, found, wanted, tags, ask)
    # What is planned stands in the plan; of many messages, both would fill the memory.
    found = [replace(one, people=(), interactions=(), exported=(), notes=()) for one in found]
    answer = report(planned, found)
    _say_bad(app, found)
    if dry_run:
        return _print(app, answer, done=False)
    if not planned.draft.paths():
        _remember(app, planned, found, "")
        return _print(app, answer, done=True)
    if not yes:
        _show(app, spell_report(answer, done=False))
        if not click.confirm("Import this?", err=True):
            app.say("nothing was written")
            return 1
    with show_progress("Writing the notes", quiet=app.quiet) as progress:
        names = " ".join(path.name for path in files)
        # Only JSON prints the texts once more.
        change = planned.draft.write(app.index, f"import {names}", progress, forget=not app.json)
    _remember(app, planned, found, change.id if change else "")
    app.made(change)
    if not yes:
        app.say(f"imported; {app.undo} takes it back")
        return 0
    return _print(app, answer, done=True)


def _wanted(app: App, mapping: Sequence[str], *, every: bool) -> Wanted:
    from hobnob.errors import BadValueError
    from hobnob.importers.columns.chosen import load_choices
    from hobnob.importers.found import Wanted

    columns = {}
    for text in mapping:
        title, equals, key = text.rpartition("=")
        if not equals or not title.strip():
            raise BadValueError(f"--map: '{text}' is not COLUMN=KEY, such as \"Firm=org\"")
        columns[title.strip()] = key.strip()
    settings = app.journal.settings
    return Wanted(
        me=frozenset(settings.me), region=settings.region, day=app.today, mapping=columns,
        date_order=settings.date_order, remembered=load_choices(app.journal.cache), every=every,
    )  # fmt: skip


def _remember(app: App, planned: Planned, found: Sequence[Found], change: str) -> None:
    """Remember what the files say, and what was chosen for their columns."""
    from hobnob.importers.columns.chosen import remember_choices

    planned.remember(change)
    for one in found:
        remember_choices(app.journal.cache, one.chosen)


def _plan(
    app: App, found: Sequence[Found], wanted: Wanted, tags: Sequence[str], ask: Ask | None
) -> Planned:
    from hobnob.cli.app import show_progress
    from hobnob.importers.planning import Planner
    from hobnob.notes.schema import PERSON
    from hobnob.notes.write import parse_value

    given = [parse_value(PERSON.by_name["tags"], tag) for tag in tags]
    # A bar would stand in the middle of a question.
    quiet = app.quiet or ask is not None
    with show_progress("Comparing with your notes", quiet=quiet) as progress:
        planner = Planner(app.index, wanted, tags=given, progress=progress, ask=ask)
        for one in found:
            planner.take(one)
        return planner.end()


def _refuse_bad(found: Sequence[Found], *, skip: bool) -> None:
    """Refuse files in which something cannot be read, unless it is to be left out."""
    from hobnob.errors import UnreadableError

    bad = [unread for one in found for unread in one.unread]
    if bad and not skip:
        raise UnreadableError([f"{_place(one.file, one.line)}: {one.message}" for one in bad])


def _say_bad(app: App, found: Sequence[Found]) -> None:
    """Say what could not be read and is left out."""
    for one in found:
        for bad in one.unread:
            app.say(f"left out: {_place(bad.file, bad.line)}: {bad.message}")


def _place(file: str, line: int) -> str:
    return f"{file or 'the file'}:{line}" if line else file or "the file"


def _print(app: App, answer: Imported, *, done: bool) -> int:
    from hobnob.importers.report import spell_report

    if app.json:
        app.print_answer(answer)
    else:
        _show(app, spell_report(answer, done=done))
    return 0


def _show(app: App, lines: Iterable[str]) -> None:
    from hobnob.cli.layout import one_line, show_lines

    # What a file holds must not steer the terminal.
    show_lines(app, (f"{line[: len(line) - len(line.lstrip())]}{one_line(line)}" for line in lines))
