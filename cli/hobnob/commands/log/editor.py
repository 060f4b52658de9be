"""Logging in the editor: from a template to an interaction.

The one rule: the user's text is never lost. It is kept in a file until it is in a note, and a
message says where. If there is no text, nothing is written.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from hobnob.cache import is_file, is_folder, make_cache, make_folder
from hobnob.capture.entry import NewPeople, clean_text
from hobnob.capture.template import EntryTemplate, Resolve, make_template, parse_note, says_nothing
from hobnob.cli.writing import open_editor, resolve_references
from hobnob.errors import HobnobError, UsageError
from hobnob.safety import refuse_to_write

if TYPE_CHECKING:
    from hobnob.commands.log.line import Logging
    from hobnob.index.index import Index
    from hobnob.journal import Journal

_FOLDER = "unfinished"
"""The folder beside the index for texts from the editor that are not notes yet."""


def log_in_editor(logging: Logging, text: str) -> int:
    """Log the text from the editor; return the exit code.

    Raises:
        HobnobError: the text cannot be logged; a message said where it is kept.
    """
    refuse_to_write()
    app = logging.app
    parser, given = logging.parser()
    text = clean_text(text)
    template: EntryTemplate | None = None
    path = _unfinished(app.journal)
    if path is None or text or given:
        template = make_template(parser.parse(text, given, anybody=False))
        if logging.dry:
            app.out(template.text.rstrip("\n"))
            return 0
        path = _begin(app.journal, template.text)
    else:
        app.say(f"going on with what was not finished: {app.journal.relative(path)}")
    code = _edit(logging, path, template)
    try:
        typed = path.read_text(encoding="utf-8")
        if not code and not says_nothing(typed, template):
            resolve = _resolver(app.index, parser.new_people)
            shown = app.journal.relative(path)
            logging.write(parse_note(parser, typed, shown, template, resolve))
            path.unlink(missing_ok=True)
            return 0
    except FileNotFoundError:
        typed = ""
    except (HobnobError, UnicodeDecodeError) as error:
        _say_kept(logging, path)
        if isinstance(error, UnicodeDecodeError):
            raise UsageError("it is not UTF-8; save it as UTF-8") from None
        raise
    if says_nothing(typed, template) or (template and typed == template.text):
        path.unlink(missing_ok=True)
        app.say("there is nothing in it, so nothing was written")
    else:
        _say_kept(logging, path)
    return 0


def _edit(logging: Logging, path: Path, template: EntryTemplate | None) -> int:
    """Open the file in the editor; if there is no editor, delete the new file."""
    try:
        return open_editor(logging.app, path)
    except UsageError:
        if template:
            path.unlink(missing_ok=True)
        raise


def _say_kept(logging: Logging, path: Path) -> None:
    shown = logging.app.journal.relative(path)
    logging.app.say(f"what you wrote is kept in {shown}; 'hobnob log --edit' goes on with it")


def _unfinished(journal: Journal) -> Path | None:
    """Return the newest file that is not a note yet."""
    folder = journal.cache / _FOLDER
    if not (is_folder(journal.cache) and is_folder(folder)):
        return None
    found = [path for path in folder.glob("*.md") if is_file(path)]
    return max(found, key=lambda path: path.stat().st_mtime_ns, default=None)


def _begin(journal: Journal, text: str) -> Path:
    """Write a template into a new file."""
    make_cache(journal.cache)
    folder = make_folder(journal.cache, _FOLDER)
    folder.chmod(0o700)
    for number in count(1):
        path = folder / f"log-{number}.md"
        with suppress(FileExistsError), path.open("x", encoding="utf-8") as file:
            file.write(text)
            return path
    raise AssertionError  # pragma: no cover - numbers do not end


def _resolver(index: Index, new_people: NewPeople) -> Resolve:
    """Return a function that finds the slugs in front matter; new people already have theirs."""
    return lambda values: resolve_references(
        index, "interaction", values, is_slug=lambda text: bool(new_people.among([text]))
    )
