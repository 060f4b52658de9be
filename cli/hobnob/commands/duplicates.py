"""Look: who may have two notes, with what speaks for it.

The one rule: hobnob shows the evidence and the command; only you make one note of two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from hobnob.cli.app import App
from hobnob.cli.filters import limit
from hobnob.cli.layout import count, one_line, show_lines, width, wrap
from hobnob.cli.verb import pass_app, verb
from hobnob.network.duplicates.duplicates import Duplicate, Duplicates, load_duplicates


@verb(prints="{list[hobnob.network.duplicates.duplicates.Duplicate]}", reads=False)
@click.option("--ask", is_flag=True, help="Go through them, with one key each.")
@limit
@pass_app
def command(app: App, /, *, ask: bool, limit: int | None) -> None:
    """Find people who may have two notes, those with the strongest evidence first.

    What speaks for it is a name in another spelling or with initials, an alias, a telephone number,
    an e-mail address, a profile, or a first name and a firm. Two who have different birthdays or
    profiles are two, and so are 'Jr.' and 'Sr.'. A pair is printed as the command that makes one
    note of both. The first of the two is kept.

    With --ask, one key decides each pair: merge them, or say that they are two people. Then a note
    says 'not_same_as', and hobnob never asks again.

    \b
    hobnob duplicates
    hobnob duplicates --ask
    hobnob duplicates --json | jq -r '.[] | .evidence[0]'
    """
    answer = app.ask_once("duplicates", [], load_duplicates, Duplicates, Duplicate)
    found = answer.found[:limit]
    if app.json:
        app.print_answer(found)
    elif ask:
        from hobnob.cli.comparing import compare

        compare(app, found)
    elif found:
        show_lines(app, _lines(found))
    else:
        app.say("nobody seems to have two notes")
    if answer.crowded and not app.json:
        groups = count(answer.crowded, "group")
        app.say(f"left out as too many to be one person: {groups} who share no more than a number, "
                "a name with initials, or a first name and a firm")  # fmt: skip


def _lines(found: Sequence[Duplicate]) -> Iterator[str]:
    for pair in found:
        evidence = one_line("; ".join(pair.evidence))
        if width() is None:
            # A shell takes the evidence for a comment.
            yield f"{pair.command}  # {evidence}"
            continue
        one, other = map(one_line, pair.names)
        yield click.style(wrap(f"{one}, {other}" if one != other else f"{one}, twice"), bold=True)
        yield wrap(evidence, indent="  ")
        yield f"  {pair.command}"
