"""Change: remove a note.

The one rule: the note goes to the trash, and no reference to it is left.
"""

from __future__ import annotations

import click

from hobnob.cli.app import App
from hobnob.cli.changing import and_others, carry_out, find_one
from hobnob.cli.params import ANY_NAME, dry_run
from hobnob.cli.verb import pass_app, verb
from hobnob.index.notes import head


@verb(prints="`removed`: the path of the note; `changed`: those of the notes that referred to it")
@click.argument("name", type=ANY_NAME)
@click.option("--force", is_flag=True, help="Turn references in other notes into plain text.")
@dry_run
@pass_app
def command(app: App, name: str, force: bool, dry_run: bool) -> None:
    """Take a note out of the journal.

    If other notes refer to it, hobnob lists them and removes nothing. The note goes to
    .hobnob/trash, and 'hobnob undo' brings it back.

    \b
    hobnob remove last
    hobnob remove g-hopper --force
    """
    from hobnob.change.remove import remove_note

    index = app.index
    note = find_one(index, name)
    _, _, slug, _, path, _ = head(index, note)
    draft = remove_note(index, note, force=force)
    paths = draft.paths()
    if not carry_out(app, draft, f"remove {slug}", dry=dry_run):
        return
    if app.json:
        app.print_json({"removed": path, "changed": [p for p in paths if p != path]})
    else:
        app.out(f"{path} is in the trash now{and_others(len(paths) - 1, 'referred')}")
        app.say("'hobnob undo' brings it back")
