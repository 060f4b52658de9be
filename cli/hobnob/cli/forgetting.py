"""Forgetting somebody: what will change is shown, then you are asked, then it is made.

The one rule: it says what it leaves, and what it cannot reach.
"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App
from hobnob.cli.asking import has_terminal
from hobnob.cli.changing import show_diff
from hobnob.cli.layout import count
from hobnob.errors import UsageError

if TYPE_CHECKING:
    from hobnob.change.forget import Forgetting

_MOST = 20
"""The most doubtful lines that are shown."""


def forget_somebody(app: App, note: int, *, yes: bool, dry: bool) -> None:
    """Forget a person.

    Raises:
        UsageError: it is no person, or there is no terminal to ask on.
    """
    from hobnob.change.forget import forget_person

    plan = forget_person(app.index, note)
    paths = plan.draft.paths()
    if dry:
        show_diff(app, plan.draft)
        if not app.json:
            _show(app, plan)
        return
    if not yes:
        if app.json or not has_terminal():
            raise UsageError(
                "forgetting cannot be undone, so hobnob asks first; look at it with --dry-run, "
                "then add --yes"
            )
        show_diff(app, plan.draft)
        _show(app, plan)
        click.confirm("Forget them? This cannot be undone", abort=True, err=True)
    plan.write(app.index, "forget somebody")
    beyond = out_of_reach(app, plan)
    if app.json:
        renamed = [list(pair) for pair in plan.renamed]
        doubtful = [{"path": m.path, "line": m.line, "text": m.text} for m in plan.doubtful]
        moved = {path for pair in plan.renamed for path in pair}
        changed = [path for path in paths if path != plan.path and path not in moved]
        app.print_json(
            {
                "removed": plan.path, "changed": changed, "renamed": renamed,
                "files": list(plan.files), "alone": list(plan.alone), "doubtful": doubtful,
                "beyond": beyond,
            }
        )  # fmt: skip
        return
    if yes:
        _show(app, plan)
    app.out(f"{plan.path} is gone for good; this cannot be undone")
    app.out("hobnob cannot reach:")
    for line in beyond:
        app.out(f"- {line}")


def _show(app: App, plan: Forgetting) -> None:
    """Print what a diff does not show."""
    for old, new in plan.renamed:
        app.out(f"{old} becomes {new}")
    for file in plan.files:
        app.out(f"{file} is removed: only {plan.path} shows it")
    if plan.alone:
        app.out(f"{count(len(plan.alone), 'interaction')} had nobody else, and will have no people")
    if plan.doubtful:
        app.out("This may mean them, or somebody else. It stays; please look at it yourself:")
        for mention in plan.doubtful[:_MOST]:
            line = f":{mention.line}" if mention.line else ""
            app.out(f"  {mention.path}{line}: {mention.text[:100]}")
        if len(plan.doubtful) > _MOST:
            app.out(f"  … and {len(plan.doubtful) - _MOST} more; --json lists them all")


def out_of_reach(app: App, plan: Forgetting) -> list[str]:
    """Return what may still have them, with what you can do about it."""
    root = app.journal.root
    found = []
    git = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), None)
    if git is not None:
        found += _in_git(git, root, plan)
    found += [
        "backups and copies in other places, such as a cloud folder: remove their files there",
        "sites that are built already: 'hobnob build' makes this one again; publish it again too",
        "an editor's own history, and what you have exported or sent",
    ]
    return found


def _in_git(git: Path, root: Path, plan: Forgetting) -> list[str]:
    gone = [plan.path, *plan.files, *(old for old, _ in plan.renamed)]
    paths = [(root / path).relative_to(git).as_posix() for path in gone]
    options = " ".join(f"--path {shlex.quote(path)}" for path in paths)
    words = "".join(f"{word}==>someone\n" for word in plan.words if " " in word or "@" in word)
    return [
        f"the history of git in {git}: commit this change, then run 'git filter-repo "
        f"--invert-paths {options}' in a fresh clone, which removes these files from all commits",
        "names in older texts of other notes: write these lines into a file outside the journal, "
        f"here called words.txt: {words.strip()!r}; then run 'git filter-repo --replace-text "
        "words.txt --replace-message words.txt'",
        "remote copies and clones: push with 'git push --force --all', and let everybody clone "
        "again",
    ]
