"""Calendars (`.ics`, RFC 5545): what is in one for the next days.

The one rule: a calendar comes from elsewhere, and nothing in it can stop a command for long: what
cannot be read is left out and counted, what would never end is given up.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from hobnob import dates
from hobnob.errors import UsageError
from hobnob.importers.ics_text import looks_like_calendar, skim

MOST_BYTES = 64_000_000
"""Bytes of a calendar that are read; twenty busy years take less."""
PATIENCE = 8.0
"""Seconds of computing that a calendar may take; a repetition without end takes for ever."""
_AROUND = 2
"""Days before and after those asked for that are looked at: no two time zones are further apart."""
_TOO_OFTEN = frozenset(("SECONDLY", "MINUTELY"))
"""Nothing that happens every minute is a meeting."""


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody in a calendar's entry.

    Attributes:
        name: as the calendar has it, or "".
        email: in lower case, or "".
        declined: whether they said that they are not coming, or sent somebody else.
    """

    name: str
    email: str
    declined: bool = False


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """An entry of a calendar, on one of its days.

    Attributes:
        start, end: ISO dates of the first and the last day of what takes whole days; else dates
            and times (`2026-11-22T12:30`), in the time of this machine.
        guests: who is in it, its organizer among them; nobody twice.
        cancelled: whether it was called off.
    """

    summary: str
    start: str
    end: str
    place: str = ""
    guests: tuple[Guest, ...] = ()
    cancelled: bool = False

    @property
    def all_day(self) -> bool:
        """Whether it takes whole days."""
        return len(self.start) == 10


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """What a calendar has for some days.

    Attributes:
        name: as it calls itself; Google's is its owner's address.
        meetings: by when they begin.
        left_out: how many entries could not be read.
    """

    name: str = ""
    meetings: tuple[CalendarEntry, ...] = ()
    left_out: int = 0


def read_calendar(
    data: bytes, name: str, *, first: str, days: int, zone: tzinfo | None = None
) -> Calendar:
    """Read what a calendar has for some days.

    Args:
        data: the content of the file.
        name: of the file, for what is said of it.
        first: the ISO date of the first day.
        days: how many days from then on.
        zone: in which times are given; None is the zone of this machine.

    Raises:
        UsageError: it is no calendar, or nothing that could be read to its end.
    """
    if len(data) > MOST_BYTES:
        raise UsageError(
            f"{name} has more than {MOST_BYTES // 1_000_000} MB, which is too much for a calendar; "
            "export a shorter stretch of it"
        )
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    if not looks_like_calendar(text):
        raise UsageError(
            f"{name} is not a calendar: one begins with BEGIN:VCALENDAR. Calendar programs write "
            "it by 'export' or 'download', as a file that ends with .ics"
        )
    begin, end = dates.first_day(first), dates.first_day(dates.add_days(first, days))
    around = timedelta(days=_AROUND)
    skimmed = skim(text, _shifted(begin, -around).isoformat(), _shifted(end, around).isoformat())
    found: list[CalendarEntry] = []
    left_out = 0
    with _patience(name):
        for series in skimmed.series:
            try:
                found += _meetings(skimmed.text_of(series), (begin, end), zone)
            except Exception:  # what goes wrong in a library, with whatever stands in a file
                left_out += 1
    titles = (line.partition(":")[2] for line in skimmed.head if line.startswith("X-WR-CALNAME"))
    return Calendar(
        name=next(titles, "").strip(),
        meetings=tuple(sorted(found, key=lambda m: (m.start[:10], not m.all_day, m.start, m.end))),
        left_out=left_out,
    )


def _meetings(text: str, days: tuple[date, date], zone: tzinfo | None) -> list[CalendarEntry]:
    """Return the instances of a series that touch some days; the second is the day after.

    Raises:
        Exception: of any kind, when it cannot be read.
    """
    from icalendar import Calendar as Parsed
    from recurring_ical_events import of

    calendar = Parsed.from_ical(text)
    for event in calendar.walk("VEVENT"):
        rule = event.get("RRULE")
        for one in rule if isinstance(rule, list) else [rule] if rule else []:
            if _TOO_OFTEN & {str(word).upper() for word in one.get("FREQ", ())}:
                raise ValueError("it happens too often to be a meeting")
            if any(int(step) < 1 for step in one.get("INTERVAL", ())):
                raise ValueError("it never comes to its next time")
        if event.get("DTSTART") is None and "RECURRENCE-ID" not in event:
            raise ValueError("it has no day")
    around = timedelta(days=_AROUND)
    begin, end = _shifted(days[0], -around), _shifted(days[1], around)
    midnight = time()
    instances = of(calendar).between(
        datetime.combine(begin, midnight), datetime.combine(end, midnight)
    )
    made = [_meeting(event, zone) for event in instances]
    first, after = (day.isoformat() for day in days)
    return [m for m in made if m.start[:10] < after and _last_day(m) >= first]


def _meeting(event: Any, zone: tzinfo | None) -> CalendarEntry:
    start, end = event["DTSTART"].dt, event["DTEND"].dt
    if isinstance(start, datetime):
        begun, over = _local(start, zone), _local(end, zone)
    else:
        # A day in a calendar ends where the next begins.
        over = max(start, _as_date(end) - timedelta(days=1)).isoformat()
        begun = start.isoformat()
    return CalendarEntry(
        summary=_text(event.get("SUMMARY")),
        start=begun,
        end=max(begun, over),
        place=_text(event.get("LOCATION")),
        guests=tuple(_guests(event)),
        cancelled=_text(event.get("STATUS")).upper() == "CANCELLED",
    )


def _local(moment: date, zone: tzinfo | None) -> str:
    """Return when something is by the clocks here; what names no zone is so everywhere."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    if moment.tzinfo is not None:
        moment = moment.astimezone(zone)
    return moment.strftime("%Y-%m-%dT%H:%M") if moment.year > 999 else moment.isoformat()[:16]


def _as_date(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _last_day(meeting: CalendarEntry) -> str:
    """Return the last day that a meeting touches; one until midnight does not touch the next."""
    if meeting.end.endswith("T00:00") and meeting.end > meeting.start:
        return dates.add_days(meeting.end, -1)
    return meeting.end[:10]


def _shifted(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta() else date.min


def _guests(event: Any) -> Iterator[Guest]:
    """Yield who is in an entry: people, not rooms; whom it names twice once."""
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
            # Some programs put the address where the name belongs.
            name = "" if "@" in name and " " not in name else name
            key_of = email or name.casefold()
            if not key_of or key_of in seen:
                continue
            seen.add(key_of)
            status = str(params.get("PARTSTAT", "")).upper()
            yield Guest(name=name, email=email, declined=status in ("DECLINED", "DELEGATED"))


def _text(value: Any) -> str:
    """Return a value on one line; of several, the first."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return " ".join(str(value or "").split())


class _TooLongError(BaseException):
    """The time is up; no library that forgives all exceptions may forgive this one."""


@contextmanager
def _patience(name: str) -> Iterator[None]:
    """Give up on what computes for too long, where the system can tell.

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
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        yield
    except _TooLongError:
        raise UsageError(
            f"{name} would take too long to read: something in it repeats too often, or never "
            "comes to an end. Export a shorter stretch of it, or another calendar"
        ) from None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
