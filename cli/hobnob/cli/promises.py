"""Promises by their references: the letters of `list promises`, or its numbers."""

from __future__ import annotations

from collections.abc import Iterable

import click

from hobnob.cli.listed import need_of
from hobnob.cli.params import Completing, Offer, known
from hobnob.index.index import Index
from hobnob.index.promises import list_promises


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


def find_ref(index: Index, typed: str, *, asked: bool = False) -> str:
    """Return the reference that was typed, or the one that has this number in the last list.

    Args:
        index: the index.
        typed: as it was typed.
        asked: whether it is what a letter asks; else a promise, or that.

    Raises:
        NoNumberError: see `need_of`.
    """
    if not typed.isdecimal():
        return typed
    if asked:
        return need_of(index, typed, ("asked",), "hobnob list promises --asked").ref
    return need_of(index, typed, ("promise", "theirs", "asked"), "hobnob list promises").ref
