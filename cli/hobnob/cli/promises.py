"""Promises by their references: the letters of `list promises`, or its numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from hobnob.cli.listed import Listed, recall_number
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
        verb = ctx.command.name
        rows = known(
            ctx, lambda index: list_promises(index, done=verb == "undone", asked=verb == "accept")
        )
        return [(row.ref, row.text) for row in rows if row.ref.startswith(typed)]


PROMISE = PromiseRef()


def find_ref(journal: Journal, typed: str, listed: Listed = "promises") -> str:
    """Return the reference that was typed, or the one that has this number in the last list.

    Args:
        journal: the journal.
        typed: as it was typed.
        listed: the list that the number means.

    Raises:
        NotFoundError: the list has no such number.
    """
    if not typed.isdecimal():
        return typed
    if ref := recall_number(journal, listed, typed):
        return ref
    flag = " --asked" if listed == "asked" else ""
    hint = f"'hobnob list promises{flag}' shows the numbers"
    raise NotFoundError("promise of the last list", typed, hint=hint)
