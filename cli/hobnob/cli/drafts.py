"""Drafts by their references: a number of the last list, a slug, `last`, or whom it is to.

The one rule: a reference means one draft. If it fits several, the error lists them.
"""

from __future__ import annotations

from collections.abc import Iterable

import click

from hobnob.cli.listed import need_of
from hobnob.cli.params import Completing, Offer, known
from hobnob.cli.writing import find_slug, last_logged
from hobnob.errors import AmbiguousError, NoDraftError
from hobnob.index.index import Index
from hobnob.index.interactions import drafts_to
from hobnob.index.lookup import describe, find_note
from hobnob.index.notes import Head, at_path, head
from hobnob.names import is_note_name, name_key
from hobnob.network.letters.drafts import LetterDraft, list_drafts


class DraftRef(Completing):
    """A reference to a draft; completes to the slugs of those that wait, by any word of a name."""

    name = "ref"

    def offers(self, ctx: click.Context, typed: str) -> Iterable[Offer]:
        """Return the drafts whose slug, or whose people's names, begin with what was typed."""
        wanted = f" {name_key(typed)}"
        for draft in known(ctx, list_drafts):
            names = ", ".join(who.name for who in draft.people)
            if draft.slug.startswith(typed) or wanted in f" {name_key(names)}":
                yield draft.slug, names


DRAFT = DraftRef()


def drafts_for(index: Index, plan: str | None, letter: str | None) -> tuple[LetterDraft, ...]:
    """Return the drafts for a plan and from a template, each if it is named.

    Raises:
        NotFoundError, AmbiguousError: see `find_slug`.
    """
    return list_drafts(
        index,
        plan=find_slug(index, plan, "plan") if plan else "",
        letter=find_slug(index, letter, "letter") if letter else "",
    )


def find_draft(index: Index, ref: str) -> int:
    """Return the id of the draft that a reference means.

    It may be an interaction that is none, when it is named by its slug: it may have been sent.

    Raises:
        NotFoundError: there is none; see also `need_of`.
        AmbiguousError: several answer to it.
    """
    if ref.isdecimal() and len(ref) < 5:
        ref = need_of(index, ref, ("draft",), "hobnob drafts").note
    if ref == "last":
        return last_logged(index).id
    note = at_path(index, ref) if is_note_name(ref) else None
    if note is None or note.kind != "interaction":
        note = head(index, find_note(index, ref, ("interaction", "person")))
    return _draft_to(index, note) if note.kind == "person" else note.id


def _draft_to(index: Index, person: Head) -> int:
    """Return the one draft to somebody."""
    found = drafts_to(index, person.id)
    if not found:
        raise NoDraftError(person.name)
    if len(found) > 1:
        raise AmbiguousError(person.name, [describe(index, note) for note in found])
    return found[0]
