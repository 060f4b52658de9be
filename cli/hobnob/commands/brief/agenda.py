"""The calendar entries of the next days, shown above the briefs of their people.

The one rule: a guest who is not in the journal is shown with the command that adds them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import click

from hobnob import dates
from hobnob.answers import Day, TextOrNone, Who, hidden
from hobnob.cli.layout import count, one_line
from hobnob.cli.text import hanging, spell_day
from hobnob.errors import UsageError
from hobnob.importers.calendars import MOST_BYTES, read_calendar
from hobnob.importers.guests import Attended, KnownGuest, UnknownGuest, attend
from hobnob.index.index import Index
from hobnob.wording import quoted

_MOST_STRANGERS = 6
"""The most guests of one meeting that are named when the journal does not know them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """A meeting in a calendar, with the people of the journal who are in it.

    Attributes:
        summary: what the calendar calls it.
        start: when it begins, by your clock; with a time unless it takes whole days.
        end: when it ends; of whole days, the last.
        all_day: whether it takes whole days.
        place: where.
        people: whom of the journal you will meet.
        declined: who said that they are not coming.
        unknown: guests whom the journal does not know for certain; `candidates` are slugs.
        known: `people` and `declined`, with how they were known.
    """

    summary: str
    start: Day
    end: Day
    all_day: bool
    place: TextOrNone
    people: tuple[Who, ...]
    declined: tuple[Who, ...]
    unknown: tuple[UnknownGuest, ...]
    known: tuple[KnownGuest, ...] = hidden()


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """What a calendar has for some days.

    Attributes:
        meetings: those with anybody in them.
        others: how many entries name nobody.
        left_out: how many could not be read.
        knows_me: whether it is known which guest is the owner of the journal.
    """

    first: str
    days: int
    meetings: tuple[Meeting, ...]
    others: int
    left_out: int
    knows_me: bool

    @property
    def people(self) -> list[int]:
        """The people you will meet, each once, in the order of the meetings."""
        people = (who.id for meeting in self.meetings for who in meeting.people)
        return list(dict.fromkeys(note for note in people if note is not None))

    @property
    def title(self) -> str:
        """What the days are called."""
        if self.days == 1:
            return spell_day(self.first)
        first, last = self.first, dates.add_days(self.first, self.days - 1)
        # Month and year appear once if both dates share them.
        day, month, year = spell_day(first).split()
        parts = (day, month * (first[:7] != last[:7]), year * (first[:4] != last[:4]))
        return f"{' '.join(filter(None, parts))} to {spell_day(last)}"

    def by_day(self) -> Iterator[tuple[str, list[Meeting]]]:
        """Yield each day in words with its meetings; meetings from before are on the first day."""
        for day, some in groupby(self.meetings, lambda m: max(m.start[:10], self.first)):
            yield f"{dates.WEEKDAYS[dates.first_day(day).weekday()]}, {spell_day(day)}", list(some)

    def asides(self) -> Iterator[str]:
        """Yield the remarks about the calendar as a whole."""
        if self.others:
            others = count(self.others, "other entry", "other entries")
            yield f"{others} without a guest who could be in the journal"
        if self.left_out:
            them = "it cannot be read" if self.left_out == 1 else "they cannot be read"
            yield f"{count(self.left_out, 'entry', 'entries')} left out: {them}"
        if any(meeting.unknown for meeting in self.meetings) and not self.knows_me:
            yield (
                "you may be among the guests yourself: put your addresses into mkdocs.yml, under "
                "hobnob, as me: [you@example.org]"
            )

    def lines(self) -> Iterator[str]:
        """Yield the lines of the agenda for a terminal."""
        yield click.style(f"Meetings, {self.title}", bold=True)
        yield ""
        for day, meetings in self.by_day():
            yield click.style(day, bold=True)
            for meeting in meetings:
                yield from _lines(meeting, self.first)
            yield ""
        if not self.meetings:
            yield "Nobody to meet: a good day to think of someone."
            yield ""
        asides = list(self.asides())
        for aside in asides:
            yield from (click.style(line, dim=True) for line in hanging(aside, hang=""))
        if asides:
            yield ""


