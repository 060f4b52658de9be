"""The days to remember, as a calendar (`.ics`, RFC 5545 and 7986).

The one rule: the same notes on the same day give the same bytes.

- DTSTAMP is midnight, UTC, of the day of the export, and SEQUENCE the number of days since 1970.
  A program that compares two exports (RFC 5546, section 2.1.5) finds the later one to be the newer.
- Everything takes a whole day and blocks no time (TRANSP). What is private is CLASS:PRIVATE.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hobnob import __version__, dates
from hobnob.exporters.exported import Exported
from hobnob.index.index import Index
from hobnob.network.calendar import CalendarDay, calendar_days

BEGINS = b"BEGIN:VCALENDAR"
"""How every calendar begins; another file is never overwritten by one."""

_CATEGORIES = {
    "birthday": "Birthday", "follow_up": "Follow-up", "promise": "Promise", "theirs": "Promise",
    "cadence": "Keep in touch",
}  # fmt: skip


def export(index: Index) -> Exported:
    """Return the calendar of a journal."""
    days = calendar_days(index)
    return Exported(
        format="calendar",
        entries=days,
        data=render_calendar(days, index.today),
        what=("day to remember", "days to remember"),
    )


def render_calendar(days: Iterable[CalendarDay], today: str) -> bytes:
    """Return days to remember as a calendar, as it is written on a day."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//hobnob//hobnob {__version__}//EN")
    calendar.add("version", "2.0")
    # A name by RFC 7986, and by the older custom that Apple and Google know.
    calendar.add("name", "hobnob")
    calendar.add("x-wr-calname", "hobnob")
    for day in days:
        calendar.add_component(_event(day, dates.first_day(today)))
    data: bytes = calendar.to_ical()
    return data


def _event(entry: CalendarDay, today: date) -> Any:
    from icalendar import Event

    day = dates.first_day(entry.date)
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("sequence", max(0, (today - date(1970, 1, 1)).days))
    event.add("dtstart", day)
    if day < date.max:
        event.add("dtend", day + timedelta(days=1))
    event.add("summary", entry.summary)
    if entry.text:
        event.add("description", entry.text)
    if entry.yearly:
        event.add("rrule", _yearly(day))
    if entry.private:
        event.add("class", "PRIVATE")
    event.add("categories", [_CATEGORIES[entry.reason]])
    event.add("transp", "TRANSPARENT")
    return event


def _yearly(day: date) -> dict[str, Any]:
    """Return the rule of a day that comes every year.

    A rule that says no more than that would pass over 29 February in three years of four; the last
    day of February is when hobnob has it too (see `dates.next_birthday`).
    """
    if (day.month, day.day) == (2, 29):
        return {"freq": "yearly", "bymonth": 2, "bymonthday": -1}
    return {"freq": "yearly"}
