"""Keep: commit all notes to git.

The one rule: only the notes and the settings of the journal are committed. What you staged
elsewhere stays staged.
"""

from __future__ import annotations

import click

from hobnob.cli.app import App
from hobnob.cli.layout import count, one_line
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import GitFailedError
from hobnob.safety import refuse_to_write


@verb(prints="{hobnob.git.saving.Saved}")
@click.option("-m", "--message", metavar="TEXT", default="",
              help="The message of the commit; without it, a summary of what changed.")  # fmt: skip
@pass_app
def command(app: App, message: str) -> None:
    """Commit all notes to git: those that changed, new ones, and those that are gone.

    The notes folder and mkdocs.yml are committed, and no other file. Files that git ignores stay
    out. No hook of git runs. With the setting 'commit: true', each change of hobnob is a commit of
    its own; then you need this only for what you edited yourself.

    \b
    hobnob save
    hobnob save -m "After the conference"
    """
    from hobnob.git.repository import find_repository
    from hobnob.git.run import GitError
    from hobnob.git.saving import save

    refuse_to_write()
    try:
        saved = save(app.journal, find_repository(app.journal), message)
    except (GitError, OSError) as error:
        raise GitFailedError(f"nothing is committed: {error}") from None
    if saved.left:
        app.say(
            f"{count(len(saved.left), 'file')} with a filter in .gitattributes, such as "
            f"{one_line(saved.left[0])}: hobnob runs no filter; commit such files with 'git commit'"
        )
    if app.json:
        app.print_answer(saved)
    elif saved.commit:
        app.out(f"{one_line(saved.message)} ({saved.commit[:7]})")
    else:
        app.say("nothing to save: all notes are committed")
