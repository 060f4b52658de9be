"""What has a page on the site, and what leads to it.

The one rule: the site has a page for every note, and for every organization, tag and place that
any note names; nothing else has one, and a link to it is plain text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from hobnob.dates import spell_date
from hobnob.index.index import Index
from hobnob.index.resolve import TARGETS
from hobnob.index.tally import OrgRow, list_orgs
from hobnob.model import BODY_LINK
from hobnob.names import fold, name_key
from hobnob.site.links import Goal, month_uri, page_uri, slugs_for
from hobnob.site.views import Ref, Section
from hobnob.site.words import spell_kind

_SECTIONS: dict[str, Section] = {"person": "people", "plan": "plans", "org": "orgs"}


class Directory:
    """Finds the pages of one journal."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._found: dict[str, Goal | None] = {}
        notes = index.journal.relative(index.journal.notes)
        self.prefix = f"{notes}/" if notes != "." else ""

    @cached_property
    def org_rows(self) -> list[OrgRow]:
        """All organizations, by name."""
        return list_orgs(self._index)

    @cached_property
    def org_slugs(self) -> dict[str, str]:
        """The slug of each organization's page, by its row's key."""
        own = {row.slug for row in self.org_rows if row.slug}
        others = slugs_for([row.key for row in self.org_rows if not row.slug], own)
        return {row.key: row.slug or others[row.key] for row in self.org_rows}

    @cached_property
    def org_refs(self) -> dict[str, Ref]:
        """Each organization by every key that a role may name it by."""
        refs = {}
        by_slug = {}
        for row in self.org_rows:
            ref = Ref(section="orgs", slug=self.org_slugs[row.key], name=row.name)
            refs[row.key] = by_slug[row.slug] = ref
        names = self._index.all(
            """SELECT name.key, note.slug FROM name JOIN note ON note.id = name.note
               WHERE note.kind = 'org' AND note.live
               ORDER BY name.rank DESC, note.slug DESC"""
        )
        refs.update({key: by_slug[slug] for key, slug in names if slug in by_slug})
        return refs

    @cached_property
    def tags(self) -> dict[str, Ref]:
        """Each tag by its folded form; shown as it is most often typed."""
        rows = self._index.all(
            """SELECT tag, shown FROM tag JOIN note ON note.id = tag.note
               WHERE note.live GROUP BY tag, shown ORDER BY tag, count(*), shown"""
        )
        return _refs("tags", dict(rows))

    @cached_property
    def places(self) -> dict[str, Ref]:
        """Each place by its key: where something happened, where people and organizations are."""
        rows = self._index.all(
            """SELECT place FROM interaction JOIN note USING (id) WHERE live AND place <> ''
               UNION ALL SELECT json_extract(data, '$.location') FROM note
                 WHERE live AND kind IN ('person', 'org') AND json_extract(data, '$.location') <> ''
               ORDER BY 1"""
        )
        return _refs("places", {name_key(str(place)): str(place) for (place,) in rows})

    def remember(self) -> None:
        """Look up everything now, before the index says something else."""
        _ = self.org_refs, self.tags, self.places

    def person(self, slug: str, name: str, *, known: bool = True) -> Ref:
        """Return a person; one whom the journal does not know is a name."""
        return Ref(section="people", slug=slug if known else "", name=name)

    def org(self, name: str) -> Ref | None:
        """Return an organization by the name a role gives it."""
        return self.org_refs.get(name_key(name)) if name else None

    def place(self, name: str) -> Ref | None:
        """Return a place by its name."""
        return self.places.get(name_key(name)) if name else None

    def tag_refs(self, note: int) -> tuple[Ref, ...]:
        """Return the tags of a note's front matter and body, as they are shown."""
        return self.tags_of((note,)).get(note, ())

    def tags_of(self, notes: Sequence[int]) -> dict[int, tuple[Ref, ...]]:
        """Return the tags of those notes that have any, by id."""
        marks = ",".join("?" * len(notes))
        rows = self._index.db.execute(
            f"SELECT note, tag FROM tag WHERE note IN ({marks}) ORDER BY note, tag",  # noqa: S608
            notes,
        )
        found: dict[int, list[Ref]] = {}
        for note, tag in rows:
            found.setdefault(note, []).append(self.tags[tag])
        return {note: tuple(refs) for note, refs in found.items()}

    def tag_uri(self, name: str) -> str:
        """Return the page of a tag, "" when there is none."""
        ref = self.tags.get(fold(name))
        return page_uri("tags", ref.slug) if ref else ""

    def find(self, target: str) -> Goal | None:
        """Return what a wikilink leads to, if to one thing."""
        if target not in self._found:
            self._found[target] = self._find(target)
        return self._found[target]

    def note_at(self, path: str) -> Goal | None:
        """Return the page of the note at a path relative to the notes' folder."""
        found = self._index.one(
            "SELECT id FROM note WHERE path = ? AND live AND kind <> 'letter'",
            (self.prefix + path,),
        )
        return self._goal(found) if found is not None else None

    def _find(self, target: str) -> Goal | None:
        match = self._index.resolver.find(f"[[{target}]]", TARGETS[BODY_LINK])
        if match.one is not None:
            return self._goal(match.one)
        ref = self.org_refs.get(name_key(target)) if not match.ids else None
        return Goal(uri=page_uri("orgs", ref.slug), name=ref.name) if ref else None

    def _goal(self, note: int) -> Goal:
        kind, slug, name, path = self._index.db.execute(
            "SELECT kind, slug, name, path FROM note WHERE id = ?", (note,)
        ).fetchone()
        if kind == "page":
            return Goal(uri=path.removeprefix(self.prefix), name=name)
        if kind == "interaction":
            date, what = self._index.db.execute(
                "SELECT date, kind FROM interaction WHERE id = ?", (note,)
            ).fetchone()
            shown = f"{spell_kind(what)}, {spell_date(date)}"
            return Goal(uri=month_uri(date), anchor=slug, name=shown)
        return Goal(uri=page_uri(_SECTIONS[kind], slug), name=name)


def _refs(section: Section, shown: dict[str, str]) -> dict[str, Ref]:
    slugs = slugs_for(shown.values())
    return {key: Ref(section=section, slug=slugs[name], name=name) for key, name in shown.items()}


def by_name(refs: Iterable[Ref]) -> list[Ref]:
    """Return things in the order in which a reader looks for a name."""
    return sorted(refs, key=lambda ref: (fold(ref.name), ref.slug))
