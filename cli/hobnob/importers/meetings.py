"""A calendar as interactions: past meetings, and appointments for those to come.

The one rule: a meeting is one interaction with the guests who did not decline. It is known by its
UID, and where it repeats by the day on which it was to be, so that it is imported once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from hobnob import dates
from hobnob.errors import UsageError
from hobnob.importers.as_markdown import as_markdown
from hobnob.importers.calendars import Calendar, CalendarEntry, read_calendar
from hobnob.importers.found import Column, Found, FoundInteraction, Party, Unread, Wanted
from hobnob.importers.html_text import looks_like_html, text_of_html
from hobnob.importers.ics_text import looks_like_calendar
from hobnob.names import fold

SOURCE = "calendar:"
FIRST_DAY = "1970-01-01"
DAYS_AHEAD = 365
"""How far ahead meetings become appointments."""
REPEATED_AHEAD = 31
"""The same for one that repeats, which may have no end."""
MOST_GUESTS = 25
"""A meeting with more guests is an assembly, and no contact with each."""
MOST_TEXT = 20_000
_LONGEST_UID = 200
_OWN = "hobnob"


def recognize(path: Path, start: bytes) -> bool:
    """Say whether a file is a calendar, or a folder has calendars in it."""
    if path.is_dir():
        return next(path.glob("*.ics"), None) is not None
    utf16 = start[:2] in (b"\xff\xfe", b"\xfe\xff")
    return looks_like_calendar(start[:400].decode("utf-16" if utf16 else "utf-8", "replace"))


def read(paths: Sequence[Path], wanted: Wanted) -> Found:
    """Read calendars, and folders of them.

    Raises:
        UsageError: a file cannot be read or is no calendar, or it is hobnob's own.
    """
    if wanted.every and not wanted.me:
        raise UsageError(
            "with --all every guest gets a note, so hobnob must know which guest is you. Write "
            "your addresses into mkdocs.yml, below '- hobnob:': 'me: [you@example.org]'"
        )
    reading = _Reading(wanted=wanted)
    files = [file for path in paths for file in _files(path)]
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}") from None
        days = dates.days_between(FIRST_DAY, wanted.day) + DAYS_AHEAD
        calendar = read_calendar(
            data, path.name, first=FIRST_DAY, days=days, each=True, tell=wanted.progress
        )
        if _OWN in calendar.program.lower():
            raise UsageError(f"{path.name} is a calendar that hobnob itself has written")
        reading.take(calendar, path.name)
    return reading.found()


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.ics")) if path.is_dir() else [path]


@dataclass(kw_only=True)
class _Reading:
    """What was read until now."""

    wanted: Wanted
    interactions: list[FoundInteraction] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)

    def take(self, calendar: Calendar, file: str) -> None:
        """Take the meetings of a calendar."""
        if calendar.left_out:
            what = "entry" if calendar.left_out == 1 else "entries"
            self.unread.append(
                Unread(line=0, file=file, message=f"{calendar.left_out} {what} of this calendar "
                       "cannot be read, or repeat too often")
            )  # fmt: skip
        mine = {*self.wanted.me, *([fold(calendar.name)] if "@" in calendar.name else [])}
        for entry in calendar.meetings:
            why = self._left_out(entry, mine)
            if why:
                self.passed_over[why] += 1
            else:
                self._add(entry, mine, file)

    def _left_out(self, entry: CalendarEntry, mine: set[str]) -> str:
        """Return why an entry is no meeting, "" if it is one."""
        guests = [guest for guest in entry.guests if fold(guest.email) not in mine]
        ahead = dates.days_between(self.wanted.day, entry.start[:10])
        if entry.cancelled:
            return "cancelled"
        if any(guest.declined for guest in entry.guests if fold(guest.email) in mine):
            return "declined by you"
        if not guests and entry.all_day:
            return "days without guests"
        if len(guests) > MOST_GUESTS:
            return f"with more than {MOST_GUESTS} guests"
        if entry.recurrence and ahead > REPEATED_AHEAD:
            return f"repetitions more than {REPEATED_AHEAD} days ahead"
        return ""

    def _add(self, entry: CalendarEntry, mine: set[str], file: str) -> None:
        source = self._source(entry)
        if not source:
            self.passed_over["copies of the same meeting"] += 1
            return
        values: dict[str, Any] = {"date": entry.start, "kind": "meeting"}
        if entry.place:
            values["place"] = entry.place
        if entry.start[:10] >= self.wanted.day:
            values["draft"] = True
        self.interactions.append(
            FoundInteraction(
                file=file, source=source, people=_people(entry, mine), values=values,
                text=_text(entry), makes_people=self.wanted.every, may_move=True,
                named_in="" if entry.all_day else entry.summary,
            )
        )  # fmt: skip

    def _source(self, entry: CalendarEntry) -> str:
        """Return what identifies a meeting for good; "" if it was read already."""
        uid = entry.uid
        if not uid:
            uid = _hashed(f"{entry.summary} {entry.start}")
        elif len(uid) > _LONGEST_UID or not uid.isascii() or " " in uid:
            uid = _hashed(uid)
        tries = [uid]
        if entry.recurrence:
            # The day alone, so that a series that is put an hour later stays what it is.
            tries = [f"{uid}/{entry.recurrence[:10]}", f"{uid}/{entry.recurrence}"]
        for one in tries:
            if (source := f"{SOURCE}{one}") not in self.seen:
                self.seen.add(source)
                return source
        return ""

    def found(self) -> Found:
        """Return all that was read."""
        return Found(
            kind="calendar",
            title="Calendar",
            interactions=tuple(self.interactions),
            unread=tuple(self.unread),
            columns=(
                Column(title="SUMMARY, DESCRIPTION", becomes="the text"),
                Column(title="ATTENDEE, ORGANIZER", becomes="people"),
                Column(title="LOCATION", becomes="place"),
                Column(title="UID, RECURRENCE-ID", becomes="source"),
            ),
            passed_over=dict(self.passed_over),
        )


def _people(entry: CalendarEntry, mine: set[str]) -> tuple[Party, ...]:
    return tuple(
        Party(name=guest.name, emails=(guest.email,) if guest.email else ())
        for guest in entry.guests if not guest.declined and fold(guest.email) not in mine
    )  # fmt: skip


def _text(entry: CalendarEntry) -> str:
    told = entry.text[:MOST_TEXT]
    told = text_of_html(told) if looks_like_html(told) else told.strip()
    return "\n\n".join(as_markdown(part) for part in (entry.summary, told) if part)


def _hashed(text: str) -> str:
    return f"hash-{blake2b(text.encode('utf-8', 'replace'), digest_size=12).hexdigest()}"
