"""Look: ties to look after, each with a gentle next step.

The one rule: everybody stands here once, with what comes first; nothing here is a reproach.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App
from hobnob.cli.verb import pass_app, verb

if TYPE_CHECKING:
    from hobnob.index.index import Index
    from hobnob.network.ties.bridges import Bridge

_EACH = 5
"""People of each kind that are shown unless all are asked for."""

_KINDS = ("promise", "unanswered", "declined", "moved", "dormant", "former")


@verb(prints="an array of [bridges](#bridge)")
@click.option("--kind", type=click.Choice(_KINDS), help="Show all of this kind, and no others.")
@click.option("--all", "everything", is_flag=True, help="Show all; by default five of each kind.")
@pass_app
def command(app: App, /, *, kind: str | None, everything: bool) -> None:
    """Show ties to look after: what waits, who has moved, who has been silent for long.

    It lists your promises that are a month late, unanswered letters, conversations that ended with
    a no, people with a new role since you last spoke, dormant ties and why they mattered, and
    former colleagues and where they are now. --json always shows all.

    \b
    hobnob bridges
    hobnob bridges --kind dormant
    hobnob bridges --json | jq -r '.[] | select(.kind == "moved") | .person'
    """
    from hobnob.cli.layout import show_lines
    from hobnob.network.ties.bridges import load_bridges

    index = app.index
    found = [one for one in load_bridges(index) if kind in (None, one.kind)]
    if app.json:
        app.print_json([_document(one) for one in found])
    elif found:
        show_lines(app, _lines(index, found, None if everything or kind else _EACH))
    elif kind:
        app.say("there is none of that kind")
    else:
        app.say("nothing waits between you and anybody. A good day")


def _lines(index: Index, found: Sequence[Bridge], each: int | None) -> Iterator[str]:
    from itertools import groupby

    from hobnob.cli.layout import wrap
    from hobnob.network.ties.bridges import KINDS

    for at, (kind, group) in enumerate(groupby(found, lambda one: one.kind)):
        of_kind = list(group)
        if at:
            yield ""
        yield click.style(wrap(KINDS[kind]), bold=True, underline=True)
        for one in of_kind[:each]:
            yield from _one(index, one)
        if each is not None and (more := len(of_kind) - each) > 0:
            told = f"… and {more:,} more: hobnob bridges --kind {kind}"
            yield click.style(wrap(told), dim=True)


def _one(index: Index, one: Bridge) -> Iterator[str]:
    from hobnob.cli.layout import one_line, wrap
    from hobnob.index.lookup import link_names

    text = one_line(link_names(index, one.text))
    yield click.style(wrap(one_line(one.tie.name)), bold=True)
    yield wrap(f"{text[:1].upper()}{text[1:]}.", indent="  ")
    yield wrap(f"→ {one.step[:1].upper()}{one.step[1:]}.", indent="  ")


def _document(one: Bridge) -> dict[str, object]:
    return {
        "kind": one.kind,
        "person": one.tie.slug,
        "since": one.since,
        "text": one.text,
        "next": one.step,
        "also": list(one.also),
        "note": one.note or None,
        "last_contact": one.tie.last or None,
        "contacts": one.tie.contacts,
    }
