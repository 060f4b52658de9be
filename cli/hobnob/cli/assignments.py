"""`key=value` arguments, completed in the shell: keys, words and names."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from hobnob.cli.app import app_of
from hobnob.cli.changing import find_one
from hobnob.cli.params import ANY_NAME, ParamType, complete_names
from hobnob.errors import HobnobError
from hobnob.index.notes import head
from hobnob.model import Kind
from hobnob.notes.schema import SCHEMAS
from hobnob.notes.write import find_field


class AssignmentType(ParamType):
    """A `key=value`; completes to the keys of the kind, and behind `=` to words and names."""

    name = "key=value"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the keys, or the values, that begin with what was typed."""
        del param
        kind: Kind = ctx.params.get("kind") or "person"
        items = complete_assignment(ctx, kind, incomplete)
        return [item for item in items if item.value != "name="]


class AssignmentToNote(ParamType):
    """The name of a note, then assignments to its keys."""

    name = "word"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return names for the first word, and the keys of that note for the others."""
        del param
        words = ctx.params.get("words") or ()
        if not words:
            return complete_names(ctx, incomplete, ANY_NAME.kinds)
        index = app_of(ctx).index
        try:
            note = find_one(index, words[0])
        except HobnobError:
            return []
        return complete_assignment(ctx, head(index, note).kind, incomplete)


def complete_assignment(
    context: click.Context, kind: Kind, incomplete: str
) -> list[CompletionItem]:
    """Return completions of a `key=value` (or `key+=`, `key-=`) for a kind of note."""
    key, equals, text = incomplete.partition("=")
    if not equals:
        fields = (field for field in SCHEMAS[kind].fields if not field.parts)
        return [
            CompletionItem(f"{field.name}=", help=field.means)
            for field in fields
            if field.name.startswith(key)
        ]
    field = find_field(kind, key.rstrip("+-"))
    if field is None:
        return []
    if field.type.refers:
        found = complete_names(context, text, (field.type.refers,))
        return [CompletionItem(f"{key}={item.value}", help=item.help) for item in found]
    return [CompletionItem(f"{key}={w}") for w in field.type.words if w.startswith(text)]


ASSIGNMENT = AssignmentType()
ASSIGNMENT_TO_NOTE = AssignmentToNote()
