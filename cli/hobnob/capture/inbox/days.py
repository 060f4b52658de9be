"""The day of each line of the inbox: from its own moment, the headings above it, the file's name.

The one rule: a day that is not certain is no day. A heading that says "Friday" could mean any
Friday, so the lines below it stay, and hobnob says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from hobnob import dates
from hobnob.capture.days.when import find_dates, parse_when
from hobnob.capture.inbox.items import Heading, InboxText, Item
from hobnob.capture.words.language import LanguageSettings
from hobnob.errors import UsageError
from hobnob.inbox_files import InboxFile
from hobnob.inbox_paths import CONFLICT

_ISO = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)(?!\d)")
_IN_NAME = re.compile(r"(?<!\d)(\d{4})[-_. ]?(\d\d)[-_. ]?(\d\d)(?!\d{3})")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBERS = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{2,4}")
_MARKS = re.compile(r"[*_\[\]]+|:(?!\d)")
_LONGEST = 40
"""Characters of a line that is only a date."""
_LINE = 7
"""The level of a line that is only a date: below all headings."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """The day that some lines have.

    Attributes:
        date: an ISO date or month; "" if nothing says it.
        doubt: why the day is not certain, or "".
    """

    date: str = ""
    doubt: str = ""


@dataclass(kw_only=True)
class Days:
    """The headings above the line that is read now.

    Attributes:
        settings: the language of the journal.
        today: an ISO date.
        of_file: the day in the name of the file.
    """

    settings: LanguageSettings
    today: str
    of_file: Day = field(default_factory=Day)
    _above: dict[int, Day] = field(default_factory=dict)

    def now(self) -> Day:
        """Return the day of the lines that follow: the nearest heading with one says it."""
        dated = [self._above[level] for level in sorted(self._above, reverse=True)]
        return next((day for day in dated if day.date or day.doubt), self.of_file)

    def read(self, heading: Heading) -> None:
        """Take a heading; it ends what headings of its level and below it said."""
        self._above = {level: day for level, day in self._above.items() if level < heading.level}
        self._above[heading.level] = self._day_of(heading)

    def read_line(self, text: str) -> bool:
        """Take a line as a heading if it is only a date; return whether it is."""
        if not self.is_date(text):
            return False
        self.read(Heading(level=_LINE, text=text))
        return True

    def is_date(self, text: str) -> bool:
        """Return whether a text is a date and nothing else."""
        if len(text) > _LONGEST or not any(char.isdigit() for char in text):
            return False
        # 03/11/2026 may be two days, which is a doubt about the lines below it.
        return bool(_NUMBERS.fullmatch(text) or self._plain(text))

    def _day_of(self, heading: Heading) -> Day:
        """Return the day that a heading says, if any."""
        where = f"the heading '{heading.text}'"
        right = f"write it as {self.today}"
        isos = dict.fromkeys(_ISO.findall(heading.text))
        if len(isos) > 1:
            return Day(doubt=f"{where} has several dates; {right}")
        try:
            if isos:
                return Day(date=dates.parse_date(next(iter(isos))))
            found = self._plain(heading.text) or self._inside(heading.text)
        except (UsageError, ValueError) as error:
            return Day(doubt=f"{where}: {error}")
        years = _YEAR.findall(heading.text)
        if found and not any(char.isdigit() for char in heading.text):
            return Day(doubt=f"{where} does not say which day; {right}")
        if found and years and found[:4] not in years:
            return Day(doubt=f"{where} is not understood; {right}")
        return Day(date=found[:10])

    def _plain(self, text: str) -> str:
        """Return the day of a text that is only a date, also with a day of the week, or ""."""
        text = " ".join(_MARKS.sub(" ", text).split())
        words = text.replace(",", " ").split()
        found = self._whole(text) or self._whole(" ".join(words))
        for word, rest in ((words[:1], words[1:]), (words[-1:], words[:-1])):
            # "Friday, November 20th, 2026"
            if not found and rest and word[0].isalpha() and self._whole(word[0]):
                found = self._whole(" ".join(rest))
        return found

    def _whole(self, text: str) -> str:
        """Return the day of a text that hobnob takes for a date, or ""."""
        try:
            return parse_when(
                text, self.today, self.settings.of(text), day_first=self.settings.day_first
            )
        except UsageError:
            return ""

    def _inside(self, text: str) -> str:
        """Return the day that a text of several words names, if it has a number; or "".

        Raises:
            UsageError: there is no such day, or it could be two days.
        """
        found = find_dates(
            text, self.today, self.settings.of(text), day_first=self.settings.day_first
        )
        days = {
            when.value for when in found
            if when.role == "date" and any(char.isdigit() for char in text[when.start : when.end])
        }  # fmt: skip
        return days.pop() if len(days) == 1 else ""


def day_in_name(path: PurePath) -> Day:
    """Return the day in the name of a file: `2026-11-20.md`, `Note 20261120 0912.txt`.

    The day in the mark of a conflict is no such day, and a name with several says none.
    """
    days = set(_days_in(CONFLICT.sub("", path.name)))
    if len(days) > 1:
        return Day(doubt=f"the name of this file has several dates: {', '.join(sorted(days))}")
    return Day(date=days.pop() if days else "")


def _days_in(name: str) -> Iterator[str]:
    for found in _IN_NAME.finditer(name):
        try:
            yield dates.parse_date("-".join(found.groups()))
        except ValueError:
            continue


def dated_items(
    file: InboxFile, text: InboxText, settings: LanguageSettings, today: str
) -> Iterator[tuple[Item, Day]]:
    """Yield the lines that wait in a file, each with its day."""
    days = Days(settings=settings, today=today, of_file=day_in_name(file.path))

    def walk(parts: Iterator[Heading | Item]) -> Iterator[tuple[Item, Day]]:
        for part in parts:
            if isinstance(part, Heading):
                days.read(part)
                continue
            first = part.text.partition("\n")[0] if part.text else part.stamp.day
            if not days.read_line(first):
                yield part, days.now()
            elif part.after > part.first + 1:
                # A list below a day, as Logseq writes it.
                yield from walk(text.below(part))

    yield from walk(text.parts())
