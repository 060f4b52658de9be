"""Who needs me today, and on later days.

The one rule: everything here follows from what was logged. See `order` for what comes first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from hobnob import dates
from hobnob.answers import Entry, Who
from hobnob.index.index import Index
from hobnob.index.interactions import letters_to_me
from hobnob.index.lookup import shown_text
from hobnob.index.notes import IN_WRITING
from hobnob.model import Author
from hobnob.network.today.collect import open_needs
from hobnob.network.today.horizon import COMING, DAYS, MOST, TodayList, carry, dated_ahead
from hobnob.network.today.need import Last, Need
from hobnob.network.today.order import arrange, make_need
from hobnob.notes.body import opening

_LONGEST = 200
"""The most characters of a text on one line."""


def today_needs(
    index: Index, days: int | None = None, *, inbox: int = 0, resting: bool = False
) -> list[Need]:
    """Return who needs me today and why, in order; see `describe` for the texts.

    Args:
        index: the index, on a day.
        days: how many days ahead to look. Without it, a week for birthdays and only today for
            everything else.
        inbox: how many lines wait in the inbox.
        resting: also return, last, what rests or is held back for another day.
    """
    found = open_needs(index, days or 0, resting=resting)
    needs = [*_inbox(inbox), *(need for need in found if not need.rests)]
    rest = arrange([need for need in found if need.rests], index.today)
    if days is None:
        needs = [need for need in needs if need.shows_on(index.today)]
    else:
        last_day = dates.add_days(index.today, days)
        needs = [_ahead(n, index.today) for n in _until(needs, index.today, last_day)
                 if n.shows_on(index.today) or not n.stands_for]  # fmt: skip
    return [*arrange(needs, index.today), *rest]


def _ahead(need: Need, today: str) -> Need:
    """Return a need that shows only later as one that is due then."""
    later = [begin for begin, _ in need.windows if begin > today]
    if need.shows_on(today) or not later or need.is_ahead(today):
        return need
    return replace(need, since=later[0], date=later[0] if need.reason == "cadence" else need.date)


_DAYS = frozenset({"birthday", "date", "appointment"})
"""Reasons that are listed some days before their day."""


def _until(needs: Iterable[Need], today: str, last_day: str) -> Iterator[Need]:
    """Yield needs up to a last day; of what comes every year, only the next time.

    A birthday or an appointment that is not listed yet is ahead until its day, like all other
    needs.
    """
    yearly: dict[tuple[str, str, str], Need] = {}
    for need in needs:
        if need.reason == "appointment":
            first = dates.add_days(need.date, 0)
            if first <= last_day:
                yield replace(need, since=first) if need.is_ahead(today) else need
        elif need.reason not in _DAYS:
            # Who looks ahead is not asked yet whether it took place.
            if need.reason != "happened" or need.shows <= today:
                yield need
        elif need.date <= last_day and not need.is_over(today):
            which = (need.reason, need.note, need.what)
            yearly[which] = min(yearly.get(which, need), need, key=lambda need: need.date)
    for need in yearly.values():
        yield replace(need, since=need.date) if need.is_ahead(today) else need


def _inbox(lines: int) -> Iterator[Need]:
    """Yield the need to log the lines that wait in the inbox, if there are any."""
    if lines:
        waits = "1 line waits" if lines == 1 else f"{lines:,} lines wait"
        yield make_need("inbox", (), "", {}, date="", note="inbox", kind="page",
                        plain=f"{waits}: hobnob inbox")  # fmt: skip


def has_people(index: Index) -> bool:
    """Say whether the journal has any person, readable or not."""
    return index.value("SELECT 1 FROM person LIMIT 1") is not None


def all_needs(index: Index) -> list[Need]:
    """Return the needs of today and of all days ahead that a page covers."""
    return open_needs(index, DAYS)


def today_list(
    index: Index, *, most: int = MOST, inbox: int = 0, needs: Sequence[Need] | None = None
) -> TodayList:
    """Return the list of today and of the days ahead, if nothing more is logged.

    Args:
        index: the index, on a day.
        most: how many needs the list may carry.
        inbox: how many lines wait in the inbox.
        needs: all needs, where they are known already.
    """
    needs = all_needs(index) if needs is None else needs
    carried = carry([*_inbox(inbox), *needs], index.today, most=most)
    coming = dated_ahead(needs, index.today)
    until = coming[COMING].day if len(coming) > COMING else dates.add_days(index.today, DAYS)
    coming = [one for one in coming[:COMING] if one.day < until]
    told = describe(index, [one.need for one in coming])
    return replace(
        carried, needs=describe(index, carried.needs), comes_until=until,
        coming=tuple(one._replace(need=need) for one, need in zip(coming, told, strict=True)),
    )  # fmt: skip


def describe(index: Index, needs: Sequence[Need], *, numbered: bool = False) -> tuple[Need, ...]:
    """Return needs with their texts, the last contacts, and the names of the notes.

    Args:
        index: the index.
        needs: the needs.
        numbered: also with their numbers, from 1.
    """
    last = _last_times(index, {need.people[0].id for need in needs if need.people})
    titles = _titles(index, {(need.kind, need.note) for need in needs if not need.people})
    theirs = letters_to_me(index, {need.source.slug for need in needs if need.source})
    found = []
    for at, need in enumerate(needs, 1):
        title = titles.get((need.kind, need.note), need.note)
        last_time, author = last.get(need.people[0].id if need.people else None, _NEVER)
        if need.reason != "cadence" or last_time is None:
            author = "them" if need.source and need.source.slug in theirs else "me"
        found.append(
            replace(
                need,
                n=at if numbered else need.n,
                date=need.date or index.today,
                text=_text(index, need, last_time),
                about=need.about if need.people else Who(None, need.note, title),
                last=last_time,
                author=author,
            )
        )
    return tuple(found)


def last_time_with(index: Index, person: int) -> tuple[Last, Author] | None:
    """Return the last contact with somebody, and whose words its text is; None without one."""
    last, author = _last_times(index, (person,)).get(person, _NEVER)
    return (last, author) if last else None


def _text(index: Index, need: Need, last: Last | None) -> str:
    if need.reason == "cadence" and not need.stands_for:
        return last.text if last else ""
    if need.reason == "thanks" and need.about:
        return f"introduced you to {need.about.name}"
    if need.reason == "birthday":
        return f"turns {need.age}" if need.age is not None else ""
    if need.reason == "date":
        years = f"({need.age} years)" if need.age and need.age > 1 else ""
        return " ".join(filter(None, (need.what, years)))
    return shown_text(index, first_words(need.plain))


def _titles(index: Index, notes: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the titles of notes by kind and slug; an interaction's are its kind and day."""
    rows = index.rows(
        """SELECT note.kind, note.slug, note.name, interaction.kind, interaction.date
           FROM json_each(:notes) AS wanted CROSS JOIN note
             ON note.kind = json_extract(wanted.value, '$[0]')
               AND note.slug = json_extract(wanted.value, '$[1]') AND live
           LEFT JOIN interaction ON interaction.id = note.id""",
        notes=notes,
    )
    return {
        (kind, slug): f"{what} of {dates.spell_date(day)}" if day else name or slug
        for kind, slug, name, what, day in rows
    }


