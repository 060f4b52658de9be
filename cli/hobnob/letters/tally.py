"""The templates, and what became of the letters made from them.

The one rule: a letter counts once, however many people it is to; one to several is answered when
one of them answers.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from hobnob.index.index import Index
from hobnob.letters.origins import Made, letters_made
from hobnob.network.asks.replies import answers_to


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """A template and its letters.

    Attributes:
        drafts: how many wait to be sent.
        sent: how many were sent, and how many of those were `answered`.
        last: date of the latest that was sent, or "".
        plans: slugs of the plans that send it.
    """

    id: int
    slug: str
    subject: str
    drafts: int
    sent: int
    answered: int
    last: str
    plans: tuple[str, ...]


def list_templates(index: Index, made: tuple[Made, ...] | None = None) -> tuple[Template, ...]:
    """Return all templates, by name.

    Args:
        index: the index.
        made: the letters, where they are known already.
    """
    made = letters_made(index) if made is None else made
    sent = [one for one in made if not one.draft]
    answered = answers_to(index, ((one.note, one.person, one.date, one.plan) for one in sent))
    plans = _plans(index)
    found = []
    for note, slug, data in index.db.execute(
        "SELECT id, slug, data FROM note WHERE kind = 'letter' AND live ORDER BY slug"
    ):
        gone = {one.note: one.date for one in sent if one.template == note}
        waiting = {one.note for one in made if one.draft and one.template == note}
        found.append(
            Template(
                id=note, slug=slug, subject=str(json.loads(data).get("subject") or ""),
                drafts=len(waiting), sent=len(gone),
                answered=len(gone.keys() & answered.keys()),
                last=max(gone.values(), default="")[:10], plans=plans.get(note, ()),
            )
        )  # fmt: skip
    return tuple(found)


def _plans(index: Index) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for letter, plan in index.db.execute(
        """SELECT ref.target, note.slug FROM ref JOIN note ON note.id = ref.note
           WHERE ref.field = 'letter' AND note.kind = 'plan' AND note.live ORDER BY note.slug"""
    ):
        found[letter] = (*found.get(letter, ()), plan)
    return found


def template_document(template: Template) -> dict[str, object]:
    """Return a template and its counts, as `--json` prints them."""
    return {
        "letter": template.slug, "subject": template.subject or None, "drafts": template.drafts,
        "sent": template.sent, "answered": template.answered, "last": template.last or None,
        "plans": list(template.plans),
    }  # fmt: skip
