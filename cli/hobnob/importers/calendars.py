"""Calendars (`.ics`, RFC 5545): the meetings of a range of days.

The one rule: a calendar comes from elsewhere, and no content of it may block a command. Entries
that cannot be read are left out and counted. An entry that takes too long ends the reading.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from hobnob import dates
from hobnob.errors import UsageError
from hobnob.importers.ics_text import looks_like_calendar, skim

MOST_BYTES = 64_000_000
"""The most bytes of a calendar; twenty busy years need less."""
PATIENCE = 8.0
"""The most seconds of processor time for a calendar; some repetitions never end."""
PATIENCE_EACH = 3.0
"""The same for one entry of a calendar that is read as a whole."""
_AROUND = 2
"""Days before and after the wanted range that are read too, more than time zones differ."""
_TOO_OFTEN = frozenset(("SECONDLY", "MINUTELY"))
"""Rates of repetition that no meeting has."""


@dataclass(frozen=True, kw_only=True)
class Guest:
    """A guest of a calendar's entry.

    Attributes:
        name: the name in the calendar, or "".
        email: in lower case, or "".
        declined: whether they declined, or sent somebody else.
    """

    name: str
    email: str
    declined: bool = False


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """An entry of a calendar, on one of its days.

    Attributes:
        start, end: for whole days the ISO dates of the first and the last day; else dates and
            times (`2026-11-22T12:30`), in the time zone of this machine.
        guests: the guests and the organizer, each once.
        cancelled: whether it was cancelled.
        uid: the UID of the entry, "" if it has none.
        recurrence: for one instance of an entry that repeats, when it was to be at first.
        text: the description.
    """

    summary: str
    start: str
    end: str
    place: str = ""
    guests: tuple[Guest, ...] = ()
    cancelled: bool = False
    uid: str = ""
    recurrence: str = ""
    text: str = ""

    @property
    def all_day(self) -> bool:
        """Whether the meeting takes whole days."""
        return len(self.start) == 10


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The meetings of a calendar for a range of days.

    Attributes:
        name: the name of the calendar; Google uses the owner's address.
        meetings: in the order of their start.
        left_out: how many entries could not be read.
        program: what wrote it.
    """

    name: str = ""
    program: str = ""
    meetings: tuple[CalendarEntry, ...] = ()
    left_out: int = 0


def read_calendar(
    data: bytes, name: str, *, first: str, days: int, zone: tzinfo | None = None,
    each: bool = False, tell: Callable[[int, int], None] | None = None,
) -> Calendar:  # fmt: skip
    """Read the meetings of a calendar for a range of days.

    Args:
        data: the content of the file.
        name: the name of the file, for messages.
        first: the ISO date of the first day.
        days: the number of days.
        zone: the time zone of the results; None is the zone of this machine.
        each: an entry that takes too long is left out, and does not end the reading; for a whole
            calendar, which may take long.
        tell: is told how many entries of how many are read.

    Raises:
        UsageError: it is not a calendar, or it takes too long to read.
    """
    if len(data) > MOST_BYTES:
        raise UsageError(
            f"{name} is larger than {MOST_BYTES // 1_000_000} MB, which is too much for a "
            "calendar; export fewer months"
        )
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    if not looks_like_calendar(text):
        raise UsageError(
            f"{name} is not a calendar: a calendar begins with BEGIN:VCALENDAR. In a calendar "
            "program, use 'export' or 'download' to get a file that ends in .ics"
        )
    begin, end = dates.first_day(first), dates.first_day(dates.add_days(first, days))
    around = timedelta(days=_AROUND)
    skimmed = skim(text, _shifted(begin, -around).isoformat(), _shifted(end, around).isoformat())
    found: list[CalendarEntry] = []
    left_out = 0
    with nullcontext() if each else _patience(name):
        for done, series in enumerate(skimmed.series):
            if tell:
                tell(done, len(skimmed.series))
            try:
                with _patience(name, PATIENCE_EACH) if each else nullcontext():
                    found += _meetings(skimmed.text_of(series), (begin, end), zone)
            except Exception:  # the content of the file may cause any error in the libraries
                left_out += 1
    titles = (line.partition(":")[2] for line in skimmed.head if line.startswith("X-WR-CALNAME"))
    return Calendar(
        name=next(titles, "").strip(),
        meetings=tuple(sorted(found, key=lambda m: (m.start[:10], not m.all_day, m.start, m.end))),
        left_out=left_out,
        program=next((ln.partition(":")[2] for ln in skimmed.head if ln.startswith("PRODID")), ""),
    )


