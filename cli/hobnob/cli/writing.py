"""What the verbs that write share: references as slugs, the last note, stdin, the editor.

The one rule: all that can go wrong with a request goes wrong before the first write.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from hobnob.cli.app import App
from hobnob.cli.listed import recall, remember
from hobnob.errors import NotFoundError, UsageError
from hobnob.index.index import Index
from hobnob.index.interactions import latest
from hobnob.index.lookup import find_note
from hobnob.index.notes import Head, at_path, head
from hobnob.index.orgs import org_of_roles
from hobnob.model import Kind
from hobnob.names import link_target
from hobnob.notes.schema import SCHEMAS
from hobnob.safety import refuse_to_write
from hobnob.wording import quoted

_EDITORS = ("sensible-editor", "nano", "vim", "vi", "notepad")
"""Tried in turn when neither $VISUAL nor $EDITOR names one."""


def find_slug(index: Index, name: str, *kinds: Kind) -> str:
    """Return the slug of the note that a reference means.

    An organization that only roles name has no slug; its name is returned.

    Raises:
        NotFoundError: nothing answers to it, with the command that would change that.
        AmbiguousError: several notes do.
    """
    try:
        note = find_note(index, name, kinds)
    except NotFoundError as error:
        if "org" in kinds and (org := org_of_roles(index, name)):
            return org
        adds = [f"hobnob add {kind} {quoted(link_target(name))}" for kind in kinds]
        hint = " or ".join(f"'{add}'" for add in adds) + " makes the note"
        fix = "" if error.nearest else adds[0]
        what = " or ".join("organization" if kind == "org" else kind for kind in kinds)
        raise NotFoundError(what, name, error.nearest, hint, fix) from None
    return head(index, note).slug


def resolve_references(
    index: Index,
    kind: Kind,
    values: Mapping[str, Any],
    is_slug: Callable[[str], bool] = lambda _: False,
) -> dict[str, Any]:
    """Return values with every reference as the slug of the note that it means.

    Args:
        index: the index.
        kind: of the note.
        values: by their keys.
        is_slug: whether a text is the slug of a note that will be written beside this one.

    Raises:
        NotFoundError, AmbiguousError: see `find_slug`.
    """

    def slug(text: str, refers: tuple[Kind, ...]) -> str:
        return text if is_slug(text) else find_slug(index, text, *refers)

    resolved: dict[str, Any] = {}
    for name, value in values.items():
        refers = SCHEMAS[kind].by_name[name].type.refers
        if not refers:
            resolved[name] = value
        elif isinstance(value, list):
            resolved[name] = list(dict.fromkeys(slug(item, refers) for item in value))
        else:
            resolved[name] = slug(value, refers)
    return resolved


def remember_last(index: Index, path: str) -> None:
    """Remember which note was logged last; forgetting it costs nothing but a better guess."""
    remember(index.journal, "last", [path])


def last_logged(index: Index) -> Head:
    """Return the interaction that was logged last.

    That is the one that `log` wrote last here; when it is gone, or another machine wrote it, the
    one of the latest day that has come.

    Raises:
        NotFoundError: there is no interaction at all.
    """
    note = at_path(index, next(iter(recall(index.journal, "last")), ""))
    if note and note.kind == "interaction":
        return note
    found = latest(index)
    if found is None:
        hint = 'nothing is logged yet: hobnob log "Lunch with Grace about compilers"'
        raise NotFoundError("interaction", "last", hint=hint)
    return head(index, found)


def read_stdin() -> str:
    """Return what comes in on stdin; bytes that are no text are told where the text is used."""
    data = sys.stdin.buffer.read()
    return data.decode("utf-8", "surrogateescape").removeprefix("\ufeff").replace("\r\n", "\n")


def open_editor(app: App, path: Path) -> int:
    """Open a file in the user's editor and wait; return the exit code of the editor.

    Raises:
        UsageError: there is no editor, or it cannot be started.
        ReadOnlyError: nothing may be written.
    """
    import subprocess

    refuse_to_write()
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    try:
        words = shlex.split(named, posix=os.name != "nt") if named else []
    except ValueError as error:
        raise UsageError(f"$EDITOR is '{named}', which is not a command: {error}") from None
    if not words and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(f"there is no terminal to edit {path} in; name an editor with $EDITOR")
    words = words or [editor for editor in _EDITORS if shutil.which(editor)][:1]
    if not words:
        raise UsageError(
            f"there is no editor to open {path} with; name yours: export EDITOR=nano, or "
            'export EDITOR="code --wait"'
        )
    try:
        code = subprocess.run([*words, str(path)], check=False).returncode
    except OSError as error:
        variable = "VISUAL" if os.environ.get("VISUAL") else "EDITOR"
        raise UsageError(
            f"the editor '{words[0]}' (from ${variable}) cannot be started: {error.strerror}"
        ) from None
    if code:
        app.say(f"the editor '{words[0]}' ended with code {code}")
    return code
