"""The days to remember: appointments, days of the year, follow-ups, promises, last days to apply.

The one rule: one thing to remember has the same UID on every day, so that importing a calendar
again updates what is there and doubles nothing. As RFC 7986, section 5.3 asks, a UID (version 5,
RFC 9562) tells nothing of whom it is about.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid5

from hobnob import dates
from hobnob.answers import Day, Slug, TextOrNone, hidden
from hobnob.index.appointments import list_appointments
from hobnob.index.index import Index
from hobnob.index.lookup import shown_text
from hobnob.index.notes import head, private_slugs
from hobnob.index.people import PeopleFilter, birthdays, list_people, yearly_dates
from hobnob.index.plans import plans_with_postings
from hobnob.index.promises import ME, Promise, list_promises
from hobnob.network.excerpts import excerpt
from hobnob.network.plans.postings import read_postings
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.waiting import open_follow_ups

_NAMESPACE = UUID("1f0c7a52-6f52-5c07-9c2b-6d6f626e6f62")
"""Of all UIDs; another would double every entry of every calendar there is."""
_ANY_YEAR = "2000"
"""Stands for a year of birth that is not known; a leap year."""
_AHEAD = 36_525
"""Days for which follow-ups are looked for: a century."""
_DAY = len("2026-11-22")
_LONGEST = 300
"""Characters of a note that stand in an entry."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarDay:
    """A day to remember.

    Attributes:
        uid: the UID in the calendar.
        reason: appointment, birthday, date (another day of the year), follow_up, promise, theirs (a
            promise of somebody's), cadence, or posting (the last day to apply).
        date: the day; of a birthday, that of birth, or the day in the year 2000.
        time: of an appointment its time of day, such as `12:30`.
        place: of an appointment where it is.
        yearly: whether it comes every year.
        summary: what it is called.
        text: what is said beneath.
        people: whom it is about.
        note: the note that says so.
        private: whether it is marked as private.
        key: what tells it from all others for the same reason: a slug, or a promise's reference.
        moment: of an appointment with a time, the ISO date with the time.
    """

    uid: str
    reason: str
    date: Day
    time: TextOrNone = ""
    place: TextOrNone = ""
    yearly: bool
    summary: str
    text: str
    people: tuple[Slug, ...]
    note: Slug
    private: bool
    key: str = hidden()
    moment: str = hidden("")


def calendar_days(index: Index) -> tuple[CalendarDay, ...]:
    """Return all days to remember, by date."""
    private = private_slugs(index)
    found = [
        *_appointments(index, private), *_birthdays(index), *_dates(index),
        *_follow_ups(index, private), *_promises(index, private), *_cadences(index, private),
        *_postings(index, private),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda day: (day.date, day.reason, day.key)))


def appointment_days(index: Index) -> tuple[CalendarDay, ...]:
    """Return the appointments that lie ahead, by date."""
    return tuple(_appointments(index, private_slugs(index)))


def _day(
    key: str, reason: str, *, date: str, summary: str, people: tuple[str, ...], note: str,
    private: bool, text: str = "", yearly: bool = False, moment: str = "", place: str = "",
) -> CalendarDay:  # fmt: skip
    return CalendarDay(
        uid=str(uuid5(_NAMESPACE, f"{reason}:{key}")), key=key, reason=reason, date=date,
        yearly=yearly, summary=_clean(summary), text=_clean(text), people=people, note=note,
        private=private, moment=moment, time=moment[11:16], place=_clean(place),
    )  # fmt: skip