def _meetings(text: str, days: tuple[date, date], zone: tzinfo | None) -> list[CalendarEntry]:
    """Return the instances of a series from a first day up to, but not on, a second day.

    Raises:
        Exception: any exception, if the series cannot be read.
    """
    from icalendar import Calendar as Parsed
    from recurring_ical_events import of

    calendar = Parsed.from_ical(text)
    for event in calendar.walk("VEVENT"):
        rule = event.get("RRULE")
        for part in rule if isinstance(rule, list) else [rule] if rule else []:
            if _TOO_OFTEN & {str(word).upper() for word in part.get("FREQ", ())}:
                raise ValueError("it happens too often to be a meeting")
            if any(int(step) < 1 for step in part.get("INTERVAL", ())):
                raise ValueError("it never reaches its next instance")
        if event.get("DTSTART") is None and "RECURRENCE-ID" not in event:
            raise ValueError("it has no day")
    around = timedelta(days=_AROUND)
    begin, end = _shifted(days[0], -around), _shifted(days[1], around)
    midnight = time()
    instances = of(calendar).between(
        datetime.combine(begin, midnight), datetime.combine(end, midnight)
    )
    repeats = any(
        key in event
        for event in calendar.walk("VEVENT")
        for key in ("RRULE", "RDATE", "RECURRENCE-ID")
    )
    made = [_meeting(event, zone, repeats=repeats) for event in instances]
    first, after = (day.isoformat() for day in days)
    return [m for m in made if m.start[:10] < after and _last_day(m) >= first]


def _meeting(event: Any, zone: tzinfo | None, *, repeats: bool) -> CalendarEntry:
    start, end = event["DTSTART"].dt, event["DTEND"].dt
    changed = getattr(event.get("RECURRENCE-ID"), "dt", None)
    if isinstance(start, datetime):
        begun, over = _local(start, zone), _local(end, zone)
    else:
        # In a calendar, a whole day ends at the beginning of the next day.
        over = max(start, _as_date(end) - timedelta(days=1)).isoformat()
        begun = start.isoformat()
    return CalendarEntry(
        summary=_text(event.get("SUMMARY")),
        start=begun,
        end=max(begun, over),
        place=_text(event.get("LOCATION")),
        guests=tuple(_guests(event)),
        cancelled=_text(event.get("STATUS")).upper() == "CANCELLED",
        uid=_text(event.get("UID")),
        recurrence=_recurrence(changed, start) if repeats else "",
        text=str(_first(event.get("DESCRIPTION"))),
    )


def _recurrence(told: Any, start: date) -> str:
    """Return when an instance was to be, in the zone of the entry.

    A changed instance may tell it in UTC.
    """
    if isinstance(told, datetime) and isinstance(start, datetime) and start.tzinfo and told.tzinfo:
        told = told.astimezone(start.tzinfo)
    return told.isoformat()[:16] if isinstance(told, date) else ""


def _local(moment: date, zone: tzinfo | None) -> str:
    """Return a time in the local zone; a time without a zone stays as it is."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    if moment.tzinfo is not None:
        moment = moment.astimezone(zone)
    return moment.strftime("%Y-%m-%dT%H:%M") if moment.year > 999 else moment.isoformat()[:16]


def _as_date(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _last_day(meeting: CalendarEntry) -> str:
    """Return the last day of a meeting; if it ends at midnight, that is the day before."""
    if meeting.end.endswith("T00:00") and meeting.end > meeting.start:
        return dates.add_days(meeting.end, -1)
    return meeting.end[:10]


def _shifted(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta() else date.min


def _guests(event: Any) -> Iterator[Guest]:
    """Yield the guests of an entry: people, not rooms, and each once."""
    seen: set[str] = set()
    for key in ("ATTENDEE", "ORGANIZER"):
        found = event.get(key)
        for value in found if isinstance(found, list) else [found] if found is not None else []:
            params = getattr(value, "params", {})
            if str(params.get("CUTYPE", "")).upper() in ("ROOM", "RESOURCE"):
                continue
            address = "".join(str(value).split())
            email = address[7:].lower() if address[:7].lower() == "mailto:" else ""
            name = _text(params.get("CN")).strip("'\"")
            # Some programs write the address in place of the name.
            name = "" if "@" in name and " " not in name else name
            key_of = email or name.casefold()
            if not key_of or key_of in seen:
                continue
            seen.add(key_of)
            status = str(params.get("PARTSTAT", "")).upper()
            yield Guest(name=name, email=email, declined=status in ("DECLINED", "DELEGATED"))


def _text(value: Any) -> str:
    """Return a value on one line; for several values, the first."""
    return " ".join(str(_first(value)).split())


def _first(value: Any) -> Any:
    if isinstance(value, list):
        value = value[0] if value else ""
    return value or ""


class _TooLongError(BaseException):
    """The time is over; it is a BaseException, so that no library catches it."""


@contextmanager
def _patience(name: str, seconds: float = PATIENCE) -> Iterator[None]:
    """Stop a computation that takes too long, if the system has a timer for that.

    Raises:
        UsageError: it took too long.
    """
    timed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not timed:
        yield
        return

    def stop(*_: object) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    except _TooLongError:
        raise UsageError(
            f"{name} would take too long to read: one of its events repeats too often or without "
            "end. Export fewer months, or another calendar"
        ) from None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
