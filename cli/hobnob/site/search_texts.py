"""What the site's search finds, from the index.

The one rule: each text is given once, however many pages show it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from hobnob.index.interactions import ids_by_day, iter_interactions
from hobnob.index.notes import of_kinds, other_names, plain_texts, texts_beside
from hobnob.index.plans import list_plans
from hobnob.notes.body import shown
from hobnob.site.avatars import monogram, tint
from hobnob.site.links import page_uri
from hobnob.site.load import Site
from hobnob.site.pages import INDEXES
from hobnob.site.search import Dated, Named
from hobnob.site.words import spell_kind


def named_texts(site: Site, url: Callable[[str], str]) -> Iterator[Named]:
    """Yield what the search finds by name; `url` gives the address of a source."""
    yield Named(kind="sections", name="Home", url=url("index.md"))
    # The sections first, as in the bar, so that they get the letters one would guess.
    for page in sorted(INDEXES, key=lambda page: bool(page.section)):
        yield Named(kind="sections", name=page.title, url=url(page.uri))
    also = other_names(site.index)
    notes = [note.id for note in of_kinds(site.index, "person", "org", "plan")]
    plain = plain_texts(site.index, notes)
    beside = texts_beside(site.index, notes)
    bodies = {note: f"{beside[note]} {shown(text, str)}" for note, text in plain.items()}
    for row in site.people:
        about = ", ".join(filter(None, (row.title, row.org)))
        yield Named(
            kind="people",
            name=row.name,
            url=url(page_uri("people", row.slug)),
            about=about or row.location,
            also=also.get(row.id, ""),
            text=" ".join((*row.tags, bodies[row.id])),
            mark=f"{tint(row.slug)}{monogram(row.name)}",
            last=row.last_contact,
        )
    for slug, org in site.directory.org_rows.items():
        yield Named(
            kind="orgs",
            name=org.name,
            url=url(page_uri("orgs", slug)),
            about=org.location,
            also=also.get(org.id or 0, ""),
            text=bodies.get(org.id or 0, ""),
        )
    for plan in list_plans(site.index):
        address = url(page_uri("plans", plan.slug))
        yield Named(
            kind="plans", name=plan.name, url=address, about=plan.goal, text=bodies[plan.id]
        )
    for slug, tag in site.directory.tag_rows.items():
        yield Named(kind="tags", name=f"#{tag.tag}", url=url(page_uri("tags", slug)))
    for slug, place in site.directory.place_rows.items():
        yield Named(kind="places", name=place.place, url=url(page_uri("places", slug)))


def dated_texts(
    site: Site, url: Callable[[str, str], str], slugs: Collection[str] | None = None
) -> Iterator[Dated]:
    """Yield what the search finds by date, the earliest first.

    Args:
        site: the journal.
        url: gives the address of an interaction.
        slugs: of which; None for all.
    """
    for it in iter_interactions(site.index, list(ids_by_day(site.index, slugs).values())):
        kind = spell_kind(it.kind)
        yield Dated(
            slug=it.slug,
            date=it.date[:10],
            kind=kind,
            title=", ".join(dict.fromkeys(who.name for who in it.people)),
            url=url(it.slug, it.date),
            words=" ".join((kind, it.place, it.subject, *it.tags, *(text for _, text in it.extra))),
            text=shown(it.plain, str),
        )
