"""Drafts by their references: a number of the last list, a slug, `last`, or whom it is to.

The one rule: a reference means one draft. If it fits several, the error lists them.
"""

from __future__ import annotations

from collections.abc import Iterable

import click

from hobnob.cli.params import Completing, Offer, known
from hobnob.cli.waiting_refs import find_waiting
from hobnob.cli.writing import find_slug
from hobnob.errors import AmbiguousError, NoDraftError
from hobnob.index.index import Index
from hobnob.index.interactions import drafts_to
from hobnob.index.lookup import describe
from hobnob.index.notes import Head
from hobnob.names import name_key
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
    see = "hobnob drafts"
    return find_waiting(index, ref, _draft_to, reasons=("draft",), see=see, digits=4).id


def _draft_to(index: Index, person: Head) -> int:
    """Return the one draft to somebody."""
    found = drafts_to(index, person.id)
    if not found:
        raise NoDraftError(person.name)
    if len(found) > 1:
        raise AmbiguousError(person.name, [describe(index, note) for note in found])
    return found[0]
