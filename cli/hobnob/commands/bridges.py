"""Look: ties to look after, each with a small next step.

The one rule: each person appears once, under the first kind; no sentence blames anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import click

from hobnob.answers import Entry, Who
from hobnob.cli.app import App
from hobnob.cli.filters import limit
from hobnob.cli.layout import one_line, show_lines, wrap
from hobnob.cli.verb import pass_app, verb
from hobnob.index.index import Index
from hobnob.index.lookup import link_names
from hobnob.network.ties.bridges import Bridge, load_bridges
from hobnob.network.ties.phrases import KINDS

_EACH = 5
"""The number of people of each kind that are shown, unless the user asks for all."""

_KINDS = ("promise", "unanswered", "declined", "moved", "dormant", "former")


@verb(prints="{list[hobnob.network.ties.bridges.Bridge]}")
@click.option("--kind", type=click.Choice(_KINDS), help="Show all of this kind, and no others.")
@click.option("--all", "everything", is_flag=True, help="Show all; by default five of each kind.")
@limit
@pass_app
def command(app: App, /, *, kind: str | None, everything: bool, limit: int | None) -> None:
    """Show ties to look after: what waits, who has moved, who has been silent for long.

    It lists your promises that are a month late, unanswered letters, conversations that ended with
    a no, people with a new role since you last spoke, dormant ties and why they mattered, and
    former colleagues and where they are now. --json shows all unless there is a --limit.

    \b
    hobnob bridges
    hobnob bridges --kind dormant
    hobnob bridges --json | jq -r '.[] | select(.kind == "moved") | .person'
    """
    bridges = app.ask_once("bridges", [], load_bridges, Bridge, Who, Entry)
    found = [bridge for bridge in bridges if kind in (None, bridge.kind)][:limit]
    if app.json:
        app.print_answer(found)
    elif found:
        show_lines(app, _lines(app.index, found, None if everything or kind or limit else _EACH))
    elif kind:
        app.say("there is none of that kind")
    else:
        app.say("nothing waits between you and anybody. A good day")


def _lines(index: Index, found: Sequence[Bridge], each: int | None) -> Iterator[str]:
    for at, (kind, group) in enumerate(groupby(found, lambda bridge: bridge.kind)):
        of_kind = list(group)
        if at:
            yield ""
        yield click.style(wrap(KINDS[kind]), bold=True, underline=True)
        for bridge in of_kind[:each]:
            yield from _bridge(index, bridge)
        if each is not None and (more := len(of_kind) - each) > 0:
            rest = f"… and {more:,} more: hobnob bridges --kind {kind}"
            yield click.style(wrap(rest), dim=True)


def _bridge(index: Index, bridge: Bridge) -> Iterator[str]:
    text = one_line(link_names(index, bridge.text))
    yield click.style(wrap(one_line(bridge.person.name)), bold=True)
    yield wrap(f"{text[:1].upper()}{text[1:]}.", indent="  ")
    yield wrap(f"→ {bridge.next[:1].upper()}{bridge.next[1:]}.", indent="  ")
