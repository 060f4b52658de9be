"""Look: what changed in a note and when, from git.

The one rule: it says what the commits say, and what is not committed yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App
from hobnob.cli.filters import limit
from hobnob.cli.layout import count, one_line, show
from hobnob.cli.params import ANY_NAME
from hobnob.cli.text import hanging
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import GitFailedError, NotFoundError
from hobnob.model import NOTE_KINDS
from hobnob.names import slugify
from hobnob.safety import refuse_to_list_changes

if TYPE_CHECKING:
    from hobnob.git.differences import Difference
    from hobnob.git.history import Revision
    from hobnob.git.repository import Repository

_LONGEST = 300
"""Characters of a value that are shown."""


@verb(prints="{list[hobnob.git.history.Revision]}", reads=False)
@click.argument("name", type=ANY_NAME)
@limit
@pass_app
def command(app: App, /, name: str, limit: int | None) -> None:
    """Show what changed in a note and when, the latest first.

    NAME is a person, a plan, an organization, a letter, an interaction or the path of a note. A
    removed note is found by its slug. Renames are followed. The dates are those of the commits;
    what is not committed comes first.

    \b
    hobnob history grace
    hobnob history grace --json
    hobnob show grace --as-of 2024-10-01    # the note as it was
    """
    from hobnob.git.repository import find_repository
    from hobnob.git.run import GitError

    refuse_to_list_changes()
    try:
        revisions = _find(app, find_repository(app.journal), name)[:limit]
    except GitError as error:
        raise GitFailedError(f"there is no history: {error}") from None
    if app.json:
        app.print_answer(revisions)
    else:
        show(app, [line for revision in revisions for line in _lines(revision)])


def _find(app: App, repository: Repository, name: str) -> Sequence[Revision]:
    """Return the history of the note that a name means; the note may be removed.

    Raises:
        NotFoundError, AmbiguousError: see `find_path`.
        GitError: git cannot say.
    """
    from hobnob.commands.edit import find_path
    from hobnob.git.history import note_history
    from hobnob.journal import note_path

    try:
        path = find_path(app.index, name)
    except NotFoundError:
        slug = slugify(name)
        for kind in NOTE_KINDS if slug else ():
            path = app.journal.relative(note_path(app.journal, kind, slug))
            if found := note_history(app.journal, repository, path, app.today):
                return found
        raise
    return note_history(app.journal, repository, path, app.today)


def _lines(revision: Revision) -> Iterator[str]:
    """Yield a revision: its day and its message, and what changed beneath."""
    message = one_line(revision.message) if revision.commit else "not committed yet"
    first, *rest = hanging(f"{revision.date} {message}")
    day = len(revision.date)
    yield click.style(first[:day], bold=True) + click.style(first[day:], dim=True)
    yield from rest
    if revision.moved_from:
        yield from hanging(f"was {one_line(revision.moved_from)}", "  ", "    ")
    if revision.action == "removed":
        yield "  the note was removed"
    for difference in revision.differences:
        for sentence in spell_difference(difference):
            yield from hanging(one_line(sentence), "  ", "    ")
    yield ""


def spell_difference(difference: Difference) -> Iterator[str]:
    """Yield what changed of one key in words: `circle: close (was active)`."""
    key, added, removed = difference.key, difference.added, difference.removed
    if key == "text":
        lines = [*(f"+ {line}" for line in added), *(f"- {line}" for line in removed)]
        yield from (_short(line) for line in lines[:3])
        if len(lines) > 3:
            yield f"and {count(len(lines) - 3, 'more line')} of the text"
    elif len(added) == len(removed) == 1:
        yield f"{key}: {_short(added[0])} (was {_short(removed[0])})"
    else:
        if added:
            yield f"{key}: {', '.join(map(_short, added))}"
        if removed:
            yield f"{key}: no longer {', '.join(map(_short, removed))}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
