"""Google Contacts, exported as CSV: with the titles of today, and with those before 2024.

The one rule: a value and its label stand in two columns; the label decides what the value is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from hobnob.importers.columns.place import Place, own_place
from hobnob.importers.found import Found, Wanted
from hobnob.importers.table import read_contacts
from hobnob.importers.tables import Table
from hobnob.importers.tables.titles import titles_of

_NUMBERED = re.compile(r"(.+?) (\d+) - (.+)")
_SIGNS = re.compile(r"(?:E-mail|Phone|Address|Website) 1 - (?:Type|Label|Value|Formatted)")
_NAMES = frozenset(("First Name", "Given Name"))

_PLACES: Mapping[str, str] = {
    "Name": "name",
    "First Name": "first", "Given Name": "first",
    "Middle Name": "middle", "Additional Name": "middle",
    "Last Name": "last", "Family Name": "last",
    "Name Prefix": "prefix", "Name Suffix": "suffix",
    "Nickname": "aliases", "Short Name": "aliases", "Maiden Name": "aliases",
    "File As": "shown",
    "Organization Name": "org", "Organization Title": "title",
    "Birthday": "birthday", "Location": "location", "Notes": "text",
    "Labels": "tags", "Group Membership": "tags",
    "Sensitivity": "sensitivity",
}  # fmt: skip
_OF_NUMBERED: Mapping[tuple[str, str], str] = {
    ("E-mail", "Value"): "emails",
    ("Phone", "Value"): "phones",
    ("Website", "Value"): "links",
    ("Relation", "Value"): "relation:",
    ("Event", "Value"): "date:",
    ("Organization", "Name"): "org",
    ("Organization", "Title"): "title",
    ("Address", "Formatted"): "address",
    ("Address", "Street"): "street",
    ("Address", "Extended Address"): "street",
    ("Address", "PO Box"): "pobox",
    ("Address", "City"): "city",
    ("Address", "Region"): "region",
    ("Address", "Postal Code"): "postcode",
    ("Address", "Country"): "country",
}  # fmt: skip
_LABELS = frozenset(("Label", "Type", "Service"))


def recognize(_: Path, start: bytes) -> bool:
    """Return whether a file is an export of Google Contacts, by its titles."""
    titles = frozenset(titles_of(start))
    if not titles & _NAMES:
        return False
    return any(map(_SIGNS.fullmatch, titles)) or {"Phonetic First Name", "File As"} <= titles


def read(paths: Sequence[Path], wanted: Wanted) -> Found:
    """Read the people of exports of Google Contacts.

    Raises:
        UsageError: a file is no table.
    """
    return read_contacts("google", "Google's contacts", paths, wanted, _places)


def _places(table: Table) -> list[Place]:
    at_title = {title: at for at, title in enumerate(table.titles)}
    return [_place(title, at_title) for title in table.titles]


def _place(title: str, at_title: Mapping[str, int]) -> Place:
    if title == "Photo":
        return Place(key="", how="left out, it is the address of a picture at Google")
    match = _NUMBERED.fullmatch(title)
    if match is None:
        key = _PLACES.get(title)
        return Place(key=key) if key else own_place(title)
    what, number, part = match.groups()
    shown = f"{what} - {part}"
    if part in _LABELS:
        return Place(key="", how="left out, it says which kind a value is", shown=shown)
    labels = (at_title.get(f"{what} {number} - {name}", -1) for name in sorted(_LABELS))
    label_at = next((at for at in labels if at >= 0), -1)
    key = _OF_NUMBERED.get((what, part))
    if key:
        return Place(key=key, label_at=label_at, group=int(number[:6]), shown=shown)
    if part == "Value":
        return Place(key="own", label_at=label_at, how="kept as keys of your own", shown=shown)
    return replace(own_place(f"{what} {part}"), shown=shown)
