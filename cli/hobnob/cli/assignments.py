"""`key=value` arguments, completed in the shell: keys, words and names."""

from __future__ import annotations

from collections.abc import Iterable

import click

from hobnob.cli.app import app_of
from hobnob.cli.changing import find_one
from hobnob.cli.params import ANY_NAME, Completing, Offer, find_names
from hobnob.errors import HobnobError
from hobnob.index.notes import head
from hobnob.model import Kind
from hobnob.notes.schema import SCHEMAS
from hobnob.notes.write import find_field


class AssignmentType(Completing):
    """A `key=value`; completes to the keys of the kind, and behind `=` to words and names."""

    name = "key=value"

    def offers(self, ctx: click.Context, typed: str) -> Iterable[Offer]:
        """Return the keys, or the values, that begin with what was typed."""
        kind: Kind = ctx.params.get("kind") or "person"
        return [offer for offer in find_assignments(ctx, kind, typed) if offer[0] != "name="]


class AssignmentToNote(Completing):
    """The name of a note, then assignments to its keys."""

    name = "word"

    def offers(self, ctx: click.Context, typed: str) -> Iterable[Offer]:
        """Return names for the first word, and the keys of that note for the others."""
        words = ctx.params.get("words") or ()
        if not words:
            return find_names(ctx, typed, ANY_NAME.kinds)
        index = app_of(ctx).index
        try:
            note = find_one(index, words[0])
        except HobnobError:
            return []
        return find_assignments(ctx, head(index, note).kind, typed)


def find_assignments(context: click.Context, kind: Kind, typed: str) -> list[Offer]:
    """Return completions of a `key=value` (or `key+=`, `key-=`) for a kind of note."""
    key, equals, text = typed.partition("=")
    if not equals:
        fields = (field for field in SCHEMAS[kind].fields if not field.parts)
        return [(f"{f.name}=", f.means) for f in fields if f.name.startswith(key)]
    field = find_field(kind, key.rstrip("+-"))
    if field is None:
        return []
    if field.type.refers:
        found = find_names(context, text, field.type.refers)
        return [(f"{key}={slug}", name) for slug, name in found]
    return [(f"{key}={word}", "") for word in field.type.words if word.startswith(text)]


ASSIGNMENT = AssignmentType()
ASSIGNMENT_TO_NOTE = AssignmentToNote()
