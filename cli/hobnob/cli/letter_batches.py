"""What the verbs that draft letters share: writing the drafts, and printing what became of them.

The one rule: all drafts of a run are one change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hobnob.change.files import ChangeSet
from hobnob.cli.app import App
from hobnob.cli.changing import carry_out
from hobnob.cli.layout import count
from hobnob.cli.letter_phrases import print_batch, print_greetings
from hobnob.cli.writing import remember_last
from hobnob.index.documents import load_at
from hobnob.letters.drafting import Batch


def write_batch(
    app: App, batch: Batch, name: str, *, dry: bool, answer: Callable[[Batch], Any] | None = None
) -> int:
    """Write some drafts, or show them, and print the answer.

    Args:
        app: this run.
        batch: the drafts.
        name: what the letter is called.
        dry: only show them.
        answer: makes what `--json` prints; None prints the batch itself.

    Returns:
        The exit code: 1 if somebody has no draft for want of a value or of a text.
    """
    if not app.json:
        print_greetings(app, batch)
    if _write(app, batch, name, dry=dry):
        if app.json:
            drafted = (replace(item, note=load_at(app.index, item.path)) for item in batch.drafted)
            written = replace(batch, drafted=tuple(drafted))
            app.print_answer(answer(written) if answer else written)
        else:
            print_batch(app, batch, dry=dry)
    return 1 if batch.missing or any(item.reason == "empty" for item in batch.skipped) else 0


def _write(app: App, batch: Batch, name: str, *, dry: bool) -> bool:
    """Write the drafts, or show them; return whether there is more to print."""
    draft = ChangeSet(app.journal)
    for item in batch.drafted:
        draft.create(item.path, item.text.encode())
    if dry:
        carry_out(app, draft, "", dry=True)
        return not app.json
    if batch.drafted:
        people = count(len(batch.drafted), "person", "people")
        carry_out(app, draft, f"draft {name} to {people}", dry=False)
        remember_last(app.index, batch.drafted[-1].path)
    return True
