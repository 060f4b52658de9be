"""What the card of a name shows: the role, the last contact, and what is open.

The one rule: no page carries cards. They stand in a fixed number of files, and a page loads the one
that holds the person whose name you point at.

The browser knows a person by the address of their page, so that is the key; its hash says which
file holds it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from hobnob.index.appointments import Appointment, list_appointments
from hobnob.index.promises import ME, Promise
from hobnob.notes.body import shown
from hobnob.site.links import page_uri, plain
from hobnob.site.load import Site
from hobnob.site.scripts import render_script
from hobnob.site.search import number_of

FOLDER = "cards"
FILES = 64
"""`cards.js` knows this number too."""

_MOST = 3
"""How many open things a card names; the others are counted."""


def make_cards(site: Site, url: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Return the files of the cards: their paths on the site, and their contents.

    Args:
        site: the journal.
        url: returns the address of a source from the top of the site.
    """
    ahead: defaultdict[int, list[Appointment]] = defaultdict(list)
    for appointment in list_appointments(site.index, since=site.index.today):
        for who in appointment.people:
            if who.id is not None:
                ahead[who.id].append(appointment)
    files: defaultdict[int, dict[str, list[object]]] = defaultdict(dict)
    for row in site.people:
        address = url(page_uri("people", row.slug))
        promises = [one for one in site.promises.get(row.id, ()) if _is_open(one, row.slug)]
        files[number_of(address) % FILES][address] = [
            plain(row.name),
            plain(", ".join(filter(None, (row.title, row.org)))),
            row.last_contact,
            [_line(one) for one in promises[:_MOST]],
            max(0, len(promises) - _MOST),
            [[plain(one.words), one.last] for one in ahead.get(row.id, ())[:_MOST]],
        ]
    for number, cards in files.items():
        yield f"{FOLDER}/{number}.js", render_script("hobnobCards", number, cards)


def _is_open(promise: Promise, slug: str) -> bool:
    is_told = promise.asked or promise.owner in (ME, slug)
    return is_told and not promise.done and promise.kind != "plan"


def _line(promise: Promise) -> list[str]:
    """Return who has to act, what it is, and by when."""
    owner = "asked" if promise.asked else "me" if promise.owner == ME else "theirs"
    return [owner, plain(shown(promise.plain, str)), promise.due]
