"""Look: who brought whom into your life, and whom you could thank for it.

The one rule: the tree shows the ways by which people came; it ranks nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from hobnob.cli.app import App
from hobnob.cli.filters import limit
from hobnob.cli.layout import count, one_line, show
from hobnob.cli.params import PERSON
from hobnob.cli.text import hanging
from hobnob.cli.verb import pass_app, verb
from hobnob.index.lookup import find_note
from hobnob.index.notes import head
from hobnob.network.introductions.tree import Introduction

_DEEPEST = 8
"""From this step on, the tree is indented no further: a terminal is narrow."""


@verb(prints="{list[hobnob.network.introductions.tree.Introduction]}")
@click.argument("who", type=PERSON, nargs=-1, metavar="[WHO]")
@limit
@pass_app
def command(app: App, /, *, who: tuple[str, ...], limit: int | None) -> None:
    """Show who brought whom into your life, as a tree.

    It reads 'introduced_by' of people, and 'introduced' of interactions. Below each person stand
    those whom they introduced to you, with the day. It also says to whom you owe thanks: whoever
    introduced you to somebody, and so on up the chain, until you next write to them. With WHO: the
    way to WHO, and everybody who came through them.

    \b
    hobnob introductions
    hobnob introductions grace
    hobnob introductions --json | jq -r '.[] | select(.thanks != []) | .person'
    """
    from hobnob.network.introductions.tree import around, list_introductions

    index = app.index
    person = find_note(index, " ".join(who), ("person",)) if who else None
    found = list_introductions(index)
    if person is not None:
        found = around(found, person)
    if app.json:
        app.print_answer(found[:limit])
    elif found:
        show(app, _lines(found[:limit]))
        if limit and len(found) > limit:
            app.say(f"… and {count(len(found) - limit, 'more', 'more')}: leave out --limit")
    elif person is not None:
        name = one_line(head(index, person).name)
        app.say(f"your notes do not say who introduced {name}, or whom {name} introduced; "
                f"hobnob set {head(index, person).slug} introduced_by=…")  # fmt: skip
    else:
        app.say("nobody was introduced yet: hobnob set WHO introduced_by=…, or log an introduction")


def _lines(rows: Sequence[Introduction]) -> Iterator[str]:
    from hobnob.network.introductions.phrases import branches, spell_branch, spell_introduction

    for by, branch in branches(rows):
        name = click.style(one_line(by.name), bold=True)
        yield from hanging(f"{name} {spell_branch(branch)}")
        for row in branch:
            lead = "  " * min(row.depth, _DEEPEST)
            said = spell_introduction(row)
            name = click.style(one_line(row.person.name), bold=True)
            yield from hanging(f"{name}{': ' * bool(said)}{one_line(said)}", lead, f"{lead}    ")
        yield ""
