"""A person as it is put together, cell by cell.

The one rule: nothing of a row gets lost. A value without a place becomes a key of the user's own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from hobnob.importers.as_markdown import as_markdown
from hobnob.importers.columns import cells
from hobnob.importers.columns.addresses import read_addresses
from hobnob.importers.columns.days import Day
from hobnob.importers.columns.names import ReadName, read_name
from hobnob.importers.columns.place import ADDRESS_PARTS, SPLIT, Place
from hobnob.importers.columns.words import label_of
from hobnob.importers.found import FoundPerson
from hobnob.names import name_key
from hobnob.notes import values as v
from hobnob.notes.schema import PERSON

_ONCE = ("name", "first", "middle", "last", "prefix", "suffix", "shown")
_FAX = {"fax": "Fax", "pager": "Pager"}
_KNOWN_LABELS = frozenset(
    ("profile", "blog", "homepage", "home page", "obsolete", "linkedin", "website")
)


@dataclass(kw_only=True)
class PersonDraft:
    """A person in the making.

    Attributes:
        slug: of the note that the row comes from, in a table that hobnob wrote.
        names: the parts of the name.
        values: lists and texts, by key.
        unfit: how many values were not of the type of their key.
    """

    slug: str = ""
    names: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    values: dict[str, Any] = field(default_factory=dict)
    addresses: dict[tuple[str, int], dict[str, str]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    orgs: dict[int, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(dict))
    dates: list[dict[str, str]] = field(default_factory=list)
    relations: list[tuple[str, str]] = field(default_factory=list)
    extra: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    texts: list[str] = field(default_factory=list)
    labelled: list[str] = field(default_factory=list)

    def add(self, place: Place, title: str, cell: str, label: str = "") -> int:
        """Put a cell in its place; return how many of its values have no place there.

        Args:
            place: of its column.
            title: of its column.
            cell: what it says, not "".
            label: what its label says, such as `* Home` or `Ferienhaus`.
        """
        key = place.key
        kind, _, how = key.partition(":")
        if key in _ONCE:
            text = " ".join(cells.bare(cell).split())
            self.names.setdefault(key, text)
            if self.names[key] != text:
                self._keep(title, text)
        elif key == "slug":
            self.slug = cells.bare(cell)
        elif key == "own":
            self._keep(place.own or label.lstrip("* ") or title, cells.bare(cell))
        elif key == "text":
            self.texts.append(cell)
        elif key in ADDRESS_PARTS:
            parts = self.addresses[_place_of(label) or place.label, place.group]
            text = cells.bare(cell)
            parts[key] = f"{parts[key]}, {text}" if key in parts else text
        elif key in ("org", "title"):
            self.orgs[place.group].setdefault(key, []).extend(cells.split(key, cells.bare(cell)))
        elif kind == "relation" and ":" in key:
            how = how or label or "relation"
            self.relations += [(name, how) for name in cells.split("tags", cells.bare(cell))]
        elif key == "sensitivity":
            if not cells.says_nothing(cell):
                self._keep(title, cells.bare(cell))
                self.values["private"] = True
        elif key == "flag":
            return self._add_flag(title, cell)
        elif key in SPLIT:
            return self._add_list(place, title, cell, label)
        else:
            return self._add_value(key, title, cell)
        return 0

    def add_day(self, place: Place, title: str, cell: str, day: Day, label: str = "") -> int:
        """Put a date in its place; return 1 if it is no such date at all."""
        kind, _, what = place.key.partition(":")
        if day.is_empty:
            return 0
        type_ = v.BIRTHDAY if kind == "date" else PERSON.by_name[kind].type
        try:
            iso = type_.parse(day.iso)
        except ValueError:
            iso = ""
        if kind == "date" and iso:
            self.dates.append({"date": iso, "what": what or label.lstrip("* ") or "day"})
        elif not iso or self.values.setdefault(kind, iso) != iso:
            self._keep(title, cells.bare(cell))
            return int(not iso and not day.could_be)
        return 0

    def _add_flag(self, title: str, cell: str) -> int:
        means = cells.flag(cells.bare(cell))
        if means is None:
            self._keep(title, cells.bare(cell))
            return 1
        if means:
            self.values["private"] = True
        return 0

    def _add_list(self, place: Place, title: str, cell: str, label: str) -> int:
        key, unfit = place.key, 0
        said = label_of(label) if label else place.label
        for text in cells.split(key, cells.bare(cell)):
            value = cells.read(key, text)
            if key == "phones" and said in _FAX:
                self._keep(_FAX[said], text)
            elif value is None:
                self._keep(title, text)
                unfit += 1
            elif isinstance(value, str) and value:
                if value not in self.lists[key]:
                    self.lists[key].append(value)
                if label and not said and label.casefold().lstrip("* ") not in _KNOWN_LABELS:
                    self.labelled.append(f"{label}: {value}")
        return unfit

    def _add_value(self, key: str, title: str, cell: str) -> int:
        value = cells.read(key, cells.bare(cell))
        if value in (None, ""):
            self._keep(title, cells.bare(cell))
            return 1
        if key == "private":
            # A shared site leaves out whom one column calls private, whatever another says.
            if value:
                self.values[key] = True
        elif self.values.setdefault(key, value) != value:
            self._keep(title, cells.bare(cell))
        return 0

    def _keep(self, name: str, text: str) -> None:
        if text and text not in self.extra[name]:
            self.extra[name].append(text)

    @property
    def org_names(self) -> list[str]:
        """The organizations of the row."""
        return [name for group in self.orgs.values() for name in group.get("org", ())]

    def read_name(self) -> ReadName:
        """Return the name, with an empty `name` if there is none."""
        nick = self.lists.get("aliases", [""])[0]
        return read_name({**self.names, "aliases": nick}, self.org_names)

    def finish(self, named: ReadName, *, line: int, file: str) -> FoundPerson:
        """Return the person."""
        values: dict[str, Any] = dict(self.values)
        beside = {"prefix": named.prefix, "suffix": named.suffix}
        values.update({key: text for key, text in beside.items() if text})
        values.update({key: items for key, items in self.lists.items() if items})
        self._add_other_name(values, named)
        location, kept = read_addresses(self.addresses)
        if location:
            values.setdefault("location", location)
        for key, texts in kept.items():
            for text in texts:
                self._keep(key, text)
        if roles := self._roles():
            values["roles"] = roles
        if self.dates:
            values["dates"] = self.dates
        parts = [as_markdown(text) for text in self.texts]
        parts.append("\n".join(f"- {as_markdown(text)}" for text in self.labelled))
        return FoundPerson(
            line=line,
            file=file,
            slug=self.slug,
            name=named.name,
            values=values,
            relations=tuple(self.relations),
            extra={key: t[0] if len(t) == 1 else t for key, t in self.extra.items() if t},
            text="\n\n".join(filter(None, parts)),
        )

    def _add_other_name(self, values: dict[str, Any], named: ReadName) -> None:
        """Keep a whole name that has words which the name does not have."""
        aliases = [text for text in values.get("aliases", ()) if text != named.name]
        full = self.names.get("name", "")
        if full and full != named.name and "@" not in full:
            known = set(name_key(f"{named.prefix} {named.name} {named.suffix}").split())
            if not known.issuperset(name_key(full).split()):
                aliases.append(full)
        values.pop("aliases", None)
        if aliases:
            values["aliases"] = list(dict.fromkeys(aliases))

    def _roles(self) -> list[dict[str, str]]:
        roles = []
        for _, group in sorted(self.orgs.items()):
            pairs = zip_longest(group.get("org", ()), group.get("title", ()), fillvalue="")
            for org, title in pairs:
                role = {key: text for key, text in (("org", org), ("title", title)) if text}
                if role and role not in roles:
                    roles.append(role)
        return roles


def _place_of(label: str) -> str:
    said = label_of(label) if label else ""
    return said if said in ("home", "work", "other") else ""
