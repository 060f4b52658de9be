"""What the options of `log` say, as front matter.

The one rule: a value is read by the declaration of its key, and all that can go wrong goes wrong
here, before anything is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hobnob import dates
from hobnob.capture.entry import clean_text
from hobnob.commands._writing import find_slug, quoted
from hobnob.errors import NotFoundError, UsageError
from hobnob.notes.schema import INTERACTION
from hobnob.notes.write import parse_value, split_list

if TYPE_CHECKING:
    from hobnob.capture.newcomers import Newcomers
    from hobnob.index.index import Index

_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}


def read_options(index: Index, typed: Mapping[str, Any], newcomers: Newcomers) -> dict[str, Any]:
    """Return the front matter that the options give, references as slugs.

    Args:
        index: the index.
        typed: the options by the names of the command's parameters.
        newcomers: welcomes those of whom there is no note, where `--new` asks for it.

    Raises:
        NotFoundError, AmbiguousError: a name does not say who is meant.
        UsageError: a value is not right.
    """
    values = _values(index, typed)
    for key, option in (("people", "who"), ("introduced", "introduced")):
        names = [name for some in typed[option] for name in split_list(some)]
        slugs = [_slug(index, name, newcomers if typed["new"] else None) for name in names]
        if slugs:
            values[key] = list(dict.fromkeys(slugs))
    return values


def _values(index: Index, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the front matter but for the people."""
    values: dict[str, Any] = {"date": parse_when(typed["when"] or "today", index.today)}
    for key in ("kind", "direction", "outcome"):
        if typed[key]:
            values[key] = typed[key]
    for key in ("asked", "gave"):
        if words := dict.fromkeys(word for some in typed[key] for word in some):
            values[key] = list(words)
    tags = [tag for some in typed["tag"] for tag in split_list(some)]
    if tags:
        field = INTERACTION.by_name["tags"]
        values["tags"] = list(dict.fromkeys(parse_value(field, tag) for tag in tags))
    if typed["plan"]:
        values["plan"] = find_slug(index, typed["plan"], "plan")
    if typed["place"] and typed["place"].strip():
        values["place"] = clean_text(" ".join(typed["place"].split()))
    if typed["follow_up"]:
        values["follow_up"] = parse_follow_up(typed["follow_up"], index.today)
    values |= {key: True for key in ("draft", "private") if typed[key]}
    return values


def _slug(index: Index, name: str, newcomers: Newcomers | None) -> str:
    """Return the slug of a person, or that of a newcomer.

    Raises:
        NotFoundError: nobody answers to the name, with both ways to put that right.
        AmbiguousError: several people do.
    """
    try:
        return find_slug(index, name, "person")
    except NotFoundError as error:
        if newcomers is not None:
            return newcomers.welcome(name).slug
        hint = f"'hobnob add person {quoted(name)}' makes the note, and so does --new here"
        raise NotFoundError("person", name, error.nearest, hint) from None


def parse_when(text: str, today: str) -> str:
    """Read when something was: an ISO date or moment, or `yesterday`, with or without a time.

    Raises:
        UsageError: it is no date, or none that exists.
    """
    first, _, rest = text.strip().partition(" ")
    if first.lower() in _DAYS:
        text = f"{dates.add_days(today, _DAYS[first.lower()])} {rest}".strip()
    try:
        return dates.parse_moment(text)
    except ValueError as error:
        raise UsageError(f"--date: {error}; 'today' and 'yesterday' are understood too") from None


def parse_follow_up(text: str, today: str) -> str:
    """Read when to come back to something: an ISO date, `tomorrow`, or how long from today.

    Raises:
        UsageError: it is neither.
    """
    text = text.strip()
    if text.lower() in _DAYS:
        return dates.add_days(today, _DAYS[text.lower()])
    try:
        return dates.add_days(today, dates.parse_interval(text.lower().removeprefix("in ")))
    except ValueError:
        pass
    try:
        return dates.parse_date(text)
    except ValueError as error:
        raise UsageError(f"--follow-up: {error}, or how long from today: '3 weeks'") from None
