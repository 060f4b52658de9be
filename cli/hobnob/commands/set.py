"""Change: set keys of a note.

The one rule: only the lines of the changed keys change; the rest of the note stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App
from hobnob.cli.assignments import ASSIGNMENT_TO_NOTE
from hobnob.cli.batches import Batch, BatchLine, is_agreed, read_line, read_lines, with_defaults
from hobnob.cli.changing import (
    carry_out,
    find_one,
    last_with,
    reference_comparer,
    reference_resolver,
)
from hobnob.cli.layout import count
from hobnob.cli.params import dry_run
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import UsageError
from hobnob.index.documents import load_at
from hobnob.index.notes import head
from hobnob.notes.write import remark_on_unknown

if TYPE_CHECKING:
    from hobnob.change.files import ChangeSet


@verb(
    prints={
        "": "the note as it is now",
        "-": "an array of the notes as they are now, then of the lines that were left out: `line` "
        "and the keys of an error",
    }
)
@click.argument("words", nargs=-1, required=True, type=ASSIGNMENT_TO_NOTE,
                metavar="NAME KEY=VALUE...")  # fmt: skip
@click.option("--yes", is_flag=True, help="With '-': do not ask, also for more than five notes.")
@dry_run
@pass_app
def command(app: App, words: tuple[str, ...], yes: bool, dry_run: bool) -> int:
    """Set keys of a note: KEY=VALUE, KEY+=ITEM, KEY-=ITEM, or KEY= to remove the key.

    NAME is a person, a plan, an organization, a letter or an interaction. 'last' is the last logged
    interaction, and 'last NAME' the last one with that person. 'hobnob help format' lists the keys.
    Your own keys are kept as you type them. If you replace a person of an interaction by another,
    the links in its text change too.

    '-' reads lines from stdin, one note a line: NAME KEY=VALUE..., or a JSON object with 'slug'. In
    JSON, a list replaces the list, "tags+" adds to it, and null removes the key. KEY=VALUE behind
    '-' is for every line. All lines are one change. A line that is wrong is left out.

    \b
    hobnob set grace circle=close tags+=compilers
    hobnob set "George Green" birthday=--07-14 location=
    hobnob set last people+=ada follow_up=2026-12-01
    hobnob set last people-=grace-hopper people+=grace-kelly
    hobnob set last grace outcome=agreed
    hobnob set - circle=wide < slugs.txt
    hobnob list people --tag maths --json | jq -c '.[] | {slug, circle: "wide"}' | hobnob set -
    """
    from hobnob.change.files import ChangeSet

    if words[0] == "-":
        return _set_many(app, words[1:], yes=yes, dry=dry_run)
    name, typed = _split(words)
    draft = ChangeSet(app.journal)
    change = _plan(app, draft, name, typed)
    made = carry_out(app, draft, f"set {change.slug} {' '.join(typed)}", dry=dry_run)
    if dry_run:
        return 0
    if app.json:
        app.print_json(load_at(app.index, change.path))
    elif made:
        keys = ", ".join(dict.fromkeys(change.keys))
        app.out(f"{change.shown}: {keys} changed in {change.path}")
    if made and "name" in change.keys:
        app.say("the file keeps its name; 'hobnob rename' changes it and every reference")
    return 0


@dataclass(frozen=True, kw_only=True)
class _Planned:
    """The planned change of one note."""

    slug: str
    shown: str
    path: str
    keys: tuple[str, ...]


def _plan(
    app: App, draft: ChangeSet, name: list[str], typed: Sequence[str] | BatchLine,
    given: Sequence[str] = (),
) -> _Planned:  # fmt: skip
    """Plan the assignments to one note.

    Args:
        app: this run.
        draft: takes the changed note.
        name: the words of its name.
        typed: the assignments, or the line of a batch that has them.
        given: assignments for every line of a batch.
    """
    from hobnob.change.replaced_people import update_links
    from hobnob.change.setting import assign, read_assignments

    index = app.index
    note_id = _find(app, name)
    _, kind, slug, shown, path, _ = head(index, note_id)
    if isinstance(typed, BatchLine):
        typed = with_defaults(kind, given, typed.assignments(kind, setting=True))
    assignments = read_assignments(kind, typed)
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
    keys = tuple(assignment.key for assignment in assignments)
    return _Planned(slug=slug, shown=shown or slug, path=path, keys=keys)


def _set_many(app: App, given: Sequence[str], *, yes: bool, dry: bool) -> int:
    """Set keys of the notes that stand on stdin; return the exit code."""
    from hobnob.change.files import ChangeSet

    draft, planned, batch = ChangeSet(app.journal), [], Batch(app)

    def use(text: str) -> None:
        line = read_line(text, "slug")
        if not (line.words or line.values or given):
            raise UsageError("set what? For example: grace circle=close")
        planned.append(_plan(app, draft, line.name.split(), line, given))

    batch.run(read_lines("set"), use)
    paths = draft.paths()
    if not dry and not is_agreed(app, len(paths), f"change {count(len(paths), 'note')}", yes=yes):
        return 1
    what = f"set {count(len(paths), 'note')}"
    made = (dry or paths) and carry_out(app, draft, what, dry=dry, left_out=batch.bad)
    if not dry:
        _print_many(app, planned if made or app.json else [], batch)
        if not paths and planned:
            app.say("nothing changes: it is like that already")
    return batch.end()


def _print_many(app: App, planned: Sequence[_Planned], batch: Batch) -> None:
    notes = {change.path: change for change in planned}
    if app.json:
        app.print_json([*(load_at(app.index, path) for path in notes), *batch.bad])
        return
    for path, change in notes.items():
        keys = ", ".join(dict.fromkeys(k for c in planned if c.path == path for k in c.keys))
        app.out(f"{change.shown}: {keys} changed in {path}")


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
