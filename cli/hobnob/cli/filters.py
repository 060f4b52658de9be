"""What the verbs that look filter by: days, tags, places, organizations, the words of a list.

The one rule: a value that makes no sense is an error, which says what to write. A value that no
note has is no error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from hobnob.cli.app import app_of
from hobnob.cli.params import Completing, Offer, ParamType, known

if TYPE_CHECKING:
    from hobnob.index.index import Index

Completer = Callable[["Index"], Iterable[tuple[str, str]]]
Command = Callable[..., Any]


class Text(Completing):
    """Any text that is one; it completes to what the journal has of its sort, if that is known."""

    name = "text"

    def __init__(self, known_values: Completer | None = None) -> None:
        self.known = known_values

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text; bytes that are no UTF-8 are none."""
        try:
            str(value).encode()
        except UnicodeEncodeError:
            self.fail(f"{value!a} is not valid UTF-8; is this terminal set to it?", param, ctx)
        return str(value)

    def offers(self, ctx: click.Context, typed: str) -> Iterable[Offer]:
        """Return what is known and begins with what was typed."""
        from hobnob.names import fold

        wanted = fold(typed)
        found = known(ctx, self.known) if self.known else []
        return [offer for offer in found if fold(offer[0]).startswith(wanted)][:200]


class DateType(ParamType):
    """A day, a month or a year, by the calendar or counted back from today."""

    name = "when"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return an ISO date, month or year."""
        from hobnob import dates

        assert ctx is not None  # noqa: S101 - for the type checker
        try:
            return dates.parse_past(str(value), app_of(ctx).today)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def _tags(index: Index) -> Iterable[tuple[str, str]]:
    from hobnob.index.topics import list_tags

    return ((tag.key, tag.tag) for tag in list_tags(index))


def _places(index: Index) -> Iterable[tuple[str, str]]:
    from hobnob.index.topics import list_places
    from hobnob.names import slugify

    return ((slugify(place.place), place.place) for place in list_places(index))


def _places_of_anybody(index: Index) -> Iterable[tuple[str, str]]:
    from hobnob.index.topics import list_all_places
    from hobnob.names import slugify

    places = sorted(list_all_places(index), key=lambda place: (-place.size, place.key))
    return ((slugify(place.place), place.place) for place in places)


def _orgs(index: Index) -> Iterable[tuple[str, str]]:
    from hobnob.index.orgs import list_orgs
    from hobnob.names import slugify

    return ((org.slug or slugify(org.name), org.name) for org in list_orgs(index))


TEXT = Text()
WHEN = DateType()
TAG = Text(_tags)
PLACE = Text(_places)
PLACE_OF_ANYBODY = Text(_places_of_anybody)
"""A place of an interaction, a person or an organization."""
ORG = Text(_orgs)


def options(*made: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Return one decorator that adds several options, in their order."""

    def add(command: Command) -> Command:
        for option in reversed(made):
            command = option(command)
        return command

    return add


limit = click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="Show at most N; with --json too."
)


def sorting(orders: Iterable[str], default: str) -> Callable[[Command], Command]:
    """Return the options of a list that say in which order, and how many."""
    return options(
        click.option("--sort", type=click.Choice(list(orders)), default=default,
                     show_default=True, help="The order of the list."),
        click.option("--reverse", is_flag=True, help="Reverse the order."),
        limit,
    )  # fmt: skip


def since_until(what: str) -> Callable[[Command], Command]:
    """Return the options that ask for a stretch of time."""
    return options(
        click.option("--since", type=WHEN, metavar="WHEN",
                     help=f"{what} on or after this date: 2026-09, yesterday, '6 weeks'."),
        click.option("--until", type=WHEN, metavar="WHEN",
                     help=f"{what} on or before this date; a month or a year counts to its end."),
    )  # fmt: skip
