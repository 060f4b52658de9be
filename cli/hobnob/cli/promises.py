"""Promises by their references: the letters of `list promises`, or its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from hobnob.cache import read_file, write_file
from hobnob.cli.app import App, app_of

if TYPE_CHECKING:
    from hobnob.index.index import Index
    from hobnob.index.promises import Promise

    _Type = click.ParamType[Any]
else:
    _Type = click.ParamType

_LISTED = "promises"
"""The file, beside the index, of the references in the list as it was shown last."""


class PromiseRef(_Type):
    """A reference to a promise; completes to those that are open."""

    name = "ref"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the open promises whose reference begins with what was typed."""
        from hobnob.errors import HobnobError
        from hobnob.index.promises import list_promises

        del param
        app = app_of(ctx)
        app.quiet = True
        try:
            rows = list_promises(app.index, done=ctx.command.name == "undone")
        except HobnobError:
            return []
        return [
            CompletionItem(row.ref, help=row.text) for row in rows if row.ref.startswith(incomplete)
        ]


PROMISE = PromiseRef()


def remember_listed(index: Index, refs: Sequence[str]) -> None:
    """Remember a list of promises, so that they can be named by their numbers."""
    from contextlib import suppress

    with suppress(OSError):
        write_file(index.journal.cache, _LISTED, "\n".join(refs))


def tick(app: App, refs: Sequence[str], *, done: bool, dry: bool) -> int:
    """Tick promises, or open them again; all of them or none."""
    from dataclasses import replace

    from hobnob.answers import to_json
    from hobnob.change.files import Draft
    from hobnob.cli.changing import carry_out
    from hobnob.index.lookup import link_names

    index = app.index
    rows = [_find(index, ref) for ref in dict.fromkeys(refs)]
    draft = Draft(app.journal)
    for row in rows:
        if row.done == done:
            app.say(f"'{link_names(index, row.text)}' is {'kept' if done else 'open'} already")
            continue
        note = draft.note(row.path)
        note.tick(row.line, done)
        draft.put(note)
    what = f"{'done' if done else 'undone'} {' '.join(row.ref for row in rows)}"
    changed = carry_out(app, draft, what, dry=dry)
    if dry:
        return 0
    if app.json:
        app.print_json([to_json(replace(row, done=done)) for row in rows])
    elif changed:
        # The index was opened anew.
        index = app.index
        for row in rows:
            if row.done != done:
                word = "Kept" if done else "Open again"
                app.out(f"{word}: {link_names(index, row.text)} ({row.path})")
    return 0


def _find(index: Index, ref: str) -> Promise:
    """Return the promise of a reference.

    Raises:
        NotFoundError: there is none.
        AmbiguousError: there are several that begin like it.
    """
    from hobnob.errors import AmbiguousError, NotFoundError
    from hobnob.index.promises import list_promises

    rows = list_promises(index, done=None)
    wanted = ref.lower()
    if ref.isdigit():
        listed = _listed(index)
        if not 0 < int(ref) <= len(listed):
            hint = "'hobnob list promises' shows the numbers"
            raise NotFoundError("promise of the last list", ref, hint=hint)
        wanted = listed[int(ref) - 1]
    found = [row for row in rows if row.ref == wanted]
    found = found or [row for row in rows if len(wanted) > 1 and row.ref.startswith(wanted)]
    if not found:
        raise NotFoundError("promise", ref, hint="'hobnob list promises' shows them all")
    if len(found) > 1:
        raise AmbiguousError(ref, [f"{row.ref}  {row.text}" for row in found])
    return found[0]


def _listed(index: Index) -> list[str]:
    try:
        return read_file(index.journal.cache, _LISTED).decode().split()
    except (OSError, ValueError):
        return []
