"""Organizations, from the index to views.

The one rule: an organization is who is there and who was; a note of its own only adds to it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cached_property
from typing import Any

from hobnob.index.index import Index
from hobnob.site.directory import Directory
from hobnob.site.load_entries import extra_keys, words_tuple
from hobnob.site.views import OrgPage, OrgRow, Ref, Tenure


class Orgs:
    """Loads organizations."""

    def __init__(self, index: Index, directory: Directory) -> None:
        self._index = index
        self._directory = directory

    @cached_property
    def rows(self) -> tuple[OrgRow, ...]:
        """All organizations, by name."""
        return tuple(
            OrgRow(
                slug=self._directory.org_slugs[row.key],
                name=row.name,
                location=row.location,
                present=tuple(Ref(section="people", slug=s, name=n) for s, n in row.now),
                past=len(row.earlier),
            )
            for row in self._directory.org_rows
        )

    def page(self, slug: str) -> OrgPage:
        """Return one organization."""
        row = self._by_slug[slug]
        note, path, private, data, body = self._note(row.slug)
        values: dict[str, Any] = json.loads(data)
        tenures = self._tenures[slug]
        return OrgPage(
            slug=slug,
            name=row.name,
            aliases=words_tuple(values.get("aliases")),
            domains=words_tuple(values.get("domains")),
            website=str(values.get("website") or ""),
            location=self._directory.place(str(values.get("location") or "")),
            tags=self._directory.tag_refs(note),
            private=bool(private),
            extra=extra_keys("org", values),
            body=body,
            path=path.removeprefix(self._directory.prefix),
            present=tuple(tenure for tenure, now in tenures if now),
            past=tuple(tenure for tenure, now in tenures if not now),
        )

    @cached_property
    def _by_slug(self) -> dict[str, Any]:
        return {self._directory.org_slugs[row.key]: row for row in self._directory.org_rows}

    @cached_property
    def _tenures(self) -> defaultdict[str, list[tuple[Tenure, bool]]]:
        """Who is or was where, the latest first; a role of today is a present one."""
        found: defaultdict[str, list[tuple[Tenure, bool]]] = defaultdict(list)
        today = self._index.today
        rows = self._index.all(
            """SELECT role.org, role.title, role.since, role.until, note.slug, note.name
               FROM role JOIN note ON note.id = role.note WHERE note.live AND role.org <> ''
               ORDER BY role.until = '' DESC, role.until DESC, role.since DESC, note.name,
                 note.slug, role.pos"""
        )
        for org, title, since, until, slug, name in rows:
            ref = self._directory.org(org)
            if ref:
                person = Ref(section="people", slug=slug, name=name)
                tenure = Tenure(person=person, title=title, since=since, until=until)
                found[ref.slug].append((tenure, since <= today and (not until or until > today)))
        return found

    def _note(self, slug: str) -> tuple[int, str, int, str, str]:
        found = self._index.db.execute(
            """SELECT id, path, private, data, body FROM note
               WHERE kind = 'org' AND slug = ? AND live""",
            (slug,),
        ).fetchone()
        return found or (-1, "", 0, "{}", "")
