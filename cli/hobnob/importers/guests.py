"""The people of the journal who are guests of a meeting.

The one rule: an e-mail address identifies a guest, and so does a full name that only one person
has. If two people have the name, neither is chosen; hobnob lists both, and the user decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hobnob.answers import Slug, TextOrNone
from hobnob.importers.calendars import Calendar, CalendarEntry, Guest
from hobnob.importers.title_names import names_in
from hobnob.index.index import Index
from hobnob.index.names import find_people_named
from hobnob.index.notes import head
from hobnob.names import name_key


@dataclass(frozen=True, kw_only=True)
class KnownGuest:
    """A person of the journal in a meeting.

    Attributes:
        how: how hobnob found them: by `address`, `name`, or `title` (of the meeting).
        declined: whether they declined.
        new_address: an address that their note does not have, or "".
    """

    id: int
    slug: str
    name: str
    how: str
    declined: bool = False
    new_address: str = ""


@dataclass(frozen=True, kw_only=True)
class UnknownGuest:
    """A guest who is not in the journal, or whose name several people have.

    Attributes:
        candidates: slugs of the people with that name.
    """

    name: TextOrNone
    email: TextOrNone
    candidates: tuple[Slug, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Attended:
    """A meeting with its guests: those in the journal, and all others."""

    meeting: CalendarEntry
    known: tuple[KnownGuest, ...]
    unknown: tuple[UnknownGuest, ...]


def attend(index: Index, calendar: Calendar, own: Iterable[str]) -> list[Attended]:
    """Return the meetings that will take place, with their guests.

    Cancelled meetings and those that the owner declined are left out. The owner is not a guest.

    Args:
        index: the index.
        calendar: the calendar.
        own: e-mail addresses of the journal's owner.
    """
    mine = {address.strip().lower() for address in own}
    if "@" in calendar.name:
        mine.add(calendar.name.lower())
    return [
        _attended(index, meeting, mine)
        for meeting in calendar.meetings
        if not meeting.cancelled
        and not any(guest.declined and guest.email in mine for guest in meeting.guests)
    ]


def _attended(index: Index, meeting: CalendarEntry, mine: set[str]) -> Attended:
    known: dict[int, KnownGuest] = {}
    unknown = []
    for guest in meeting.guests:
        if guest.email and guest.email in mine:
            continue
        ids, how = _find(index, guest)
        if len(ids) == 1:
            address = guest.email if how == "name" else ""
            person = _known(index, ids[0], how, declined=guest.declined, address=address)
            known.setdefault(person.id, person)
        elif not guest.declined:
            slugs = tuple(_known(index, note, how).slug for note in ids)
            unknown.append(UnknownGuest(name=guest.name, email=guest.email, candidates=slugs))
    for note in _named_in(index, meeting.summary):
        known.setdefault(note, _known(index, note, "title"))
    # If the title names one of a guest's candidates, that is the guest.
    found = {person.slug for person in known.values()}
    left = tuple(guest for guest in unknown if not found & {*guest.candidates})
    return Attended(meeting=meeting, known=tuple(known.values()), unknown=left)


def _find(index: Index, guest: Guest) -> tuple[tuple[int, ...], str]:
    """Return the people who may be a guest, and how they were found."""
    if guest.email:
        found = index.resolver.find(guest.email, ("person",)).ids
        if found:
            return found, "address"
    for name in _ways_to_write(guest.name):
        found = index.resolver.find(name, ("person",)).ids
        if found:
            return found, "name"
    return (), ""


def _ways_to_write(name: str) -> list[str]:
    """Return the usual spellings of `Hopper, Grace` or `Grace Hopper (Ogilvy)`."""
    bare = name.partition(" (")[0].partition(" [")[0].strip()
    last, comma, first = bare.partition(",")
    ways = [name, bare, f"{first.strip()} {last.strip()}" if comma else ""]
    return [way for way in dict.fromkeys(ways) if name_key(way)]


def _named_in(index: Index, title: str) -> list[int]:
    """Return the people whose full name is in a title."""
    spans = names_in(title)
    if not spans:
        return []
    people = find_people_named(index, spans).values()
    return [notes[0] for notes in people if len(notes) == 1]


def _known(
    index: Index, note: int, how: str, *, declined: bool = False, address: str = ""
) -> KnownGuest:
    _, _, slug, name, *_ = head(index, note)
    return KnownGuest(
        id=note, slug=slug, name=name, how=how, declined=declined, new_address=address
    )
