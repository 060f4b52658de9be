"""Logging many lines at once, an interaction each.

The one rule: a bad line is told with its number and stops no other; all that is written is one
change, which one `hobnob undo` takes back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from hobnob.capture.entry import clean_text
from hobnob.capture.writing import Placed, Scribe
from hobnob.cli.layout import count, one_line
from hobnob.cli.writing import remember_last, reopen_index
from hobnob.commands.log.line import with_guesses
from hobnob.commands.log.phrases import told_entry, told_newcomers
from hobnob.errors import HobnobError, UsageError
from hobnob.index.documents import load_documents
from hobnob.index.notes import ids_at
from hobnob.index.overlay import supposing

if TYPE_CHECKING:
    from hobnob.commands.log.line import Logging
    from hobnob.index.documents import Document

_BAD = 2
"""The exit code when a line could not be logged."""


def log_many(logging: Logging, text: str) -> int:
    """Log the lines of a text; return the exit code."""
    app, scribe = logging.app, Scribe(logging.app.journal)
    good, bad = _hear_all(logging, scribe, text)
    if not good and not bad:
        raise UsageError("there is nothing to log: not a line came in on stdin")
    if not logging.dry:
        scribe.write()
        reopen_index(app)
        if good:
            remember_last(app.index, scribe.placed[-1].path)
    if app.json:
        app.print_json(_documents(logging, scribe))
    elif logging.dry:
        logging.show(scribe, [line for one in scribe.placed for line in _told(logging, one)])
    else:
        for placed in scribe.placed:
            app.out("\n".join(_told(logging, placed)))
            app.out(click.style(placed.path, dim=True))
        for line in told_newcomers({n.slug: n for one in scribe.placed
                                    for n in one.entry.newcomers}.values()):  # fmt: skip
            app.out(line)
    _say_how_many(logging, scribe, bad)
    return _BAD if bad else 0


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text that say something, each with its number.

    Blank lines are passed over, and so is what begins with `#` and a blank.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("# ") and line.strip() != "#":
            yield number, line.strip()


def _hear_all(logging: Logging, scribe: Scribe, text: str) -> tuple[int, int]:
    """Hear every line; return how many were understood, and how many not."""
    listener, given = logging.listener()
    supposed: set[str] = set()
    good = bad = 0
    # Whoever is new in one line is known in the next.
    with supposing(logging.app.index) as suppose:
        for number, line in lines_of(text):
            try:
                entry = listener.hear(clean_text(line), given)
            except HobnobError as error:
                bad += 1
                said = f"hobnob: line {number}: {error}"
                click.secho(said, err=True, color=logging.app.color)
                continue
            good += 1
            placed = scribe.take(entry)
            logging.say_dates(entry, f"line {number}: ", note_of(placed))
            for path in scribe.files().keys() - supposed:
                suppose.add(path, scribe.files()[path])
                supposed.add(path)
    return good, bad


def _documents(logging: Logging, scribe: Scribe) -> list[Document]:
    if logging.dry:
        return logging.supposed(scribe)
    index = logging.app.index
    paths = [placed.path for placed in scribe.placed]
    documents = load_documents(index, ids_at(index, paths))
    return [
        with_guesses(document, placed.entry)
        for document, placed in zip(documents, scribe.placed, strict=True)
    ]


def _told(logging: Logging, placed: Placed) -> list[str]:
    # More than one was logged, and 'last' is only the last of them.
    begin = placed.begin(dry=logging.dry)
    return told_entry(placed.entry, logging.app.today, begin, note=note_of(placed))


def note_of(placed: Placed) -> str:
    """Return how a command names a note."""
    return one_line(placed.path.rsplit("/", 1)[-1].removesuffix(".md"))


def _say_how_many(logging: Logging, scribe: Scribe, bad: int) -> None:
    new = sum(placed.new for placed in scribe.placed)
    verb = "would be logged" if logging.dry else "logged"
    said = [f"{count(new, 'interaction')} {verb}"]
    if old := len(scribe.placed) - new:
        said.append(f"{old} logged before (if it happened twice, give it a time: 'at 6:30pm')")
    if bad:
        said.append(
            f"{count(bad, 'line')} left out, for the {'reason' if bad == 1 else 'reasons'} above"
        )
    logging.app.say("; ".join(said))
