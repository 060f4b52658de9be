"""New notes of people: their paths, and values that a note can hold.

The one rule: whatever a file holds, the note reads back as what is meant, and its path is inside
the journal. A value that is not of its key's type becomes a key of your own.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from hobnob.importers.found import FoundPerson
from hobnob.importers.same_person import KnownPerson
from hobnob.index.imported import slugs_of_people
from hobnob.index.index import Index
from hobnob.journal import Journal, note_path, short_slug, slug_of
from hobnob.name_forms import split_titles
from hobnob.names import is_photo
from hobnob.notes.keys import keys_meant
from hobnob.notes.schema import PERSON, Field
from hobnob.notes.write import render_note

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_OF_LINK = re.compile(r"[\[\]|]")
LONGEST_NAME = 200
"""Characters of a name; what is longer is no name."""


class NewSlugs:
    """The slugs of an import: each is new to the journal, and used once."""

    def __init__(self, index: Index) -> None:
        """Begin with the slugs of the journal, and the files in the folder of people."""
        folder = note_path(index.journal, "person", "x").parent
        self._folder = index.journal.relative(folder)
        self._taken = slugs_of_people(index)
        if folder.is_dir():
            self._taken |= {slug_of(name) for name in os.listdir(folder)}  # noqa: PTH208
        self._numbers: dict[str, int] = {}

    def make(self, name: str) -> tuple[str, str]:
        """Return the slug of a new person, and the path of the note relative to the journal."""
        wanted = short_slug(name) or "person"
        number = self._numbers.get(wanted, 0)
        slug = ""
        while not slug or slug in self._taken:
            number += 1
            slug = wanted if number == 1 else f"{wanted}-{number}"
        self._numbers[wanted] = number
        self._taken.add(slug)
        return slug, f"{self._folder}/{slug}.md"


def fit_person(person: FoundPerson, tags: Sequence[str]) -> FoundPerson:
    """Return a person whose values a note can hold, with titles apart from the name."""
    titled = split_titles(one_line(_OF_LINK.sub(" ", person.name))[:LONGEST_NAME].strip())
    beside = {"prefix": titled.prefix, "suffix": titled.suffix}
    values: dict[str, Any] = {key: text for key, text in beside.items() if text}
    extra: dict[str, Any] = {}
    for key, value in person.values.items():
        field = PERSON.by_name.get(key)
        fits, left = _fit(field, value) if field else (None, value)
        if fits not in (None, "", []):
            values[key] = fits
        if left not in (None, "", []):
            extra[f"{key}_as_imported"] = _clean(left)
    if tags:
        values["tags"] = list(dict.fromkeys((*values.get("tags", ()), *tags)))
    for key, value in person.extra.items():
        extra[one_line(key)[:100] or "key"] = _clean(value)
    for key in (*keys_meant("person", extra), *(key for key in extra if key in PERSON.by_name)):
        extra[f"{key}_as_imported"] = extra.pop(key)
    return replace(
        person, name=titled.name, values=values, extra=extra, text=clean_text(person.text),
        relations=tuple((one_line(_OF_LINK.sub(" ", name)), one_line(how))
                        for name, how in person.relations if one_line(name)),
    )  # fmt: skip


def render_new(person: KnownPerson) -> bytes:
    """Return the note of somebody new."""
    own = {key: person.values[key] for key in PERSON.by_name if key in person.values}
    extra = {key: value for key, value in person.values.items() if key not in own}
    roles = own.get("roles")
    if roles and len(roles) == 1 and set(roles[0]) <= {"org", "title"}:
        # One present role is written in its short form.
        del own["roles"]
        own |= roles[0]
    return render_note("person", own, extra, person.text.strip()).encode()


def photo_path(journal: Journal, slug: str, ending: str) -> str:
    """Return where the picture of somebody belongs, relative to the notes; "" for no picture."""
    name = f"photos/{slug}.{ending.lower().removeprefix('.')}"
    if not is_photo(name):
        return ""
    number = 1
    stem, dot, ending = name.rpartition(".")
    while os.path.lexists(journal.notes / name):
        number += 1
        name = f"{stem}-{number}{dot}{ending}"
    return name


def one_line(text: str) -> str:
    """Return a text on one line, without what a note cannot hold."""
    if text.isprintable() and "  " not in text:
        # Most texts are; then no other blank is in them, and nothing that a note cannot hold.
        return text.strip()
    return " ".join(_UNWRITABLE.sub(" ", text.replace("\u2028", " ")).split())


def clean_text(text: str) -> str:
    """Return a text without what a note cannot hold."""
    if text.isprintable():
        return text.strip()
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _clean(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {one_line(str(key)): _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return clean_text(str(value)) if not isinstance(value, bool) else value


def _fit(field: Field, value: Any) -> tuple[Any, Any]:
    """Return what of a value is of the type of a key, and the rest."""
    if not field.many:
        if isinstance(value, bool):
            return value, None
        text = one_line(str(value))
        return (_parsed(field, text), None) if _is_fit(field, text) else (None, text)
    items = value if isinstance(value, list | tuple) else [value]
    fits: list[Any] = []
    left: list[Any] = []
    for item in items:
        if field.parts:
            row = {key: one_line(str(text)) for key, text in item.items() if text}
            parts = {part.name: part for part in field.parts}
            fine = all(key in parts and _is_fit(parts[key], text) for key, text in row.items())
            if row:
                (fits if fine else left).append(row)
        elif text := one_line(str(item)):
            if _is_fit(field, text):
                fits.append(_parsed(field, text))
            else:
                left.append(text)
    return [item for at, item in enumerate(fits) if item not in fits[:at]], left


def _is_fit(field: Field, text: str) -> bool:
    try:
        field.type.parse(text)
    except ValueError:
        return False
    return True


def _parsed(field: Field, text: str) -> Any:
    return field.type.parse(text)
