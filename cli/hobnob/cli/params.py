"""Arguments and options that several verbs take: names of notes, words out of a list.

The one rule: completion never fails. Without a journal there is nothing to complete to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from hobnob.cli.app import app_of
from hobnob.model import Kind

if TYPE_CHECKING:
    from hobnob.index.index import Index

    ParamType = click.ParamType[Any]
else:
    ParamType = click.ParamType


Found = TypeVar("Found")


def dry_run_option(says: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option --dry-run with its help."""

    def remember(context: click.Context, _: click.Parameter, value: bool) -> bool:
        app_of(context).dry = value
        return value

    return click.option("--dry-run", is_flag=True, callback=remember, help=says)


dry_run = dry_run_option("Show what would change, as a diff, and write nothing.")


Offer = tuple[str, str]
"""A value to complete to, and its help; "" for none."""


class Completing(ParamType):
    """An argument that completes.

    Attributes:
        several: whether it takes values with commas between them; then the last one completes.
    """

    several = False

    def offers(self, ctx: click.Context, typed: str) -> Iterable[Offer]:
        """Return what to complete to, for the text that was typed."""
        raise NotImplementedError

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the offers for the shell."""
        before, comma, typed = incomplete.rpartition(",") if self.several else ("", "", incomplete)
        offers = self.offers(ctx, typed)
        return [CompletionItem(f"{before}{comma}{text}", help=says) for text, says in offers]


class NoteName(Completing):
    """A reference to a note of some kinds; completes to slugs, by slug or by any word of a name."""

    name = "name"

    def __init__(self, *kinds: Kind) -> None:
        self.kinds = kinds

    def offers(self, ctx: click.Context, typed: str) -> Iterable[Offer]:
        """Return the notes whose slug or name begins with what was typed."""
        return find_names(ctx, typed, self.kinds)


def known(context: click.Context, find: Callable[[Index], Iterable[Found]]) -> list[Found]:
    """Return what the index has to complete to, or nothing where there is no journal."""
    from hobnob.errors import HobnobError

    app = app_of(context)
    app.quiet = True
    try:
        return list(find(app.index))
    except HobnobError:
        return []


def find_names(context: click.Context, typed: str, kinds: tuple[Kind, ...]) -> list[Offer]:
    """Return the notes whose slug, or a word of whose name, begins with what was typed."""
    from hobnob.index.notes import of_kinds
    from hobnob.names import name_key

    wanted = name_key(typed)
    found = [
        (note.slug, note.name)
        for note in known(context, lambda index: of_kinds(index, *kinds))
        if note.slug.startswith(typed)
        or name_key(note.slug).startswith(wanted)
        or f" {wanted}" in f" {name_key(note.name)}"
    ]
    return found[:200]


PERSON = NoteName("person")
PLAN = NoteName("plan")
ANY_NAME = NoteName("person", "plan", "org", "interaction", "letter")


class WordOf(Completing):
    """A word out of a list of `hobnob.notes.values`, which is imported when it is needed."""

    name = "word"

    def __init__(self, type_name: str) -> None:
        self.type_name = type_name

    @property
    def type(self) -> Any:
        """The type of value that has the list."""
        from hobnob.notes import values

        return getattr(values, self.type_name)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the word, or fail with what would be right."""
        try:
            return self.type.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)

    def offers(self, ctx: click.Context, typed: str) -> Iterable[Offer]:
        """Return the words that begin with what was typed."""
        return [(word, "") for word in self.type.words if word.startswith(typed)]


class NoteNames(NoteName):
    """Names of notes, with commas between them."""

    several = True


class WordsOf(WordOf):
    """Words out of a list, with commas between them."""

    several = True

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the words, or fail with what would be right."""
        return tuple(super(WordsOf, self).convert(w, param, ctx) for w in value.split(",") if w)
