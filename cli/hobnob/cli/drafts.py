"""Drafts by their references: a number of the last list, a slug, `last`, or whom it is to.

The one rule: what is found is one draft, or an error that lists those it may be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from hobnob.cli.app import app_of
from hobnob.cli.params import ParamType

if TYPE_CHECKING:
    from hobnob.index.index import Index


class DraftRef(ParamType):
    """A reference to a draft; completes to the slugs of those that wait, by any word of a name."""

    name = "ref"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the drafts whose slug, or whose people's names, begin with what was typed."""
        from hobnob.errors import HobnobError
        from hobnob.letters.waiting import load_waiting
        from hobnob.names import name_key

        app = app_of(ctx)
        app.quiet = True
        try:
            waiting = load_waiting(app.index)
        except HobnobError:
            return []
        wanted = f" {name_key(incomplete)}"
        found = [(letter.slug, ", ".join(who.name for who in letter.people)) for letter in waiting]
        return [
            CompletionItem(slug, help=names)
            for slug, names in found
            if slug.startswith(incomplete) or f" {name_key(names)}".find(wanted) >= 0
        ]


DRAFT = DraftRef()


def find_draft(index: Index, ref: str) -> int:
    """Return the id of the draft that a reference means.

    It may be an interaction that is none, when it is named by its slug: it may have been sent.

    Raises:
        NotFoundError: there is none.
        AmbiguousError: several answer to it.
    """
    from hobnob.cli.listed import recall_number
    from hobnob.cli.writing import last_logged
    from hobnob.errors import NoDraftError
    from hobnob.index.lookup import find_note

    if ref.isdecimal() and len(ref) < 5:
        number, ref = ref, recall_number(index.journal, "drafts", ref)
        if not ref:
            raise NoDraftError(number, numbered=True)
    if ref == "last":
        path = last_logged(index)
        return int(index.one("SELECT id FROM note WHERE path = ?", (path,)))
    if ref.endswith(".md"):
        note = index.one("SELECT id FROM note WHERE path = ? AND kind = 'interaction'", (ref,))
        if note is not None:
            return int(note)
    note = int(find_note(index, ref, ("interaction", "person")))
    if index.one("SELECT kind FROM note WHERE id = ?", (note,)) == "interaction":
        return note
    return _draft_to(index, note)


def _draft_to(index: Index, person: int) -> int:
    """Return the one draft to somebody."""
    from hobnob.errors import AmbiguousError, NoDraftError
    from hobnob.index.lookup import describe

    name = str(index.one("SELECT name FROM note WHERE id = ?", (person,)))
    found = [
        int(note)
        for (note,) in index.db.execute(
            """SELECT DISTINCT note.id FROM ref JOIN interaction AS it ON it.id = ref.note
               JOIN note ON note.id = it.id
               WHERE ref.target = ? AND ref.field = 'people' AND it.draft AND note.live
               ORDER BY it.date, note.slug""",
            (person,),
        )
    ]
    if not found:
        raise NoDraftError(name)
    if len(found) > 1:
        raise AmbiguousError(name, [describe(index, note) for note in found])
    return found[0]
