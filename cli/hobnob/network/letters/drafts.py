"""Drafts that wait to be sent, and letters as they go out.

The one rule: a draft is an ordinary note that says `draft: true`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from hobnob.answers import Who
from hobnob.index.documents import refs_of, texts_of
from hobnob.index.index import Index
from hobnob.index.notes import TO_SEND
from hobnob.model import WRITTEN_KINDS
from hobnob.notes.body import outgoing


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterDraft:
    """A draft of a letter, an e-mail or a message, or of anything else; or a letter that was sent.

    Attributes:
        id: the id of its note; 0 if it has none yet.
        path: the path of its note, relative to the journal.
        asked: what the note says it asks for.
        body: the text below the front matter.
        letter: the slug of its template, or "".
        plan: the slug of its plan, or "".
        outgoing: whether I am the sender.
        waits: whether it is still to be sent.
    """

    id: int = 0
    slug: str
    path: str
    date: str
    kind: str
    people: tuple[Who, ...]
    subject: str = ""
    asked: tuple[str, ...] = ()
    body: str = ""
    letter: str = ""
    plan: str = ""
    outgoing: bool = True
    waits: bool = True

    @property
    def is_letter(self) -> bool:
        """Whether it is an outgoing text."""
        return self.kind in WRITTEN_KINDS and self.outgoing

    @property
    def text(self) -> str:
        """What goes out, line for line: promises and comments in it are for me alone."""
        return outgoing(self.body)


def without_promises(body: str) -> str:
    """Return what of a draft goes out: promises and comments in it are for me alone."""
    kept = [line.rstrip() for line in outgoing(body).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def list_drafts(index: Index, *, plan: str = "", letter: str = "") -> tuple[LetterDraft, ...]:
    """Return the drafts, the oldest first.

    Args:
        index: the index.
        plan: the slug of a plan, for its drafts only; "" for all.
        letter: the slug of a template, for its drafts only; "" for all.
    """
    rows = index.rows(
        f"""SELECT note.id FROM interaction JOIN note ON note.id = interaction.id
            WHERE {TO_SEND} ORDER BY date, slug"""
    )
    drafts = load_drafts(index, [note for (note,) in rows])
    return tuple(
        draft for draft in drafts if plan in ("", draft.plan) and letter in ("", draft.letter)
    )


def load_drafts(index: Index, notes: Collection[int]) -> tuple[LetterDraft, ...]:
    """Return some interactions, drafts or not, in the order of their ids."""
    rows = index.rows(
        """SELECT note.id, note.slug, path, it.date, it.kind, direction, data, body, draft
           FROM interaction AS it JOIN note ON note.id = it.id
           WHERE note.live AND note.id IN (SELECT value FROM json_each(:notes))""",
        notes=notes,
    )
    refs = refs_of(index, [row[0] for row in rows])
    found = {}
    for note, slug, path, date, kind, way, data, body, draft in rows:
        values, named = json.loads(data), refs.get(note, {})
        found[note] = LetterDraft(
            id=note, slug=slug, path=path, date=date, kind=kind, people=named.get("people", ()),
            subject=str(values.get("subject") or ""), asked=texts_of(values.get("asked")),
            body=body, letter=_slug(named.get("letter", ())),
            plan=_slug(named.get("plan", ())), outgoing=way != "in", waits=bool(draft),
        )  # fmt: skip
    return tuple(found[note] for note in notes if note in found)


def _slug(named: Sequence[Who]) -> str:
    """Return the slug of the last note among what a key names, "" if it has none."""
    return next((who.slug for who in reversed(named) if who.id), "")
