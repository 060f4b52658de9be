"""Look: who is at a place that you travel to, and what to suggest to them.

The one rule: a person is listed for a reason that your notes give, and the reason is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App
from hobnob.cli.filters import PLACE_OF_ANYBODY, limit
from hobnob.cli.layout import one_line, show, wrap
from hobnob.cli.text import ago
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import UsageError
from hobnob.names import name_key

if TYPE_CHECKING:
    from hobnob.network.near import NearbyPerson

_SHOWN = 20
"""The number of people that are shown, unless the user asks for more."""


@verb(prints="{list[hobnob.network.near.NearbyPerson]}")
@click.argument("place", type=PLACE_OF_ANYBODY, nargs=-1, required=True, metavar="PLACE")
@click.option("--all", "everybody", is_flag=True, help=f"Show all; by default {_SHOWN}.")
@limit
@pass_app
def command(app: App, /, *, place: tuple[str, ...], everybody: bool, limit: int | None) -> None:
    """Show who is at a place, with the last contact and what you could suggest.

    First come the people who live there, then those who are at an organization there, then those
    whom you met there; in each group the latest contact first. PLACE is a town, or any words of a
    place: Bristol finds "Avonmere Mutual, Bristol". If you have a page of that name, its 'aliases'
    mean the same place. 'hobnob brief --place' shows what to know of these people.

    \b
    hobnob near Bristol
    hobnob near "New York" --all
    hobnob near Bristol --json | jq -r '.[].slug'
    """
    from hobnob.network.near import list_near

    typed = " ".join(place)
    if not name_key(typed):
        raise UsageError("where? Name a town or another place: hobnob near Bristol")
    shown = limit if limit or everybody or app.json else _SHOWN
    found = app.ask(lambda index: list_near(index, typed, limit=shown))
    if app.json:
        app.print_answer(found.people)
    elif found.people:
        show(app, _lines(app, found.people))
        if (more := found.total - len(found.people)) and not limit:
            app.say(f"… and {more:,} more: --all")
    else:
        where = one_line(typed)
        app.say(f"your notes place nobody in {where}: 'hobnob list places' shows where you were, "
                "and 'hobnob set WHO location=…' says where somebody lives")  # fmt: skip


def _lines(app: App, found: Sequence[NearbyPerson]) -> Iterator[str]:
    for near in found:
        facts = near.person
        role = ", ".join(filter(None, (facts["title"], facts["org"])))
        last = facts["last_contact"]
        seen = f"last contact {ago(last, app.index.today)}" if last else "no contact yet"
        yield click.style(wrap(one_line(near.who.name)), bold=True)
        yield wrap(one_line(f"{role}{' · ' * bool(role)}{seen}"), indent="  ")
        yield wrap(one_line("; ".join(near.why)), indent="  ")
        if near.suggestion:
            yield wrap(f"→ {near.suggestion}", indent="  ")
            yield click.style(wrap(one_line(near.command), indent="    "), dim=True)
        yield ""
