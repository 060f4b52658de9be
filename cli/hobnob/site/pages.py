"""The pages of the site, in one table.

The one rule: a page is a row here. The row names the template, and the question whose answer the
template gets. Pages are composed one by one, so the HTML of thousands of people is never in memory
at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from hobnob.answers import Entry
from hobnob.dates import spell_date
from hobnob.index.notes import of_kinds
from hobnob.network.asks.asks import load_asks
from hobnob.network.introductions.tree import list_introductions
from hobnob.network.letters.mailings import load_letters
from hobnob.network.ties.bridges import AHEAD, load_bridges
from hobnob.site.links import page_uri, plain
from hobnob.site.load import Site, load_year
from hobnob.site.months import list_parts as parts_of_months
from hobnob.site.months import load_journal, load_month
from hobnob.site.months import load_part as load_part_of_month
from hobnob.site.network_page import list_parts as parts_of_network
from hobnob.site.network_page import load_part
from hobnob.site.people_pages import list_parts, load_people_page
from hobnob.site.reviews import load_reviews
from hobnob.site.timeline import days_apart, months_apart, year_uri, years_apart

NETWORK_TEMPLATE = "network.html"
"""Of the pages that show the whole network."""


class IndexPage(NamedTuple):
    """The index page of a folder, such as `people/index.md`.

    Attributes:
        section: the folder of its section; "" for the page of a section. The pages of a section
            link to each other.
        compared: whether to make it again only if its answer has changed. The other pages are about
            everybody: any note may change them, and loading the answer takes as long as making the
            page.
        tells: whether its answer has the text of interactions.
    """

    folder: str
    title: str
    template: str
    load: Callable[[Site], Any]
    section: str = ""
    compared: bool = True
    tells: bool = False

    @property
    def uri(self) -> str:
        """Its source."""
        return f"{self.folder}/index.md"


class Each(NamedTuple):
    """A page for each of several things.

    Attributes:
        things: the slug, the title and the values that the question needs, of each thing.
        load: asks the question about one of them.
        entries: all their entries, where old years may have pages of their own.
    """

    section: str
    template: str
    things: Callable[[Site], Iterable[tuple[str, str, Any]]]
    load: Callable[[Site, Any], Any]
    entries: Callable[[Site, Any], tuple[Entry, ...]] | None = None


INDEXES = (
    IndexPage("people", "People", "people.html", lambda site: load_people_page(site.people, 1)),
    IndexPage("network", "Network", NETWORK_TEMPLATE, lambda site: load_part(site.network, 1),
              "people", compared=False),
    IndexPage("circles", "Circles", "circles.html", lambda site: site.circles,
              "people", compared=False),
    IndexPage("bridges", "Bridges", "bridges.html",
              lambda site: load_bridges(site.index, ahead=AHEAD), "people", compared=False),
    IndexPage("introductions", "Introductions", "introductions.html",
              lambda site: list_introductions(site.index, ahead=AHEAD), "people", compared=False),
    IndexPage("journal", "Journal", "journal.html",
              lambda site: load_journal(site.index, site.months)),
    IndexPage("plans", "Plans", "plans.html", lambda site: site.plans, tells=True),
    IndexPage("letters", "Letters", "letters.html", lambda site: load_letters(site.index), "plans",
              tells=True),
    IndexPage("asks", "Asks", "asks.html",
              lambda site: load_asks(site.index, "kind", "plan", "year", asks=site.asks), "plans"),
    IndexPage("orgs", "Organizations", "orgs.html", lambda site: site.orgs),
    IndexPage("tags", "Tags", "tags.html", lambda site: site.directory.tag_rows),
    IndexPage("places", "Places", "places.html", lambda site: site.directory.place_rows),
    IndexPage("reviews", "Reviews", "reviews.html",
              lambda site: load_reviews(site.index, site.directory.prefix), "journal"),
)  # fmt: skip
EACH = (
    Each("people", "person.html",
         lambda site: ((who.slug, who.name, who) for who in of_kinds(site.index, "person")),
         Site.person,
         Site.entries_of_person),
    Each("plans", "plan.html",
         lambda site: ((row.slug, row.name, row) for row in site.plans), Site.plan,
         Site.entries_of_plan),
    Each("orgs", "org.html",
         lambda site: ((slug, row.name, row) for slug, row in site.directory.org_rows.items()),
         Site.org),
    Each("journal", "month.html",
         lambda site: ((m.month, spell_date(m.month), m.month) for m in site.months),
         lambda site, month: load_month(site.index, month, site.months)),
    Each("tags", "topic.html",
         lambda site: ((slug, f"#{row.tag}", row) for slug, row in site.directory.tag_rows.items()),
         Site.tag, Site.entries_tagged),
    Each("places", "topic.html",
         lambda site: ((slug, row.place, row) for slug, row in site.directory.place_rows.items()),
         Site.place, Site.entries_at),
)  # fmt: skip

SECTIONS = {row.folder: row.title for row in INDEXES if not row.section}
"""The sections of the site after Home, in the order of the navigation: folder and title."""

NETWORK = "network/index.md"
"""The page that takes longest of all."""

DERIVED = frozenset(row.uri for row in INDEXES if not row.compared)
"""Pages about everybody; they take longest to make."""


def section_pages(folder: str) -> tuple[tuple[str, str], ...]:
    """Return the source and title of each index page in the section of a folder, its own first."""
    section = next((row.section or folder for row in INDEXES if row.folder == folder), "")
    rows = [row for row in INDEXES if section and section in (row.folder, row.section)]
    return tuple((row.uri, row.title) for row in sorted(rows, key=lambda row: bool(row.section)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One page: its source, its title, and what it is made from.

    Attributes:
        load: returns the answer, which the template gets as `v`.
    """

    uri: str
    title: str
    section: str
    template: str
    load: Callable[[], Any]

    @property
    def name(self) -> str:
        """The title, without control characters."""
        return plain(self.title)

    @property
    def is_listed(self) -> bool:
        """Whether the page is a section's own, which is in the navigation."""
        return self.uri == self.section


