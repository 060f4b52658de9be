"""The places of a table's columns: chosen by the user, else guessed from title and content.

The one rule: the user's choice wins, and a guess says what it is from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hobnob.errors import UsageError
from hobnob.importers.columns.chosen import titles_mark
from hobnob.importers.columns.content import are_forms_of_address, kind_of
from hobnob.importers.columns.own_table import own_places
from hobnob.importers.columns.place import LEFT_OUT, Place, chosen_place, own_place
from hobnob.importers.columns.words import meaning_of, order_languages
from hobnob.importers.found import Wanted
from hobnob.importers.tables import Table
from hobnob.names import name_key, nearest

_BEFORE_NAME = frozenset(("title", "titel", "titre", "titulo", "titolo"))
"""Titles of columns that mean a job, or a form of address."""
_BY_CONTENT = frozenset(("emails", "links", "phones"))
_UNSURE = frozenset(("", "name", "address", "street", "city", "location", *_BY_CONTENT))
"""What a title may mean although the cells show something else: "Address", "Contact"."""
_CLOSENESS = frozenset(("circle", "keep_in_touch"))


def guess_places(table: Table) -> list[Place]:
    """Return the place of each column, from its title or else from its content."""
    if (own := own_places(table.titles)) is not None:
        return own
    languages = order_languages(table.titles)
    places = [_guess(table, at, languages) for at in range(len(table.titles))]
    return _settle_names(table, _settle_titles(table, places))


def _guess(table: Table, at: int, languages: Sequence[str]) -> Place:
    title = table.titles[at]
    key, label = meaning_of(title, languages)
    content = kind_of(row.cells[at] for row in table.rows)
    if (
        content in _BY_CONTENT
        and content != key
        and key in _UNSURE
        and label not in ("fax", "pager")
    ):
        # An "address" may be one of e-mail.
        return Place(key=content, how="by what is in it")
    if key.startswith("own:"):
        return own_place(key.removeprefix("own:"))
    if key in _CLOSENESS:
        # Who is close is not a thing that an import decides.
        return own_place(title, f"kept as a key of your own; --map '{title}={key}' makes it count")
    if key == "own" or not key:
        how = "dates, kept as a key of your own" if content == "day" else ""
        return own_place(title, how) if how else own_place(title)
    if key == "out":
        return replace(LEFT_OUT, how="left out, it says nothing of the person")
    return Place(key=key, label="" if label in ("fax", "pager") else label)


def _settle_titles(table: Table, places: list[Place]) -> list[Place]:
    """Tell the title of a job from a form of address ("Titel"), and from a second one.

    Beside "Job Title", "Title" is a form of address. Beside "Position", "Beruf" is what somebody
    learned.
    """
    of_job = [at for at, place in enumerate(places) if place.key == "title"]
    before = [at for at in of_job if name_key(table.titles[at]) in _BEFORE_NAME]
    for at in before:
        cells = [row.cells[at] for row in table.rows if row.cells[at]]
        is_beside = len(of_job) > len(before)
        if are_forms_of_address(cells) or (is_beside and not cells):
            places[at] = Place(key="prefix", how="forms of address")
        elif is_beside:
            places[at] = own_place(table.titles[at])
    for at in [at for at, place in enumerate(places) if place.key == "title"][1:]:
        places[at] = own_place(table.titles[at])
    return places


def _settle_names(table: Table, places: list[Place]) -> list[Place]:
    """Tell a full name from a first or a last one: "Nom" beside "Prénom", "Nome" beside "Cognome".

    Of two columns of last names, the one that is a nickname in Brazil is one here too.
    """
    keys = [place.key for place in places]
    if keys.count("last") > 1:
        for at in range(len(places)):
            if name_key(table.titles[at]) == "apelido":
                places[at] = Place(key="aliases")
        keys = [place.key for place in places]
    if "name" not in keys or ("first" in keys) == ("last" in keys):
        return places
    at, is_first = keys.index("name"), "first" in keys
    other = keys.index("first" if is_first else "last")
    both = [row.cells for row in table.rows if row.cells[at] and row.cells[other]]
    within = sum(name_key(cells[other]) in name_key(cells[at]) for cells in both)
    if within * 2 <= len(both):
        words = "the last name, as there is a column of first names" if is_first else (
            "the first name, as there is a column of last names"
        )  # fmt: skip
        places[at] = Place(key="last" if is_first else "first", how=words)
    return places


def choose_places(
    table: Table, places: list[Place], wanted: Wanted
) -> tuple[list[Place], Mapping[str, str]]:
    """Put the user's choices in the place of guesses.

    Returns:
        The places, and the choices to remember: those of now, and those of the last time.

    Raises:
        UsageError: a column cannot become the key, or no column has the title.
    """
    before = wanted.remembered.get(titles_mark(table.titles), {})
    by_key = {name_key(title): at for at, title in enumerate(table.titles)}
    made = list(places)
    chosen: dict[str, str] = {}
    for mapping, how in ((before, "as last time"), (wanted.mapping, "")):
        for title, key in mapping.items():
            at = table.titles.index(title) if title in table.titles else by_key.get(name_key(title))
            if at is None:
                if how:
                    continue
                raise UsageError(_unknown(title, table))
            made[at] = replace(chosen_place(table.titles[at], key, how), group=made[at].group)
            chosen[table.titles[at]] = key.strip()
    return made, chosen


def _unknown(title: str, table: Table) -> str:
    close = nearest(title, table.titles, 1)
    hint = f"did you mean '{close[0]}'? " if close else ""
    shown = ", ".join(f"'{name}'" for name in table.titles[:12])
    more = len(table.titles) - 12
    return (
        f"--map: no column of {table.name} has the title '{title}'; {hint}Its titles are {shown}"
        f"{f' and {more} more' if more > 0 else ''}"
    )
