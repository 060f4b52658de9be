"""Change: set keys of a note.

The one rule: only the lines of the changed keys change; the rest of the note stays as it is.
"""

from __future__ import annotations

import click

from hobnob.cli.app import App
from hobnob.cli.assignments import ASSIGNMENT_TO_NOTE
from hobnob.cli.changing import (
    carry_out,
    find_one,
    last_with,
    reference_comparer,
    reference_resolver,
)
from hobnob.cli.params import dry_run
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import UsageError
from hobnob.index.documents import load_at
from hobnob.index.notes import head
from hobnob.notes.write import remark_on_unknown


@verb(prints="the note as it is now")
@click.argument("words", nargs=-1, required=True, type=ASSIGNMENT_TO_NOTE,
                metavar="NAME KEY=VALUE...")  # fmt: skip
@dry_run
@pass_app
def command(app: App, words: tuple[str, ...], dry_run: bool) -> None:
    """Set keys of a note: KEY=VALUE, KEY+=ITEM, KEY-=ITEM, or KEY= to remove the key.

    NAME is a person, a plan, an organization, a letter or an interaction. 'last' is the last logged
    interaction, and 'last NAME' the last one with that person. 'hobnob help format' lists the keys.
    Your own keys are kept as you type them. If you replace a person of an interaction by another,
    the links in its text change too.

    \b
    hobnob set grace circle=close tags+=compilers
    hobnob set "George Green" birthday=--07-14 location=
    hobnob set last people+=ada follow_up=2026-12-01
    hobnob set last people-=grace-hopper people+=grace-kelly
    hobnob set last grace outcome=agreed
    """
    from hobnob.change.files import ChangeSet
    from hobnob.change.replaced_people import update_links
    from hobnob.change.setting import assign, read_assignments

    index = app.index
    name, typed = _split(words)
    note_id = _find(app, name)
    _, kind, slug, shown, path, _ = head(index, note_id)
    assignments = read_assignments(kind, typed)
    draft = ChangeSet(app.journal)
    note = draft.note(path)
    for assignment in assignments:
        if assignment.field is None and assignment.text:
            app.say(remark_on_unknown(kind, assignment.key))
        for remark in assign(
            note, assignment, reference_resolver(index), reference_comparer(index)
        ):
            app.say(remark)
    update_links(index, note, assignments, reference_comparer(index))
    draft.put(note)
    changed = carry_out(app, draft, f"set {slug} {' '.join(typed)}", dry=dry_run)
    if dry_run:
        return
    if app.json:
        app.print_json(load_at(app.index, path))
    if not changed:
        return
    if not app.json:
        keys = ", ".join(dict.fromkeys(assignment.key for assignment in assignments))
        app.out(f"{shown or slug}: {keys} changed in {path}")
    if any(assignment.key == "name" for assignment in assignments):
        app.say("the file keeps its name; 'hobnob rename' changes it and every reference")


def _split(words: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Split the typed words into the name and the assignments."""
    first = next((at for at, word in enumerate(words) if "=" in word), len(words))
    name, typed = list(words[:first]), list(words[first:])
    if not name:
        raise UsageError("which note? Name it first: hobnob set grace circle=close")
    if not typed:
        raise UsageError(f"set what? For example: hobnob set {' '.join(name)} circle=close")
    return name, typed


def _find(app: App, name: list[str]) -> int:
    if name[0] == "last" and len(name) > 1:
        return last_with(app.index, find_one(app.index, " ".join(name[1:]), ("person",)))
    return find_one(app.index, " ".join(name))
