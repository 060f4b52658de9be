"""Share: the journal in another program's format, such as a calendar.

The one rule: the export goes to stdout or into one file; no copy stays here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace

import click

from hobnob.cli.app import App
from hobnob.cli.layout import count
from hobnob.cli.output import write_file
from hobnob.cli.params import Completing, Offer
from hobnob.cli.verb import pass_app, verb
from hobnob.exporters.table import FORMATS


class _FormatName(Completing):
    """A format of the table."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name of the format, or fail with the list of formats."""
        if value not in FORMATS:
            self.fail(f"'{value}' is no format; there is {', '.join(FORMATS)}", param, ctx)
        return value

    def offers(self, ctx: click.Context, typed: str) -> Iterable[Offer]:
        """Return the formats that begin with the typed text."""
        return [(name, row.means) for name, row in FORMATS.items() if name.startswith(typed)]


@verb(
    reads=True,
    prints={
        "calendar": (
            "`format`, `file` (the path that was written, or null) and `entries`: "
            "{list[hobnob.network.calendar.CalendarDay]}"
        ),
    },
)
@click.argument("form", metavar="FORMAT", type=_FormatName())
@click.option("--output", "-o", metavar="FILE", help="Write to this file; default stdout.")
@pass_app
def command(app: App, /, *, form: str, output: str | None) -> None:
    """Write the journal in another format.

    FORMAT is 'calendar': one .ics file with appointments, birthdays and other days of the year,
    open follow-ups, open promises with a date, and for everybody with a cadence the day to be in
    touch again. If you import the file again, entries are updated and nothing is duplicated.
    Entries that are done by then stay until you delete them, so use a separate calendar. The file
    includes what is private, marked as such; --share leaves it out. 'hobnob help calendars' says
    more.

    \b
    hobnob export calendar -o hobnob.ics
    hobnob export calendar --share > team.ics
    """
    row = FORMATS[form]
    made = row.export(app.index)
    if output:
        path = write_file(app.journal, output, made.data, begins=row.begins)
        made = replace(made, file=str(path))
    if app.json:
        app.print_answer(made)
    elif not output:
        # Write bytes, because the format defines the line ends.
        sys.stdout.buffer.write(made.data)
        sys.stdout.flush()
    else:
        app.say(f"wrote {count(len(made.entries), *made.what)} into {output}")
