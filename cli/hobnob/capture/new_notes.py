"""New people: those who get a note because a line names them.

The one rule: one name is one person, however often it comes, and no two have the same slug.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hobnob.index.index import Index
from hobnob.index.slugs import free_slug
from hobnob.journal import Journal, note_path, short_slug
from hobnob.names import name_key
from hobnob.notes.write import plain_name, render_note
from hobnob.transaction import FileChange


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """A person who has no note yet."""

    slug: str
    name: str

    def change(self, journal: Journal) -> FileChange:
        """Return the change that writes the note."""
        note = render_note("person", {"name": self.name}).encode()
        return FileChange(path=note_path(journal, "person", self.slug), before=None, after=note)


class NewPeople:
    """The new people of one run."""

    def __init__(self, index: Index) -> None:
        """Begin with nobody."""
        self._index = index
        self._by_key: dict[str, NewPerson] = {}

    def make(self, name: str) -> NewPerson:
        """Return the new person of a name; a name that came before gives the same person.

        Raises:
            UsageError: it is no name, or none that a file can have.
        """
        name = plain_name(name)
        known = self._by_key.get(name_key(name))
        if known is None:
            taken = {person.slug for person in self._by_key.values()}
            slug = free_slug(self._index, "person", short_slug(name), taken)
            known = self._by_key[name_key(name)] = NewPerson(slug=slug, name=name)
        return known

    def among(self, slugs: Iterable[str]) -> tuple[NewPerson, ...]:
        """Return the new people who have one of these slugs."""
        wanted = set(slugs)
        return tuple(person for person in self._by_key.values() if person.slug in wanted)
