"""The options of `log` as front matter.

The one rule: the declaration of a key reads its value. All errors appear here, before anything is
written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from hobnob.capture.days.typed import parse_date
from hobnob.capture.entry import clean_text
from hobnob.cli.asking import choose_one
from hobnob.cli.writing import find_slug
from hobnob.errors import AmbiguousError, NotFoundError, UsageError
from hobnob.model import WRITTEN_KINDS
from hobnob.names import link_target
from hobnob.notes.schema import INTERACTION
from hobnob.notes.write import parse_value, split_list
from hobnob.wording import quoted

if TYPE_CHECKING:
    from hobnob.capture.entry import NewPeople, NewPerson
    from hobnob.capture.names.mentions import Choose
    from hobnob.index.index import Index


_NOBODY = "nobody"
"""The value of `--with` for an interaction with nobody who is known."""


def read_options(
    index: Index, typed: Mapping[str, Any], new_people: NewPeople, choose: Choose | None = None
) -> dict[str, Any]:
    """Return the front matter from the options, with references as slugs.

    Args:
        index: the index.
        typed: the options, by the names of the command's parameters.
        new_people: makes a note for people in --with who have none, if --new is given.
        choose: asks which person a name means; given if the user can be asked.

    Raises:
        NotFoundError, AmbiguousError: a name fits nobody, or several people.
        UsageError: a value is wrong.
    """
    values = _values(index, typed)
    for key, option in (("people", "who"), ("introduced", "introduced")):
        names = [name for some in typed[option] for name in split_list(some)]
        if key == "people" and [name.casefold() for name in names] == [_NOBODY]:
            values[key] = []
            continue
        make = new_people.make if typed["new"] else None
        slugs = [_slug(index, name, make, ask=choose is not None) for name in names]
        if slugs:
            values[key] = list(dict.fromkeys(slugs))
    return values


def refuse_no_letter(typed: Mapping[str, Any], text: str, *, edit: bool) -> None:
    """Refuse --body beside a line, or without what a line would say.

    Raises:
        UsageError: it is no letter, to nobody, or there are two texts.
    """
    if text.strip() or edit:
        raise UsageError("--body is the whole text; leave out TEXT and --edit")
    if typed["kind"] not in WRITTEN_KINDS:
        raise UsageError("--body is for a letter, an email or a message; --kind says which")
    if not typed["who"]:
        raise UsageError("to whom, or from whom? Say it with --with: --body is not read for names")


def _values(index: Index, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the front matter without the people."""
    values: dict[str, Any] = {}
    if typed["when"]:
        values["date"] = parse_date(index, typed["when"], "--date")
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
    if typed["letter"]:
        values["letter"] = find_slug(index, typed["letter"], "letter")
    if typed["subject"] and typed["subject"].strip():
        values["subject"] = clean_text(" ".join(typed["subject"].split()))
    if typed["plan"]:
        values["plan"] = find_slug(index, typed["plan"], "plan")
    if typed["place"] and typed["place"].strip():
        values["place"] = clean_text(" ".join(typed["place"].split()))
    if typed["follow_up"]:
        typed_date = typed["follow_up"]
        values["follow_up"] = parse_date(index, typed_date, "--follow-up", future=True)
    values |= {key: True for key in ("draft", "private") if typed[key]}
    return values


def _slug(index: Index, name: str, make: Callable[[str], NewPerson] | None, *, ask: bool) -> str:
    """Return the slug of a person; the person may be new.

    Raises:
        NotFoundError: the name fits nobody; the message has both ways to fix that.
        AmbiguousError: the name fits several people.
    """
    try:
        return find_slug(index, name, "person")
    except AmbiguousError as error:
        number = choose_one(name, error.described) if ask else None
        if number is None:
            raise
        return error.candidates[number]
    except NotFoundError as error:
        if make is not None:
            return make(name).slug
        hint = f"'hobnob add person {quoted(name)}' makes the note, and so does --new here"
        fix = "" if error.nearest else f"hobnob add person {quoted(link_target(name))}"
        raise NotFoundError("person", name, error.nearest, hint, fix) from None
