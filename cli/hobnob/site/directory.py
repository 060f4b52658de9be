"""The pages of the site, and the names that lead to them.

The one rule: the site has a page for every note, and for every organization, tag and place that any
note names. Nothing else has a page; a link to it is plain text.
"""

from __future__ import annotations

from functools import cached_property

from hobnob.dates import spell_date
from hobnob.index.index import Index
from hobnob.index.interactions import iter_interactions
from hobnob.index.notes import at_path, head
from hobnob.index.orgs import OrgRow, list_orgs
from hobnob.index.resolve import TARGETS
from hobnob.index.topics import Place, Tag, list_all_places, list_tags, outer_place
from hobnob.model import BODY_LINK, Kind
from hobnob.names import fold, name_key
from hobnob.site.links import Goal, Ref, Section, month_uri, page_uri, slugs_for
from hobnob.site.words import spell_kind

SECTIONS: dict[Kind, Section] = {"person": "people", "plan": "plans", "org": "orgs"}


class Directory:
    """Finds the pages of one journal."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._found: dict[str, Goal | None] = {}
        notes = index.journal.relative(index.journal.notes)
        self.prefix = f"{notes}/" if notes != "." else ""

    def take_over(self, last: Directory) -> None:
        """Take the tables of another state in which all names and pages are the same."""
        vars(self).update(item for item in vars(last).items() if not item[0].startswith("_"))

    @cached_property
    def org_rows(self) -> dict[str, OrgRow]:
        """All organizations, by name, each under the slug of its page."""
        rows = list_orgs(self._index)
        own = {row.slug for row in rows if row.slug}
        others = slugs_for([row.key for row in rows if not row.slug], own)
        return {row.slug or others[row.key]: row for row in rows}

    @cached_property
    def org_refs(self) -> dict[str, Ref]:
        """Each organization, by every key that a role may use for it."""
        return {
            key: Ref("orgs", slug, row.name)
            for slug, row in self.org_rows.items()
            for key in row.keys
        }

    @cached_property
    def tag_rows(self) -> dict[str, Tag]:
        """All tags, by name, each under the slug of its page."""
        rows = list_tags(self._index)
        slugs = slugs_for(row.tag for row in rows)
        by_slug = {slugs[row.tag]: row for row in rows}
        return dict(sorted(by_slug.items(), key=lambda item: (fold(item[1].tag), item[0])))

    @cached_property
    def tags(self) -> dict[str, Ref]:
        """Each tag by its folded form, in its most common spelling."""
        return {row.key: Ref("tags", slug, row.tag) for slug, row in self.tag_rows.items()}

    @cached_property
    def place_rows(self) -> dict[str, Place]:
        """All places, by name, each under the slug of its page."""
        rows = list_all_places(self._index)
        slugs = slugs_for(row.place for row in rows)
        by_slug = {slugs[row.place]: row for row in rows}
        return dict(sorted(by_slug.items(), key=lambda item: (fold(item[1].place), item[0])))

    @cached_property
    def places(self) -> dict[str, Ref]:
        """Each place by its key: the places of interactions, people and organizations."""
        return {row.key: Ref("places", slug, row.place) for slug, row in self.place_rows.items()}

    @cached_property
    def inner_places(self) -> dict[str, tuple[tuple[str, Place], ...]]:
        """The places within each place, by its key: their slugs and rows, by name."""
        found: dict[str, list[tuple[str, Place]]] = {}
        for slug, row in self.place_rows.items():
            key = name_key(outer_place(row.place))
            if key in self.places and key != row.key:
                found.setdefault(key, []).append((slug, row))
        return {key: tuple(rows) for key, rows in found.items()}

    def org(self, name: str) -> Ref | None:
        """Return an organization by the name in a role."""
        return self.org_refs.get(name_key(name)) if name else None

    def place(self, name: str) -> Ref | None:
        """Return a place by its name."""
        return self.places.get(name_key(name)) if name else None

    def tag(self, name: str) -> Ref | None:
        """Return a tag by its name, in any spelling."""
        return self.tags.get(fold(name))

    def find(self, target: str) -> Goal | None:
        """Return the target of a wikilink, if there is exactly one."""
        if target not in self._found:
            self._found[target] = self._find(target)
        return self._found[target]

    def note_at(self, path: str) -> Goal | None:
        """Return the page of the note at a path relative to the notes' folder."""
        found = at_path(self._index, self.prefix + path)
        return self._goal(found.id) if found and found.live and found.kind != "letter" else None

    def _find(self, target: str) -> Goal | None:
        match = self._index.resolver.find(f"[[{target}]]", TARGETS[BODY_LINK])
        if match.one is not None:
            return self._goal(match.one)
        ref = self.org_refs.get(name_key(target)) if not match.ids else None
        return Goal(uri=page_uri("orgs", ref.slug), name=ref.name) if ref else None

    def _goal(self, note: int) -> Goal:
        _, kind, slug, name, path, _ = head(self._index, note)
        if kind == "page":
            return Goal(uri=path.removeprefix(self.prefix), name=name)
        if kind == "interaction":
            (it,) = iter_interactions(self._index, (note,))
            shown = f"{spell_kind(it.kind)}, {spell_date(it.date)}"
            return Goal(uri=month_uri(it.date), anchor=slug, date=it.date, name=shown)
        return Goal(uri=page_uri(SECTIONS[kind], slug), name=name)
