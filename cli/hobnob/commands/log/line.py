"""Logging a line: hearing it, writing what it says, telling what was understood.

The one rule: all that can go wrong with a line goes wrong before anything is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from hobnob.capture.entry import Entry, clean_text
from hobnob.capture.new_notes import Newcomers
from hobnob.capture.understand import Listener
from hobnob.capture.writing import Placed, Scribe
from hobnob.cli.layout import one_line, safe, wrap
from hobnob.cli.writing import load_at, remember_last
from hobnob.commands.log.options import read_options
from hobnob.commands.log.phrases import guesses_of, told_entry, told_newcomers, told_unread
from hobnob.errors import UsageError
from hobnob.index.overlay import supposing

if TYPE_CHECKING:
    from hobnob.capture.names.people import Choose
    from hobnob.cli.app import App
    from hobnob.index.documents import Document

EXAMPLE = 'hobnob log "Lunch with Grace about compilers"'


@dataclass(frozen=True, kw_only=True)
class Logging:
    """One run of `log`.

    Attributes:
        typed: the options by the names of the command's parameters.
        choose: asked whom a name means where it fits several people.
        dry: show what would be written, and write nothing.
    """

    app: App
    typed: Mapping[str, Any]
    choose: Choose | None = None
    dry: bool = False

    def listener(self) -> tuple[Listener, dict[str, Any]]:
        """Return what understands lines, and what the options say beside each of them.

        Raises:
            HobnobError: an option is not right.
        """
        index = self.app.index
        newcomers = Newcomers(index)
        given = read_options(index, self.typed, newcomers, self.choose)
        return Listener(index=index, newcomers=newcomers, choose=self.choose), given

    def log(self, text: str) -> Entry:
        """Log one line; return what was understood.

        Raises:
            HobnobError: it cannot be logged; nothing was written.
        """
        listener, given = self.listener()
        text = clean_text(text)
        if not text:
            raise UsageError(f"what happened? A line of text, in quotes: {EXAMPLE}")
        entry = listener.hear(text, given)
        self.write(entry)
        return entry

    def write(self, entry: Entry) -> None:
        """Write an entry and tell of it, or show what would be written."""
        self.say_dates(entry)
        scribe = Scribe(self.app.journal)
        placed = scribe.take(entry)
        if self.dry:
            self.show(scribe, told_entry(entry, self.app.today, placed.begin(dry=True)))
            return
        scribe.write()
        index = self.app.index
        index.follow([*scribe.files(), placed.path])
        remember_last(index, placed.path)
        if not placed.new:
            self.app.say(
                "this was logged already, word for word; nothing was written. If it happened "
                f"twice, give it a time: --date '{entry.day} 18:30'"
            )
        self._tell(placed, load_at(index, placed.path))

    def _tell(self, placed: Placed, document: Document) -> None:
        """Print what was understood, where it stands, and something to be glad of."""
        from hobnob.capture.encouragement import tell_glad_fact

        app, entry = self.app, placed.entry
        if app.json:
            app.print_json(with_guesses(document, entry))
            return
        app.out("\n".join(told_entry(entry, app.today, placed.begin())))
        for line in told_newcomers(entry.newcomers if placed.new else ()):
            app.out(line)
        app.out(click.style(placed.path, dim=True))
        if placed.new and (said := self._on_asking(entry)):
            app.say(wrap(one_line(said)))
        fact = tell_glad_fact(app.index, entry, document) if placed.new else ""
        if fact and not app.quiet:
            app.out(wrap(one_line(fact)))

    def _on_asking(self, entry: Entry) -> str:
        """Return what the essay says of asking outright somebody who was never asked for advice."""
        if not (asked := entry.values.get("asked", ())):
            return ""
        from hobnob.network.asks.asks import remark_on_direct_ask

        return remark_on_direct_ask(self.app.index, entry.values["people"], asked, entry.day)

    def say_dates(self, entry: Entry, before: str = "", note: str = "last") -> None:
        """Say which dates were not read, and that what is still to come is a draft."""
        if entry.day > self.app.today and not self.typed["draft"] and not self.app.json:
            self.app.say(
                f"{before}{entry.day} is still to come, so this is a draft: it counts once "
                "'draft' is taken out of the note"
            )
        for said in told_unread(entry, self.app.today, note):
            self.app.say(f"{before}{said}")

    def show(self, scribe: Scribe, told: Sequence[str]) -> None:
        """Print the notes that would be written; what goes with them is told on the side."""
        app = self.app
        if app.json:
            app.print_json(self.supposed(scribe)[0])
            return
        if told and not app.quiet:
            click.echo("\n".join(told), err=True, color=app.color)
        happened = {one.path for one in scribe.placed}
        for path, data in scribe.files().items():
            if path not in happened:
                app.say(f"would write {path}")
            else:
                app.say(f"would write {path}:")
                app.out(safe(data.decode()).rstrip("\n"))

    def supposed(self, scribe: Scribe) -> list[Document]:
        """Return the documents of the interactions as they would be."""
        index = self.app.index
        with supposing(index) as suppose:
            for path, data in scribe.files().items():
                suppose.add(path, data)
            return [with_guesses(load_at(index, one.path), one.entry) for one in scribe.placed]


def with_guesses(document: Document, entry: Entry) -> Document:
    """Return what `--json` prints of an interaction that was logged."""
    return {**document, "guesses": guesses_of(entry.guesses)}
