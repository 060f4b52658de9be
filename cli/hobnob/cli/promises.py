"""Promises by their references: the letters of `list promises`, or its numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from hobnob.cli.listed import recall_number
from hobnob.cli.params import Completing, Offer, known
from hobnob.errors import NotFoundError
from hobnob.index.promises import list_promises

if TYPE_CHECKING:
    from hobnob.journal import Journal


class PromiseRef(Completing):
    """A reference to a promise; completes to those that are open."""

    name = "ref"

    def offers(self, ctx: click.Context, typed: str) -> Iterable[Offer]:
        """Return the promises whose reference begins with what was typed."""
        done = ctx.command.name == "undone"
        rows = known(ctx, lambda index: list_promises(index, done=done))
        return [(row.ref, row.text) for row in rows if row.ref.startswith(typed)]


PROMISE = PromiseRef()


def find_ref(journal: Journal, typed: str) -> str:
    """Return the reference that was typed, or the one that has this number in the last list.

    Raises:
        NotFoundError: the list has no such number.
    """
    if not typed.isdecimal():
        return typed
    if ref := recall_number(journal, "promises", typed):
        return ref
    hint = "'hobnob list promises' shows the numbers"
    raise NotFoundError("promise of the last list", typed, hint=hint)
