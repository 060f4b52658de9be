"""Look: a page to read before you meet somebody.

The one rule: it says what the notes say, and what to look up is never further than a day's note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from hobnob.answers import to_json
from hobnob.cli.app import App
from hobnob.cli.layout import count, show
from hobnob.cli.output import write_file
from hobnob.cli.params import PERSON
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import UsageError

if TYPE_CHECKING:
    from hobnob.commands.brief.agenda import Agenda
    from hobnob.network.brief import Brief

_LONGEST = 60
"""Days of a calendar that are looked at."""


@verb(
    prints={
        "": "an array of people, each with what a {hobnob.network.brief.Brief} has beside them",
        "--calendar": "`meetings`: {list[hobnob.commands.brief.agenda.Meeting]}; `briefs`: as "
        "without it",
    }
)
@click.argument("names", metavar="[NAME]...", type=PERSON, nargs=-1)
@click.option("--calendar", metavar="FILE", help="The people in this .ics file; - reads stdin.")
@click.option("--days", type=click.IntRange(1, _LONGEST), default=None, metavar="N",
              help="Read N days of the calendar, including today; default 2.")  # fmt: skip
@click.option("--html", is_flag=True, help="Make one HTML page, to print or to read on a phone.")
@click.option("--output", "-o", metavar="FILE", help="Write to this file; default stdout.")
@pass_app
def command(
    app: App, /, *, names: tuple[str, ...], calendar: str | None, days: int | None, html: bool,
    output: str | None,
) -> None:  # fmt: skip
    """Show what to know before you meet somebody.

    The page shows who they are and were, how you met, who introduced you, the last three times you
    met, what you might bring up (promises on both sides, news, follow-ups, thanks), whom you both
    know, and what you asked and gave. Each NAME is a person and gets a page.

    --calendar takes the people in the entries of a calendar, from today on. It finds them by e-mail
    address, else by name. It leaves out cancelled entries and those you declined. Put your own
    addresses into mkdocs.yml. 'hobnob help briefing' says more.

    \b
    hobnob brief grace
    hobnob brief "Ada Lovelace" grace --html -o lunch.html
    hobnob brief --calendar calendar.ics --days 3
    """
    from hobnob.network.brief import load_briefs

    if bool(names) == bool(calendar):
        raise UsageError("name whom you will meet, or give a calendar: hobnob brief grace, or "
                         "hobnob brief --calendar calendar.ics")  # fmt: skip
    if days is not None and not calendar:
        raise UsageError("--days is for --calendar")
    if output and not html:
        raise UsageError("-o writes the page that --html makes; give both")
    agenda = _read_agenda(app, calendar, days or 2) if calendar else None
    briefs = load_briefs(app.index, agenda.people if agenda else _find(app, names))
    if app.json:
        found = to_json(briefs)
        app.print_json({"meetings": to_json(agenda.meetings), "briefs": found} if agenda else found)
    elif html:
        _write_html(app, briefs, agenda, output)
    else:
        show(app, _lines(app, briefs, agenda))


def _find(app: App, names: Sequence[str]) -> list[int]:
    from hobnob.index.lookup import find_note

    # A name typed without quotes is one person, where there is somebody of just that name.
    whole = app.index.resolver.find(" ".join(names), ("person",)).one
    if whole is not None:
        return [whole]
    return list(dict.fromkeys(find_note(app.index, name, ("person",)) for name in names))


def _read_agenda(app: App, calendar: str, days: int) -> Agenda:
    from hobnob.commands.brief.agenda import read_agenda

    return read_agenda(app.index, calendar, days)


def _write_html(app: App, briefs: list[Brief], agenda: Agenda | None, output: str | None) -> None:
    from hobnob.commands.brief.html import BEGINS, brief_html

    page = brief_html(app.index, briefs, agenda)
    if output is None:
        app.out(page.rstrip("\n"))
        return
    write_file(app.journal, output, page.encode(), begins=BEGINS)
    app.say(f"wrote {count(len(briefs), 'brief')} into {output}")


def _lines(app: App, briefs: list[Brief], agenda: Agenda | None) -> Iterator[str]:
    from hobnob.cli.text import room
    from hobnob.commands.brief.text import brief_lines

    if agenda is not None:
        yield from agenda.lines()
    for at, brief in enumerate(briefs):
        if at or agenda is not None:
            yield click.style("─" * min(room(), 72), dim=True)
            yield ""
        yield from brief_lines(app.index, brief)
