"""What waits in the log: drafts, follow-ups, and news about somebody.

The one rule: each is open from its date until I do something. A draft waits until it is no longer a
draft. A follow-up is open until I have contact with one of its people, later than the interaction
it is in; a draft has nothing to follow up until it is sent. News is open for each of its people
until I next reach out to them. What I did on the day of the news counts as later, unless its time
is earlier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hobnob import dates
from hobnob.answers import Entry, Who
from hobnob.index.index import Index
from hobnob.index.notes import LIVE, TO_SEND, heads, plain_texts
from hobnob.network.sql import MOMENT
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.need import Need
from hobnob.network.today.order import make_need
from hobnob.network.today.who import ids_of_people, people_of


def drafts_not_sent(index: Index, clocks: Clocks) -> tuple[Need, ...]:
    """Return the drafts that wait by the last day of the clocks, the earliest first.

    A draft with a future date is a letter for that day.
    """
    rows = index.rows(
        f"""SELECT note.id, slug, date, coalesce(plain, body)
            FROM interaction JOIN note ON note.id = interaction.id
            WHERE {TO_SEND} AND date < :end AND note.live {clocks.with_them}
            ORDER BY date, slug""",
        end=clocks.end,
        only=clocks.only or (),
    )
    people = people_of(index, [row[0] for row in rows])
    return tuple(
        make_need(
            "draft", people.get(note, ()), dates.add_days(date, 0), clocks.paces,
            date=date[:10], note=slug, source=Entry(slug, date), plain=text,
        )
        for note, slug, date, text in rows
    )  # fmt: skip


# The plus keeps SQLite from using the index of dates, which is slower here.
_STILL_OPEN = f"""
SELECT id, date, follow_up FROM interaction
WHERE follow_up <> '' AND follow_up < :end AND +date < :end AND NOT draft AND id {LIVE}
  AND NOT EXISTS (
    SELECT 1 FROM ref AS mine JOIN ref AS later ON later.target = mine.target
      AND later.field = 'people' AND later.contact = 1 AND later.date > {MOMENT}
      AND later.date < :tomorrow
    WHERE mine.note = interaction.id AND mine.field = 'people')
"""


def open_follow_ups(index: Index, clocks: Clocks) -> tuple[Need, ...]:
    """Return the open follow-ups, the earliest first.

    Args:
        index: the index.
        clocks: if they look days ahead, follow-ups that open on those days are included.
    """
    rows = index.rows(f"{_STILL_OPEN} {clocks.with_them}", end=clocks.end, only=clocks.only or ())
    people = people_of(index, [note for note, _, _ in rows])
    spans = {}
    for note, logged, date in rows:
        since = max(dates.add_days(date, 0), dates.add_days(logged, 0))
        ids = (who.id for who in people.get(note, ()) if who.id)
        until = clocks.next_contact(ids, logged)
        if not until or until > since:
            spans[note] = (logged, date, since, until)
    notes, texts = heads(index, spans), plain_texts(index, spans)
    found = (
        make_need(
            "follow_up", people.get(note, ()), since, clocks.paces, until=until, date=date,
            note=notes[note].slug, source=Entry(notes[note].slug, logged), plain=texts[note],
        )
        for note, (logged, date, since, until) in spans.items()
    )  # fmt: skip
    return tuple(sorted(found, key=lambda need: (need.date, need.note)))


def open_news(index: Index, clocks: Clocks | None = None) -> tuple[Need, ...]:
    """Return the open news, the latest first, each with the people it is open for.

    Interactions with a future date reach its people one after the other: then it comes several
    times, with the people left from `opens` on. News about nobody with a note is left out, because
    nothing could close it.

    Args:
        index: the index.
        clocks: if they look days ahead, news dated on those days is included.
    """
    clocks = clocks or Clocks(index)
    rows = index.rows(
        f"""SELECT id, date FROM interaction
            WHERE kind = 'news' AND NOT draft AND date < :end AND id {LIVE}
              {clocks.with_them}""",
        end=clocks.end,
        only=clocks.only or (),
    )
    with_whom = ids_of_people(index, [note for note, _ in rows])
    reached = clocks.outreach({person for people in with_whom.values() for person in people})
    ends: dict[int, dict[int | None, str]] = {
        note: {
            person: clocks.next_outreach(person, date)
            for person in with_whom.get(note, ()) if reached.get(person, "") < date
        }
        for note, date in rows
    }  # fmt: skip
    still = [(note, date) for note, date in rows if ends[note]]
    ids = [note for note, _ in still]
    people, notes, texts = people_of(index, ids), heads(index, ids), plain_texts(index, ids)
    found = [
        make_need(
            "news", open_for, dates.add_days(date, 0), clocks.paces, opens=opens, until=until,
            date=date[:10], note=notes[note].slug, source=Entry(notes[note].slug, date),
            plain=texts[note],
        )
        for note, date in sorted(still, key=lambda row: (row[1], notes[row[0]].slug))
        for opens, until, open_for in _spans(people.get(note, ()), ends[note])
        if not until or until > dates.add_days(date, 0)
    ]  # fmt: skip
    return tuple(found[::-1])


def _spans(
    people: Iterable[Who], ends: Mapping[int | None, str]
) -> Iterator[tuple[str, str, tuple[Who, ...]]]:
    """Yield the spans in which news is open: the first day, the end, and its people then.

    Args:
        people: the people of the news.
        ends: for each person it is open for, the day on which it closes, "" for never.
    """
    opens = ""
    for until in sorted(set(ends.values()), key=lambda end: end or "~"):
        open_for = (
            who for who in people if who.id in ends and (ends[who.id] or "~") >= (until or "~")
        )
        yield opens, until, tuple(open_for)
        opens = until
