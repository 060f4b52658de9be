"""Change: merge two notes about the same person.

The one rule: nothing of either note is dropped unless you ask for it.
"""

from __future__ import annotations

from typing import Any

import click

from hobnob.cli.app import App
from hobnob.cli.changing import dry_run
from hobnob.cli.params import NoteName
from hobnob.cli.verb import pass_app, verb

_WHO = NoteName("person", "org")


@verb(prints="the note that both have become")
@click.argument("keep", type=_WHO)
@click.argument("other", type=_WHO)
@click.option("--prefer", type=click.Choice(["keep", "other"]), metavar="keep|other",
              help="Which value to keep if the two differ.")  # fmt: skip
@dry_run
@pass_app
def command(app: App, keep: str, other: str, prefer: Any, dry_run: bool) -> int:
    """Merge two notes: OTHER becomes part of KEEP.

    Lists are united, empty keys are filled, the text of OTHER follows under a heading, and every
    reference to OTHER leads to KEEP. OTHER's name becomes an alias, and its note goes to the trash.
    If the two differ in a key, hobnob changes nothing until you choose with --prefer.

    \b
    hobnob merge grace-hopper g-hopper
    hobnob merge grace-hopper g-hopper --prefer keep
    """
    from hobnob.change.files import kind_and_slug, path_of
    from hobnob.change.merge import merge_notes
    from hobnob.cli.changing import carry_out, find_one, told
    from hobnob.cli.writing import load_at

    index = app.index
    kept, gone = (find_one(index, name, _WHO.kinds) for name in (keep, other))
    path, other_path = path_of(index, kept), path_of(index, gone)
    _, slug, shown = kind_and_slug(index, kept)
    _, other_slug, _ = kind_and_slug(index, gone)
    draft = merge_notes(index, kept, gone, prefer=prefer)
    others = len([p for p in draft.paths() if p not in {path, other_path}])
    if not carry_out(app, draft, f"merge {slug} {other_slug}", dry=dry_run):
        return 0
    if app.json:
        app.print_json(load_at(app.index, path))
    else:
        app.out(f"{other_path} is part of {path} now{told(others)}")
        app.say(f"'hobnob show {slug}' shows what became of {shown}; 'hobnob undo' takes it back")
    return 0
