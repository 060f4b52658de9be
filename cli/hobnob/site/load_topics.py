"""Tags and places, from the index to views.

The one rule: a tag or a place gathers every kind of note that names it.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from hobnob.index.index import Index
from hobnob.names import fold, name_key
from hobnob.site.directory import Directory, by_name
from hobnob.site.load_entries import Entries
from hobnob.site.load_people import People
from hobnob.site.views import Ref, Topic, TopicPage


class Topics:
    """Loads tags and places."""

    def __init__(
        self, index: Index, directory: Directory, entries: Entries, people: People
    ) -> None:
        self._index = index
        self._directory = directory
        self._entries = entries
        self._people = people

    @cached_property
    def tags(self) -> tuple[Topic, ...]:
        """All tags, by name."""
        counts: Counter[tuple[str, str]] = Counter()
        for tag, kind, count in self._index.all(
            """SELECT tag, kind, count(*) FROM tag JOIN note ON note.id = tag.note
               WHERE live GROUP BY tag, kind"""
        ):
            counts[tag, kind if kind in {"person", "interaction"} else "other"] += count
        return tuple(
            Topic(
                ref=ref,
                people=counts[fold(ref.name), "person"],
                entries=counts[fold(ref.name), "interaction"],
                others=counts[fold(ref.name), "other"],
            )
            for ref in by_name(self._directory.tags.values())
        )

    @cached_property
    def places(self) -> tuple[Topic, ...]:
        """All places, by name."""
        happened = dict(
            self._index.all(
                """SELECT place_key, count(*) FROM interaction JOIN note USING (id)
                   WHERE live AND place_key <> '' GROUP BY 1"""
            )
        )
        people = Counter(name_key(row.location) for row in self._people.rows if row.location)
        others = Counter(key for key, _ in self._orgs_by_place())
        return tuple(
            Topic(
                ref=ref,
                people=people[name_key(ref.name)],
                entries=happened.get(name_key(ref.name), 0),
                others=others[name_key(ref.name)],
            )
            for ref in by_name(self._directory.places.values())
        )

    def page(self, ref: Ref) -> TopicPage:
        """Return one tag or place."""
        return self._tag(ref) if ref.section == "tags" else self._place(ref)

    def _tag(self, ref: Ref) -> TopicPage:
        key = fold(ref.name)
        others = self._index.all(
            """SELECT kind, slug, name FROM tag JOIN note ON note.id = tag.note
               WHERE tag = ? AND live AND kind IN ('plan', 'org') ORDER BY kind DESC, name, slug""",
            (key,),
        )
        return TopicPage(
            ref=ref,
            people=tuple(row for row in self._people.rows if key in map(fold, row.tags)),
            others=tuple(
                Ref(section="plans" if kind == "plan" else "orgs", slug=slug, name=name)
                for kind, slug, name in others
            ),
            timeline=self._entries.stubs("note.id IN (SELECT note FROM tag WHERE tag = ?)", (key,)),
        )

    def _place(self, ref: Ref) -> TopicPage:
        key = name_key(ref.name)
        rows = self._people.rows
        return TopicPage(
            ref=ref,
            people=tuple(row for row in rows if row.location and name_key(row.location) == key),
            others=tuple(org for place, org in self._orgs_by_place() if place == key),
            timeline=self._entries.stubs("place_key = ? AND place_key <> ''", (key,)),
        )

    def _orgs_by_place(self) -> list[tuple[str, Ref]]:
        return [
            (name_key(row.location), Ref(section="orgs", slug=row.slug, name=row.name))
            for row in self._directory.org_rows
            if row.location and row.slug
        ]
