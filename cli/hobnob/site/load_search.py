"""What the site's search finds, from the index.

The one rule: each text is given once, however many pages show it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from hobnob.index.index import Index
from hobnob.notes.body import shown
from hobnob.site.links import page_uri
from hobnob.site.load_orgs import Orgs
from hobnob.site.load_people import People
from hobnob.site.load_plans import Plans
from hobnob.site.search import Dated, Named
from hobnob.site.words import spell_kind


class SearchTexts:
    """Gives the search its texts."""

    def __init__(self, index: Index, people: People, orgs: Orgs, plans: Plans) -> None:
        self._index = index
        self._people = people
        self._orgs = orgs
        self._plans = plans

    def named(self, url: Callable[[str], str]) -> Iterator[Named]:
        """Return what the search finds by name; `url` gives the address of a source."""
        also = self._other_names()
        rows = self._index.db.execute(
            "SELECT kind || '/' || slug, coalesce(plain, body) FROM note WHERE live AND name <> ''"
        )
        bodies = {key: shown(plain, str) for key, plain in rows}
        for row in self._people.rows:
            about = ", ".join(filter(None, (row.title, row.org)))
            yield Named(
                kind="people",
                name=row.name,
                url=url(page_uri("people", row.slug)),
                about=about or row.location,
                also=also.get(f"person/{row.slug}", ""),
                text=" ".join((row.location, *row.tags, bodies.get(f"person/{row.slug}", ""))),
            )
        for org in self._orgs.rows:
            names = also.get(f"org/{org.slug}", "")
            text = f"{org.location} {bodies.get(f'org/{org.slug}', '')}"
            address = url(page_uri("orgs", org.slug))
            yield Named(
                kind="orgs", name=org.name, url=address, about=org.location, also=names, text=text
            )
        for plan in self._plans.rows:
            text = bodies.get(f"plan/{plan.slug}", "")
            address = url(page_uri("plans", plan.slug))
            yield Named(kind="plans", name=plan.name, url=address, about=plan.goal, text=text)

    def order(self) -> list[str]:
        """Return the slugs of all interactions in the order of their numbers."""
        rows = self._index.db.execute(
            """SELECT slug FROM interaction JOIN note ON note.id = interaction.id
               WHERE live ORDER BY substr(date, 1, 10), slug"""
        )
        return [slug for (slug,) in rows]

    def dated(
        self, url: Callable[[str, str], str], slugs: Iterable[str] | None = None
    ) -> Iterator[Dated]:
        """Return what the search finds by date, in the order of `order`.

        Args:
            url: gives the address of an interaction.
            slugs: of which; None for all.
        """
        ids = None if slugs is None else json.dumps(self._ids(slugs))
        only = "" if ids is None else "AND {} IN (SELECT value FROM json_each(:ids))"
        people: dict[int, list[str]] = {}
        for note, name in self._index.db.execute(
            f"""SELECT ref.note, coalesce(target.name, ref.raw) FROM ref
               LEFT JOIN note AS target ON target.id = ref.target
               WHERE field = 'people' AND date <> '' {only.format("ref.note")}
               ORDER BY ref.note, pos""",  # noqa: S608
            {"ids": ids},
        ):
            people.setdefault(note, []).append(name)
        tags = dict(
            self._index.all(
                f"""SELECT note, group_concat(shown, ' ') FROM tag
                    WHERE 1 {only.format("note")} GROUP BY note""",  # noqa: S608
                {"ids": ids},
            )
        )
        for note, slug, plain, date, kind, place in self._index.db.execute(
            f"""SELECT note.id, slug, coalesce(plain, body), date, interaction.kind, place
               FROM interaction JOIN note ON note.id = interaction.id
               WHERE live {only.format("note.id")} ORDER BY substr(date, 1, 10), slug""",  # noqa: S608
            {"ids": ids},
        ):
            yield Dated(
                slug=slug,
                date=date[:10],
                kind=spell_kind(kind),
                title=", ".join(dict.fromkeys(people.get(note, ()))),
                url=url(slug, date),
                words=f"{spell_kind(kind)} {place} {tags.get(note, '')}",
                text=shown(plain, str),
            )

    def _ids(self, slugs: Iterable[str]) -> list[int]:
        rows = self._index.db.execute(
            """SELECT id FROM note WHERE kind = 'interaction' AND live
               AND slug IN (SELECT value FROM json_each(?))""",
            (json.dumps(list(slugs)),),
        )
        return [note for (note,) in rows]

    def _other_names(self) -> dict[str, str]:
        """Return aliases and addresses by kind and slug."""
        return dict(
            self._index.all(
                """SELECT note.kind || '/' || note.slug, group_concat(name.key, ' ')
                   FROM name JOIN note ON note.id = name.note
                   WHERE note.live AND name.rank > 1 GROUP BY note.id"""
            )
        )
