"""Change: remove a note.

The one rule: the note goes to the trash, and no reference to it is left.
"""

from __future__ import annotations

import click

from hobnob.cli.app import App
from hobnob.cli.batches import Batch, is_agreed, read_lines
from hobnob.cli.changing import and_others, carry_out, find_one
from hobnob.cli.layout import count
from hobnob.cli.params import ANY_NAME, dry_run
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import UsageError
from hobnob.index.notes import head


@verb(
    prints={
        "": "`removed`: the path of the note; `changed`: those of the notes that referred to it",
        "-": "`removed`: the paths of the notes; `changed`: those of notes that referred to one; "
        "`left_out`: an array of `line` and the keys of an error",
        "--forget": "`removed`, `changed`; `renamed`: old and new paths of notes; `files`: the "
        "files removed with it; `alone`: interactions with nobody else; `doubtful`: an array of "
        "`path`, `line` and `text`, which may mean them; `beyond`: what hobnob cannot reach, and "
        "what to do",
    }
)
@click.argument("name", type=ANY_NAME)
@click.option("--force", is_flag=True, help="Turn references in other notes into plain text.")
@click.option("--forget", is_flag=True, help="Remove all traces of a person, for good.")
@click.option("--yes", is_flag=True,
              help="Do not ask: with --forget, and with '-' for more than five notes.")  # fmt: skip
@dry_run
@pass_app
def command(app: App, name: str, force: bool, forget: bool, yes: bool, dry_run: bool) -> int:
    """Take a note out of the journal.

    If other notes refer to it, hobnob lists them and removes nothing. The note goes to
    .hobnob/trash, and 'hobnob undo' brings it back.

    '-' reads names from stdin, one a line. They are one change.

    With --forget, a person leaves the whole journal: the note, the files that only it shows, and
    all that hobnob has kept of them in the index, the trash and the store of 'hobnob undo'. In
    other notes their name becomes "someone", and their addresses become "(removed)". hobnob shows
    each change and asks first. This cannot be undone. A first name, or a name that somebody else
    has too, is not changed: hobnob lists those lines for you. It also says what it cannot reach,
    such as the history of git.

    \b
    hobnob remove last
    hobnob remove g-hopper --force
    hobnob remove - --dry-run < names.txt
    hobnob remove g-hopper --forget --dry-run
    """
    from hobnob.change.remove import remove_note

    index = app.index
    if name == "-":
        if forget:
            raise UsageError("--forget is for one person; '-' removes several notes")
        return _remove_many(app, force=force, yes=yes, dry=dry_run)
    note = find_one(index, name)
    if forget:
        from hobnob.cli.forgetting import forget_somebody

        forget_somebody(app, note, yes=yes, dry=dry_run)
        return 0
    _, _, slug, _, path, _ = head(index, note)
    draft = remove_note(index, note, force=force)
    paths = draft.paths()
    if not carry_out(app, draft, f"remove {slug}", dry=dry_run):
        return 0
    if app.json:
        app.print_json({"removed": path, "changed": [p for p in paths if p != path]})
    else:
        app.out(f"{path} is in the trash now{and_others(len(paths) - 1, 'referred')}")
        app.say(f"{app.undo} brings it back")
    return 0


def _remove_many(app: App, *, force: bool, yes: bool, dry: bool) -> int:
    """Remove the notes whose names stand on stdin; return the exit code."""
    from hobnob.change.files import ChangeSet
    from hobnob.change.remove import remove_notes

    notes, batch = dict[int, str](), Batch(app)

    def use(name: str) -> None:
        note = find_one(app.index, name)
        notes[note] = head(app.index, note).path

    batch.run(read_lines("remove"), use)
    draft = ChangeSet(app.journal)
    remove_notes(app.index, list(notes), draft, force=force)
    what = count(len(notes), "note")
    if not dry and not is_agreed(app, len(notes), f"remove {what}", yes=yes):
        return 1
    others = [path for path in draft.paths() if path not in notes.values()]
    made = (dry or notes) and carry_out(app, draft, f"remove {what}", dry=dry, left_out=batch.bad)
    if made and not app.json:
        for path in notes.values():
            app.out(f"{path} is in the trash now")
        app.say(f"{app.undo} brings {'it' if len(notes) == 1 else 'them'} back")
    if app.json and not dry:
        removed = list(notes.values())
        app.print_json({"removed": removed, "changed": others, "left_out": batch.bad})
    return batch.end()
