"""Which pages the site has, and what each is made from.

The one rule: a page is named here and composed when it is asked for, so that a journal of
thousands of people never stands in memory as HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from hobnob.dates import spell_date
from hobnob.site import plan_views, tie_views, views
from hobnob.site.compose import Composer
from hobnob.site.letter_views import AsksPage, LettersPage
from hobnob.site.links import page_uri, plain
from hobnob.site.today_views import TodayList

SECTIONS = {
    "people": "People",
    "journal": "Journal",
    "plans": "Plans",
    "orgs": "Organizations",
    "tags": "Tags",
    "places": "Places",
}
"""The sections of the site after Home, in the order of its navigation: folder and title."""


DERIVED = ("bridges/index.md", "circles/index.md")
"""Pages about everybody at once: any note may change them, and they take longest to make."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """What a link in a body leads to: a source of the site, an anchor on it, and a name."""

    uri: str
    anchor: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One page: where it stands, what it is called, and how its HTML is made."""

    uri: str
    title: str
    section: str
    compose: Callable[[Composer], str]

    @property
    def name(self) -> str:
        """The title, as it may stand on a page."""
        return plain(self.title)

    @property
    def is_listed(self) -> bool:
        """Whether the page is a section's own, which the navigation shows."""
        return self.uri == self.section


class Source(Protocol):
    """Where views come from: the index, or a fixture."""

    def people(self) -> views.PeoplePage:
        """Return everybody, by name."""

    def person(self, slug: str) -> views.PersonPage:
        """Return one person."""

    def circles(self) -> tie_views.CirclesPage:
        """Return the circles, and who has drifted."""

    def bridges(self) -> tie_views.BridgesPage:
        """Return the ties to look after."""

    def orgs(self) -> tuple[views.OrgRow, ...]:
        """Return the organizations, by name."""

    def org(self, slug: str) -> views.OrgPage:
        """Return one organization."""

    def plans(self) -> tuple[views.PlanRow, ...]:
        """Return the plans, those under way first."""

    def plan(self, slug: str) -> plan_views.PlanPage:
        """Return one plan."""

    def letters(self) -> LettersPage:
        """Return the templates and what became of their letters."""

    def asks(self) -> AsksPage:
        """Return what was asked of people, and what went to and fro."""

    def journal(self) -> views.JournalPage:
        """Return the months that have entries."""

    def reviews(self) -> tuple[views.ReviewRow, ...]:
        """Return the reviews that were written into the journal, the latest first."""

    def month(self, month: str) -> views.MonthPage:
        """Return one month, or the entries of a year that have no month."""

    def tags(self) -> tuple[views.Topic, ...]:
        """Return the tags, by name."""

    def places(self) -> tuple[views.Topic, ...]:
        """Return the places, by name."""

    def topic(self, ref: views.Ref) -> views.TopicPage:
        """Return one tag or place."""

    def home(self) -> views.HomePage:
        """Return what is new."""

    def today(self) -> TodayList:
        """Return who needs me."""

    def entry(self, slug: str) -> views.Entry | None:
        """Return one interaction, or None for one that the site does not show."""

    def find(self, target: str) -> Goal | None:
        """Return what a wikilink leads to, if to one thing."""

    def note_at(self, path: str) -> Goal | None:
        """Return the page of the note at a path relative to the notes' folder."""

    def tag_uri(self, name: str) -> str:
        """Return the page of a tag, "" when there is none."""


def list_pages(source: Source) -> Iterator[Page]:
    """Return every page of the site but the home page, which is the user's own."""
    yield _index("people", lambda c: c.people(source.people()))
    yield _beneath("people", "circles", "Circles", lambda c: c.circles(source.circles()))
    yield _beneath("people", "bridges", "Bridges", lambda c: c.bridges(source.bridges()))
    yield _index("journal", lambda c: c.journal(source.journal()))
    yield _index("plans", lambda c: c.plans(source.plans()))
    yield _beneath("plans", "letters", "Letters", lambda c: c.letters(source.letters()))
    yield _beneath("plans", "asks", "Asks", lambda c: c.asks(source.asks()))
    yield _index("orgs", lambda c: c.orgs(source.orgs()))
    yield _index("tags", lambda c: c.topics("tags", source.tags()))
    yield _index("places", lambda c: c.topics("places", source.places()))
    yield from _each("people", source.people().rows, lambda c, s: c.person(source.person(s)))
    yield from _each("plans", source.plans(), lambda c, s: c.plan(source.plan(s)))
    yield from _each("orgs", source.orgs(), lambda c, s: c.org(source.org(s)))
    for month in source.journal().months:
        yield _month(source, month.month)
    yield Page(
        uri="reviews/index.md",
        title="Reviews",
        section="journal/index.md",
        compose=lambda composer: composer.reviews(source.reviews()),
    )
    for topic in (*source.tags(), *source.places()):
        yield _topic(source, topic.ref)


def _index(section: str, compose: Callable[[Composer], str]) -> Page:
    uri = f"{section}/index.md"
    return Page(uri=uri, title=SECTIONS[section], section=uri, compose=compose)


def _beneath(section: str, folder: str, title: str, compose: Callable[[Composer], str]) -> Page:
    """Return a page that hangs below a section: in no navigation, and linked from there."""
    return Page(
        uri=f"{folder}/index.md", title=title, section=f"{section}/index.md", compose=compose
    )


class _Row(Protocol):
    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...


def _each(
    section: str, rows: Iterable[_Row], compose: Callable[[Composer, str], str]
) -> Iterator[Page]:
    for row in rows:
        yield Page(
            uri=page_uri(section, row.slug),
            title=row.name,
            section=f"{section}/index.md",
            compose=partial(_compose_one, compose, row.slug),
        )


def _compose_one(compose: Callable[[Composer, str], str], slug: str, composer: Composer) -> str:
    return compose(composer, slug)


def _month(source: Source, month: str) -> Page:
    return Page(
        uri=f"journal/{month}.md",
        title=spell_date(month),
        section="journal/index.md",
        compose=lambda composer: composer.month(source.month(month)),
    )


def _topic(source: Source, ref: views.Ref) -> Page:
    sign = "#" if ref.section == "tags" else ""
    return Page(
        uri=page_uri(ref.section, ref.slug),
        title=sign + ref.name,
        section=f"{ref.section}/index.md",
        compose=lambda composer: composer.topic(source.topic(ref)),
    )
