"""The days to remember, as a calendar (`.ics`, RFC 5545 and 7986).

The one rule: the same notes on the same day give the same bytes, and one thing to remember has the
same UID on every day, so that importing a calendar again updates what is there and doubles nothing.

- A UID is a version 5 UUID (RFC 9562) of the reason and the slug or the promise's reference. As RFC
  7986, section 5.3 asks, it tells nothing of whom it is about.
- DTSTAMP is midnight, UTC, of the day of the export, and SEQUENCE the number of days since 1970.
  Whoever compares two exports (RFC 5546, section 2.1.5) finds the later one to be the newer.
- Everything takes a whole day and blocks no time (TRANSP). What is private is CLASS:PRIVATE.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from hobnob import __version__, dates
from hobnob.exporters.exported import Exported
from hobnob.index.index import Index
from hobnob.index.notes import private_slugs
from hobnob.index.people import PeopleFilter, birthdays, list_people
from hobnob.index.promises import ME, Promise, list_promises
from hobnob.network.excerpts import excerpt, plain_text
from hobnob.network.today.follow_ups import open_follow_ups
from hobnob.network.today.last_contacts import Clocks

_NAMESPACE = UUID("1f0c7a52-6f52-5c07-9c2b-6d6f626e6f62")
"""Of all UIDs; another would double every entry of every calendar there is."""
_ANY_YEAR = "2000"
"""Stands for a year of birth that is not known; a leap year."""
_AHEAD = 36_525
"""Days for which follow-ups are looked for: a century."""
_LONGEST = 300
"""Characters of a note that stand in an entry."""
_CATEGORIES = {
    "birthday": "Birthday", "follow_up": "Follow-up", "promise": "Promise", "theirs": "Promise",
    "cadence": "Keep in touch",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A day to remember.

    Attributes:
        key: what tells it from all others for the same reason: a slug, or a promise's reference.
        reason: birthday, follow_up, promise, theirs (a promise of somebody's), or cadence.
        date: an ISO date; of a birthday, that of birth, or in any leap year.
        yearly: whether it comes every year.
        people: slugs.
        note: slug of the note that says so.
    """

    key: str
    reason: str
    date: str
    summary: str
    text: str = ""
    yearly: bool = False
    people: tuple[str, ...] = ()
    note: str
    private: bool = False

    @property
    def uid(self) -> str:
        """What an entry is known by in every calendar."""
        return str(uuid5(_NAMESPACE, f"{self.reason}:{self.key}"))


def export(index: Index) -> Exported:
    """Return the calendar of a journal."""
    entries = calendar_entries(index)
    return Exported(
        data=render_calendar(entries, index.today),
        entries=tuple(_document(entry) for entry in entries),
        what=("day to remember", "days to remember"),
    )


def calendar_entries(index: Index) -> tuple[Entry, ...]:
    """Return all days to remember, by date."""
    private = private_slugs(index)
    found = [
        *_birthdays(index), *_follow_ups(index, private), *_promises(index, private),
        *_cadences(index, private),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda e: (e.date, e.reason, e.key)))


def _birthdays(index: Index) -> Iterator[Entry]:
    for slug, name, born, private in birthdays(index):
        known = not born.startswith("--")
        yield Entry(
            key=slug,
            reason="birthday",
            date=born if known else _ANY_YEAR + born[1:],
            summary=f"{name}'s birthday",
            text=f"Born in {born[:4]}." if known else "",
            yearly=True,
            people=(slug,),
            note=slug,
            private=bool(private),
        )


def _follow_ups(index: Index, private: set[str]) -> Iterator[Entry]:
    for item in open_follow_ups(index, Clocks(index, days=_AHEAD)):
        slugs = tuple(person.slug for person in item.people)
        names = ", ".join(person.name for person in item.people)
        yield Entry(
            key=item.slug,
            reason="follow_up",
            date=_day(item.date),
            summary=f"Follow up with {names}" if names else "Follow up",
            text=excerpt(index, item.text, _LONGEST),
            people=slugs,
            note=item.slug,
            private=not private.isdisjoint((item.slug, *slugs)),
        )


def _promises(index: Index, private: set[str]) -> Iterator[Entry]:
    for row in list_promises(index):
        if not row.due:
            continue
        text = plain_text(index, row.text)
        slugs = tuple(who.slug for who in row.people)
        yield Entry(
            key=row.ref,
            reason="promise" if row.owner == ME else "theirs",
            date=_day(row.due),
            summary=f"{_promised(row)}: {text}",
            people=slugs if row.owner == ME else (row.owner,),
            note=row.note,
            private=not private.isdisjoint((row.note, row.owner, *slugs)),
        )


def _promised(row: Promise) -> str:
    if row.owner != ME:
        return f"{row.whose.name} promised"
    names = ", ".join(who.name for who in row.people)
    return f"Promised to {names}" if names and row.kind != "plan" else "Promised"


def _cadences(index: Index, private: set[str]) -> Iterator[Entry]:
    for row in list_people(index, PeopleFilter(), sort="due"):
        if not row.due:
            continue
        rhythm = f"Every {dates.spell_interval(row.cadence_days or 0).removeprefix('1 ')}"
        last = f"last on {row.last_contact}" if row.last_contact else "not yet in touch"
        yield Entry(
            key=row.slug,
            reason="cadence",
            date=_day(row.due),
            summary=f"Be in touch with {row.name}",
            text=f"{rhythm}; {last}.",
            people=(row.slug,),
            note=row.slug,
            private=row.slug in private,
        )


def _day(text: str) -> str:
    """Return a date as a day; of a month or a year alone, the first."""
    return dates.first_day(text).isoformat()


def _document(entry: Entry) -> dict[str, Any]:
    return {
        "uid": entry.uid,
        "reason": entry.reason,
        "date": entry.date,
        "yearly": entry.yearly,
        "summary": _clean(entry.summary),
        "text": _clean(entry.text),
        "people": list(entry.people),
        "note": entry.note,
        "private": entry.private,
    }


# ---------------------------------------------------------------- the file


def render_calendar(entries: tuple[Entry, ...], today: str) -> bytes:
    """Return entries as a calendar, as it is written on a day."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//hobnob//hobnob {__version__}//EN")
    calendar.add("version", "2.0")
    # A name by RFC 7986, and by the older custom that Apple and Google know.
    calendar.add("name", "hobnob")
    calendar.add("x-wr-calname", "hobnob")
    for entry in entries:
        calendar.add_component(_event(entry, dates.first_day(today)))
    data: bytes = calendar.to_ical()
    return data


def _event(entry: Entry, today: date) -> Any:
    from icalendar import Event

    day = dates.first_day(entry.date)
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("sequence", max(0, (today - date(1970, 1, 1)).days))
    event.add("dtstart", day)
    if day < date.max:
        event.add("dtend", day + timedelta(days=1))
    event.add("summary", _clean(entry.summary))
    if entry.text:
        event.add("description", _clean(entry.text))
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


def _clean(text: str) -> str:
    """Return a text on one line, without the characters that RFC 5545 has no room for."""
    shown = (c for c in " ".join(text.split()) if unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(shown)
