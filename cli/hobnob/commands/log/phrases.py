"""What `log` and `note` say of what they understood.

The one rule: every value is made safe for a terminal, and a command that is shown works as it
stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from hobnob import dates
from hobnob.cli.layout import cells, one_line, width, wrap
from hobnob.wording import quoted

if TYPE_CHECKING:
    from hobnob.capture.entry import Entry, Guess, Stranger
    from hobnob.capture.new_notes import Newcomer
    from hobnob.index.documents import Document

_SOON = 21
"""Days after which to follow up, in a command that is shown."""


def told_entry(entry: Entry, today: str, begin: str = "Logged", *, note: str = "last") -> list[str]:
    """Return what was understood of an entry: a paragraph, what was guessed, whom nobody knows.

    Args:
        entry: the entry.
        today: the day on which it is told.
        begin: what became of it.
        note: how a command names it.
    """
    from hobnob.capture.phrases import tell_entry

    told = [wrap(one_line(tell_entry(entry, today, begin)))]
    told += told_guesses(entry.guesses, note)
    told += told_strangers(entry.strangers, note)
    if plan := one_line(entry.unknown_plan):
        said = f"+{plan} is no plan yet, so this belongs to none:"
        told.append(_with_command(said, f"hobnob add plan {quoted(plan)}"))
    return told


def told_unread(entry: Entry, today: str, note: str = "last") -> list[str]:
    """Return which dates were not understood, each with what helps."""
    told = []
    for one in entry.unread:
        typed = one_line(one.typed)
        if one.role == "date":
            told.append(wrap(f"no date was read from '{typed}'; this is logged for today"))
        else:
            day = dates.add_days(today, _SOON)
            command = f"hobnob set {note} follow_up={day}"
            told.append(_with_command(f"no date was read for the follow-up '{typed}';", command))
    return told


def told_guesses(guesses: Iterable[Guess], note: str) -> list[str]:
    """Return what was guessed, each with the command that would change it."""
    return [_with_command(tell_guess(guess), correction(guess, note)) for guess in guesses]


def told_strangers(strangers: Iterable[Stranger], note: str) -> list[str]:
    """Return who is not known, each with the command that helps."""
    return [_told_stranger(one, note) for one in strangers]


def _told_stranger(one: Stranger, note: str) -> str:
    if not one.namesakes:
        return _with_command(
            one_line(
                f"{one.typed} looks like a name, but nobody here has it"
                + (f"; {one.did_you_mean} To add them:" if one.near else ":")
            ),
            f"hobnob add person {quoted(one_line(one.typed))}",
        )
    return _with_command(
        one_line(f"{one.typed} {one.could_be}, and is not linked:"), f"hobnob edit {note}"
    )


def told_newcomers(newcomers: Iterable[Newcomer]) -> list[str]:
    """Return who has a note now."""
    return [f"{one_line(one.name)} has a note now: hobnob edit {one.slug}" for one in newcomers]


def tell_guess(guess: Guess) -> str:
    """Say whom a name was taken to mean, and why."""
    reason = f" ({guess.reason})" if guess.reason else ""
    return one_line(f"{guess.typed} → {guess.name}{reason}; someone else?")


def correction(guess: Guess, note: str) -> str:
    """Return the command that puts somebody else in the place of whom was guessed."""
    if not guess.key or not guess.others:
        return f"hobnob edit {note}"
    return f"hobnob set {note} {guess.key}-={guess.slug} {guess.key}+={guess.others[0]}"


def _with_command(text: str, command: str) -> str:
    """Return a sentence with the command that goes with it: beside it, or on a line of its own.

    A command is never broken, so that it can be taken from the screen as it stands.
    """
    room = width()
    if room is None or cells(text) + 1 + cells(command) <= room:
        return f"{text} {click.style(command, fg='cyan')}"
    return f"{wrap(text)}\n  {click.style(command, fg='cyan')}"


def guesses_of(guesses: Sequence[Guess]) -> list[Document]:
    """Return guesses as `--json` has them."""
    return [{"typed": g.typed, "person": g.slug, "reason": g.reason} for g in guesses]
