"""Who needs me today.

The one rule: everything here follows from what was logged; see `needs` for which comes first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hobnob import dates
from hobnob.answers import Day, Slug, Who, hidden
from hobnob.index.index import Index
from hobnob.index.lookup import link_names
from hobnob.model import Kind
from hobnob.network.today.collect import standing_needs
from hobnob.network.today.need import Need, Reason, arrange

_LONGEST = 200
"""Characters of a text on one line."""

_PASSED_OVER = re.compile(r"[-*+] \[[ xX]\] |#{1,6} |[-=~`*_]{3,}")
_MARKS = re.compile(r"\A(?:[-*+>]|\d{1,3}[.)])\s+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Last:
    """The last time with somebody: its date, its slug, and what it says in one line."""

    date: str
    note: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One reason to turn to somebody; see [who needs you](mornings.md).

    Attributes:
        reason: `promise`, `follow_up`, `cadence`, `birthday`, `news`, `thanks`, `theirs`, `draft`
            or `plan`.
        people: whom it is about; the first is who is meant.
        date: since when, or when: a day, or a month or a year alone.
        text: the promise, how the note begins, whom they introduced, the age, the move; of a
            `cadence` the last time.
        note: the note in which it stands; of a `cadence` and a `birthday` the person, of `thanks`
            the one introduced, of a `plan` the plan.
        kind: of the note.
        last: the last time with the first of the people; None before there was one.
        about: the name of the plan it is for, or of the one who was introduced; of what concerns
            nobody, the name of the note: "Zedco", "note of 10 November 2026".
    """

    reason: Reason
    people: tuple[Who, ...]
    date: Day
    text: str
    note: Slug
    kind: Kind = hidden()
    last: Last | None = hidden(None)
    about: str = hidden("")


def today_items(index: Index, days: int | None = None) -> tuple[Item, ...]:
    """Return who needs me today and why, what comes first standing first.

    Args:
        index: the index, on a day.
        days: how far ahead to look, at birthdays and at all that will be due. Without it, a week
            for birthdays, and today for everything else.
    """
    return describe(index, today_needs(index, days))


def today_needs(index: Index, days: int | None = None) -> list[Need]:
    """Return the needs of today in their order; for `describe`, or a part of them."""
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
            birthdays[slug] = min(birthdays.get(slug, need), need, key=lambda one: one.date)
    for need in birthdays.values():
        yield replace(need, since=need.date) if need.is_ahead(today) else need


def describe(index: Index, needs: Sequence[Need]) -> tuple[Item, ...]:
    """Return the items of some needs."""
    last = _last_times(index, {need.people[0].slug for need in needs if need.people})
    titles = _titles(index, {need.note for need in needs if not need.people})
    return tuple(
        Item(
            reason=need.reason,
            people=need.people,
            date=need.date or index.today,
            text=_text(index, need, last),
            note=need.note,
            kind=need.kind,
            last=last.get(need.people[0].slug) if need.people else None,
            about=need.about.name
            if need.about
            else ""
            if need.people
            else titles.get((need.kind, need.note), need.note),
        )
        for need in needs
    )


def _text(index: Index, need: Need, last: Mapping[str, Last]) -> str:
    if need.reason == "cadence":
        said = last.get(need.people[0].slug)
        return said.text if said else ""
    if need.reason == "thanks" and need.about:
        return f"introduced you to {need.about.name}"
    if need.reason == "birthday":
        return f"turns {need.age}" if need.age is not None else ""
    return link_names(index, first_words(need.text))


def _titles(index: Index, slugs: set[str]) -> dict[tuple[str, str], str]:
    """Return what some notes are called, by kind and slug; an interaction by kind and day."""
    rows = index.db.execute(
        """SELECT note.kind, note.slug, note.name, interaction.kind, interaction.date
           FROM json_each(?) AS wanted CROSS JOIN note ON note.slug = wanted.value AND live
           LEFT JOIN interaction ON interaction.id = note.id""",
        (json.dumps(sorted(slugs)),),
    )
    return {
        (kind, slug): f"{what} of {dates.spell_date(day)}" if day else name or slug
        for kind, slug, name, what, day in rows
    }


def first_words(body: str) -> str:
    """Return how a body begins, on one line: its first paragraph, without promises and headings.

    A salutation alone says nothing, so what follows it comes too.
    """
    said = ""
    for paragraph in body.split("\n\n"):
        lines = [" ".join(line.split()) for line in paragraph.splitlines()]
        lines = [_MARKS.sub("", line, count=1) for line in lines if not _PASSED_OVER.match(line)]
        said = " ".join(filter(None, (said, *lines)))
        if said and not said.endswith(","):
            break
    return said if len(said) <= _LONGEST else said[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _last_times(index: Index, people: Iterable[str]) -> dict[str, Last]:
    """Return the last contact with some people; of several at once, the last by slug."""
    days = index.all(
        """SELECT slug, note.id, (SELECT max(date) FROM ref WHERE target = note.id
             AND field = 'people' AND contact = 1 AND date < :end) AS last
           FROM json_each(:people) AS wanted
           CROSS JOIN note ON kind = 'person' AND slug = wanted.value AND live
           WHERE last <> ''""",
        {"people": json.dumps(sorted(people)), "end": index.tomorrow},
    )
    rows = index.db.execute(
        """SELECT json_extract(one.value, '$[0]'), what.slug, ref.date, what.body
           FROM json_each(?) AS one
           CROSS JOIN ref ON ref.target = json_extract(one.value, '$[1]') AND ref.contact = 1
             AND ref.field = 'people' AND ref.date = json_extract(one.value, '$[2]')
           JOIN note AS what ON what.id = ref.note""",
        (json.dumps(days),),
    )
    found: dict[str, tuple[str, str, str]] = {}
    for person, *row in rows:
        found[person] = max(found.get(person, ("", "", "")), (row[0], row[1], row[2]))
    return {
        person: Last(date=date, note=note, text=link_names(index, first_words(body)))
        for person, (note, date, body) in found.items()
    }
