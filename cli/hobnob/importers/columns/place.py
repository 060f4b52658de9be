"""The place of a column in a note: a key, a part of one, or a key of the user's own.

The one rule: every column has a place, and what becomes of it can be said.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob.errors import UsageError
from hobnob.names import nearest
from hobnob.notes.schema import PERSON

NAME_PARTS = ("first", "middle", "last")
ADDRESS_PARTS = ("street", "pobox", "city", "region", "postcode", "country", "address")
ADDRESS_KEYS = {"home": "address", "": "address", "other": "other_address", "work": "work_address"}
"""The keys of the user's own for whole addresses, by their label."""
PARTS = {
    **dict.fromkeys(NAME_PARTS, "name"),
    **dict.fromkeys(ADDRESS_PARTS, "address"),
    **dict.fromkeys(("city", "region", "country"), "location"),
    "text": "text",
}
"""What a column may hold a part of, and the key that it goes to; `text` is the body."""
_NO_CELL = frozenset(("roles", "dates", "relations", "not_same_as", "photo"))
"""Keys whose values no single cell can hold."""
_KEYS = tuple(name for name in PERSON.by_name if name not in _NO_CELL)
SPLIT = frozenset(name for name in _KEYS if PERSON.by_name[name].many)
"""Keys of which one cell may hold several values."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """What becomes of a column.

    Attributes:
        key: a key of a person's note, a part of one (`first`, `city`, `text`), `relation:HOW`,
            `date:WHAT`, `own`, `flag` (private, if it says yes), `sensitivity` (private, unless it
            says normal), `shown` (a name, if there is no other), or "" for what is left out.
        label: `home`, `work` or `other`, for addresses.
        label_at: the column whose cells say the label, -1 for none.
        group: which of several organizations or addresses it belongs to.
        own: the name of the key of the user's own; "" if the label says it.
        how: in words, where the key alone does not say it.
        shown: the title of several columns that are one to the reader; "" for the column's own.
    """

    key: str
    label: str = ""
    label_at: int = -1
    group: int = 0
    own: str = ""
    how: str = ""
    shown: str = ""

    @property
    def becomes(self) -> str:
        """The key of the note, as it is shown; "" if it is left out."""
        if self.key == "own":
            return self.own or "its label"
        if self.key in ("flag", "sensitivity"):
            return "private"
        if self.key == "shown":
            return "name"
        if PARTS.get(self.key) == "address":
            return ADDRESS_KEYS.get(self.label, "address")
        return {"relation": "relations", "date": "dates"}.get(
            self.key.partition(":")[0] if ":" in self.key else "", PARTS.get(self.key, self.key)
        )


LEFT_OUT = Place(key="")


def own_place(title: str, how: str = "kept as a key of your own") -> Place:
    """Return the place of a column that becomes a key of the user's own."""
    return Place(key="own", own=title, how=how)


def chosen_place(title: str, key: str, how: str) -> Place:
    """Return the place that the user chose with `--map TITLE=KEY`.

    Raises:
        UsageError: a column cannot become this key.
    """
    key = key.strip()
    if not key:
        return Place(key="", how=f"left out, {how or 'as you said'}")
    if key in PARTS or key in _KEYS:
        return Place(key=key, how=how)
    if key in _NO_CELL:
        raise UsageError(
            f"--map '{title}={key}': no cell can hold '{key}'; take one of {_offered()}, or a key "
            "of your own"
        )
    if close := nearest(key, (*_KEYS, *PARTS), 1):
        raise UsageError(
            f"--map '{title}={key}': there is no key '{key}'; did you mean {close[0]}? Without "
            "--map, the column is kept as a key of your own"
        )
    return Place(key="own", own=key, how=how or "a key of your own")


def _offered() -> str:
    return ", ".join((*PARTS, *_KEYS))
