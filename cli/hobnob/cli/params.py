"""NAME arguments: completed in the shell, found in the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from hobnob.cli.app import app_of
from hobnob.model import Kind

if TYPE_CHECKING:
    ParamType = click.ParamType[Any]
else:
    ParamType = click.ParamType


dry_run = click.option(
    "--dry-run", is_flag=True, help="Show what would change, as a diff, and write nothing."
)


class NoteName(ParamType):
    """A reference to a note of some kinds; completes to slugs, by slug or by any word of a name."""

    name = "name"

    def __init__(self, *kinds: Kind) -> None:
        self.kinds = kinds

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the notes whose slug or name begins with what was typed."""
        return complete_names(ctx, incomplete, self.kinds)


def complete_names(
    context: click.Context, incomplete: str, kinds: tuple[Kind, ...]
) -> list[CompletionItem]:
    """Return completions of a name; nothing where there is no journal."""
    from hobnob.errors import HobnobError
    from hobnob.index.notes import of_kinds
    from hobnob.names import name_key

    app = app_of(context)
    app.quiet = True
    try:
        index = app.index
    except HobnobError:
        return []
    wanted = name_key(incomplete)
    found = [
        note
        for note in of_kinds(index, *kinds)
        if note.slug.startswith(incomplete)
        or name_key(note.slug).startswith(wanted)
        or f" {name_key(note.name)}".find(f" {wanted}") >= 0
    ]
    return [CompletionItem(note.slug, help=note.name) for note in found[:200]]


PERSON = NoteName("person")
PLAN = NoteName("plan")
ANY_NAME = NoteName("person", "plan", "org", "interaction", "letter")


class Words(ParamType):
    """Words out of a list, which complete, and of which a wrong one is an error that helps."""

    def __init__(self, type_: Any) -> None:
        self.type = type_
        self.name = type_.name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the word, or fail with what would be right."""
        try:
            return self.type.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the words that begin with what was typed."""
        return [CompletionItem(w) for w in self.type.words if w.startswith(incomplete)]


class NoteNames(NoteName):
    """Names of notes, with commas between them; the last one completes."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the notes whose slug or name begins with what stands behind the last comma."""
        before, comma, last = incomplete.rpartition(",")
        found = super().shell_complete(ctx, param, last)
        return [CompletionItem(f"{before}{comma}{item.value}", help=item.help) for item in found]


class ManyWords(Words):
    """Words out of a list, with commas between them; the last one completes."""

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the words, or fail with what would be right."""
        return tuple(super(ManyWords, self).convert(w, param, ctx) for w in value.split(",") if w)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the words that begin with what stands behind the last comma."""
        before, comma, last = incomplete.rpartition(",")
        found = super().shell_complete(ctx, param, last)
        return [CompletionItem(f"{before}{comma}{item.value}") for item in found]
