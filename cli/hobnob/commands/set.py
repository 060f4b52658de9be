"""Change: set keys of a note.

The one rule: only the lines of the changed keys change; the rest of the note stays as it is.
"""

from __future__ import annotations

import click

from hobnob.cli.app import App
from hobnob.cli.assignments import ASSIGNMENT_TO_NOTE
from hobnob.cli.changing import carry_out, comparer, find_one, last_with, settler
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
def command(app: App, words: tuple[str, ...], dry_run: bool) -> int:
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
    from hobnob.change.files import Draft
    from hobnob.change.setting import assign, read_assignments
    from hobnob.change.swapping import lead_links_along

    index = app.index
    name, typed = _split(words)
    note_id = _find(app, name)
    _, kind, slug, shown, path, _ = head(index, note_id)
    assignments = read_assignments(kind, typed)
    draft = Draft(app.journal)
    note = draft.note(path)
    for one in assignments:
        if one.field is None and one.text:
            app.say(remark_on_unknown(kind, one.key))
        assign(note, one, settler(index), comparer(index))
    lead_links_along(index, note, assignments, comparer(index))
    draft.put(note)
    if not carry_out(app, draft, f"set {slug} {' '.join(typed)}", dry=dry_run):
        return 0
    if app.json:
        app.print_json(load_at(app.index, path))
    else:
        keys = ", ".join(dict.fromkeys(one.key for one in assignments))
        app.out(f"{shown or slug}: {keys} changed in {path}")
    if any(one.key == "name" for one in assignments):
        app.say("the file has the name it had; 'hobnob rename' changes that and every reference")
    return 0


def _split(words: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Split what was typed into the words of the name and the assignments."""
    first = next((at for at, word in enumerate(words) if "=" in word), len(words))
    name, typed = list(words[:first]), list(words[first:])
    if not name:
        raise UsageError("of which note? Say it first: hobnob set grace circle=close")
    if not typed:
        raise UsageError(f"set what? For example: hobnob set {' '.join(name)} circle=close")
    return name, typed


def _find(app: App, name: list[str]) -> int:

    if name[0] == "last" and len(name) > 1:
        return last_with(app.index, find_one(app.index, " ".join(name[1:]), ("person",)))
    return find_one(app.index, " ".join(name))
