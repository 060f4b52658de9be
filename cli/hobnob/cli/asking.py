"""Asking the user, if there is a terminal.

The one rule: questions go to stderr, so that what a pipe gets is the result.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from hobnob.cli.layout import one_line
from hobnob.errors import UsageError
from hobnob.index.index import Index
from hobnob.index.lookup import describe
from hobnob.index.notes import by_slug

if TYPE_CHECKING:
    from hobnob.capture.names.mentions import Choose


def has_terminal(*, whole: bool = False) -> bool:
    """Say whether somebody sits at the other end who can be asked.

    Args:
        whole: also what is printed must go there, as with a prompt that draws on the screen.
    """
    return sys.stdin.isatty() and sys.stderr.isatty() and (not whole or sys.stdout.isatty())


def chooser(index: Index) -> Choose:
    """Return what asks whom a name means.

    Raises:
        UsageError: there is nobody to ask.
    """
    if not has_terminal():
        raise UsageError(
            "--ask needs a terminal; without --ask, hobnob takes the likeliest person and says so"
        )

    def choose(typed: str, slugs: Sequence[str]) -> str | None:
        number = choose_one(typed, [_describe(index, slug) for slug in slugs])
        return slugs[number] if number is not None else None

    return choose


def choose_one(typed: str, described: Sequence[str]) -> int | None:
    """Ask which of several things a name means.

    Args:
        typed: the name.
        described: a line for each, the likeliest first.

    Returns:
        Which one, from 0, or None for none of them.
    """
    click.echo(f"{one_line(typed)} could be", err=True)
    for number, line in enumerate((*described, "none of them"), 1):
        click.echo(f"  {number}  {one_line(line)}", err=True)
    last = len(described) + 1
    number = click.prompt("Which one?", type=click.IntRange(1, last), default=1, err=True,
                          show_choices=False)  # fmt: skip
    return int(number) - 1 if number < last else None


def _describe(index: Index, slug: str) -> str:
    """Return what tells somebody from others: the name, and what they do."""
    person = by_slug(index, "person", slug)
    return (person and describe(index, person.id).partition("  ")[2]) or slug
