"""The list of people: pages of a few hundred rows, and all rows as data for the script.

The one rule: without scripts everybody is on one of the pages, and with them the first page needs
no other, because `table.js` takes the rows from the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hobnob.index.people import PersonRow
from hobnob.notes.values import CIRCLES
from hobnob.site.avatars import monogram, tint
from hobnob.site.links import page_uri, plain
from hobnob.site.scripts import render_script

PER_PAGE = 200
FOLDER = "people/index"
"""Of the pages after the first, and of the data. No person can have it: see `links.page_uri`."""
ROWS = f"{FOLDER}/rows.js"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One page of the list: its number, its source, and the names it begins and ends with."""

    number: int
    uri: str
    first: str
    last: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PeoplePage:
    """A page of the list of people.

    Attributes:
        number: 1 is the page of the section.
        total: the number of all people.
        parts: all pages of the list.
        circles, relations, tags: the words by which the first page filters; else empty.
    """

    number: int
    total: int
    rows: tuple[PersonRow, ...]
    parts: tuple[Part, ...]
    circles: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def list_parts(people: Sequence[PersonRow]) -> tuple[Part, ...]:
    """Return the pages of the list; an empty list has one."""
    return tuple(
        Part(
            number=at // PER_PAGE + 1,
            uri=f"{FOLDER}/{at // PER_PAGE + 1}.md" if at else "people/index.md",
            first=people[at].name if people else "",
            last=people[min(at + PER_PAGE, len(people)) - 1].name if people else "",
        )
        for at in range(0, max(1, len(people)), PER_PAGE)
    )


def load_people_page(people: Sequence[PersonRow], number: int) -> PeoplePage:
    """Return one page of the list; the first one is number 1."""
    at = (number - 1) * PER_PAGE
    page = PeoplePage(
        number=number, total=len(people), rows=tuple(people[at : at + PER_PAGE]),
        parts=list_parts(people),
    )  # fmt: skip
    return page if number > 1 else _with_words(page, people)


def _with_words(page: PeoplePage, people: Sequence[PersonRow]) -> PeoplePage:
    circles = {row.circle for row in people} - {""}
    known = [word for word in CIRCLES if word in circles]
    return PeoplePage(
        number=page.number, total=page.total, rows=page.rows, parts=page.parts,
        circles=(*known, *sorted(circles - set(known))),
        relations=tuple(sorted({word for row in people for word in row.relation})),
        tags=tuple(sorted({word for row in people for word in row.tags})),
    )  # fmt: skip


def rows_script(people: Sequence[PersonRow], url: Callable[[str], str]) -> str:
    """Return the rows of all people as a script.

    Args:
        people: by name.
        url: returns the address of a source from the top of the site.
    """
    urls = [url(page_uri("people", row.slug)) for row in people]
    end = "/" if any(one.endswith("/") for one in urls) else ".html"
    rows = [
        list(_row(row, one.removeprefix("people/").removesuffix(end)))
        for row, one in zip(people, urls, strict=True)
    ]
    return render_script("hobnobPeople", end, rows)


def _row(row: PersonRow, stem: str) -> Iterator[object]:
    """Return what a row shows and what it is found by, in the order that `table.js` expects."""
    yield plain(row.name)
    yield stem
    yield plain(monogram(row.name))
    yield tint(row.slug)
    yield plain(row.title)
    yield plain(row.org)
    yield plain(row.location)
    yield row.circle
    yield list(map(plain, row.relation))
    yield list(map(plain, row.tags))
    yield row.last_contact
    yield row.due
    yield row.contacts
    yield int(row.private)
