"""Look: a page to read before you meet somebody.

The one rule: it says what the notes say, and what to look up is never further than a day's note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from hobnob.answers import to_json
from hobnob.cli.app import App
from hobnob.cli.filters import PLACE_OF_ANYBODY
from hobnob.cli.layout import count, one_line, show
from hobnob.cli.output import write_file
from hobnob.cli.params import PERSON
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import UsageError
from hobnob.wording import quoted

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
@click.option("--place", metavar="PLACE", type=PLACE_OF_ANYBODY,
              help="The people at this place, as 'hobnob near' finds them.")  # fmt: skip
@click.option("--days", type=click.IntRange(1, _LONGEST), default=None, metavar="N",
              help="Read N days of the calendar, including today; default 2.")  # fmt: skip
@click.option("--html", is_flag=True, help="Make one HTML page, to print or to read on a phone.")
@click.option("--output", "-o", metavar="FILE", help="Write to this file; default stdout.")
@pass_app
def command(
    app: App, /, *, names: tuple[str, ...], calendar: str | None, place: str | None,
    days: int | None, html: bool, output: str | None,
) -> None:  # fmt: skip
    """Show what to know before you meet somebody.

    The page shows who they are and were, how you met, who introduced you, the last three times you
    met, what you might bring up (promises on both sides, news, follow-ups, thanks), whom you both
    know, and what you asked and gave. Each NAME is a person and gets a page.

    --calendar takes the people in the entries of a calendar, from today on. It finds them by e-mail
    address, else by name. It leaves out cancelled entries and those you declined. Put your own
    addresses into mkdocs.yml. --place takes the people who live or work at a place, or whom you met
    there; hobnob tells you if it leaves some out. 'hobnob help briefing' says more.

    \b
    hobnob brief grace
    hobnob brief "Ada Lovelace" grace --html -o lunch.html
    hobnob brief --calendar calendar.ics --days 3
    hobnob brief --place Bristol --html -o bristol.html
    """
    from hobnob.network.brief import load_briefs

    if (bool(names), calendar is not None, place is not None).count(True) != 1:
        raise UsageError("name whom you will meet, or give a calendar or a place: hobnob brief "
                         "grace, hobnob brief --calendar calendar.ics, or hobnob brief --place "
                         "Bristol")  # fmt: skip
    if days is not None and not calendar:
        raise UsageError("--days is for --calendar")
    if output and not html:
        raise UsageError("-o writes the page that --html makes; give both")
    agenda = _read_agenda(app, calendar, days or 2) if calendar else None
    people = agenda.people if agenda else _find(app, names) if place is None else _at(app, place)
    briefs = load_briefs(app.index, people)
    if app.json:
        found = to_json(briefs)
        app.print_json({"meetings": to_json(agenda.meetings), "briefs": found} if agenda else found)
    elif html:
        _write_html(app, briefs, agenda, output)
    elif briefs or agenda is not None:
        show(app, _lines(app, briefs, agenda))


def _find(app: App, names: Sequence[str]) -> list[int]:
    from hobnob.index.lookup import find_note

    # A name typed without quotes is one person, where there is somebody of just that name.
    whole = app.index.resolver.find(" ".join(names), ("person",)).one
    if whole is not None:
        return [whole]
    return list(dict.fromkeys(find_note(app.index, name, ("person",)) for name in names))


def _at(app: App, place: str) -> list[int]:
    """Return the people at a place; those whom you only met there come last."""
    from hobnob.network.near import IN_BRIEFS, list_near

    found = list_near(app.index, place, limit=IN_BRIEFS)
    if not found.people:
        app.say(f"your notes place nobody in {one_line(place)}: see 'hobnob help near'")
    if (more := found.total - len(found.people)) > 0:
        app.say(f"the first {IN_BRIEFS} people; {count(more, 'other is', 'others are')} left out: "
                f"hobnob near {quoted(one_line(place))} --all")  # fmt: skip
    return [near.who.id for near in found.people if near.who.id is not None]


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
