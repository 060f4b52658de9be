"""People, from the index to views.

The one rule: what is derived of a person comes from the index's own queries; here it is only
brought into the shape of a page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from hobnob import dates
from hobnob.index.documents import person_facts
from hobnob.index.index import Index
from hobnob.index.people import PeopleFilter, list_people
from hobnob.index.promises import ME, PromiseRow, list_promises
from hobnob.index.ties import introductions_of, ties_of
from hobnob.names import fold
from hobnob.site.directory import Directory
from hobnob.site.load_entries import Entries, extra_keys, words_tuple
from hobnob.site.views import PersonPage, PersonRow, Promise, Ref, Role, Tie


class People:
    """Loads people."""

    def __init__(self, index: Index, directory: Directory, entries: Entries) -> None:
        self._index = index
        self._directory = directory
        self._entries = entries

    @cached_property
    def rows(self) -> tuple[PersonRow, ...]:
        """Everybody, by name."""
        return tuple(self._load_rows())

    def _load_rows(self) -> Iterable[PersonRow]:
        db = self._index.db
        more = {
            note: (bool(private), words_tuple(json.loads(data).get("relation")))
            for note, private, data in db.execute(
                "SELECT id, private, data FROM note WHERE kind = 'person' AND live"
            )
        }
        tags: dict[int, list[str]] = {}
        for note, tag in db.execute(
            "SELECT tag.note, tag.tag FROM tag JOIN person ON person.id = tag.note ORDER BY 1, 2"
        ):
            tags.setdefault(note, []).append(self._directory.tags[tag].name)
        for row in list_people(self._index, PeopleFilter()):
            private, relation = more[row.id]
            yield PersonRow(
                slug=row.slug,
                name=row.name,
                title=row.title,
                org=row.org,
                location=row.location,
                circle=row.circle,
                relation=relation,
                tags=tuple(tags.get(row.id, ())),
                last_contact=row.last_contact,
                due=row.due,
                contacts=row.contacts,
                private=private,
            )

    def page(self, slug: str) -> PersonPage:
        """Return everything about one person."""
        note, name, path, private, data, body = self._index.db.execute(
            """SELECT id, name, path, private, data, body FROM note
               WHERE kind = 'person' AND slug = ? AND live""",
            (slug,),
        ).fetchone()
        values: dict[str, Any] = json.loads(data)
        facts = person_facts(self._index, (note,))[note]
        roles = self._roles(note)
        refs = self._entries.refs(note)
        met = introductions_of(self._index, note)
        promises = self._promises.get(slug, ())
        return PersonPage(
            slug=slug,
            name=name,
            present=next((role for role in roles if self._is_present(role)), None),
            aliases=words_tuple(values.get("aliases")),
            emails=words_tuple(values.get("emails")),
            phones=words_tuple(values.get("phones")),
            links=words_tuple(values.get("links")),
            birthday=values.get("birthday") or "",
            location=self._directory.place(str(values.get("location") or "")),
            circle=values.get("circle") or "",
            relation=words_tuple(values.get("relation")),
            keep_in_touch=_cadence(values.get("keep_in_touch"), facts["cadence_days"]),
            due=facts["due"] or "",
            first_contact=self._first_contact(note),
            last_contact=facts["last_contact"] or "",
            contacts=facts["contacts"],
            met_on=values.get("met_on") or "",
            met_at=str(values.get("met_at") or ""),
            introduced_by=next(iter(refs.get("introduced_by") or _people(met.through)), None),
            introduced=_people(met.brought),
            roles=roles,
            tags=self._directory.tag_refs(note),
            photo=str(values.get("photo") or ""),
            private=bool(private),
            extra=extra_keys("person", values),
            body=body,
            path=path.removeprefix(self._directory.prefix),
            mine=tuple(self.promise(row) for row in promises if row.owner == ME),
            theirs=tuple(self.promise(row) for row in promises if row.owner == slug),
            ties=tuple(
                Tie(
                    person=Ref(section="people", slug=tie.slug, name=tie.name),
                    together=tie.together,
                )
                for tie in ties_of(self._index, note, limit=8)
            ),
            plans=self._plans(note),
            timeline=self._entries.of(note, "people", "introduced"),
        )

    @cached_property
    def _promises(self) -> dict[str, list[PromiseRow]]:
        """Open promises by whom they concern; what stands in a plan concerns the plan."""
        found: dict[str, list[PromiseRow]] = {}
        for row in list_promises(self._index):
            if row.kind != "plan":
                for slug in {row.owner, *(slug for slug, _ in row.people)} - {ME}:
                    found.setdefault(slug, []).append(row)
        return found

    def promise(self, row: PromiseRow) -> Promise:
        """Return a promise as pages show it.

        One that stands in a plan is made to the plan, not to everybody in it.
        """
        dated = row.kind == "interaction"
        return Promise(
            text=row.text,
            owner=self._owner(row),
            people=() if row.kind == "plan" else _people(row.people),
            due=row.due,
            done=row.done,
            source=self._plan(row.note) if row.kind == "plan" else None,
            entry=row.note if dated else "",
            date=row.date if dated else "",
        )

    def _owner(self, row: PromiseRow) -> Ref | None:
        if row.owner == ME:
            return None
        return Ref(section="people", slug=row.owner, name=row.owner_name)

    def _plan(self, slug: str) -> Ref:
        name = self._index.one(
            "SELECT name FROM note WHERE kind = 'plan' AND slug = ? AND live", (slug,)
        )
        return Ref(section="plans", slug=slug, name=name or slug)

    def _roles(self, note: int) -> tuple[Role, ...]:
        rows = self._index.all(
            "SELECT title, org, since, until FROM role WHERE note = ? ORDER BY pos", (note,)
        )
        return tuple(
            Role(title=title, org=self._directory.org(org), since=since, until=until)
            for title, org, since, until in rows
        )

    def _is_present(self, role: Role) -> bool:
        today = self._index.today
        return role.since <= today and (not role.until or role.until > today)

    def _first_contact(self, note: int) -> str:
        found = self._index.one(
            """SELECT min(date) FROM ref WHERE target = ? AND field = 'people' AND contact = 1
                 AND date < ?""",
            (note, self._index.tomorrow),
        )
        return (found or "")[:10]

    def _plans(self, note: int) -> tuple[Ref, ...]:
        rows = self._index.all(
            """SELECT DISTINCT plan.slug, plan.name FROM ref JOIN note AS plan ON plan.id = ref.note
               WHERE ref.target = ? AND ref.field = 'people' AND plan.kind = 'plan' AND plan.live
               ORDER BY plan.slug""",
            (note,),
        )
        return tuple(Ref(section="plans", slug=slug, name=name) for slug, name in rows)


def _people(pairs: Iterable[tuple[str, str]]) -> tuple[Ref, ...]:
    refs = [Ref(section="people", slug=slug, name=name) for slug, name in pairs]
    return tuple(sorted(refs, key=lambda ref: (fold(ref.name), ref.slug)))


def _cadence(own: Any, days: int | None) -> str:
    """Return how often to be in touch, in words: as written, else what the circle means."""
    if own:
        text = str(own)
        return text if text == "never" or text.startswith("every") else f"every {text}"
    return f"every {dates.spell_days(days)}" if days else ""
