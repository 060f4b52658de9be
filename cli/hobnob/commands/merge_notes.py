"""Keep: merge two versions of a note; git runs it.

The one rule: whatever happens, nothing of either version is lost, and git learns of every
contradiction by the exit code 1.
"""

from __future__ import annotations

from pathlib import Path

import click

from hobnob.cli.app import App
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import UsageError, WriteError


@verb(prints="nothing; the result is in the file OURS")
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.argument("size", required=False, type=click.IntRange(1, 1000), default=7)
@click.argument("path", required=False, default="")
@pass_app
def command(app: App, base: Path, ours: Path, theirs: Path, size: int, path: str) -> int:
    """Merge two versions of a note with the version that both were made from.

    git runs this command when two clones of a journal changed the same note; 'hobnob init' sets
    it up. It merges the front matter key by key and list by list, and the text by its lines. The
    result replaces the file OURS.

    The exit code is 1 if the two versions contradict each other. In the text, conflict markers
    show where. In the front matter, both lines stay, and 'hobnob check' names them.

    SIZE is the length of a conflict marker, PATH the name of the note for messages.

    \b
    hobnob merge-notes base.md ours.md theirs.md
    git config merge.hobnob.driver          # what git runs in this clone
    """
    shown = path or str(ours)
    from hobnob.notes.merging.note import merge_versions

    merged = merge_versions(_read(base), _read(ours), _read(theirs), size=size)
    if merged is None:
        app.say(f"{shown}: one of the versions is not text, so they cannot be merged; ours is kept")
        return 1
    try:
        ours.write_bytes(merged.data)
    except OSError as error:
        raise WriteError(f"{ours} cannot be written: {error.strerror}") from None
    for contradiction in merged.contradictions:
        app.say(f"{shown}: {contradiction}")
    return 0 if merged.clean else 1


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
