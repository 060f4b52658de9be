"""What `undo` and `redo` share: ids of changes, and taking changes back.

The one rule: what is taken back already is not taken back twice, and hobnob says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App, app_of
from hobnob.cli.changing import show_diff
from hobnob.cli.layout import count, one_line
from hobnob.cli.params import Completing, Offer
from hobnob.errors import HobnobError

if TYPE_CHECKING:
    from hobnob.transaction import Done, History


class ChangeId(Completing):
    """The id of a change, or its first letters."""

    name = "id"

    def offers(self, ctx: click.Context, typed: str) -> Iterable[Offer]:
        """Return the changes whose id begins with what was typed."""
        from hobnob.transaction import History

        found: list[Offer] = []
        with suppress(HobnobError):
            history = History(app_of(ctx).journal)
            found = [(history.short(done), done.what) for done in history.changes()[:200]]
        return [offer for offer in found if offer[0].startswith(typed)]


CHANGE = ChangeId()


def load_history(app: App) -> History:
    """Return the changes of the journal, and say how many are not from this machine."""
    from hobnob.transaction import History

    history = History(app.journal)
    if history.foreign:
        what = "1 change was" if history.foreign == 1 else f"{history.foreign} changes were"
        app.say(f"{what} not made on this machine, and cannot be taken back here")
    return history


def take_back(
    app: App, history: History, dones: Sequence[Done], *, dry: bool, key: str = "undone"
) -> None:
    """Take changes back as one change, or show what would change.

    Args:
        app: this run.
        history: the changes of the journal.
        dones: the changes, the latest first.
        dry: only show it.
        key: `undone`, or `redone` if the changes are undos.

    Raises:
        ChangedError, TouchedSinceError, WriteError: it is not possible; nothing was written.
    """
    from hobnob.change.files import ChangeSet
    from hobnob.change.references import say_left_references
    from hobnob.transaction import plan_undo, undo

    for done in dones:
        if not history.stands(done):
            app.say(f"'{one_line(done.what)}' is taken back already; nothing changes")
    if not dones:
        app.say("all of it is taken back already; nothing changes")
    dones = [done for done in dones if history.stands(done)]
    planned = plan_undo(app.journal, history, dones)
    if dry:
        draft = ChangeSet(app.journal)
        draft.take(planned)
        show_diff(app, draft)
        return
    for sentence in say_left_references(app.index, planned):
        app.say(sentence)
    changed: list[str] = []
    if dones:
        index = app.index
        change = undo(app.journal, *dones, planned=planned)
        app.made(change)
        changed = change.paths
        index.follow(changed)
    what = "; ".join(done.what for done in dones)
    if app.json:
        listed = [{"id": history.short(done), "what": done.what} for done in dones]
        app.print_json({key: what, "changes": listed, "changed": changed})
        return
    for done in dones:
        word, shown = "Taken back", done.what
        if done.undoes:
            first, _, shown = done.what.partition(" ")
            word = "Made again" if first == "undo" else "Taken back again"
        where = f"in {count(len(done.steps), 'note')}"
        # A change of many says itself in how many.
        app.out(f"{word}: {one_line(shown)}" + (f", {where}" if where not in shown else ""))
