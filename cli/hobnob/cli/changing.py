"""What the verbs that change notes share: making the change, or showing what it would be.

The one rule: with --dry-run nothing is written, and the diff shows everything that would be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from hobnob.cli.app import App
from hobnob.cli.layout import count, show_lines
from hobnob.cli.params import ANY_NAME
from hobnob.cli.writing import find_slug, last_logged
from hobnob.errors import HobnobError, NotFoundError
from hobnob.index.index import Index
from hobnob.index.interactions import latest
from hobnob.index.lookup import find_note
from hobnob.index.notes import at_path, head
from hobnob.model import Kind
from hobnob.names import is_note_name, link_target, name_key

if TYPE_CHECKING:
    from hobnob.change.files import ChangeSet


def carry_out(
    app: App, draft: ChangeSet, what: str, *, dry: bool,
    left_out: Sequence[Mapping[str, Any]] | None = None,
) -> bool:  # fmt: skip
    """Make a drafted change, or show it.

    Args:
        app: this run.
        draft: the change.
        what: it in words, for `undo --list`.
        dry: only show it.
        left_out: the lines of a batch that could not be used.

    Returns:
        Whether notes were changed; then the index has followed.
    """
    if dry:
        if draft.paths():
            draft.end_rests(app.today)
        show_diff(app, draft, left_out)
        return False
    if not draft.paths():
        app.say("nothing changes: it is like that already")
        return False
    app.made(draft.write(app.index, what))
    return True


def show_diff(
    app: App, draft: ChangeSet, left_out: Sequence[Mapping[str, Any]] | None = None
) -> None:
    """Print a planned change as a diff, or say that there is none."""
    diff = draft.diff()
    if app.json:
        beside = {} if left_out is None else {"left_out": left_out}
        app.print_json({"paths": draft.paths(), "diff": diff} | beside)
    elif not diff:
        app.say("nothing would change")
    else:
        show_lines(app, (_colored(line) for line in diff.removesuffix("\n").split("\n")))


def _colored(line: str) -> str:
    if line.startswith(("---", "+++", "rename ")):
        return click.style(line, bold=True)
    color = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
    return click.style(line, fg=color) if color else line


def find_one(index: Index, name: str, kinds: Sequence[Any] = ANY_NAME.kinds) -> int:
    """Return the id of the note that a name means; `last` is what was logged last.

    Raises:
        NotFoundError, AmbiguousError: see `find_note`.
    """
    if name == "last":
        return last_logged(index).id
    if is_note_name(name):
        note = at_path(index, name)
        if note and note.live:
            return note.id
    return find_note(index, name, tuple(kinds))


def last_with(index: Index, person: int) -> int:
    """Return the latest interaction with somebody.

    Raises:
        NotFoundError: there is none.
    """
    found = latest(index, person)
    if found is None:
        name = head(index, person).name
        raise NotFoundError("interaction", f"last {name}", hint="nothing is logged with them yet")
    return found


def reference_resolver(index: Index) -> Callable[[Any, str], str]:
    """Return what gives the slug of the note that a reference means."""
    return lambda field, text: find_slug(index, text, *field.type.refers)


def reference_comparer(index: Index) -> Callable[[str], Any]:
    """Return what tells whether two references mean the same note, however they are typed."""
    kinds: tuple[Kind, ...] = ("person", "plan", "letter")

    def same(text: str) -> Any:
        found = index.resolver.find(text, kinds).one
        if found is None:
            with suppress(HobnobError):
                found = find_note(index, text, kinds)
        if found is None:
            found = index.resolver.find(text, ("org",)).one
        return found if found is not None else name_key(link_target(text))

    return same


def and_others(number: int, verb: str = "") -> str:
    """Return the end of a sentence that says how many other notes were changed.

    Args:
        number: how many.
        verb: what they do to the note; default that they refer to it.
    """
    if not number:
        return ""
    verb = verb or ("refers" if number == 1 else "refer")
    return f", and {count(number, 'note')} that {verb} to it"
