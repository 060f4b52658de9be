"""Contacts of Outlook, exported as CSV: by the desktop program, in its languages, and by the web.

The one rule: its titles are those of all tables; here stands only what Outlook alone writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hobnob.importers.columns.cells import says_nothing
from hobnob.importers.columns.guess import guess_places
from hobnob.importers.columns.place import Place
from hobnob.importers.found import Found, Wanted
from hobnob.importers.table import read_contacts
from hobnob.importers.tables import Table
from hobnob.importers.tables.titles import title_keys

_SIGNS = frozenset(
    (
        "e mail 2 address", "e mail 3 address", "business street", "business country region",
        "company main phone", "tty tdd phone", "organizational id number", "other country region",
        "strasse geschaftlich", "e mail 2 adresse", "telefon fur horbehinderte", "weitere strasse",
        "rue bureau", "adresse de messagerie", "adresse de messagerie 2", "telephone bureau",
        "telecopie bureau", "rue domicile",
        "calle del trabajo", "fax del trabajo", "telefono del trabajo", "numero de teletipo",
        "direccion del correo electronico 2", "ciudad de trabajo",
        "rua do endereco comercial", "telefone comercial", "endereco de e mail 2",
        "pais regiao do endereco comercial", "cidade do endereco comercial", "rua comercial",
        "via uff", "citta uff", "indirizzo posta elettronica", "indirizzo posta elettronica 2",
        "paese uff", "fax uff",
        "werkadres straat", "telefoon op werk", "fax op werk", "huisadres straat", "e mailadres 2",
        "werkadres plaats",
    )
)  # fmt: skip
"""Titles that hardly any other program writes."""
_WEB = frozenset(
    ("first name", "last name", "e mail address", "e mail 2 address", "business street")
)


def recognize(_: Path, start: bytes) -> bool:
    """Return whether a file is an export of Outlook, by its titles."""
    keys = title_keys(start)
    return len(keys & _SIGNS) > 1 or len(keys & _WEB) > 3


def read(paths: Sequence[Path], wanted: Wanted) -> Found:
    """Read the people of exports of Outlook.

    Raises:
        UsageError: a file is no table.
    """
    return read_contacts("outlook", "Outlook's contacts", paths, wanted, _places)


def _places(table: Table) -> list[Place]:
    places = guess_places(table)
    for at in range(len(places)):
        if places[at].key in ("own", "sensitivity") and all(
            says_nothing(row.cells[at]) for row in table.rows
        ):
            places[at] = Place(key="", how="left out, it says nothing")
    return places
