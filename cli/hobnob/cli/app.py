"""What every command shares: the global options, the journal, the index and the day.

The one rule: only this module connects these parts. Nothing is opened before it is used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import click

from hobnob.errors import BadValueError
from hobnob.safety import is_read_only, is_shared, refuse_to_list_changes

if TYPE_CHECKING:
    from hobnob.index.early import Early
    from hobnob.index.index import Index
    from hobnob.index.scan import Scan
    from hobnob.journal import Journal
    from hobnob.transaction import Change

Answer = TypeVar("Answer")

_AT_ONCE = 200
"""Parts of a JSON list that are written at a time."""


@dataclass
class App:
    """One run of hobnob.

    Attributes:
        journal_named: the value of `--journal`.
        today_given: the value of `--today`.
        as_of: the value of `--as-of`.
        color: False with `--no-color`, with `NO_COLOR` and on a dumb terminal; None for colors on
            a terminal only.
        counts_broken: print how many notes are left out; False for `check`, which lists them.
        dry: nothing is written, with `--dry-run`.
        change: the latest change of this run.
        fields: the keys that `--fields` asks for; none for all.
        printed: whether a JSON document is on stdout, or a part of it.
    """

    journal_named: str | None = None
    today_given: str | None = None
    as_of: str | None = None
    json: bool = False
    quiet: bool = False
    color: bool | None = None
    counts_broken: bool = True
    debug: bool = False
    dry: bool = False
    change: Change | None = None
    fields: tuple[str, ...] = ()
    printed: bool = False
    _told: bool = False
    _scan: Scan | None = None

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
        if journal.settings.commit:
            from hobnob.git.auto import listen

            listen(self.say)
        if (journal.cache / PENDING).is_dir():
            if is_read_only():
                self.say("a change may be unfinished; a command that may write will finish it")
                return journal
            from hobnob.transaction import recover

            for sentence in recover(journal):
                self.say(sentence)
        return journal if self.as_of is None else self._past(journal)

    def _past(self, journal: Journal) -> Journal:
        """Return the journal as it was on the day of `--as-of`, and set today to that day."""
        from hobnob.dates import last_of, parse_past
        from hobnob.errors import GitFailedError
        from hobnob.git.past import load_past
        from hobnob.git.run import GitError

        # A note that is private now may have been public then.
        refuse_to_list_changes()
        now = self._given_today() or journal.settings.today or self._clock()
        try:
            typed = parse_past(self.as_of or "", now)
        except ValueError as error:
            raise BadValueError(f"--as-of: {error}") from None
        if typed > now[: len(typed)]:
            raise BadValueError(f"--as-of: {typed} is in the future")
        day = min(last_of(typed), now)
        try:
            past = load_past(journal, day)
        except GitError as error:
            raise GitFailedError(f"there are no notes as of {day}: {error}") from None
        self.say(
            f"the notes as of {day}: commit {past.commit[:7]} of {past.date} "
            f"({past.message}); what was not committed is not counted"
        )
        self.today_given = self.today_given or day
        return past.journal

    @cached_property
    def today(self) -> str:
        """The day: from `--today`, `$HOBNOB_TODAY`, the journal's settings, or the clock."""
        if self.as_of is not None:
            # The journal as it was sets the day.
            _ = self.journal
        return self._given_today() or self.journal.settings.today or self._clock()

    def _given_today(self) -> str:
        """Return the day of `--today` or `$HOBNOB_TODAY`; "" for none."""
        from hobnob.dates import parse_date

        given = self.today_given or os.environ.get("HOBNOB_TODAY") or ""
        try:
            if given and len(parse_date(given)) != 10:
                raise ValueError(f"'{given}' is not a day; write 2026-11-22")
        except ValueError as error:
            raise BadValueError(f"today: {error}") from None
        return given

    @staticmethod
    def _clock() -> str:
        from hobnob.clock import clock_today

        return clock_today()

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

    def begin(self) -> None:
        """Begin to look at the notes, so that a verb can import what it needs meanwhile."""
        from hobnob.index.scan import begin_scan

        self._scan = self._scan or begin_scan(self.journal)

    def ask(self, find: Callable[[Index], Answer]) -> Answer:
        """Return what `find` finds in the index; it only reads, and prints nothing.

        In a large journal it begins while the notes are looked at. If one of them has changed, it
        is asked again.
        """
        from hobnob.index.scan import no_collection

        def ask(index: Index) -> Answer:
            # What a question makes is needed until it is answered.
            with no_collection():
                return find(index)

        if "index" in vars(self) or is_shared():
            return ask(self.index)
        from hobnob.index.early import Early
        from hobnob.index.index import Index

        early = Early(lambda db: ask(Index(db=db, journal=self.journal, today=self.today)))
        self.index = self.open_whole_index(early)
        return early.answers[0] if early.answers else ask(self.index)

    def ask_once(
        self, verb: str, asked: object, find: Callable[[Index], Answer], *shapes: type
    ) -> Answer:
        """Return what `find` finds, or what it found before if nothing has changed; see `keep`."""
        from hobnob.index.kept import keep

        return self.ask(lambda index: keep(index, verb, asked, lambda: find(index), *shapes))

    def open_whole_index(self, early: Early[Any] | None = None) -> Index:
        """Open the index with all that is private, for what hides it by itself.

        Args:
            early: a question to be answered while the notes are looked at.
        """
        # Scanning the notes takes longest, so it begins before the other imports.
        self.begin()
        scan, self._scan = self._scan, None
        from hobnob.index.index import Index
        from hobnob.index.store import open_index

        with show_progress("Reading the notes", quiet=self.quiet) as progress:
            db = open_index(self.journal, progress=progress, say=self.say, scan=scan, early=early)
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

    def made(self, change: Change | None) -> None:
        """Take note of a change that was made; its id is printed at the end, or before the next."""
        self.tell_change()
        self.change, self._told = change, False

    @property
    def undo(self) -> str:
        """The command that takes the latest change back, in quotation marks."""
        return f"'hobnob undo {self.change.id}'" if self.change else "'hobnob undo'"

    def tell_change(self) -> None:
        """Print the id of the latest change on stderr, and what the next change will delete."""
        if self.change is None or self._told:
            return
        self._told = True
        if not self.quiet:
            click.secho(f"change {self.change.id}", err=True, dim=True, color=self.color)
        if self.change.leaving:
            self.say(
                f"the next change will delete the {self.change.leaving} oldest of the changes that "
                "'hobnob undo' can take back"
            )

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

        After a write it gets the key `change`, with --dry-run the key `dry_run`.
        """
        if self.dry or self.change:
            from hobnob.cli.change_json import with_change

            value = with_change(value, self.change, dry=self.dry)
        if not self.fields:
            self._print_json(value)
            return
        from hobnob.cli.fields import Picker

        picker = Picker(self.fields)
        many = isinstance(value, Iterator | list)
        self._print_json(map(picker.pick, value) if many else picker.pick(value))
        for remark in picker.remarks():
            self.say(remark)

    def _print_json(self, value: Any) -> None:
        from json import JSONEncoder, dumps

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
def show_progress(label: str, *, quiet: bool) -> Iterator[Any]:
    """Yield a function that shows progress; a bar appears after one second.

    Args:
        label: what takes long, before the bar.
        quiet: show nothing.
    """
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
            bar = click.progressbar(length=total, label=label, file=sys.stderr)
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