def _appointments(index: Index, private: set[str]) -> Iterator[CalendarDay]:
    """Yield the appointments that lie ahead; of a month alone, on its first day."""
    for one in list_appointments(index, since=index.today):
        slugs = tuple(person.slug for person in one.people)
        names = ", ".join(person.name for person in one.people)
        some_day = "" if len(one.date) >= _DAY else f", some day in {dates.spell_date(one.date)}"
        yield _day(
            one.note,
            "appointment",
            date=one.first,
            moment=one.date if one.time else "",
            place=one.place,
            summary=f"{one.kind.capitalize()}{f' with {names}' if names else ''}{some_day}",
            text=excerpt(index, one.plain, _LONGEST),
            people=slugs,
            note=one.note,
            private=one.private or not private.isdisjoint((one.note, *slugs)),
        )


def _dates(index: Index) -> Iterator[CalendarDay]:
    for row in yearly_dates(index):
        known = not row.day.startswith("--")
        what = row.what or "a day to remember"
        yield _day(
            f"{row.person.slug}:{row.day}:{row.what}",
            "date",
            date=row.day if known else _ANY_YEAR + row.day[1:],
            summary=f"{row.person.name}: {what}",
            text=f"Since {row.day[:4]}." if known else "",
            yearly=True,
            people=(row.person.slug,),
            note=row.person.slug,
            private=row.private,
        )


def _birthdays(index: Index) -> Iterator[CalendarDay]:
    for slug, name, born, private in birthdays(index):
        known = not born.startswith("--")
        yield _day(
            slug,
            "birthday",
            date=born if known else _ANY_YEAR + born[1:],
            summary=f"{name}'s birthday",
            text=f"Born in {born[:4]}." if known else "",
            yearly=True,
            people=(slug,),
            note=slug,
            private=bool(private),
        )


def _follow_ups(index: Index, private: set[str]) -> Iterator[CalendarDay]:
    for item in open_follow_ups(index, Clocks(index, days=_AHEAD)):
        slugs = tuple(person.slug for person in item.people)
        names = ", ".join(person.name for person in item.people)
        yield _day(
            item.note,
            "follow_up",
            date=_first_day(item.date),
            summary=f"Follow up with {names}" if names else "Follow up",
            text=excerpt(index, item.plain, _LONGEST),
            people=slugs,
            note=item.note,
            private=not private.isdisjoint((item.note, *slugs)),
        )


def _promises(index: Index, private: set[str]) -> Iterator[CalendarDay]:
    for row in list_promises(index):
        if not row.due:
            continue
        text = shown_text(index, row.plain)
        slugs = tuple(who.slug for who in row.people)
        yield _day(
            row.ref,
            "promise" if row.owner == ME else "theirs",
            date=_first_day(row.due),
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


def _cadences(index: Index, private: set[str]) -> Iterator[CalendarDay]:
    for row in list_people(index, PeopleFilter(), sort="due"):
        if not row.due:
            continue
        rhythm = dates.spell_every(row.cadence_days or 0).capitalize()
        last = f"last on {row.last_contact}" if row.last_contact else "not yet in touch"
        yield _day(
            row.slug,
            "cadence",
            date=_first_day(row.due),
            summary=f"Be in touch with {row.name}",
            text=f"{rhythm}; {last}.",
            people=(row.slug,),
            note=row.slug,
            private=row.slug in private,
        )


def _postings(index: Index, private: set[str]) -> Iterator[CalendarDay]:
    for plan, name, values in plans_with_postings(index):
        for posting in read_postings(values):
            if posting.deadline and not posting.sent:
                org = index.resolver.find(posting.org, ("org",)).one
                yield _day(
                    f"{plan}:{posting.words}",
                    "posting",
                    date=posting.last_day,
                    summary=f"Last day to apply: {posting.words}",
                    text=" · ".join(filter(None, (name, posting.link))),
                    people=(),
                    note=plan,
                    private=plan in private
                    or (org is not None and head(index, org).slug in private),
                )


def _first_day(text: str) -> str:
    """Return a date as a day; of a month or a year alone, the first."""
    return dates.first_day(text).isoformat()


def _clean(text: str) -> str:
    """Return a text on one line, without the characters that RFC 5545 has no room for."""
    shown = (c for c in " ".join(text.split()) if unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(shown)
