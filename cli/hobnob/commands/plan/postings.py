"""Adding a posting to a plan, and recording that you applied.

The one rule: all that can be wrong with a posting is told before anything is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hobnob.change.files import ChangeSet
from hobnob.cli.app import App
from hobnob.cli.changing import carry_out
from hobnob.cli.layout import one_line
from hobnob.errors import AmbiguousError, BadValueError, NotFoundError, UsageError
from hobnob.names import fold
from hobnob.network.plans.plans import Plan, load_plan
from hobnob.network.plans.postings import Posting
from hobnob.notes.edit import NoteText
from hobnob.notes.schema import POSTING
from hobnob.notes.write import plain_name

_KEY = "postings"


def add_posting(
    app: App, plan: Plan, words: Sequence[str], told: Mapping[str, str | None], *, dry: bool
) -> None:
    """Add a posting to a plan.

    Args:
        app: this run.
        plan: the plan.
        words: the title.
        told: the other keys of the posting.
        dry: only show it.
    """
    if not words:
        hint = f'hobnob plan {plan.slug} posting "Data engineer" --org Ogilvy'
        raise UsageError(f"which position? For example: {hint}")
    row = {"title": plain_name(" ".join(words))}
    row |= {key: _parsed(key, text) for key, text in told.items() if text}
    draft = ChangeSet(app.journal)
    note = draft.note(plan.path)
    rows = _rows(note)
    if not any(_same(row, other) for other in rows):
        note.set_rows(_KEY, [*rows, row])
        draft.put(note)
    if carry_out(app, draft, f"plan {plan.slug} posting", dry=dry) or app.json:
        _say(app, plan, f"{_words(row)} is in {plan.name}", dry=dry)


def record_application(app: App, plan: Plan, words: Sequence[str], *, dry: bool) -> None:
    """Record that you applied to a posting today.

    Raises:
        NotFoundError, AmbiguousError: no posting is meant, or several are.
    """
    if not words:
        raise UsageError(f"which posting? 'hobnob plan {plan.slug}' shows them")
    draft = ChangeSet(app.journal)
    note = draft.note(plan.path)
    rows = _rows(note)
    at = _find(rows, " ".join(words), plan)
    if not rows[at].get("sent"):
        rows[at] = {**rows[at], "sent": app.today}
        note.set_rows(_KEY, rows)
        draft.put(note)
    if carry_out(app, draft, f"plan {plan.slug} applied", dry=dry) or app.json:
        _say(app, plan, f"you applied: {_words(rows[at])}", dry=dry)


def _say(app: App, plan: Plan, text: str, *, dry: bool) -> None:
    if app.json and not dry:
        app.print_answer(load_plan(app.index, plan.id))
    elif not dry:
        app.out(one_line(text))


def _parsed(key: str, text: str) -> str:
    part = next(part for part in POSTING if part.name == key)
    try:
        return str(part.type.parse(text.strip()))
    except ValueError as error:
        raise BadValueError(f"--{key}: {error}") from None


def _rows(note: NoteText) -> list[dict[str, str]]:
    """Return the postings of a note as they are written.

    Raises:
        UsageError: they are no list of mappings.
    """
    rows: Any = note.values().get(_KEY) or []
    if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
        return [dict(row) for row in rows]
    raise UsageError(f"{note.path}: {_KEY} is no list of mappings; 'hobnob check' says more")


def _find(rows: Sequence[Mapping[str, str]], typed: str, plan: Plan) -> int:
    """Return which posting is meant: by its title, by its title and organization, or a part."""
    wanted = fold(typed)
    every = [(at, fold(_words(row)), fold(str(row.get("title")))) for at, row in enumerate(rows)]
    found = [at for at, words, title in every if wanted in (words, title)]
    found = found or [at for at, words, _ in every if wanted in words]
    if len(found) > 1:
        raise AmbiguousError(typed, [_words(rows[at]) for at in found])
    if not found:
        hint = f"'hobnob plan {plan.slug}' shows them"
        raise NotFoundError(f"posting of {plan.name}", typed, hint=hint)
    return found[0]


def _same(row: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return fold(_words(row)) == fold(_words(other))


def _words(row: Mapping[str, str]) -> str:
    return Posting(title=str(row.get("title") or ""), org=str(row.get("org") or "")).words