def read_agenda(index: Index, name: str, days: int) -> Agenda:
    """Read a calendar and find its guests in the journal.

    Args:
        index: the index.
        name: of the file; `-` is stdin.
        days: the number of days, from today on.

    Raises:
        UsageError: the calendar cannot be read.
    """
    data = _load(name)
    shown = "what came on stdin" if name == "-" else name
    calendar = read_calendar(data, shown, first=index.today, days=days)
    own = index.journal.settings.me
    entries = attend(index, calendar, own)
    meetings = tuple(_meeting(entry) for entry in entries if entry.known or entry.unknown)
    return Agenda(
        first=index.today,
        days=days,
        meetings=meetings,
        others=len(entries) - len(meetings),
        left_out=calendar.left_out,
        knows_me=bool(own) or "@" in calendar.name,
    )


def _meeting(found: Attended) -> Meeting:
    entry = found.meeting
    people = [(Who(who.id, who.slug, who.name), who.declined) for who in found.known]
    return Meeting(
        summary=one_line(entry.summary), start=entry.start, end=entry.end, all_day=entry.all_day,
        place=one_line(entry.place), people=tuple(who for who, declined in people if not declined),
        declined=tuple(who for who, declined in people if declined), unknown=found.unknown,
        known=found.known,
    )  # fmt: skip


def _load(name: str) -> bytes:
    try:
        if name == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(name).expanduser().open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UsageError(
            f"there is no file {name}; export your calendar as .ics, or pipe it in: "
            "curl … | hobnob brief --calendar -"
        ) from None
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror or error}") from None


def spell_time(meeting: Meeting, first: str) -> str:
    """Return the time of a meeting: `12:30–14:00`, `all day`, `all day, until 24 November`.

    Args:
        meeting: the meeting.
        first: the first day of the agenda; meetings from before it still continue on it.
    """
    same_day = meeting.start[:10] == meeting.end[:10]
    until = "" if same_day else f", until {spell_day(meeting.end[:10])}"
    if meeting.all_day:
        return f"all day{until}"
    if meeting.start[:10] < first:
        return f"until {meeting.end[11:]}" if meeting.end[:10] == first else f"all day{until}"
    if meeting.end <= meeting.start:
        return meeting.start[11:]
    return (
        f"{meeting.start[11:]}–{meeting.end[11:]}" if same_day else f"{meeting.start[11:]}{until}"
    )


def spell_known(person: KnownGuest) -> str:
    """Return a person of the journal, with their answer to the invitation."""
    return f"{person.name} (not coming)" if person.declined else person.name


def spell_stranger(guest: UnknownGuest) -> str:
    """Return a guest whom the journal does not know for certain, with the command to type."""
    who = guest.name or guest.email
    if guest.candidates:
        maybe = f"{who} may be {' or '.join(guest.candidates)}"
        if not guest.email:
            return maybe
        return f"{maybe}: hobnob set {guest.candidates[0]} emails+={guest.email}"
    name = guest.name or guest.email.partition("@")[0].replace(".", " ").title()
    address = f" emails={quoted(guest.email)}" if guest.email else ""
    return f"{who} is not in the journal yet: hobnob add person {quoted(name)}{address}"


def hints(meeting: Meeting) -> Iterator[str]:
    """Yield possible additions to the journal from a meeting."""
    for person in meeting.known:
        if person.new_address:
            yield (f"{person.name} was found by name; to add the address: hobnob set {person.slug} "
                   f"emails+={quoted(person.new_address)}")  # fmt: skip
    for guest in meeting.unknown[:_MOST_STRANGERS]:
        yield spell_stranger(guest)
    if (more := len(meeting.unknown) - _MOST_STRANGERS) > 0:
        yield f"and {count(more, 'more guest')} without a note"


def _lines(meeting: Meeting, first: str) -> Iterator[str]:
    when = spell_time(meeting, first)
    what = " · ".join(filter(None, (meeting.summary or "(no title)", meeting.place)))
    yield from hanging(f"{when}  {what}", "  ", "    ")
    if meeting.known:
        names = ", ".join(one_line(spell_known(person)) for person in meeting.known)
        yield from hanging(f"with {names}", "    ", "      ")
    for hint in hints(meeting):
        lines = hanging(one_line(hint), "    ", "      ")
        yield from (click.style(line, dim=True) for line in lines)
