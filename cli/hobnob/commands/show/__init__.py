"""Look: everything about a person, a plan, an organization, an interaction, a letter.

The one rule: it says what is in the notes and what follows from them, and where each came from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App
from hobnob.cli.layout import show
from hobnob.cli.params import ANY_NAME
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import NotFoundError
from hobnob.names import is_note_name, link_target, name_key, slugify

if TYPE_CHECKING:
    from hobnob.index.index import Index
    from hobnob.index.orgs import OrgRow
    from hobnob.network.shown import Shown


@verb(
    prints={
        "": "the note, and [what there is beside it](#shown)",
        "--format": "`format` and `content`: what goes out",
    }
)
@click.argument("name", type=ANY_NAME, nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=0), metavar="N",
              help="Show the latest N interactions; default 5.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["page", "text", "eml", "mailto"]),
              default="page", help="For a letter: show it as it goes out.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show all interactions.")
@pass_app
def command(
    app: App, /, *, name: tuple[str, ...], limit: int | None, form: str, everything: bool
) -> None:
    """Show everything about somebody or something.

    NAME is a person, a plan, an organization (also one that only roles name), a letter, an
    interaction by its slug or the beginning of it, 'last' for the last logged interaction, or a
    number in the list that 'hobnob today' or 'hobnob drafts' showed last.
    --json shows all interactions unless there is a --limit.

    --format shows a draft or a sent letter as it goes out: only its text, a file that mail programs
    open as unsent, or a link that begins an e-mail. NAME may then also be the person it is for.

    \b
    hobnob show grace
    hobnob show "Mendip Hospitals" --all
    hobnob show 2026-11-20
    hobnob show last
    hobnob show 1 --format text             # from 'hobnob drafts'
    """
    from hobnob.commands.show.pages import page_of
    from hobnob.network.shown import load_shown

    if form != "page":
        from hobnob.cli.outgoing import show_outgoing

        show_outgoing(app, " ".join(name), form)
        return
    most = limit if app.json or limit is not None else 5

    def find(index: Index) -> Shown:
        return load_shown(index, _find(index, " ".join(name)), None if everything else most)

    shown = app.ask(find)
    if app.json:
        app.print_answer(shown)
    else:
        show(app, page_of(app.index, shown))


def _find(index: Index, name: str) -> int | OrgRow:
    """Return the note that a name means, or an organization that has none.

    Raises:
        NotFoundError: nothing answers to the name.
        AmbiguousError: several do.
    """
    from hobnob.cli.changing import find_one
    from hobnob.index.orgs import find_org, list_orgs

    if name == "last":
        return find_one(index, name)
    if is_note_name(name):
        from hobnob.index.notes import at_path

        note = at_path(index, name)
        if note and note.live:
            return note.id
    try:
        known = index.resolver.find(name, ANY_NAME.kinds).ids
    except UnicodeEncodeError:
        known = ()
    key = name_key(link_target(name))
    if not known and key:
        # An organization of just this name comes before somebody whose name begins with it.
        for org in list_orgs(index):
            if not org.slug and org.key == key:
                return org
    try:
        return find_one(index, name)
    except NotFoundError as error:
        if name.isdecimal() and len(name) < len("2026") and (numbered := _numbered(index, name)):
            return numbered
        try:
            return find_org(index, name)
        except NotFoundError:
            raise _not_found(index, name, error) from None


def _numbered(index: Index, number: str) -> int | None:
    """Return the note of what has a number in the list that was shown last."""
    from hobnob.cli.listed import need_of
    from hobnob.index.notes import by_slug

    try:
        item = need_of(index, number)
    except NotFoundError:
        return None
    note = by_slug(index, item.kind, item.note)
    return note.id if note else None


def _not_found(index: Index, name: str, error: Exception) -> Exception:
    """Return the error of a name that nothing answers to; a note that is left out is told of."""
    from hobnob.index.notes import with_slug

    left_out = [note for note in with_slug(index, slugify(name)) if not note.live]
    if not left_out:
        return error
    path = left_out[0].path
    hint = f"{path} is left out because of a problem; 'hobnob check {path}' shows it"
    return NotFoundError("note", name, hint=hint)
