"""Who needs me today, and on later days.

The one rule: everything here follows from what was logged; see `order` for which comes first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from hobnob import dates
from hobnob.answers import Entry, Who
from hobnob.index.index import Index
from hobnob.index.lookup import link_names
from hobnob.network.today.collect import standing_needs
from hobnob.network.today.horizon import DAYS, MOST, TodayList, carry
from hobnob.network.today.need import Last, Need
from hobnob.network.today.order import arrange

_LONGEST = 200
"""Characters of a text on one line."""

_PASSED_OVER = re.compile(r"[-*+] \[[ xX]\] |#{1,6} |[-=~`*_]{3,}")
_MARKS = re.compile(r"\A(?:[-*+>]|\d{1,3}[.)])\s+")


def today_needs(index: Index, days: int | None = None) -> list[Need]:
    """Return who needs me today and why, what comes first standing first; see `describe`.

    Args:
        index: the index, on a day.
        days: how far ahead to look, at birthdays and at all that will be due. Without it, a week
            for birthdays, and today for everything else.
    """
    needs = standing_needs(index, days or 0)
    if days is None:
        return arrange([n for n in needs if n.reason != "birthday" or n.shows_on(index.today)],
                       index.today)  # fmt: skip
    last_day = dates.add_days(index.today, days)
    return arrange(list(_with_birthdays(needs, index.today, last_day)), index.today)


def _with_birthdays(needs: Iterable[Need], today: str, last_day: str) -> Iterator[Need]:
    """Yield needs with the next birthday of each, where it is on a day asked about.

    A birthday of which it is not yet time to think is ahead until its day, as all else is.
    """
    birthdays: dict[str, Need] = {}
    for need in needs:
        if need.reason != "birthday":
            yield need
        elif need.date <= last_day and not need.is_over(today):
            slug = need.people[0].slug
            birthdays[slug] = min(birthdays.get(slug, need), need, key=lambda need: need.date)
    for need in birthdays.values():
        yield replace(need, since=need.date) if need.is_ahead(today) else need


def has_people(index: Index) -> bool:
    """Say whether the journal has anybody, also somebody whose note cannot be read."""
    return index.value("SELECT 1 FROM person LIMIT 1") is not None


def today_list(index: Index, *, most: int = MOST) -> TodayList:
    """Return what is listed today and on the days ahead, if nothing is logged.

    Args:
        index: the index, on a day.
        most: how many needs the list may carry.
    """
    carried = carry(standing_needs(index, DAYS), index.today, most=most)
    return replace(carried, needs=describe(index, carried.needs))


def describe(index: Index, needs: Sequence[Need]) -> tuple[Need, ...]:
    """Return needs with their texts, the last times, and what the notes are called."""
    last = _last_times(index, {need.people[0].slug for need in needs if need.people})
    titles = _titles(index, {need.note for need in needs if not need.people})
    found = []
    for need in needs:
        title = titles.get((need.kind, need.note), need.note)
        then = last.get(need.people[0].slug) if need.people else None
        found.append(
            replace(
                need,
                date=need.date or index.today,
                text=_text(index, need, then),
                about=need.about if need.people else Who(None, need.note, title),
                last=then,
            )
        )
    return tuple(found)


def _text(index: Index, need: Need, last: Last | None) -> str:
    if need.reason == "cadence":
        return last.text if last else ""
    if need.reason == "thanks" and need.about:
        return f"introduced you to {need.about.name}"
    if need.reason == "birthday":
        return f"turns {need.age}" if need.age is not None else ""
    return link_names(index, first_words(need.body))


def _titles(index: Index, slugs: set[str]) -> dict[tuple[str, str], str]:
    """Return what some notes are called, by kind and slug; an interaction by kind and day."""
    rows = index.rows(
        """SELECT note.kind, note.slug, note.name, interaction.kind, interaction.date
           FROM json_each(:slugs) AS wanted CROSS JOIN note ON note.slug = wanted.value AND live
           LEFT JOIN interaction ON interaction.id = note.id""",
        slugs=slugs,
    )
    return {
        (kind, slug): f"{what} of {dates.spell_date(day)}" if day else name or slug
        for kind, slug, name, what, day in rows
    }


def first_words(body: str) -> str:
    """Return how a body begins, on one line: its first paragraph, without promises and headings.

    A salutation alone says nothing, so what follows it comes too.
    """
    words = ""
    for paragraph in body.split("\n\n"):
        lines = [" ".join(line.split()) for line in paragraph.splitlines()]
        lines = [_MARKS.sub("", line, count=1) for line in lines if not _PASSED_OVER.match(line)]
        words = " ".join(filter(None, (words, *lines)))
        if words and not words.endswith(","):
            break
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _last_times(index: Index, people: Collection[str]) -> dict[str, Last]:
    """Return the last contact with some people; of several at once, the last by slug."""
    days = index.rows(
        """SELECT slug, note.id, (SELECT max(date) FROM ref WHERE target = note.id
             AND field = 'people' AND contact = 1 AND date < :tomorrow) AS last
           FROM json_each(:people) AS wanted
           CROSS JOIN note ON kind = 'person' AND slug = wanted.value AND live
           WHERE last <> ''""",
        people=people,
    )
    rows = index.rows(
        """SELECT json_extract(one.value, '$[0]'), what.slug, ref.date, what.body
           FROM json_each(:days) AS one
           CROSS JOIN ref ON ref.target = json_extract(one.value, '$[1]') AND ref.contact = 1
             AND ref.field = 'people' AND ref.date = json_extract(one.value, '$[2]')
           JOIN note AS what ON what.id = ref.note""",
        days=days,
    )
    found: dict[str, tuple[str, str, str]] = {}
    for person, *row in rows:
        found[person] = max(found.get(person, ("", "", "")), (row[0], row[1], row[2]))
    return {
        person: Last(entry=Entry(note, date), text=link_names(index, first_words(body)))
        for person, (note, date, body) in found.items()
    }
