"""The notes of what happened, from messages, mails and meetings: each once.

The one rule: an interaction is known by the `source` of its note, wherever the note is now. Its
file is named as one that is logged.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from hobnob.capture.entry import stem_of
from hobnob.change.files import ChangeSet
from hobnob.importers.new_notes import clean_text, one_line
from hobnob.importers.same_person import KnownPeople
from hobnob.index.imported import sources_of_interactions
from hobnob.index.index import Index
from hobnob.journal import note_path
from hobnob.notes.schema import INTERACTION
from hobnob.notes.write import render_note

_MOST_LETTERS = 20


class NewInteractions:
    """The interactions of an import."""

    def __init__(self, index: Index, draft: ChangeSet, people: KnownPeople) -> None:
        """Read which were imported before."""
        self._index = index
        self._draft = draft
        self._people = people
        self._sources = sources_of_interactions(index)
        self._paths: set[str] = set()
        self._folders: dict[str, str] = {}

    def is_known(self, source: str) -> bool:
        """Say whether a note was made of it."""
        return bool(source) and source in self._sources

    def slug_of(self, sources: Iterable[str]) -> str:
        """Return the note of the first of some sources that has one, "" for none."""
        return next((self._sources[one] for one in sources if one in self._sources), "")

    def write(self, values: Mapping[str, Any], text: str) -> str:
        """Plan the note of an interaction; return its slug."""
        text = clean_text(text)
        known = {key: _fit(value) for key, value in values.items() if value not in (None, "", [])}
        own = {key: value for key, value in known.items() if key in INTERACTION.by_name}
        extra = {key: value for key, value in known.items() if key not in own}
        source = str(known.get("source") or "")
        data = render_note("interaction", own, extra, text).encode()
        for letters in range(4, _MOST_LETTERS):
            # Two messages of one minute with the same text differ in their source.
            slug = stem_of({**own}, f"{text}\n{source}", letters)
            path = self._path(slug)
            there = self._index.journal.root / path
            if path in self._paths:
                continue
            if not os.path.lexists(there):
                break
            if there.is_file() and there.read_bytes() == data:
                # The same news of the same day is there already.
                return slug
        self._paths.add(path)
        if source:
            self._sources[source] = slug
        self._draft.create(path, data)
        return slug

    def _path(self, slug: str) -> str:
        """Return the path of a new note, relative to the journal."""
        year = slug[:4]
        if year not in self._folders:
            path = note_path(self._index.journal, "interaction", slug)
            self._folders[year] = self._index.journal.relative(path.parent)
        return f"{self._folders[year]}/{slug}.md"


def _fit(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [one_line(str(item)) for item in value]
    return value if isinstance(value, bool) else one_line(str(value))
