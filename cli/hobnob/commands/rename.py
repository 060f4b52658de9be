"""Change: give a note another name, and every reference to it.

The one rule: the old name still finds the note.
"""

from __future__ import annotations

import click

from hobnob.cli.app import App
from hobnob.cli.changing import and_others, carry_out, find_one
from hobnob.cli.params import ANY_NAME, dry_run
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import NotFoundError
from hobnob.index.documents import load_at
from hobnob.index.notes import head
from hobnob.index.orgs import list_orgs
from hobnob.names import name_key
from hobnob.notes.write import note_name, plain_name


@verb(prints="the note under its new name")
@click.argument("old", type=ANY_NAME)
@click.argument("new")
@dry_run
@pass_app
def command(app: App, old: str, new: str, dry_run: bool) -> None:
    """Rename a note: its file, its name, and every reference and wikilink to it.

    The old name stays as an alias, and the text of each link stays as it is. References by an alias
    or an address stay too, because they still find the note. If NEW looks like a file name
    (ada-king), only the file is renamed. An organization without a note is renamed in all roles.

    \b
    hobnob rename "Ada Byron" "Ada King"
    hobnob rename ada ada-lovelace
    hobnob rename "Ogilvy & Mather" Ogilvy
    """
    from hobnob.change.rename import rename_nameless_org, rename_note

    index = app.index
    try:
        note = find_one(index, old)
    except NotFoundError as error:
        org = _org(app, old)
        if org is None:
            raise error from None
        new = note_name(new)
        draft = rename_nameless_org(index, org[0], new)
        if carry_out(app, draft, f"rename {org[1]} {new}", dry=dry_run):
            people = len(draft.paths())
            where = "1 person's roles" if people == 1 else f"the roles of {people} people"
            _tell(app, f"{org[1]} is {new} now, in {where}", None)
        return
    _, kind, slug, shown, old_path, _ = head(index, note)
    # The name of a letter is its subject, and nothing links to it.
    new = plain_name(new) if kind == "letter" else note_name(new)
    draft = rename_note(index, note, new)
    others = len([path for path in draft.paths() if path not in {old_path, draft.now_at(old_path)}])
    if not carry_out(app, draft, f"rename {slug} {new}", dry=dry_run):
        if app.json and not dry_run:
            app.print_json(load_at(app.index, old_path))
        return
    path = draft.now_at(old_path)
    now = f"{shown or slug} is {new} now: {path}" if new != shown else f"{old_path} is {path} now"
    _tell(app, f"{now}{and_others(others)}", load_at(app.index, path))


def _org(app: App, name: str) -> tuple[str, str] | None:
    """Return key and name of an organization that only roles name."""
    key = name_key(name)
    for row in list_orgs(app.index):
        if not row.slug and row.key == key:
            return row.key, row.name
    return None


def _tell(app: App, text: str, document: object) -> None:
    if app.json:
        app.print_json(document or {})
    else:
        app.out(text)
