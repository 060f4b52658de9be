"""Look: who could open a door: the best chains to a person or into an organization.

The one rule: every chain has its evidence, and asks the first person for advice only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from hobnob.answers import Who
from hobnob.cli.app import App
from hobnob.cli.filters import ORG
from hobnob.cli.layout import count, one_line, show, wrap
from hobnob.cli.params import PERSON, Completing, Offer
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import NotFoundError
from hobnob.index.index import Index
from hobnob.index.lookup import find_note
from hobnob.index.orgs import find_org, list_orgs
from hobnob.names import link_target, name_key
from hobnob.network.graph.path import CHAINS, STEPS, Chain, Path, path_to_org, path_to_person
from hobnob.network.graph.phrases import spell_crowded, spell_evidence
from hobnob.wording import join_words


class _PersonOrOrg(Completing):
    """A person, or an organization."""

    name = "name"

    def offers(self, ctx: click.Context, typed: str) -> Iterable[Offer]:
        """Return the people and the organizations that begin with what was typed."""
        return dict((*ORG.offers(ctx, typed), *PERSON.offers(ctx, typed))).items()


@verb(
    prints="{hobnob.network.graph.path.Path}: {list[hobnob.network.graph.path.Chain]} with "
    "{hobnob.network.graph.edges.Evidence}, or {list[hobnob.network.graph.nearest.NearPerson]}"
)
@click.argument("name", type=_PersonOrOrg(), nargs=-1, required=True, metavar="WHO|ORG")
@click.option("--max", "most", type=click.IntRange(min=1, max=8), default=STEPS, show_default=True,
              metavar="N", help="The most steps; the first is to somebody you know.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1, max=100), default=CHAINS, show_default=True,
              metavar="N", help="Show at most N chains; with --json too.")  # fmt: skip
@pass_app
def command(app: App, /, *, name: tuple[str, ...], most: int, limit: int) -> None:
    """Show how you could reach a person or an organization, through the people you know.

    A chain begins with somebody you know. Each step has its evidence: what your notes say of the
    two people. First comes the chain that probably opens the door: recent contacts, a long past,
    few steps. It also says whom to ask and how, with the command that begins the letter. If no
    chain leads there, hobnob shows who comes nearest. 'hobnob help network' explains the order.

    \b
    hobnob path grace-hopper
    hobnob path "Mendip Hospitals" --max 3
    hobnob path dan --json | jq '.chains[0].people'
    """
    found = app.ask(lambda index: _find(index, " ".join(name), most, limit))
    if app.json:
        app.print_answer(found)
        return
    if found.chains:
        show(app, _chains(found))
    else:
        _say_none(app, found, most)
        show(app, _nearest(found)) if found.nearest else None
    _say_left_out(app, found)


def _find(index: Index, name: str, most: int, limit: int) -> Path:
    """Return how to reach what a name means.

    Raises:
        NotFoundError: nothing answers to the name.
        AmbiguousError: several do.
    """
    if not index.resolver.find(name, ("person",)).ids:
        # An organization of just this name comes before somebody whose name begins with it.
        key = name_key(link_target(name))
        for org in list_orgs(index):
            if key and key in org.keys:
                return path_to_org(index, org, most=most, limit=limit)
    try:
        person = find_note(index, name, ("person",))
    except NotFoundError as error:
        return _find_org(index, name, error, most, limit)
    return path_to_person(index, person, most=most, limit=limit)


def _find_org(index: Index, name: str, error: NotFoundError, most: int, limit: int) -> Path:
    try:
        org = find_org(index, name)
    except NotFoundError as other:
        near = [*error.nearest, *other.nearest]
        hint = "'hobnob list people' and 'hobnob list orgs' show them all"
        raise NotFoundError("person or organization", name, near, hint) from None
    return path_to_org(index, org, most=most, limit=limit)


def _chains(found: Path) -> Iterator[str]:
    for at, chain in enumerate(found.chains, 1):
        names = " → ".join(one_line(who.name) for who in chain.people)
        yield click.style(wrap(f"{at}. You → {names}"), bold=True)
        yield from _steps(chain)
        yield wrap(f"→ {one_line(chain.ask)}", indent="   ")
        yield click.style(wrap(chain.command, indent="     "), dim=True)
        yield ""


def _steps(chain: Chain) -> Iterator[str]:
    before = "You"
    for who, evidence in zip(chain.people, chain.steps(), strict=True):
        said = "; ".join(map(spell_evidence, evidence))
        yield wrap(f"{before} and {one_line(who.name)}: {one_line(said)}", indent="   ")
        before = one_line(who.name)


def _say_none(app: App, found: Path, most: int) -> None:
    steps = count(most, "step")
    nearest = "; these people come nearest" if found.nearest else ""
    app.say(f"no chain of at most {steps} leads to {one_line(found.name)}{nearest}")


def _nearest(found: Path) -> Iterator[str]:
    for near in found.nearest:
        yield click.style(wrap(one_line(near.person.name)), bold=True)
        yield wrap(one_line("; ".join(near.why)), indent="  ")


def _say_left_out(app: App, found: Path) -> None:
    if found.in_peace:
        app.say(f"left in peace: {_names(found.in_peace)}; they are not the first to ask")
    if found.crowded:
        app.say(spell_crowded(found.crowded))


def _names(people: tuple[Who, ...], most: int = 5) -> str:
    names = [one_line(who.name) for who in people[:most]]
    more = len(people) - most
    return join_words([*names, *([f"{more:,} more"] if more > 0 else [])])
