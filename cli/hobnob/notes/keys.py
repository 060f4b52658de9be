"""Keys of front matter as people write them: in another case, or by another word.

The one rule: a key in another case is read. A key by another word is the user's own until they
change it: hobnob only says which key may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from hobnob.model import Kind
from hobnob.notes.schema import SCHEMAS

_BETWEEN = re.compile(r"[ -]+")

_WORDS: Mapping[Kind, Mapping[str, str]] = {
    "person": {
        "company": "org", "organization": "org", "organisation": "org", "employer": "org",
        "role": "title", "position": "title", "job": "title", "job_title": "title",
        "bday": "birthday", "dob": "birthday", "birthdate": "birthday", "born": "birthday",
        "mail": "emails", "mobile": "phones", "telephone": "phones",
        "city": "location", "town": "location",
    },
    "interaction": {
        "attendees": "people", "participants": "people", "contacts": "people", "with": "people",
        "location": "place",
    },
    "plan": {"contacts": "people", "targets": "people"},
}  # fmt: skip
"""Other words for keys, in notes of other programs."""


def keys_meant(kind: Kind, keys: Iterable[str]) -> dict[str, str]:
    """Return the keys of a note that are written otherwise than declared, with the declared key.

    `Birthday` and `Keep in touch` are read as `birthday` and `keep_in_touch`, unless the note has
    that key too.
    """
    known = SCHEMAS[kind].by_name if kind in SCHEMAS else {}
    keys = tuple(keys)
    found: dict[str, str] = {}
    for key in keys:
        meant = _BETWEEN.sub("_", key.strip().lower())
        if key not in known and meant in known and meant not in (*keys, *found.values()):
            found[key] = meant
    return found


def word_meant(kind: Kind, key: str) -> str:
    """Return the key that another word means in notes of a kind, "" for none."""
    return _WORDS.get(kind, {}).get(_BETWEEN.sub("_", key.strip().lower()), "")
