"""What a served page can do, each as the command of that name does it.

The one rule: nothing is decided here. A deed plans a change with the function of the command,
writes it as one transaction, and says in a sentence what is true now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hobnob.capture.days.typed import parse_later_day
from hobnob.change.accepting import Accepting, plan_accepting
from hobnob.change.files import ChangeSet
from hobnob.change.references import say_left_references
from hobnob.change.sending import plan_sending
from hobnob.change.snoozing import plan_snooze
from hobnob.change.ticking import Ticking, plan_ticking
from hobnob.errors import NotFoundError, UnfinishedError
from hobnob.index.index import Index
from hobnob.index.interactions import load_interactions
from hobnob.index.lookup import link_names
from hobnob.index.notes import by_slug
from hobnob.letters.unfinished import find_unfinished
from hobnob.network.letters.drafts import load_drafts
from hobnob.outcome import plan_outcome
from hobnob.site.acting.asked import Asked
from hobnob.site.acting.logging import log_line, read_given, show_line
from hobnob.transaction import Change, History, plan_undo, undo


@dataclass(frozen=True, kw_only=True)
class Done:
    """What a deed did.

    Attributes:
        said: a sentence for the user.
        change: what was written; None if nothing changed.
        more: more for the page, as JSON takes it.
    """

    said: str
    change: Change | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


def _done(index: Index, asked: Asked) -> Done:
    ticking = plan_ticking(index, [asked.text("ref")], done=True)
    return _promised(index, ticking, "Kept", "Kept already")


def _accept(index: Index, asked: Asked) -> Done:
    taking = plan_accepting(index, [asked.text("ref")])
    return _promised(index, taking, "You promised", "Your promise already")


def _snooze(index: Index, asked: Asked) -> Done:
    day = parse_later_day(index, asked.text("until"))
    snoozing = plan_snooze(index, asked.text("who"), day)
    names = ", ".join(link_names(index, name) for name in snoozing.names)
    return _write(index, snoozing.draft, snoozing.what, f"{names}: {snoozing.says}")


def _sent(index: Index, asked: Asked) -> Done:
    (draft,) = load_drafts(index, [_interaction(index, asked.text("note"))])
    if not draft.waits:
        return Done(said=f"It is no draft; it is dated {draft.date[:10]}")
    if found := find_unfinished(index, [draft]):
        raise UnfinishedError(found[0].text)
    change = plan_sending(index, [draft], index.today)
    names = ", ".join(who.name for who in draft.people) or "nobody"
    return _write(index, change, f"sent {draft.slug}", f"Sent: {draft.kind or 'draft'} to {names}")


def _happened(index: Index, asked: Asked, *, cancelled: bool = False) -> Done:
    (it,) = load_interactions(index, (_interaction(index, asked.text("note")),))
    if not it.is_appointment:
        return Done(said="That was said already")
    outcome = plan_outcome(index, it, asked.line(least=0), cancelled=cancelled)
    said = "Called off" if cancelled else "It took place, and is written down"
    return _write(index, outcome.draft, outcome.what, said)


def _cancelled(index: Index, asked: Asked) -> Done:
    return _happened(index, asked, cancelled=True)


def _show(index: Index, asked: Asked) -> Done:
    shown = show_line(index, asked.line(), read_given(index, asked))
    return Done(said=shown["understood"], more=shown)


def _log(index: Index, asked: Asked) -> Done:
    said, change = log_line(index, asked.line(), read_given(index, asked), asked.text("seen"))
    return Done(said=said, change=change)


def _undo(index: Index, asked: Asked) -> Done:
    history = History(index.journal)
    done = history.find(asked.text("change"))
    if not history.stands(done):
        return Done(said="It is taken back already")
    planned = plan_undo(index.journal, history, [done])
    said = ["Taken back", *say_left_references(index, planned)]
    change = undo(index.journal, done, planned=planned)
    index.follow(change.paths)
    return Done(said="; ".join(said))


DEEDS: Mapping[str, Callable[[Index, Asked], Done]] = {
    "accept": _accept, "cancelled": _cancelled, "done": _done, "happened": _happened, "log": _log,
    "sent": _sent, "show": _show, "snooze": _snooze, "undo": _undo,
}  # fmt: skip
"""What a page can ask for, by name; `show` says how a line is understood, and writes nothing."""
READS = frozenset({"show"})
"""Those that write nothing."""


def _promised(index: Index, ticking: Ticking | Accepting, said: str, already: str) -> Done:
    (promise,) = ticking.promises
    text = link_names(index, promise.text)
    if not ticking.changed:
        return Done(said=f"{already}: {text}")
    return Done(said=f"{said}: {text}", change=ticking.draft.write(index, ticking.what))


def _write(index: Index, draft: ChangeSet, what: str, said: str) -> Done:
    if not draft.paths():
        return Done(said="Nothing changes: it is like that already")
    return Done(said=said, change=draft.write(index, what))


def _interaction(index: Index, slug: str) -> int:
    note = by_slug(index, "interaction", slug)
    if note is None:
        raise NotFoundError("interaction", slug)
    return note.id
