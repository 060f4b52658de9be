"""Interactions, from the index to views.

The one rule: some interactions are loaded at a time, so that a long journal needs little memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from hobnob.index.index import Index
from hobnob.notes.schema import SCHEMAS
from hobnob.site.directory import Directory
from hobnob.site.views import Entry, Ref, Stub

_SELECT = """
SELECT note.id, note.slug, note.path, note.private, note.data, note.body, date, interaction.kind,
  direction, outcome, place, follow_up, draft
FROM note JOIN interaction ON interaction.id = note.id
WHERE note.kind = 'interaction' AND note.live AND
"""
_CHUNK = 500


class Entries:
    """Loads interactions."""

    def __init__(self, index: Index, directory: Directory) -> None:
        self._index = index
        self._directory = directory

    def load(self, slug: str) -> Entry | None:
        """Return one interaction, or None when there is none of that slug."""
        return next(self._load("note.slug = ?", (slug,)), None)

    def load_many(self, ids: Sequence[int]) -> Iterator[Entry]:
        """Yield the interactions of some ids."""
        for start in range(0, len(ids), _CHUNK):
            chunk = ids[start : start + _CHUNK]
            yield from self._load(f"note.id IN ({','.join('?' * len(chunk))})", chunk)

    def _load(self, where: str, arguments: Sequence[Any]) -> Iterator[Entry]:
        rows = self._index.all(f"{_SELECT} {where}", arguments)
        ids = [row[0] for row in rows]
        refs, tags = self._refs(ids), self._directory.tags_of(ids)
        for row in rows:
            yield self._entry(row, refs.get(row[0], {}), tags.get(row[0], ()))

    def _entry(
        self, row: tuple[Any, ...], refs: dict[str, tuple[Ref, ...]], tags: tuple[Ref, ...]
    ) -> Entry:
        (
            _, slug, path, private, data, body, date, kind, direction, outcome, place, follow, draft
        ) = row  # fmt: skip
        values = json.loads(data)
        return Entry(
            slug=slug,
            date=date,
            kind=kind,
            subject=str(values.get("subject") or ""),
            direction=direction,
            outcome=outcome,
            people=refs.get("people", ()),
            asked=words_tuple(values.get("asked")),
            gave=words_tuple(values.get("gave")),
            introduced=refs.get("introduced", ()),
            plan=next(iter(refs.get("plan", ())), None),
            place=self._directory.place(place),
            tags=tags,
            follow_up=follow,
            draft=bool(draft),
            private=bool(private),
            extra=extra_keys("interaction", values),
            body=body,
            path=path.removeprefix(self._directory.prefix),
        )

    def refs(self, note: int) -> dict[str, tuple[Ref, ...]]:
        """Return the references of a note's front matter by key, each once."""
        return self._refs((note,)).get(note, {})

    def _refs(self, ids: Sequence[int]) -> dict[int, dict[str, tuple[Ref, ...]]]:
        marks = ",".join("?" * len(ids))
        rows = self._index.db.execute(
            f"""SELECT ref.note, field, target.slug, coalesce(target.name, ref.raw), target.kind
               FROM ref LEFT JOIN note AS target ON target.id = ref.target
               WHERE ref.note IN ({marks}) AND field <> '[[' ORDER BY ref.note, field, pos""",  # noqa: S608
            ids,
        )
        found: dict[int, dict[str, dict[Ref, None]]] = {}
        for note, field, slug, name, kind in rows:
            section = "plans" if (kind or field) == "plan" else "people"
            ref = Ref(section=section, slug=slug or "", name=name.strip("[]"))  # type: ignore[arg-type]
            found.setdefault(note, {}).setdefault(field, {})[ref] = None
        return {
            note: {field: tuple(refs) for field, refs in fields.items()}
            for note, fields in found.items()
        }

    def ids(self) -> list[int]:
        """Return the ids of all interactions that the site shows."""
        rows = self._index.all("SELECT id FROM note WHERE kind = 'interaction' AND live")
        return [note for (note,) in rows]

    def stubs(
        self, where: str, arguments: Iterable[Any] = (), *, newest: bool = True, limit: int = -1
    ) -> tuple[Stub, ...]:
        """Return interactions in order of time.

        Args:
            where: a condition, in SQL, on `note` and `interaction`.
            arguments: of the condition.
            newest: whether the newest comes first.
            limit: how many at most; -1 for all.
        """
        way = "DESC" if newest else "ASC"
        rows = self._index.db.execute(
            f"""SELECT note.slug, date FROM interaction JOIN note ON note.id = interaction.id
                WHERE note.live AND {where} ORDER BY date {way}, note.slug {way}
                LIMIT {limit:d}""",  # noqa: S608
            tuple(arguments),
        )
        return tuple(Stub(slug=slug, date=date) for slug, date in rows)

    def of(self, note: int, *fields: str) -> tuple[Stub, ...]:
        """Return the interactions that refer to a note in some of their keys, newest first."""
        marks = ",".join("?" * len(fields))
        return self.stubs(
            f"note.id IN (SELECT note FROM ref WHERE target = ? AND field IN ({marks}))",  # noqa: S608
            (note, *fields),
        )


def extra_keys(kind: str, values: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the keys of a note that hobnob does not know, with their values as text."""
    known = SCHEMAS[kind].by_name  # type: ignore[index]
    return tuple((key, _text(value)) for key, value in values.items() if key not in known)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_text(item)}" for key, item in value.items())
    return "" if value is None else str(value)


def words_tuple(value: Any) -> tuple[str, ...]:
    """Return what a list key holds; a single scalar is a list of one."""
    if not value:
        return ()
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)
