"""Look: who knows whom: your communities and what holds them together, or a person's ties.

The one rule: no tie has a score; what makes it strong is told, and sets the order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from hobnob.answers import Who
from hobnob.cli.app import App
from hobnob.cli.filters import limit
from hobnob.cli.layout import count, one_line, show, wrap
from hobnob.cli.params import PERSON
from hobnob.cli.slow import saying
from hobnob.cli.verb import pass_app, verb
from hobnob.index.index import Index
from hobnob.index.lookup import find_note
from hobnob.index.notes import head
from hobnob.network.graph.acquaintances import (
    Acquaintance,
    load_acquaintances_of,
)
from hobnob.network.graph.communities import Community, Holding, Ties, load_ties_of_all
from hobnob.network.graph.phrases import spell_crowded, spell_evidence
from hobnob.wording import join_words

_TIES, _NAMES, _HOLDINGS = 20, 12, 10
"""The most items shown of each list, unless the user asks for all."""


@verb(
    prints={
        "": "{hobnob.network.graph.communities.Ties}",
        "WHO": "{list[hobnob.network.graph.acquaintances.Acquaintance]}",
    }
)
@click.argument("who", type=PERSON, nargs=-1, metavar="[WHO]")
@click.option("--all", "everything", is_flag=True, help="Show all, however many there are.")
@limit
@pass_app
def command(app: App, /, *, who: tuple[str, ...], everything: bool, limit: int | None) -> None:
    """Show who knows whom, as far as your notes show.

    With WHO: the people who know WHO, the strongest tie first, with what your notes say of the two
    and whom both know. A tie is strong if they met often, lately, for years, and know the same
    people. --limit is for this list.

    Without WHO: communities, which are people who share more notes with each other than with
    others; the people and the ties without whom the network would fall apart.

    \b
    hobnob ties grace
    hobnob ties
    hobnob ties --json | jq '.bridges'
    """
    if who:
        _of_person(app, " ".join(who), limit, everything)
        return

    def find(index: Index) -> Ties:
        with saying(app, "looking for communities"):
            return load_ties_of_all(index)

    found = app.ask_once("ties", [], find, Ties, Community, Holding, Who)
    if app.json:
        app.print_answer(found)
        return
    if found.communities:
        show(app, _lines(found, everything))
    else:
        app.say("nobody knows anybody yet: log who was there too, or who introduced whom")
    _say_crowded(app, found.crowded)


def _say_crowded(app: App, crowded: Sequence[str]) -> None:
    if crowded:
        app.say(spell_crowded(crowded))


# ---------------------------------------------------------------- a person


def _of_person(app: App, name: str, limit: int | None, everything: bool) -> None:
    found = app.ask(lambda index: load_acquaintances_of(index, find_note(index, name, ("person",))))
    people = found.people[:limit]
    if app.json:
        app.print_answer(people)
        return
    if people:
        show(app, _acquaintances(people, None if everything or limit else _TIES))
    else:
        index = app.index
        whose = one_line(head(index, find_note(index, name, ("person",))).name)
        app.say(f"your notes do not show whom {whose} knows")
    _say_crowded(app, found.crowded)


def _acquaintances(people: Sequence[Acquaintance], most: int | None) -> Iterator[str]:
    for tie in people[:most]:
        yield click.style(wrap(one_line(tie.person.name)), bold=True)
        said = "; ".join(map(spell_evidence, tie.evidence))
        yield wrap(one_line(f"{said[:1].upper()}{said[1:]}."), indent="  ")
        if tie.common:
            yield wrap(f"Both know {_some(tie.common, 5)}.", indent="  ")
        if not tie.contacts:
            yield click.style(wrap("You have had no contact yet.", indent="  "), dim=True)
    if most is not None and len(people) > most:
        yield click.style(f"… and {len(people) - most:,} more: --all", dim=True)


# ---------------------------------------------------------------- everybody


def _lines(found: Ties, everything: bool) -> Iterator[str]:
    people = sum(map(len, found.communities))
    groups = count(len(found.described), "community", "communities")
    others = count(found.alone, "other has", "others have")
    alone = f"; {others} no tie" if found.alone else ""
    yield wrap(f"{groups} among {count(people, 'person', 'people')}{alone}")
    yield ""
    most = None if everything else _HOLDINGS
    for community in found.described[:most]:
        yield from _community(community, None if everything else _NAMES)
    yield from _more(len(found.described), most)
    yield from _section("People who hold the network together", map(_point, found.points), most)
    wide = [span for span in found.spans if span.apart > 1]
    yield from _section("Ties that hold it together", map(_span, wide), most)
    if single := len(found.spans) - len(wide):
        what = "person hangs" if single == 1 else "people hang"
        yield wrap(f"{single:,} {what} on a single tie to the others.")


def _community(community: Community, most: int | None) -> Iterator[str]:
    about = f": {one_line(', '.join(community.about))}" if community.about else ""
    yield click.style(wrap(f"{len(community.people):,} people{about}"), bold=True)
    yield wrap(_some(community.people, most), indent="  ")
    yield ""


def _point(point: Holding) -> str:
    apart = count(point.apart, "person", "people")
    return f"{one_line(point.people[0].name)}: without them {apart} would be apart from the rest"


def _span(span: Holding) -> str:
    one, other = (one_line(who.name) for who in span.people)
    return f"{one} – {other}: the only tie to {count(span.apart, 'person', 'people')}"


def _section(title: str, lines: Iterator[str], most: int | None) -> Iterator[str]:
    every = list(lines)
    if every:
        yield click.style(wrap(title), bold=True, underline=True)
        yield from (wrap(line) for line in every[:most])
        yield from _more(len(every), most)
        yield ""


def _more(many: int, most: int | None) -> Iterator[str]:
    if most is not None and many > most:
        yield click.style(f"… and {many - most:,} more: --all", dim=True)


def _some(people: Sequence[Who], most: int | None) -> str:
    names = [one_line(who.name) for who in people[:most]]
    more = len(people) - len(names)
    return join_words([*names, *([f"{more:,} more"] if more else [])])
