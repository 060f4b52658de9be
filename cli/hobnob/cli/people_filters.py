"""Which people a verb is about: the filters of `list people`, for every verb that takes them.

The one rule: the same option picks the same people everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from hobnob.cli.filters import ORG, TAG, TEXT, options, since_until
from hobnob.cli.params import PERSON, PLAN, WordOf
from hobnob.errors import UsageError
from hobnob.model import Kind

if TYPE_CHECKING:
    from hobnob.index.index import Index
    from hobnob.index.people import PeopleFilter

_NOTES: Mapping[str, Kind] = {
    "with_person": "person",
    "person": "person",
    "plan": "plan",
    "introduced_by": "person",
}
"""Conditions whose value is the name of a note, with its kind."""

people_filters = options(
    click.option("--tag", type=TAG, metavar="TAG", help="Only people with this tag."),
    click.option("--org", type=ORG, metavar="ORG",
                 help="Only people whose present role is there."),
    click.option("--ever", is_flag=True, default=None,
                 help="With --org: also people who were there, or will be."),
    click.option("--met", type=TEXT, metavar="WORDS",
                 help="How or where you met: an event, a place, words of met_at."),
    click.option("--introduced-by", type=PERSON, metavar="WHO",
                 help="Only people WHO introduced."),
    click.option("--circle", type=WordOf("CIRCLE"), metavar="CIRCLE",
                 help="inner, close, active or wide; none for no circle, on purpose."),
    click.option("--no-circle", is_flag=True, default=None, help="Only people in no circle yet."),
    click.option("--relation", type=WordOf("RELATION"), metavar="RELATION",
                 help="What they are to you: mentor, friend, …"),
    click.option("--place", type=TEXT, metavar="PLACE", help="Only people who live there."),
    click.option("--with", "with_person", type=PERSON, metavar="WHO",
                 help="Only people you met together with WHO."),
    click.option("--plan", type=PLAN, metavar="PLAN", help="Only the targets of a plan."),
    since_until("Last contact"),
    click.option("--text", type=TEXT, metavar="WORDS",
                 help="Only people with these words in notes."),
)  # fmt: skip
"""The options that pick people."""

NAMES = ("tag", "org", "ever", "met", "introduced_by", "circle", "no_circle", "relation", "place",
         "with_person", "plan", "since", "until", "text")  # fmt: skip
"""The names of their values."""


def people_filter(index: Index, wanted: Mapping[str, Any], verb: str) -> PeopleFilter:
    """Return which people some options pick.

    Args:
        index: of the journal.
        wanted: the values of `people_filters`.
        verb: as it was typed, for the message of an error.

    Raises:
        UsageError: `--ever` without `--org`.
        NotFoundError, AmbiguousError: a name means nobody, or several.
    """
    from hobnob.index.people import PeopleFilter

    given = {name: wanted[name] for name in NAMES if wanted.get(name) not in (None, ())}
    if given.get("ever") and "org" not in given:
        raise UsageError(f"--ever goes with --org: hobnob {verb} --org Ogilvy --ever")
    return PeopleFilter(**settled(index, given))


def settled(index: Index, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return conditions with names of notes as ids, and an organization by its own name."""
    from hobnob.index.lookup import find_note
    from hobnob.index.orgs import find_org

    def settle(key: str, value: Any) -> Any:
        if key == "org":
            return find_org(index, value).name
        if key == "people":
            return tuple(find_note(index, name, ("person",)) for name in value)
        kind = _NOTES.get(key)
        return find_note(index, value, (kind,)) if kind else value

    return {key: settle(key, value) for key, value in given.items()}
