"""Keep: find problems in the notes, with file and line.

The one rule: stdout has one problem a line and nothing else, so that editors can jump to it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App
from hobnob.cli.changing import show_diff
from hobnob.cli.filters import limit
from hobnob.cli.layout import count, one_line, show, width
from hobnob.cli.params import ANY_NAME, Completing, Offer, dry_run_option
from hobnob.cli.repository import lacks_driver
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import UsageError
from hobnob.index.index import Index
from hobnob.index.lookup import find_note
from hobnob.index.notes import all_notes, head, with_slug
from hobnob.names import nearest, slugify
from hobnob.safety import is_shared

if TYPE_CHECKING:
    from hobnob.model import Problem
    from hobnob.transaction import Change


class _Code(Completing):
    """The code of a check, with completion."""

    name = "code"

    def offers(self, ctx: click.Context, typed: str) -> Iterable[Offer]:
        """Return the codes that begin with the typed text."""
        from hobnob.checks.catalogue import all_pages

        pages = all_pages().items()
        return [(code, page.title) for code, page in pages if code.startswith(typed)]


@verb(
    prints={
        "": "{list[hobnob.model.Problem]}",
        "--explain": "`code`, `severity` and `text` of the page",
    }
)
@click.argument("names", metavar="[NAME|PATH]...", nargs=-1, type=ANY_NAME)
@click.option("--format", "form", type=click.Choice(["text", "github"]), default="text",
              help="'github' writes annotations for GitHub Actions.")  # fmt: skip
@limit
@click.option("--explain", metavar="CODE", type=_Code(), help="Explain a code; check nothing.")
@click.option("--fix", is_flag=True, help="Make each repair that is certain, then check.")
@dry_run_option("With --fix: show what would change, as a diff.")
@pass_app
def command(
    app: App, names: tuple[str, ...], form: str, limit: int | None, explain: str | None, fix: bool,
    dry_run: bool,
) -> int:  # fmt: skip
    """Find problems in the notes, each with file, line and remedy.

    Checks the whole journal, or only the notes that you name by name, file or folder. The exit
    code is 1 if there are problems.

    --fix replaces names and aliases in references by slugs, makes a list of a single value where
    the key takes a list, and writes dates in other ISO forms as 2026-11-22. It puts wikilinks and
    tags in the quotes that YAML needs, writes keys in another case (Birthday) as birthday, and adds
    a name from the name of the file (grace-hopper.md) where there is none.

    \b
    hobnob check
    hobnob check grace-hopper
    hobnob check notes/interactions/2026
    hobnob check --fix --dry-run
    hobnob check --explain unresolved
    hobnob check --format github            # in a workflow
    """
    from hobnob.checks.run import find_problems

    if explain is not None:
        _explain(app, explain)
        return 0
    # Broken notes are the result here, so no separate remark counts them.
    app.counts_broken = False
    index = app.index
    wanted = _wanted(index, names)
    if is_shared():
        wanted = _public(index, wanted)
    if dry_run and not fix:
        raise UsageError("--dry-run needs --fix, because a check writes nothing")
    change = None
    if fix:
        change = _fix(app, wanted, dry=dry_run)
        if dry_run:
            return 0
        index = app.index
    problems = find_problems(index, wanted)
    if app.json:
        app.print_answer(problems[:limit])
    elif form == "github":
        for problem in problems[:limit]:
            app.out(_annotation(problem, _shown_path(app)))
    elif problems:
        path = _shown_path(app)
        show(app, (_line(problem, path) for problem in problems[:limit]))
    _count(app, index, problems, wanted)
    # The result is the remaining problems, which the change is no part of.
    app.made(change)
    if lacks_driver(app.journal):
        app.say("git merges notes as plain text in this clone; 'hobnob init' lets it merge them by "
                "what they say")  # fmt: skip
    return 1 if problems else 0


def _fix(app: App, wanted: Callable[[str], bool], *, dry: bool) -> Change | None:
    """Make the repairs, and print each on stderr: stdout is for the remaining problems."""
    from hobnob.change.fix import fix_notes

    draft, fixes, refused = fix_notes(app.index, wanted)
    for why in refused:
        app.say(why)
    if dry:
        show_diff(app, draft)
        return None
    change = draft.write(app.index, "check --fix") if fixes else None
    for fix in fixes:
        app.say(f"{fix.path}: {fix.key}: {fix.before} → {fix.after}")
    count = "1 repair" if len(fixes) == 1 else f"{len(fixes)} repairs"
    app.say(f"{count} made" + (f"; 'hobnob undo {change.id}' takes them back" if change else ""))
    return change


def _explain(app: App, code: str) -> None:
    from hobnob.checks.catalogue import all_pages

    pages = all_pages()
    page = pages.get(code.lower())
    if page is None:
        close = nearest(code, pages, 1)
        hint = f"did you mean {close[0]}?" if close else "there are " + ", ".join(pages)
        raise UsageError(f"there is no check '{code}'; {hint}", typed=code, candidates=close)
    if app.json:
        app.print_json({"code": page.code, "severity": page.severity, "text": page.text})
        return
    from hobnob.docs.checks import render_page
    from hobnob.docs.console import render_markdown

    show(app, [render_markdown(render_page(page, level=1), width())])


def _wanted(index: Index, names: Sequence[str]) -> Callable[[str], bool]:
    """Return a test whether the problems of a path are wanted."""
    if not names:
        return lambda _: True
    folders: list[str] = []
    files: set[str] = set()
    for name in names:
        at = _path(index, name)
        if at is None:
            files.update(_named(index, name))
        elif at in (".", ""):
            return lambda _: True
        else:
            files.add(at)
            folders.append(at + "/")
    return lambda path: path in files or path.startswith(tuple(folders))


def _public(index: Index, wanted: Callable[[str], bool]) -> Callable[[str], bool]:
    """Return the test for notes that are known to be public; what cannot be read may be private."""
    public = {note.path for note in all_notes(index) if note.live}
    return lambda path: path in public and wanted(path)


def _path(index: Index, name: str) -> str | None:
    """Return the path relative to the journal, if the name is a file or folder in it."""
    root = index.journal.root
    for start in (Path.cwd(), root):
        path = Path(os.path.normpath(start / name))
        if path.is_relative_to(root) and os.path.lexists(path):
            return path.relative_to(root).as_posix()
    return None


def _named(index: Index, name: str) -> list[str]:
    """Return the paths of the notes with a name, including those that are left out."""
    notes = with_slug(index, slugify(name))
    notes = notes or [head(index, find_note(index, name, ANY_NAME.kinds))]
    return [note.path for note in notes]


def _shown_path(app: App) -> Callable[[str], str]:
    """Return a function that shows paths relative to the current folder."""
    root, here = app.journal.root.resolve(), Path.cwd().resolve()
    if root == here:
        return str
    if root.is_relative_to(here) or here.is_relative_to(root):
        return lambda path: os.path.relpath(root / path, here)
    return lambda path: str(root / path)


def _line(problem: Problem, path: Callable[[str], str]) -> str:
    place = click.style(one_line(path(problem.path)), bold=True)
    code = click.style(problem.code, dim=True)
    return f"{place}:{problem.line}:{problem.column}: {code} {one_line(problem.message)}"


def _annotation(problem: Problem, path: Callable[[str], str]) -> str:
    """Return a problem as a workflow command (docs.github.com, "Workflow commands")."""

    def value(text: str) -> str:
        return message(text).replace(":", "%3A").replace(",", "%2C")

    def message(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    file = value(one_line(path(problem.path)))
    place = f"file={file},line={problem.line},col={problem.column},title={value(problem.code)}"
    return f"::{problem.severity} {place}::{message(one_line(problem.message))}"


def _count(
    app: App, index: Index, problems: Sequence[Problem], wanted: Callable[[str], bool]
) -> None:

    if not problems:
        notes = sum(note.live and wanted(note.path) for note in all_notes(index))
        app.say(f"{count(notes, 'note')}, no problems")
        return
    files = len({problem.path for problem in problems})
    code = problems[0].code
    app.say(
        f"{count(len(problems), 'problem')} in {count(files, 'file')}; "
        f"'hobnob check --explain {code}' says more"
    )
