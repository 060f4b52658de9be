"""What every command shares: the global options, the journal, the index and the day.

The one rule: only this module connects these parts. Nothing is opened before it is used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from hobnob.errors import BadValueError
from hobnob.safety import is_read_only, is_shared

if TYPE_CHECKING:
    from hobnob.index.index import Index
    from hobnob.journal import Journal

_AT_ONCE = 200
"""Parts of a JSON list that are written at a time."""


@dataclass
class App:
    """One run of hobnob.

    Attributes:
        journal_named: the value of `--journal`.
        today_given: the value of `--today`.
        color: False with `--no-color`, with `NO_COLOR` and on a dumb terminal; None for colors on
            a terminal only.
        counts_broken: print how many notes are left out; False for `check`, which lists them.
        fields: the keys that `--fields` asks for; none for all.
        printed: whether a JSON document is on stdout, or a part of it.
    """

    journal_named: str | None = None
    today_given: str | None = None
    json: bool = False
    quiet: bool = False
    color: bool | None = None
    counts_broken: bool = True
    debug: bool = False
    fields: tuple[str, ...] = ()
    printed: bool = False

    @cached_property
    def journal(self) -> Journal:
        """The journal of this run.

        Raises:
            NoJournalError: there is none.
        """
        from pathlib import Path

        from hobnob import waiting
        from hobnob.journal import PENDING, find_journal

        waiting.listen(self.say)
        journal = find_journal(self.journal_named, os.environ, Path.cwd())
        if (journal.cache / PENDING).is_dir():
            if is_read_only():
                self.say("a change may be unfinished; a command that may write will finish it")
                return journal
            from hobnob.transaction import recover

            for sentence in recover(journal):
                self.say(sentence)
        return journal

    @cached_property
    def today(self) -> str:
        """The day: from `--today`, `$HOBNOB_TODAY`, the journal's settings, or the clock."""
        from hobnob.clock import clock_today
        from hobnob.dates import parse_date

        given = self.today_given or os.environ.get("HOBNOB_TODAY")
        if given:
            try:
                if len(parse_date(given)) == 10:
                    return given
                raise ValueError(f"'{given}' is not a day; write 2026-11-22")
            except ValueError as error:
                raise BadValueError(f"today: {error}") from None
        return self.journal.settings.today or clock_today()

    @cached_property
    def index(self) -> Index:
        """The index of the journal, brought up to date; with `--share`, what is public of it."""
        if not is_shared():
            return self.open_whole_index()
        from hobnob.index.index import Index
        from hobnob.index.sharing import hide_private

        # A note that cannot be read may be private, so not even their number is told.
        self.counts_broken = False
        whole, journal = self.open_whole_index(), self.journal
        public, _ = hide_private(whole.db, f"{journal.relative(journal.notes)}/")
        whole.db.close()
        return Index(db=public, journal=journal, today=self.today)

    def open_whole_index(self) -> Index:
        """Open the index with all that is private, for what hides it by itself."""
        from hobnob.index.scan import begin_scan

        # Scanning the notes takes longest, so it begins before the other imports.
        scan = begin_scan(self.journal)
        from hobnob.index.index import Index
        from hobnob.index.store import open_index

        with _progress(self.quiet) as progress:
            db = open_index(self.journal, progress=progress, say=self.say, scan=scan)
        index = Index(db=db, journal=self.journal, today=self.today)
        if self.counts_broken:
            self._count_broken(index)
        return index

    def _count_broken(self, index: Index) -> None:
        from hobnob.index.notes import left_out

        count = left_out(index)
        if count:
            what = "1 note is" if count == 1 else f"{count} notes are"
            self.say(f"{what} left out because of a problem; 'hobnob check' shows it")

    def say(self, text: str) -> None:
        """Print a notice on stderr."""
        if not self.quiet:
            click.secho(f"hobnob: {text}", err=True, dim=True, color=self.color)

    def out(self, text: str = "") -> None:
        """Print a part of the result."""
        click.echo(text, color=self.color)

    def print_answer(self, answer: Any) -> None:
        """Print an answer, or several, as a JSON document."""
        from hobnob.answers import to_json

        self.print_json(to_json(answer))

    def print_json(self, value: Any) -> None:
        """Print one JSON document, with the keys of `--fields` only.

        A terminal gets it with indents. A pipe gets it compact, a list with one item on a line.
        """
        from json import JSONEncoder, dumps

        if self.fields:
            from hobnob.cli.fields import Picker

            picker = Picker(self.fields)
            many = isinstance(value, Iterator | list)
            self.fields, fields = (), self.fields
            self.print_json(map(picker.pick, value) if many else picker.pick(value))
            self.fields = fields
            for remark in picker.remarks():
                self.say(remark)
            return
        self.printed = True
        if sys.stdout.isatty():
            value = list(value) if isinstance(value, Iterator) else value
            self.out(dumps(value, ensure_ascii=False, indent=2))
            return
        encode = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        if not isinstance(value, Iterator | list):
            self.out(encode(value))
            return
        # There can be many items, so they are written as they come.
        parts, before = iter(value), "["
        while lines := [encode(part) for part in islice(parts, _AT_ONCE)]:
            click.echo(before + "\n" + ",\n".join(lines), nl=False)
            before = ","
        click.echo("[]" if before == "[" else "\n]")


def is_dumb() -> bool:
    """Return whether the terminal understands no escapes, by `$TERM`.

    Nobody knows what a terminal without a name understands; Windows names none.
    """
    term = os.environ.get("TERM", "")
    return term in ("dumb", "emacs", "unknown") or (not term and os.name == "posix")


@contextmanager
def _progress(quiet: bool) -> Iterator[Any]:
    """Yield a function that shows progress; a bar appears after one second."""
    if quiet or is_dumb() or not sys.stderr.isatty():
        yield None
        return
    from time import monotonic

    begun = monotonic()
    bar: Any = None
    shown = 0

    def tell(done: int, total: int) -> None:
        nonlocal bar, shown
        if bar is None:
            # With many notes the bar appears at once, else only after a second.
            if total < 2000 and monotonic() - begun < 1:
                return
            bar = click.progressbar(length=total, label="Reading the notes", file=sys.stderr)
            bar.__enter__()
        bar.update(done - shown)
        shown = done

    try:
        yield tell
    finally:
        if bar is not None:
            bar.__exit__(None, None, None)


def app_of(context: click.Context) -> App:
    """Return the `App` of a command's run."""
    found = context.find_root().ensure_object(App)
    assert isinstance(found, App)  # noqa: S101 - for the type checker
    return found