def first_words(plain: str) -> str:
    """Return the first paragraph of a plain text on one line, without promises and headings.

    After a salutation, the next paragraph is included.
    """
    words = ""
    for paragraph in opening(plain).split("\n\n"):
        words = " ".join((words, *paragraph.split())).strip()
        if words and not words.endswith(","):
            break
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"


_NEVER: tuple[Last | None, Author] = (None, "me")


def _last_times(
    index: Index, people: Collection[int | None]
) -> dict[int | None, tuple[Last | None, Author]]:
    """Return the last contact with each of some people, and whose words its text is.

    Of several at once it is the last by slug.
    """
    rows = index.rows(
        f"""SELECT person.value, what.slug, ref.date, coalesce(what.plain, what.body),
             iif(interaction.direction = 'in' AND interaction.kind {IN_WRITING}, 'them', 'me')
           FROM json_each(:people) AS person
           CROSS JOIN ref ON ref.target = person.value AND ref.field = 'people'
             AND ref.contact = 1 AND ref.date = (
               SELECT max(date) FROM ref AS any WHERE any.target = person.value
                 AND any.field = 'people' AND any.contact = 1 AND any.date < :tomorrow)
           CROSS JOIN note AS what ON what.id = ref.note
           CROSS JOIN interaction ON interaction.id = ref.note
           ORDER BY what.slug""",
        people=people,
    )
    latest = {person: (slug, date, plain, author) for person, slug, date, plain, author in rows}
    return {
        person: (Last(entry=Entry(slug, date), text=shown_text(index, first_words(plain))), author)
        for person, (slug, date, plain, author) in latest.items()
    }
