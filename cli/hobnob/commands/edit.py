"""Write: open a note in your editor, then check it.

The one rule: hobnob changes nothing here; it only says what it makes of what you wrote.
"""

from __future__ import annotations

from pathlib import Path

import click

from hobnob.cli.app import App
from hobnob.cli.params import ANY_NAME
from hobnob.cli.verb import pass_app, verb
from hobnob.cli.writing import last_logged, open_editor
from hobnob.errors import AmbiguousError, NotFoundError
from hobnob.index.index import Index
from hobnob.index.lookup import find_note, paths_of_slug
from hobnob.index.notes import head
from hobnob.names import is_note_name, slugify


@verb()
@click.argument("name", type=ANY_NAME)
@pass_app
def command(app: App, name: str) -> int:
    """Open a note in your editor, then check it.

    NAME is a person, a plan, an organization, a letter or an interaction, the path of a note, or
    'last' for the last logged interaction. The editor is $VISUAL, else $EDITOR. The exit code is 1
    if the note has a problem.

    \b
    hobnob edit grace
    hobnob edit last
    EDITOR="code --wait" hobnob edit summer-internship
    """
    app.counts_broken = False
    return edit_and_check(app, find_path(app.index, name))


def find_path(index: Index, name: str) -> str:
    """Return the path, relative to the journal, of the note that a name means.

    A broken note, which other commands leave out, is found by its slug or path, because it needs an
    editor most. The beginning of an interaction's slug is enough.

    Raises:
        NotFoundError: nothing matches the name.
        AmbiguousError: several notes match.
    """
    if name == "last":
        return last_logged(index).path
    if is_note_name(name) and (path := _path_in_journal(index, name)):
        return path
    try:
        note = find_note(index, name, ANY_NAME.kinds)
    except NotFoundError:
        paths = paths_of_slug(index, slugify(name) or "?")
        if len(paths) > 1:
            raise AmbiguousError(name, paths) from None
        if not paths:
            raise
        return paths[0]
    return head(index, note).path


def _path_in_journal(index: Index, name: str) -> str:
    """Return the path of a note, relative to the journal, from a typed path."""
    root, notes = index.journal.root.resolve(), index.journal.notes.resolve()
    for folder in (Path.cwd(), root, notes):
        path = (folder / name).resolve()
        if path.is_file() and path.is_relative_to(notes) and path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return ""


def edit_and_check(app: App, path: str) -> int:
    """Open a note in your editor, then print its problems, as `check` does.

    Args:
        app: this run.
        path: the path of the note, relative to the journal.

    Returns:
        The exit code.
    """
    from hobnob.commands.check import command as check

    file = app.journal.root / path
    open_editor(app, file)
    app.counts_broken = False
    # The editor may have saved other notes as well, so all of the disk is compared again.
    app.index.db.close()
    del app.index
    if not file.exists():
        app.say(f"{path} is gone")
        return 0
    code: int = click.get_current_context().invoke(
        check, names=(str(file),), form="text", explain=None
    )
    return code
