"""News about somebody: a promotion, a move, an award.

The one rule: news is open for each of its people until I next reach out to them. What I did on the
same day counts as later, unless its time is earlier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hobnob import dates
from hobnob.answers import Who
from hobnob.index.index import Index
from hobnob.index.notes import LIVE
from hobnob.network.today.last_contacts import Clocks
from hobnob.network.today.who import ids_of_people, people_of, slugs_and_texts


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """A piece of news, and the people of it that I have not written or spoken to since.

    Attributes:
        note: the id of its interaction. `slug`, `date` and `text` (plain) are from it too.
        since: the day of the news.
        opens: the day from which it is open for only these people, because interactions with a
            future date reach the others by then; "" if that is `since`.
        until: the day on which an interaction with a future date closes it for one of them, or "".
    """

    note: int
    slug: str
    date: str
    since: str
    opens: str = ""
    until: str = ""
    people: tuple[Who, ...] = ()
    text: str = ""


def open_news(index: Index, clocks: Clocks | None = None) -> tuple[News, ...]:
    """Return the open news, the latest first.

    News about nobody with a note is left out, because nothing could close it.

    Args:
        index: the index.
        clocks: if they look days ahead, news dated on those days is included.
    """
    clocks = clocks or Clocks(index)
    rows = index.all(
        f"""SELECT id, date FROM interaction
            WHERE kind = 'news' AND NOT draft AND date < ? AND id {LIVE}""",
        (clocks.end,),
    )
    ids = ids_of_people(index, [note for note, _ in rows])
    reached = clocks.outreach({person for people in ids.values() for person in people})
    ends: dict[int, dict[int | None, str]] = {
        note: {
            person: clocks.next_outreach(person, date)
            for person in ids.get(note, ()) if reached.get(person, "") < date
        }
        for note, date in rows
    }  # fmt: skip
    still = [note for note, of_people in ends.items() if of_people]
    people, texts = people_of(index, still), slugs_and_texts(index, still)
    found = [
        News(
            note=note, slug=texts[note][0], date=date, since=dates.add_days(date, 0), opens=opens,
            until=until, people=open_for, text=texts[note][1],
        )
        for note, date in rows
        for opens, until, open_for in _spans(people.get(note, ()), ends[note])
        if not until or until > dates.add_days(date, 0)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda news: (news.date, news.slug, news.opens), reverse=True))


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