def list_pages(site: Site) -> dict[str, Page]:
    """Return every page by source, except the home page, which is your own."""
    things = (page for each in EACH for page in _each(site, each))
    return {
        page.uri: page
        for page in (*_index_pages(site), *_parts(site), *_thirds(site), *things)
    }  # fmt: skip


def some_pages(site: Site, uris: Collection[str]) -> dict[str, Page]:
    """Return the pages of some sources; a source without a page has none.

    Pages of the lists of people are not among them.
    """
    of_things = {_thing(uri) for uri in uris}
    sections = {uri.partition("/")[0] for uri in of_things}
    pages = (
        *_index_pages(site),
        *_thirds(site),
        *(page for each in EACH if each.section in sections
          for page in _each(site, each, of_things)),
    )  # fmt: skip
    return {page.uri: page for page in pages if page.uri in uris}


def _thing(uri: str) -> str:
    """Return the source of the page to which the page of a year belongs, or the same."""
    section, _, rest = uri.partition("/")
    slug, is_year, _ = rest.partition("/")
    return f"{section}/{slug}.md" if is_year else uri


def welcome_page() -> Page:
    """Return the home page of a journal without an index.md."""
    return Page(uri="index.md", title="Home", section="index.md", template="welcome.html",
                load=tuple)  # fmt: skip


def _index_pages(site: Site) -> Iterator[Page]:
    for index in INDEXES:
        yield Page(
            uri=index.uri,
            title=index.title,
            section=f"{index.section or index.folder}/index.md",
            template=index.template,
            load=partial(index.load, site),
        )


def _parts(site: Site) -> Iterator[Page]:
    """Yield the further pages of the lists of people."""
    for part in list_parts(site.people)[1:]:
        yield Page(
            uri=part.uri, title=f"People, page {part.number}", section="people/index.md",
            template="people.html", load=partial(load_people_page, site.people, part.number),
        )  # fmt: skip
    for number, uri in enumerate(parts_of_network(len(site.people))[1:], 2):
        yield Page(
            uri=uri, title=f"Network, page {number}", section="people/index.md",
            template=NETWORK_TEMPLATE,
            load=lambda number=number: load_part(site.network, number),  # type: ignore[misc]
        )  # fmt: skip


def _thirds(site: Site) -> Iterator[Page]:
    for uri, title, month, number in parts_of_months(site.months):
        yield Page(
            uri=uri, title=title, section="journal/index.md", template="month.html",
            load=partial(load_part_of_month, site.index, month, number, site.months),
        )  # fmt: skip


def _each(site: Site, each: Each, only: Collection[str] | None = None) -> Iterator[Page]:
    """Yield the pages of some things, each with those of its old years.

    Args:
        site: the journal.
        each: the things.
        only: the sources of their pages; None for all.
    """
    for slug, title, thing in each.things(site):
        uri = page_uri(each.section, slug)
        if only is not None and uri not in only:
            continue
        yield Page(
            uri=uri,
            title=title,
            section=f"{each.section}/index.md",
            template=each.template,
            load=partial(each.load, site, thing),
        )
        if each.entries is None:
            continue
        entries = partial(each.entries, site, thing)
        # Of all things, the entries of each year are counted in one question.
        counts = (
            site.years(each.section, thing) if only is None
            else Counter(one.date[:4] for one in entries()).items()
        )  # fmt: skip
        years = years_apart(each.section, counts)
        months = months_apart(each.section, counts, entries)
        for among in (years, months, days_apart(each.section, months, entries)):
            for year in among:
                yield Page(
                    uri=year_uri(uri, year),
                    title=f"{title}, {spell_date(year)}",
                    section=f"{each.section}/index.md",
                    template="year.html",
                    load=partial(load_year, entries, title, uri, year, among),
                )
