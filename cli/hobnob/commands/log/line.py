"""Logging a line: calling `capture`, and printing how it understood the line.

The one rule: this module decides nothing about the line; `hobnob.capture` reads and writes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from hobnob.capture.entry import NewPeople, clean_text
from hobnob.capture.log import EntryWriter, log_entry, parse_entry
from hobnob.capture.moved import moved_commands
from hobnob.capture.parser import LineParser
from hobnob.capture.phrases import encourage, remark_on_asking
from hobnob.capture.role_change import role_commands
from hobnob.cli.layout import one_line, safe, wrap
from hobnob.cli.watching import Watch, ids_of
from hobnob.cli.writing import remember_last
from hobnob.commands.log.options import read_options
from hobnob.commands.log.phrases import (
    begin_of,
    format_entry,
    format_new_people,
    format_unread,
    spell_ahead,
)
from hobnob.errors import UsageError

if TYPE_CHECKING:
    from hobnob.capture.entry import NewEntry
    from hobnob.capture.log import Logged
    from hobnob.capture.names.mentions import Choose
    from hobnob.cli.app import App


@dataclass(frozen=True, kw_only=True)
class Logging:
    """One run of `log`.

    Attributes:
        typed: the options, by the names of the command's parameters.
        choose: asks which person a name means if it fits several.
        strict: fail if a name fits several people.
        dry: show the result, and write nothing.
    """

    app: App
    typed: Mapping[str, Any]
    choose: Choose | None = None
    strict: bool = False
    dry: bool = False

    def parser(self) -> tuple[LineParser, dict[str, Any]]:
        """Return the parser of lines, and the values that the options give beside each line.

        Raises:
            HobnobError: an option is wrong.
        """
        index = self.app.index
        new_people = NewPeople(index)
        given = read_options(index, self.typed, new_people, self.choose)
        parser = LineParser(
            index=index, new_people=new_people, choose=self.choose, strict=self.strict
        )
        return parser, given

    def log(self, text: str) -> NewEntry:
        """Log one line; return the entry that was understood.

        Raises:
            HobnobError: the line cannot be logged; nothing was written.
        """
        parser, given = self.parser()
        entry = parse_entry(parser, text, given)
        self.write(entry)
        return entry

    def log_letter(self, text: str) -> None:
        """Log the text of a letter, which stays as it is.

        Raises:
            HobnobError: it cannot be logged; nothing was written.
        """
        parser, given = self.parser()
        if not (text := clean_text(text)):
            raise UsageError("--body: there is no text in it")
        self.write(parser.letter(text, given))

    def write(self, entry: NewEntry) -> None:
        """Write an entry and print it, or show the text that would be written."""
        self.say_dates(entry)
        self.say_roles(entry)
        if self.dry:
            writer = EntryWriter(self.app.index)
            begin = begin_of(writer.add(entry), dry=True)
            self.show(writer, format_entry(entry, self.app.today, begin))
            return
        slugs = {*entry.values.get("people", ()), *entry.values.get("introduced", ())}
        watch = Watch(self.app, ids_of(self.app, slugs))
        logged = log_entry(self.app.index, entry)
        self.app.made(logged.change)
        remember_last(self.app.index, logged.placed.path)
        if logged.change is None:
            self.app.say(
                "this was logged already, word for word; nothing was written. If it happened "
                f"twice, give it a time: --date '{entry.day} 18:30'"
            )
        self._print(logged)
        if logged.placed.new:
            watch.say()

    def _print(self, logged: Logged) -> None:
        """Print the understood entry, its place, and an encouraging fact."""
        app, placed = self.app, logged.placed
        entry = placed.entry
        if app.json:
            app.print_answer(logged)
            return
        app.out("\n".join(format_entry(entry, app.today, begin_of(placed))))
        for line in format_new_people(entry.new_people if placed.new else ()):
            app.out(line)
        app.out(click.style(placed.path, dim=True))
        if placed.new and (remark := remark_on_asking(app.index, entry)):
            app.say(wrap(one_line(remark)))
        fact = encourage(app.index, logged) if placed.new else ""
        if fact and not app.quiet:
            app.out(wrap(one_line(fact)))

    def say_dates(self, entry: NewEntry, before: str = "", note: str = "last") -> None:
        """Say which dates were not read, and that an entry in the future is a draft."""
        if entry.day > self.app.today and not self.typed["draft"] and not self.app.json:
            self.app.say(f"{before}{spell_ahead(entry, note)}")
        for remark in format_unread(entry, self.app.today, note):
            self.app.say(f"{before}{remark}")

    def say_roles(self, entry: NewEntry, before: str = "") -> None:
        """Say which command records a new role that the entry tells of, or ends what it moved."""
        for command in role_commands(self.app.index, entry):
            self.app.say(f"{before}a new role? {one_line(command)}")
        for command in moved_commands(self.app.index, entry):
            self.app.say(f"{before}was it another day before? {one_line(command)} takes that off")

    def show(self, writer: EntryWriter, understood: Sequence[str]) -> None:
        """Print the notes that would be written; the understood entry goes to stderr."""
        app = self.app
        if app.json:
            app.print_answer(writer.preview()[0])
            return
        if understood and not app.quiet:
            click.echo("\n".join(understood), err=True, color=app.color)
        happened = {placed.path for placed in writer.placed}
        for path, data in writer.files().items():
            if path not in happened:
                app.say(f"would write {path}")
            else:
                app.say(f"would write {path}:")
                app.out(safe(data.decode()).rstrip("\n"))
