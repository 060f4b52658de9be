"""Change: set keys of a note.

The one rule: only the lines of the changed keys change; the rest of the note stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from hobnob.cli.app import App
from hobnob.cli.assignments import ASSIGNMENT_TO_NOTE
from hobnob.cli.batches import Batch, is_agreed, read_line, read_lines
from hobnob.cli.changing import (
    carry_out,
)
from hobnob.cli.layout import count
from hobnob.cli.params import dry_run
from hobnob.cli.people_filters import NAMES, people_filters
from hobnob.cli.setting import names_of, pick_people, plan, print_many, set_each
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import UsageError
from hobnob.index.documents import load_at

if TYPE_CHECKING:
    pass


@verb(
    prints={
        "": "the note as it is now",
        "-": "an array of the notes as they are now, then of the lines that were left out: `line` "
        "and the keys of an error",
        "--all-people": "an array of the notes as they are now; also for names with commas",
    }
)
@click.argument("words", nargs=-1, required=True, type=ASSIGNMENT_TO_NOTE,
                metavar="NAME[,NAME...] KEY=VALUE...")  # fmt: skip
@click.option("--all-people", is_flag=True, help="All people, or those whom the filters pick.")
@people_filters
@click.option("--yes", is_flag=True, help="Do not ask, also for more than five notes.")
@dry_run
@pass_app
def command(
    app: App, /, words: tuple[str, ...], all_people: bool, yes: bool, dry_run: bool, **wanted: Any
) -> int:
    """Set keys of a note: KEY=VALUE, KEY+=ITEM, KEY-=ITEM, or KEY= to remove the key.

    NAME is a person, a plan, an organization, a letter or an interaction. 'last' is the last logged
    interaction, and 'last NAME' the last one with that person. 'hobnob help format' lists the keys.
    Your own keys are kept as you type them. If you replace a person of an interaction by another,
    the links in its text change too.

    Several names have commas between them. --all-people stands for all people; with the filters of
    'list people', for those whom they pick. Before more than five notes change, hobnob says how
    many, and asks. All of it is one change, so 'hobnob undo' takes it back at once.

    '-' reads lines from stdin, one note a line: NAME KEY=VALUE..., or a JSON object with 'slug'. In
    JSON, a list replaces the list, "tags+" adds to it, and null removes the key. KEY=VALUE behind
    '-' is for every line. All lines are one change. A line that is wrong is left out.

    \b
    hobnob set grace circle=close tags+=compilers
    hobnob set "George Green" birthday=--07-14 location=
    hobnob set last people+=ada follow_up=2026-12-01
    hobnob set last people-=grace-hopper people+=grace-kelly
    hobnob set last grace outcome=agreed
    hobnob set grace,ada circle=close
    hobnob set --all-people --no-circle circle=wide
    hobnob set - circle=wide < slugs.txt
    hobnob list people --tag maths --json | jq -c '.[] | {slug, circle: "wide"}' | hobnob set -
    """
    from hobnob.change.files import ChangeSet

    picked = [option for option in NAMES if wanted[option] is not None]
    if all_people or picked:
        people = pick_people(app, words, wanted, all_people=all_people)
        return set_each(app, people, words, yes=yes, dry=dry_run)
    if words[0] == "-":
        return _set_many(app, words[1:], yes=yes, dry=dry_run)
    name, typed = _split(words)
    if names := names_of(app, " ".join(name)):
        return set_each(app, names, typed, yes=yes, dry=dry_run)
    draft = ChangeSet(app.journal)
    change = plan(app, draft, name, typed)
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


def _set_many(app: App, given: Sequence[str], *, yes: bool, dry: bool) -> int:
    """Set keys of the notes that stand on stdin; return the exit code."""
    from hobnob.change.files import ChangeSet

    draft, planned, batch = ChangeSet(app.journal), [], Batch(app)

    def use(text: str) -> None:
        line = read_line(text, "slug")
        if not (line.words or line.values or given):
            raise UsageError("set what? For example: grace circle=close")
        planned.append(plan(app, draft, line.name.split(), line, given))

    batch.run(read_lines("set"), use)
    paths = draft.paths()
    if not dry and not is_agreed(app, len(paths), f"change {count(len(paths), 'note')}", yes=yes):
        return 1
    what = f"set {count(len(paths), 'note')}"
    made = (dry or paths) and carry_out(app, draft, what, dry=dry, left_out=batch.bad)
    if not dry:
        print_many(app, planned if made or app.json else [], batch)
        if not paths and planned:
            app.say("nothing changes: it is like that already")
    return batch.end()


def _split(words: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Split the typed words into the name and the assignments."""
    first = next((at for at, word in enumerate(words) if "=" in word), len(words))
    name, typed = list(words[:first]), list(words[first:])
    if not name:
        raise UsageError("which note? Name it first: hobnob set grace circle=close")
    if not typed:
        raise UsageError(f"set what? For example: hobnob set {' '.join(name)} circle=close")
    return name, typed
