"""Write: say whether an appointment took place.

The one rule: the note of the appointment becomes the record of what happened, with all its text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App
from hobnob.cli.appointments import APPOINTMENT, find_appointment
from hobnob.cli.changing import carry_out
from hobnob.cli.layout import one_line
from hobnob.cli.params import dry_run
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import UsageError
from hobnob.wording import quoted

if TYPE_CHECKING:
    from hobnob.capture.entry import NewEntry
    from hobnob.index.interactions import Interaction


@verb(prints="the note as it is now, of type [interaction](#a-note-of-type-interaction)")
@click.argument("ref", type=APPOINTMENT, metavar="REF")
@click.argument("text", required=False, default="")
@click.option("--date", "when", metavar="DATE",
              help="When it took place: yesterday, 2026-12-03 13:00.")  # fmt: skip
@click.option("--no", "cancelled", is_flag=True, help="It did not take place.")
@dry_run
@pass_app
def command(
    app: App, /, *, ref: str, text: str, when: str | None, cancelled: bool, dry_run: bool
) -> None:
    """Say that an appointment took place, or that it did not.

    REF is the number of the appointment in 'hobnob today', the name of a person with exactly one
    appointment, its slug, or 'last'. hobnob removes the line 'draft: true': from then on it is a
    contact. TEXT is added to the note and understood as in 'hobnob log': names become links,
    and promises, a follow-up and an outcome are written down. '-' reads it from stdin.

    With --no, the note says 'outcome: cancelled', which is no contact. If it was only put off, give
    the appointment its new day: hobnob set REF date=2026-12-09

    \b
    hobnob happened 2
    hobnob happened josé "He promised to send the list by Friday"
    hobnob happened 2 --date yesterday
    hobnob happened 2 --no "José is ill"
    """
    from hobnob.capture.days.typed import parse_date
    from hobnob.cli.writing import read_stdin
    from hobnob.index.interactions import load_interactions
    from hobnob.outcome import plan_outcome

    if when and cancelled:
        raise UsageError("--date says when it took place, and --no that it did not; leave one out")
    index = app.index
    (it,) = load_interactions(index, (find_appointment(index, ref).id,))
    if not it.is_appointment:
        _refuse_other(app, it)
    else:
        date = parse_date(index, when, "--date") if when else ""
        written = read_stdin() if text == "-" else text
        outcome = plan_outcome(index, it, written, date, cancelled=cancelled)
        carry_out(app, outcome.draft, outcome.what, dry=dry_run)
        if not dry_run:
            (it,) = load_interactions(app.index, (it.id,))
            _print(app, it, outcome.entry)
        return
    if app.json:
        app.print_json(it.note)


def _refuse_other(app: App, it: Interaction) -> None:
    """Say that an interaction is no appointment.

    Raises:
        UsageError: it is a draft to send.
    """
    if it.draft and it.outcome != "cancelled":
        raise UsageError(
            f"{it.path} is no appointment, but waits to be sent: hobnob sent {it.slug}"
        )
    app.say(f"nothing changes: {it.path} is no appointment any more")


def _print(app: App, it: Interaction, entry: NewEntry) -> None:
    """Print what the note says now, how the text was understood, and what was not taken of it."""
    from hobnob.change.happening import left_over
    from hobnob.commands.log.phrases import format_entry, format_new_people

    if app.json:
        app.print_json(it.note)
        return
    left = left_over(it.note, entry.values)
    kept = {key: value for key, value in entry.values.items() if key not in left}
    began = "Called off" if it.outcome == "cancelled" else "It took place"
    for line in (*format_entry(replace(entry, values=kept), app.today, began, note=it.slug),
                 *format_new_people(entry.new_people)):  # fmt: skip
        app.out(line)
    app.out(click.style(one_line(it.path), dim=True))
    for key, value in left.items():
        words = ", ".join(value) if isinstance(value, list) else value
        app.say(one_line(f"{key} was not changed: hobnob set {it.slug} {key}={quoted(words)}"))
