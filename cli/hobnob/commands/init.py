"""Begin: start a journal in a folder.

The one rule: existing files are never overwritten, and hobnob lists the ones it keeps.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from hobnob.cache import read_plain
from hobnob.cli.app import App
from hobnob.cli.repository import ATTRIBUTES, attributes_of, make_repository, set_driver
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import UsageError, WriteError
from hobnob.model import NOTE_KINDS
from hobnob.safety import refuse_to_write
from hobnob.wording import quoted

_STARTER = Path(__file__).parent.parent / "starter"


@verb(
    prints="`path` of the journal, what was `written` and what was `kept`, whether `git` was set "
    "up, whether it `merges` notes by what they say, and the id of the first `commit`, or null",
)
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--no-git", is_flag=True, help="Make no git repository.")
@click.option("--no-commit", is_flag=True, help="Do not make the first commit.")
@click.option("--no-examples", is_flag=True, help="Leave out the five example notes.")
@click.option("--vscode", is_flag=True, help="Add tasks, snippets and schemas for VS Code.")
@pass_app
def command(
    app: App, folder: Path | None, no_git: bool, no_commit: bool, no_examples: bool, vscode: bool
) -> None:
    """Start a journal in DIR; the default is the current folder.

    Makes the folder, its mkdocs.yml, a home page, an example of each kind of note, and a git
    repository unless the folder is already in one. Existing files are kept. In a repository without
    commits, the files that hobnob made become the first commit; other files are not in it.

    In a clone of a journal, run it again: it lets git merge notes by what they say (a line in
    .gitattributes, and merge.hobnob.driver in the settings of this clone).

    \b
    hobnob init journal
    hobnob init                             # in a clone, once
    hobnob init . --no-git --no-examples
    hobnob init --vscode                    # in a journal, for the editor
    """
    refuse_to_write()
    folder = folder or Path(app.journal_named or ".")
    root = folder.expanduser().resolve()
    made = _make(app, root, examples=not no_examples)
    if vscode:
        _write_for_vscode(root, made)
    git = "no" if no_git else make_repository(root)
    merges = git in ("new", "around") and _merge_by_meaning(app, root, made)
    commit = "" if no_commit or git not in ("new", "around") else _commit_first(app, made)
    if app.json:
        found = {"path": str(root), "written": made.written, "kept": made.kept, "git": git}
        app.print_json({**found, "merges": merges, "commit": commit or None})
        return
    for name in made.kept:
        app.say(f"{name} was there and is kept{_lacks(root, name)}")
    if git == "missing":
        app.say("git is not installed, so there is no history of your notes; 'git init' later "
                "is as good")  # fmt: skip
    if merges:
        app.say("git merges notes by what they say in this clone (merge.hobnob.driver)")
    if commit:
        app.say("git has the new files in its first commit")
    _tell(app, folder, made)


@dataclass
class _Made:
    """The files written and the files kept, with paths relative to the journal."""

    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    examples: bool = False


def _make(app: App, root: Path, *, examples: bool) -> _Made:
    """Write the missing files of a journal.

    Raises:
        UsageError: it is not a folder, or it belongs to another site.
        WriteError: a file cannot be written.
    """
    made = _Made()
    try:
        root.mkdir(parents=True, exist_ok=True)
        _write(root, "mkdocs.yml", _text(_STARTER / "mkdocs.yml"), made)
        app.journal_named = str(root)
        # From here on it is a journal or another site.
        _check_site_file(root)
        _write(root, ".gitignore", _text(_STARTER / "gitignore"), made)
    except (FileExistsError, NotADirectoryError):
        raise UsageError(f"{root} is not a folder; name another one") from None
    except OSError as error:
        raise WriteError(f"cannot write in {root}: {error.strerror}") from None
    made.examples = examples and not _has_notes(app)
    _write_notes(app, _notes(app.today, made.examples), made)
    return made


def _check_site_file(root: Path) -> None:
    from hobnob.journal import open_journal

    if open_journal(root) is None:
        raise UsageError(
            f"{root / 'mkdocs.yml'} is there and does not list hobnob among its plugins. To make "
            "that site a journal, add these lines to it and run 'hobnob init' again:\n"
            "plugins:\n  - hobnob"
        )


def _write(root: Path, name: str, text: str, made: _Made) -> None:
    """Write a file that is no note, unless it exists."""
    path = root / name
    if path.is_symlink() or path.exists():
        made.kept.append(name)
        return
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    made.written.append(name)


def _write_for_vscode(root: Path, made: _Made) -> None:
    """Write the files for VS Code that are not there; those that say the same are not told."""
    from hobnob.exporters.vscode import FOLDER, files

    try:
        for name, text in files():
            path = root / name
            if any(above.is_symlink() for above in (path.parent, root / FOLDER)):
                raise WriteError(f"{path.parent} is a link, and hobnob does not follow links")
            if path.is_file() and read_plain(path) == text.encode():
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(root, name, text, made)
    except OSError as error:
        raise WriteError(f"cannot write in {root}: {error.strerror}") from None


def _lacks(root: Path, name: str) -> str:
    """Return the hint about an existing .gitignore that does not ignore the site."""
    if name != ".gitignore":
        return ""
    try:
        lines = read_plain(root / name).decode("utf-8").split()
    except (OSError, ValueError):
        return ""
    # The folder of the index has its own .gitignore.
    return "" if {"/site/", "site/", "site", "/site"} & {*lines} else "; add a line /site/ to it"


def _write_notes(app: App, notes: Iterable[tuple[str, str]], made: _Made) -> None:
    from hobnob.transaction import FileChange, commit

    changes = []
    for path, text in notes:
        target = app.journal.notes / path
        shown = app.journal.relative(target)
        if target.exists():
            made.kept.append(shown)
        else:
            made.written.append(shown)
            changes.append(FileChange(path=target, before=None, after=text.encode()))
    app.made(commit(app.journal, changes, "init"))


def _has_notes(app: App) -> bool:
    """Say whether there is a note already, so that no examples are needed."""
    return any(next(app.journal.folder(kind).rglob("*.md"), None) for kind in NOTE_KINDS)


def _notes(today: str, examples: bool) -> Iterator[tuple[str, str]]:
    """Yield the path (under the notes) and the text of each example note."""
    for folder in ("notes", "examples") if examples else ("notes",):
        for path in sorted((_STARTER / folder).rglob("*.md")):
            name = path.relative_to(_STARTER / folder).as_posix()
            yield _dated(name, today), _dated(_text(path), today)


def _dated(text: str, today: str) -> str:
    return text.replace("TODAY", today).replace("YEAR", today[:4])


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _merge_by_meaning(app: App, root: Path, made: _Made) -> bool:
    """Let git merge notes by what they say: write .gitattributes and set the merge driver.

    Lines that you wrote into .gitattributes stay; hobnob adds its own at the end.
    """
    try:
        before, after = attributes_of(app.journal)
        if after != before and not (root / ATTRIBUTES).is_symlink():
            _put_attributes(root, before, after)
            made.written.append(ATTRIBUTES)
    except OSError as error:
        app.say(f"{ATTRIBUTES} cannot be written: {error.strerror}; git merges notes as text")
        return False
    return set_driver(root)


def _put_attributes(root: Path, before: bytes | None, after: bytes) -> None:
    from hobnob.transaction.files import put_new, write_new

    beside = root / f"{ATTRIBUTES}.{secrets.token_hex(6)}.hobnob-new"
    try:
        write_new(beside, after)
        if before is None:
            put_new(beside, root / ATTRIBUTES)
        else:
            shutil.copymode(root / ATTRIBUTES, beside)
            beside.replace(root / ATTRIBUTES)
    finally:
        beside.unlink(missing_ok=True)


def _commit_first(app: App, made: _Made) -> str:
    """Commit the files that were made, if the repository has no commit yet; return its id."""
    from hobnob.git.repository import find_repository
    from hobnob.git.run import GitError
    from hobnob.git.saving import save_files

    if not made.written:
        return ""
    try:
        repository = find_repository(app.journal)
        if repository.head():
            return ""
        paths = [app.journal.root / name for name in made.written]
        return save_files(app.journal, repository, paths, "Begin the journal").commit
    except (GitError, OSError) as error:
        app.say(f"there is no first commit: {error}. Then 'hobnob save' makes it")
        return ""


def _tell(app: App, folder: Path, made: _Made) -> None:
    """Print what was made, and what to do next."""
    here = folder == Path()
    examples = ", with an example of each kind of note" if made.examples else ""
    where = f"Your journal is {'here' if here else f'in {folder}'}{examples}."
    if not made.examples and _has_notes(app):
        # It is in use, perhaps on another machine.
        app.out(where)
        return
    app.out(f"{where} What next:")
    go = "" if here else f"cd {quoted(str(folder))} && "
    app.out(f'  {go}hobnob add person "Grace Hopper"')
    app.out('  hobnob log "Lunch with Grace about compilers"')
    app.out("  hobnob serve")
