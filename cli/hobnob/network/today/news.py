"""News of somebody: a promotion, a move, an award.

The one rule: it is open, for each of its people, until I next reach out to them; on one day, what
I did counts as after it unless its time says otherwise.
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
    """A piece of news, and those of its people to whom I have not said a word since.

    Attributes:
        note: id of its interaction; `slug`, `date` and `text` (the whole body) are of it too.
        since: the day on which it came.
        opens: the day from which it is open for these people alone, as what is dated ahead has
            reached others by then; "" where it is from `since` on.
        until: the day on which what is dated ahead closes it for one of them, or "".
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
    """Return the news that are open, the latest first.

    What names nobody who has a note is left out: nothing that can be logged would close it.

    Args:
        index: the index.
        clocks: with days ahead, news dated on those days are returned as well.
    """
    clocks = clocks or Clocks(index)
    rows = index.rows(
        f"""SELECT id, date FROM interaction
            WHERE kind = 'news' AND NOT draft AND date < :end AND id {LIVE}""",
        end=clocks.end,
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
            until=until, people=those, text=texts[note][1],
        )
        for note, date in rows
        for opens, until, those in _spans(people.get(note, ()), ends[note])
        if not until or until > dates.add_days(date, 0)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda news: (news.date, news.slug, news.opens), reverse=True))


def _spans(
    people: Iterable[Who], ends: Mapping[int | None, str]
) -> Iterator[tuple[str, str, tuple[Who, ...]]]:
    """Yield from which day to which a piece of news is open for whom: always fewer of its people.

    Args:
        people: of the news.
        ends: the day on which it is closed for each for whom it is open, "" for none.
    """
    opens = ""
    for until in sorted(set(ends.values()), key=lambda end: end or "~"):
        those = (
            who for who in people if who.id in ends and (ends[who.id] or "~") >= (until or "~")
        )
        yield opens, until, tuple(those)
        opens = until
