"""Logging the inbox: what is understood moves into notes, what is not stays with the reason.

The one rule: notes and inbox are one change. A line is never lost, because it leaves the inbox only
together with its note, and never logged twice: a line whose words stand logged on its day stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from hobnob import dates
from hobnob.capture.days.when import parse_when
from hobnob.capture.entry import Guess, NewEntry, NewPeople, clean_text
from hobnob.capture.inbox.days import Day, dated_items
from hobnob.capture.inbox.items import InboxText, Item
from hobnob.capture.log import EntryWriter, Logged, Placed
from hobnob.capture.names.mentions import unlink
from hobnob.capture.parser import LineParser
from hobnob.capture.words.language import load_language_settings
from hobnob.errors import HobnobError, UsageError
from hobnob.inbox_files import InboxFile, load_inbox
from hobnob.inbox_paths import CONFLICT
from hobnob.index.index import Index
from hobnob.index.interactions import texts_of_days
from hobnob.index.overlay import Overlay, overlay
from hobnob.names import fold
from hobnob.transaction import FileChange
from hobnob.wording import join_words

_OPTION = re.compile(r"(?:[,.]? (?:Or say it|or) with --with\b| If you were:).*", re.DOTALL)
"""Advice about an option, which a line of the inbox cannot have."""
_LONGEST = 300
"""Characters of a reason."""
_DAY = len("2026-11-22")
_LATE, _LATE_COPY = 6, 31
"""Days within which the same words without a date are the same occasion: less than a week, because
some meet every week; in a synchronizer's copy a month."""


@dataclass(frozen=True, kw_only=True)
class Left:
    """A line that stays in the inbox.

    Attributes:
        path: of the file, relative to the journal.
        line: from 1.
        text: the line; "" for a file that cannot be read.
        reason: why it was not logged, and what would be right.
    """

    path: str
    line: int
    text: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """What `hobnob inbox` did with the lines that waited.

    Attributes:
        logged: the interactions that were written, each with its guesses.
        left: the lines that stay.
    """

    logged: tuple[Logged, ...]
    left: tuple[Left, ...]


