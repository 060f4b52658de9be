"""Appointments: drafts of meetings, meals, calls and events, each with its day.

The one rule: an appointment is no contact until it took place (`hobnob happened`).
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob import dates
from hobnob.answers import Day, Entry, Slug, TextOrNone, Who, hidden
from hobnob.index.documents import refs_of
from hobnob.index.index import Index
from hobnob.index.notes import APPOINTMENT
from hobnob.wording import spell_appointment


@dataclass(frozen=True, kw_only=True, slots=True)
class Appointment:
    """An appointment.

    Attributes:
        note: the interaction.
        date: when it is: a day, with a time if one was agreed, or only a month or a year.
        kind: `meeting`, `meal`, `call` or `event`.
        place: where it is.
        people: those whom its note names, also those without a note.
        plain: the text of its note; see `hobnob.notes.body`.
    """

    note: Slug
    date: Day
    kind: str
    place: TextOrNone
    people: tuple[Who, ...]
    id: int = hidden()
    plain: str = hidden()
    private: bool = hidden()

    @property
    def first(self) -> str:
        """Its day; of a month or a year, the first."""
        return dates.add_days(self.date, 0)

    @property
    def last(self) -> str:
        """Its day; of a month or a year, the last."""
        return dates.last_of(self.date[:10])

    @property
    def over(self) -> str:
        """The first day after it."""
        return dates.add_days(self.last, 1)

    @property
    def time(self) -> str:
        """Its time of day, `12:30`, or ""."""
        return self.date[11:16]

    @property
    def entry(self) -> Entry:
        """Its place in the journal."""
        return Entry(self.note, self.date)

    @property
    def words(self) -> str:
        """What it is, when in the day, and where: "meal 12:30, Luigi's"."""
        return spell_appointment(self.kind, self.time, self.place)


def list_appointments(
    index: Index, *, since: str = "", until: str = "", person: int | None = None
) -> tuple[Appointment, ...]:
    """Return appointments, the earliest first.

    Args:
        index: the index.
        since: only those whose last day is this ISO day or later.
        until: only those whose first day is this ISO day or earlier; "" for all.
        person: only those with this person.
    """
    # A month or a year sorts before its days.
    rows = index.rows(
        f"""SELECT note.id, slug, date, interaction.kind, place, coalesce(plain, body), private
            FROM interaction JOIN note ON note.id = interaction.id
            WHERE date >= :begin AND date < :end AND {APPOINTMENT} AND note.live
              AND (:person IS NULL OR note.id IN
                (SELECT note FROM ref WHERE target = :person AND field = 'people'))
            ORDER BY date, slug""",
        begin=since[:4],
        end=f"{until or '~'}~",
        person=person,
    )
    refs = refs_of(index, [row[0] for row in rows])
    found = (
        Appointment(
            id=note, note=slug, date=date, kind=kind, place=place, plain=plain,
            private=bool(private), people=refs.get(note, {}).get("people", ()),
        )
        for note, slug, date, kind, place, plain, private in rows
    )  # fmt: skip
    return tuple(one for one in found if one.last >= since)
