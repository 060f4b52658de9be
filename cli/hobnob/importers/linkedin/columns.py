"""Which column of a LinkedIn table is which: by its title, else by what stands in it.

The one rule: LinkedIn always writes the same columns in the same order, only their titles have a
language. So the address of the profile and the date show where the others are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from hobnob.importers.linkedin.days import find_day
from hobnob.importers.tables import Table
from hobnob.names import name_key

PROFILE = re.compile(r"(?:https?://)?(?:[\w-]+\.)?linkedin\.com/(?:in|pub)/", re.IGNORECASE)

TITLES: Mapping[str, tuple[str, ...]] = {
    "first": ("first name", "vorname", "prenom", "nombre", "nome", "primeiro nome", "voornaam",
              "imie", "jmeno", "fornamn", "fornavn", "ad"),
    "last": ("last name", "nachname", "nom", "nom de famille", "apellido", "apellidos", "sobrenome",
             "cognome", "achternaam", "nazwisko", "prijmeni", "efternamn", "etternavn", "efternavn",
             "soyad"),
    "url": ("url", "profile url", "profil url"),
    "email": ("email address", "e mail address", "e mail adresse", "adresse e mail",
              "direccion de correo electronico", "correo electronico", "endereco de e mail",
              "indirizzo email", "indirizzo e mail", "e mailadres", "adres e mail", "e post"),
    "org": ("company", "unternehmen", "firma", "entreprise", "empresa", "azienda", "societa",
            "bedrijf", "foretag", "sirket"),
    "title": ("position", "poste", "fonction", "cargo", "puesto", "posizione", "functie",
              "stanowisko", "befattning", "pozisyon"),
    "since": ("connected on", "verbunden am", "vernetzt am", "kontakt seit", "connecte le",
              "connexion le", "conectado el", "conectado em", "collegato il", "verbonden op"),
}  # fmt: skip
"""The titles of `Connections.csv`, as `name_key` gives them."""


def find_columns(table: Table) -> dict[str, int]:
    """Return where each part of a connection is; {} if these are no connections."""
    keys = [name_key(title) for title in table.titles]
    found = {
        part: next((at for at, key in enumerate(keys) if key in titles), -1)
        for part, titles in TITLES.items()
    }
    found = {part: at for part, at in found.items() if at >= 0}
    if {"first", "last"} <= found.keys() and found.keys() & {"url", "since"}:
        return found
    return _by_content(table)


def _by_content(table: Table) -> dict[str, int]:
    """Return the columns where no title is known: first, last, url, e-mail, org, title, since."""
    columns = [[row.cells[at] for row in table.rows[:200]] for at in range(len(table.titles))]
    url = _where(columns, lambda cell: PROFILE.match(cell) is not None)
    since = _where(columns, lambda cell: bool(find_day(cell)))
    if url < 0 and since < 0:
        return {}
    email = _where(columns, lambda cell: "@" in cell and " " not in cell, least=1)
    known = {"url": url, "email": email, "since": since}
    others = [at for at in range(len(columns)) if at not in known.values()]
    # A column of addresses that nobody shares is empty, and is the one behind the profiles.
    if email < 0 and 0 <= url < len(columns) - 1 and len(others) > 4:
        known["email"] = url + 1
        others.remove(url + 1)
    if len(others) < 4:
        return {}
    parts = dict(zip(("first", "last", "org", "title"), others, strict=False))
    return {**parts, **{part: at for part, at in known.items() if at >= 0}}


def _where(columns: Sequence[Sequence[str]], fits: object, *, least: int = 0) -> int:
    """Return the column in which most filled cells fit, -1 for none."""
    test = fits if callable(fits) else bool
    for at, cells in enumerate(columns):
        filled = [cell for cell in cells if cell]
        good = sum(bool(test(cell)) for cell in filled)
        if good > max(least - 1, 0) and good * 5 >= len(filled) * 4:
            return at
    return -1
