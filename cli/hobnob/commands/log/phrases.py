"""The text that `log` and `note` print about an entry.

The one rule: every value is safe for a terminal, and a printed command works when copied.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from hobnob import dates
from hobnob.capture.phrases import describe_entry
from hobnob.cli.layout import cells, one_line, width, wrap
from hobnob.wording import quoted

if TYPE_CHECKING:
    from hobnob.capture.entry import Guess, NewEntry, NewPerson
    from hobnob.capture.log import Placed
    from hobnob.capture.unknown import UnknownName

_SOON = 21
"""The number of days before a follow-up, in a printed command."""


def begin_of(placed: Placed, *, dry: bool = False) -> str:
    """Return the words for the result: `Logged`, `Logged before` or `Would be logged`."""
    if not placed.new:
        return "Logged before"
    return "Would be logged" if dry else "Logged"


def spell_ahead(entry: NewEntry, note: str) -> str:
    """Return what becomes of an entry with a day that is still to come."""
    if entry.is_appointment:
        return (
            f"{entry.day} is in the future: 'hobnob today' tells you a week before, and asks "
            "afterwards whether it took place"
        )
    kind = entry.values.get("kind", "")
    meet = "" if kind else f". If you will meet: hobnob set {note} kind=meeting"
    return (
        f"{entry.day} is in the future, so this is a draft; it counts after you remove 'draft' "
        f"from the note{meet}"
    )


def format_entry(
    entry: NewEntry, today: str, begin: str = "Logged", *, note: str = "last"
) -> list[str]:
    """Return a paragraph about an entry, and lines for guesses and unknown names.

    Args:
        entry: the entry.
        today: the day of printing.
        begin: the words for the result of the entry.
        note: the name of its note in commands.
    """
    lines = [wrap(one_line(describe_entry(entry, today, begin)))]
    lines += format_guesses(entry.guesses, note)
    lines += format_unknown_names(entry.unknown_names, note)
    lines += [_with_command(one_line(unused.says), unused.command(note)) for unused in entry.unused]
    if plan := one_line(entry.unknown_plan):
        text = f"there is no plan +{plan}, so this belongs to no plan; to add it:"
        lines.append(_with_command(text, f"hobnob add plan {quoted(plan)}"))
    return lines


def format_unread(entry: NewEntry, today: str, note: str = "last") -> list[str]:
    """Return a line for each date that was not understood, with a remedy."""
    lines = []
    for unread in entry.unread:
        typed = one_line(unread.typed)
        if unread.role == "date":
            lines.append(wrap(f"no date was read from '{typed}'; this is logged for today"))
        else:
            day = dates.add_days(today, _SOON)
            command = f"hobnob set {note} follow_up={day}"
            lines.append(_with_command(f"no date was read for the follow-up '{typed}';", command))
    return lines


def format_guesses(guesses: Iterable[Guess], note: str) -> list[str]:
    """Return a line for each guess, with the command that changes it."""
    return [_with_command(format_guess(guess), guess.correction(note)) for guess in guesses]


def format_unknown_names(names: Iterable[UnknownName], note: str) -> list[str]:
    """Return a line for each name that fits nobody, with a command that helps."""
    return [_format_unknown_name(name, note) for name in names]


def _format_unknown_name(name: UnknownName, note: str) -> str:
    if name.namesakes:
        text = f"{name.typed} {name.could_be}, and is not linked:"
        return _with_command(one_line(text), f"hobnob edit {note}")
    text = f"{name.typed} looks like a name, but nobody in the journal has it"
    text += f"; {name.did_you_mean} To add them:" if name.near else ":"
    return _with_command(one_line(text), f"hobnob add person {quoted(one_line(name.typed))}")


def format_new_people(people: Iterable[NewPerson]) -> list[str]:
    """Return a line for each new person with a note."""
    return [
        f"{one_line(person.name)} has a note now: hobnob edit {person.slug}" for person in people
    ]


def format_guess(guess: Guess) -> str:
    """Return which person a name was taken to mean, and why."""
    reason = f" ({guess.reason})" if guess.reason else ""
    question = "someone else?" if guess.others else "not there?"
    return one_line(f"{guess.typed} → {guess.name}{reason}; {question}")


def _with_command(text: str, command: str) -> str:
    """Return a sentence with its command: beside it, or on its own line.

    A command stays on one line, so that it can be copied.
    """
    room = width()
    if room is None or cells(text) + 1 + cells(command) <= room:
        return f"{text} {click.style(command, fg='cyan')}"
    return f"{wrap(text)}\n  {click.style(command, fg='cyan')}"