@dataclass(kw_only=True)
class InboxRun:
    """One run over the inbox.

    Attributes:
        strict: leave a line whose names fit several people.
        left: the lines that stay.
    """

    index: Index
    strict: bool = False
    left: list[Left] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.writer = EntryWriter(self.index)
        self._settings = load_language_settings(self.index.journal.settings)
        self._new_people = NewPeople(self.index)
        self._parsers: dict[str, LineParser] = {}
        self._known: set[str] = set()

    def read(self) -> None:
        """Understand every line; nothing is written before `writer.write`."""
        # A person who is new in one line is known in the next.
        with overlay(self.index) as overlaid:
            for file in load_inbox(self.index.journal):
                if file.problem:
                    self.left.append(
                        Left(path=file.shown, line=1, text="", reason=file.problem)
                    )  # fmt: skip
                else:
                    self._read(file, overlaid)

    def answer(self, *, dry: bool) -> Inbox:
        """Return what was done, or what would be done."""
        logged = self.writer.preview() if dry else self.writer.logged()
        return Inbox(logged=logged, left=tuple(self.left))

    def _read(self, file: InboxFile, overlaid: Overlay) -> None:
        text = InboxText(file.text)
        copy = bool(CONFLICT.search(file.path.name))
        logged: list[Item] = []
        reasons: dict[int, str] = {}
        for item, day in dated_items(file, text, self._settings, self.index.today):
            try:
                self._add(item, day, overlaid, copy=copy)
                logged.append(item)
            except HobnobError as error:
                reason = reasons[item.first] = _reason(error)
                self.left.append(
                    Left(path=file.shown, line=item.first, text=item.whole, reason=reason)
                )
        after = text.without(logged, reasons).encode()
        if after != file.data:
            self.writer.beside.append(FileChange(path=file.path, before=file.data, after=after))

    def _add(self, item: Item, day: Day, overlaid: Overlay, *, copy: bool) -> Placed:
        """Add the note of a line to what will be written.

        Args:
            item: the line.
            day: what dates it.
            overlaid: the index, which learns of the note.
            copy: whether it stands in a copy that a synchronizer made.

        Raises:
            HobnobError: the line stays.
        """
        entry = self._entry(item, day)
        undated = not (item.stamp.day or day.date)
        if path := self._logged_before(entry, (_LATE_COPY if copy else _LATE) if undated else 0):
            right = "its day" if undated else "a time, such as 'at 6:30pm',"
            raise UsageError(
                f"the same words stand in {path} already; remove this line, or add {right} if it "
                "happened again"
            )
        placed = self.writer.add(entry)
        files = self.writer.files()
        for path in files.keys() - self._known:
            overlaid.add(path, files[path])
            self._known.add(path)
        for parser in self._parsers.values():
            parser.index.resolver = self.index.resolver
        return placed

    def _entry(self, item: Item, day: Day) -> NewEntry:
        """Return the entry of a line.

        Words such as "yesterday" and "in 3 weeks" count from the day on which it was written.
        """
        today = self.index.today
        if day.doubt and not item.stamp.day:
            raise UsageError(day.doubt)
        written = _existing(item.stamp.day or day.date) or today
        base = written if len(written) == len(today) and written <= today else today
        entry = self._parser(base).parse(clean_text(self._text_of(item)), {})
        if self.strict and entry.guesses:
            raise UsageError("; ".join(map(_doubt, entry.guesses)))
        if entry.values["date"] != base:
            return entry
        date = f"{written}T{item.stamp.time}" if item.stamp.time else written
        values: dict[str, Any] = {**entry.values, "date": date}
        if written > today:
            values["draft"] = True
        return replace(entry, values=values)

    def _parser(self, today: str) -> LineParser:
        """Return the parser of the lines that were written on a day."""
        if today not in self._parsers:
            index = replace(self.index, today=today)
            self._parsers[today] = LineParser(index=index, new_people=self._new_people)
        return self._parsers[today]

    def _text_of(self, item: Item) -> str:
        """Return what a line says; "2. November" is a date, although it looks like a list."""
        words = item.text.split(maxsplit=1)
        if item.number.endswith(".") and words:
            begin = f"{item.number} {words[0].rstrip(':,')}"
            try:
                parse_when(begin, self.index.today, self._settings.of(begin))
            except UsageError:
                return item.text
            return f"{item.number} {item.text}"
        return item.text

    def _logged_before(self, entry: NewEntry, late: int) -> str:
        """Return the path of a note of the same day with the same words, or "".

        The note may have been changed since: only the words of the line are compared. Two times
        of day are two occasions.

        Args:
            entry: what the line says.
            late: how many days before count too. A line without a date may come back from a phone
                that was offline, and would then be dated with a later day.
        """
        typed = unlink(entry.text).partition("\n\n- [ ] ")[0].strip()
        lines = typed.count("\n") + 1
        wanted, date = _words(typed), str(entry.values["date"])
        first = dates.add_days(entry.day, -late) if late else entry.day
        for path, other, body in texts_of_days(self.index, first, entry.day):
            begin = "\n".join(unlink(body).strip().split("\n")[:lines])
            apart = len(date) > _DAY and len(other) > _DAY and date != other
            if not apart and _words(begin) == wanted:
                return path
        return ""


def _existing(day: str) -> str:
    """Return a day or a month as it is.

    Raises:
        UsageError: there is no such day.
    """
    try:
        return dates.parse_date(day) if day else ""
    except ValueError as error:
        raise UsageError(str(error)) from None


def _words(text: str) -> str:
    return " ".join(fold(text).split())


def _doubt(guess: Guess) -> str:
    others = [f"[[{slug}]]" for slug in (guess.person, *guess.others)]
    return f"'{guess.typed}' fits several people; write {join_words(others, 'or')}"


def _reason(error: HobnobError) -> str:
    """Return why a line stays, in one sentence or two."""
    text = " ".join(_OPTION.sub("", str(error)).split())
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
