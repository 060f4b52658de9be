"""Change: merge two notes about the same person.

The one rule: nothing of either note is dropped unless you ask for it.
"""

from __future__ import annotations

from typing import Any

import click

from hobnob.answers import to_json
from hobnob.cli.app import App
from hobnob.cli.asking import has_terminal
from hobnob.cli.changing import and_others, carry_out, find_one
from hobnob.cli.layout import count
from hobnob.cli.params import NoteName, dry_run
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import AmbiguousError, NotFoundError
from hobnob.index.documents import load_at
from hobnob.index.index import Index
from hobnob.index.notes import head
from hobnob.index.orgs import OrgRow, find_org, load_org

_WHO = NoteName("person", "org")


@verb(prints="the note that both have become")
@click.argument("keep", type=_WHO)
@click.argument("other", type=_WHO)
@click.option("--prefer", type=click.Choice(["keep", "other"]), metavar="keep|other",
              help="Which value to keep if the two differ.")  # fmt: skip
@click.option("--yes", is_flag=True, help="Merge also two of whom a note says that they are two.")
@dry_run
@pass_app
def command(app: App, keep: str, other: str, prefer: Any, yes: bool, dry_run: bool) -> None:
    """Merge two notes: OTHER becomes part of KEEP.

    Lists are united, empty keys are filled, the text of OTHER follows under a heading, and every
    reference to OTHER leads to KEEP. OTHER's name becomes an alias, and its note goes to the trash.
    If the two differ in a key, hobnob changes nothing until you choose with --prefer. Values of
    OTHER are copied as they are written, with their comments. Other comments become lines at the
    end of the front matter.

    'hobnob duplicates' finds people who may have two notes. If a note says 'not_same_as' of the
    two, hobnob asks first.

    An organization needs no note: the note of the other remembers its name as an alias. If neither
    has one, the roles at OTHER are roles at KEEP from then on.

    \b
    hobnob merge grace-hopper g-hopper
    hobnob merge Ogilvy "Ogilvy & Mather"
    hobnob merge grace-hopper g-hopper --prefer keep
    """
    from hobnob.change.merge import TwoPeopleError, merge_notes

    index = app.index
    rows = tuple(_org_of(index, name) for name in (keep, other))
    if rows[0] and rows[1] and None in (rows[0].id, rows[1].id):
        _merge_orgs(app, rows[0], rows[1], dry=dry_run)
        return
    kept, gone = (head(index, find_one(index, name, _WHO.kinds)) for name in (keep, other))
    try:
        merging = merge_notes(index, kept.id, gone.id, prefer=prefer, anyway=yes)
    except TwoPeopleError as error:
        if app.json or not has_terminal():
            raise
        said = str(error).partition(";")[0]
        if not click.confirm(f"{said[0].upper()}{said[1:]}. Merge them?", err=True):
            app.say("nothing was written")
            return
        merging = merge_notes(index, kept.id, gone.id, prefer=prefer, anyway=True)
    draft = merging.draft
    others = len([path for path in draft.paths() if path not in {kept.path, gone.path}])
    if not carry_out(app, draft, f"merge {kept.slug} {gone.slug}", dry=dry_run):
        return
    if app.json:
        app.print_json(load_at(app.index, kept.path))
    else:
        app.out(f"{gone.path} is part of {kept.path} now{and_others(others)}")
        if merging.moved:
            app.say(f"comments without a place are at the end of the front matter of {kept.path}")
        app.say(
            f"'hobnob show {kept.slug}' shows what became of {kept.name}; {app.undo} takes it back"
        )


def _org_of(index: Index, name: str) -> OrgRow | None:
    """Return the organization of a name; None for a name that a person or nothing answers to."""
    if index.resolver.find(name, ("person",)).ids:
        return None
    try:
        return find_org(index, name)
    except (NotFoundError, AmbiguousError):
        return None


def _merge_orgs(app: App, keep: OrgRow, other: OrgRow, *, dry: bool) -> None:
    from hobnob.change.merge_orgs import merge_orgs

    merging = merge_orgs(app.index, keep, other)
    if not carry_out(app, merging.draft, f"merge {keep.name} {other.name}", dry=dry):
        return
    if app.json:
        app.print_json(to_json(load_org(app.index, find_org(app.index, merging.name))))
    elif merging.note:
        app.out(f"{keep.name} and {other.name} are one now: {merging.note} knows both names")
    else:
        app.out(f"{other.name} is {keep.name} now in {count(len(merging.draft.paths()), 'note')}")
