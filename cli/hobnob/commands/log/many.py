"""Logging many lines at once, one interaction each.

The one rule: a bad line is reported with its number, and the other lines are still logged. All
written notes are one change, and one `hobnob undo` reverts it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from hobnob.answers import spread
from hobnob.capture.log import EntryWriter, Placed, add_lines
from hobnob.cli.failing import Failure, failure_of
from hobnob.cli.layout import count, one_line
from hobnob.cli.writing import remember_last
from hobnob.commands.log.phrases import begin_of, format_entry, format_new_people
from hobnob.errors import GuessError, HobnobError, UsageError

if TYPE_CHECKING:
    from hobnob.commands.log.line import Logging

_BAD = 2
"""The exit code if a line could not be logged."""


@dataclass(frozen=True, kw_only=True)
class BadLine:
    """A line of `hobnob log -` that was not logged, after those that were.

    Attributes:
        line: its number, from 1.
        failure: the keys of an error.
    """

    line: int
    failure: Failure = spread()


def log_many(logging: Logging, text: str) -> int:
    """Log the lines of a text; return the exit code."""
    app, writer = logging.app, EntryWriter(logging.app.index)
    bad: list[BadLine] = list(_add_lines(logging, writer, text))
    if not writer.placed and not bad:
        raise UsageError("there is nothing to log: stdin is empty")
    if not logging.dry:
        app.made(writer.write())
        if writer.placed:
            remember_last(app.index, writer.placed[-1].path)
    if app.json:
        app.print_answer([*(writer.preview() if logging.dry else writer.logged()), *bad])
    elif logging.dry:
        show_logged(logging, writer)
    else:
        print_logged(logging, writer)
    _say_how_many(logging, writer, len(bad))
    if any(line.failure.code == GuessError.code for line in bad):
        return GuessError.exit_code
    return _BAD if bad else 0


def _add_lines(logging: Logging, writer: EntryWriter, text: str) -> Iterator[BadLine]:
    """Parse every line; yield those that failed."""
    parser, given = logging.parser()
    for number, result in add_lines(writer, parser, text, given):
        if isinstance(result, HobnobError):
            yield BadLine(line=number, failure=failure_of(result))
            message = f"hobnob: line {number}: {result}"
            click.secho(message, err=True, color=logging.app.color)
        else:
            logging.say_dates(result.entry, f"line {number}: ", note_of(result))
            logging.say_roles(result.entry, f"line {number}: ")


def show_logged(logging: Logging, writer: EntryWriter) -> None:
    """Print the notes that would be written."""
    logging.show(writer, [line for placed in writer.placed for line in _lines(logging, placed)])


def print_logged(logging: Logging, writer: EntryWriter) -> None:
    """Print what was understood of each line, and where it stands now."""
    app = logging.app
    for placed in writer.placed:
        app.out("\n".join(_lines(logging, placed)))
        app.out(click.style(placed.path, dim=True))
    new_people = {
        person.slug: person for placed in writer.placed for person in placed.entry.new_people
    }
    for line in format_new_people(new_people.values()):
        app.out(line)


def _lines(logging: Logging, placed: Placed) -> list[str]:
    # Several lines were logged, and 'last' means only the last one.
    begin = begin_of(placed, dry=logging.dry)
    return format_entry(placed.entry, logging.app.today, begin, note=note_of(placed))


def note_of(placed: Placed) -> str:
    """Return the name of a note in a command."""
    return one_line(placed.path.rsplit("/", 1)[-1].removesuffix(".md"))


def _say_how_many(logging: Logging, writer: EntryWriter, bad: int) -> None:
    new = sum(placed.new for placed in writer.placed)
    verb = "would be logged" if logging.dry else "logged"
    parts = [f"{count(new, 'interaction')} {verb}"]
    if old := len(writer.placed) - new:
        parts.append(f"{old} logged before (if it happened twice, give it a time: 'at 6:30pm')")
    if bad:
        parts.append(
            f"{count(bad, 'line')} left out, for the {'reason' if bad == 1 else 'reasons'} above"
        )
    logging.app.say("; ".join(parts))
