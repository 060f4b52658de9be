"""The journal as the site sees it: from the index to the views of all pages.

The one rule: this is where the site meets the index; pages and templates know views alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from hobnob.errors import NoJournalError
from hobnob.index.index import Index
from hobnob.index.store import open_index
from hobnob.journal import open_journal
from hobnob.site import plan_views, tie_views, views
from hobnob.site.directory import Directory
from hobnob.site.letter_views import AsksPage, LettersPage
from hobnob.site.load_asks import load_asks
from hobnob.site.load_entries import Entries
from hobnob.site.load_home import Home
from hobnob.site.load_letters import load_letters
from hobnob.site.load_orgs import Orgs
from hobnob.site.load_people import People
from hobnob.site.load_plans import Plans
from hobnob.site.load_reviews import load_reviews
from hobnob.site.load_search import SearchTexts
from hobnob.site.load_ties import load_bridges_page, load_circles_page
from hobnob.site.load_today import load_today
from hobnob.site.load_topics import Topics
from hobnob.site.pages import Goal, Page, list_pages
from hobnob.site.share import NOBODY, Hidden, hide_private
from hobnob.site.today_views import TodayList


class Site:
    """Everything the pages show, of one state of the index; see `pages.Source`."""

    def __init__(self, index: Index, hidden: Hidden = NOBODY) -> None:
        """Take the index, and what had to be left out of it for a shared site."""
        self.hidden = hidden
        self.index = index
        self.directory = Directory(index)
        self._entries = Entries(index, self.directory)
        self._people = People(index, self.directory, self._entries)
        self._orgs = Orgs(index, self.directory)
        self._plans = Plans(index, self.directory, self._entries)
        self._topics = Topics(index, self.directory, self._entries, self._people)
        self.texts = SearchTexts(index, self._people, self._orgs, self._plans)
        self._home = Home(index, self.directory, self._entries, self._people, self._plans)

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page but the home page, by source."""
        return {page.uri: page for page in list_pages(self)}

    def people(self) -> views.PeoplePage:
        """Return everybody, by name."""
        return views.PeoplePage(rows=self._people.rows)

    def person(self, slug: str) -> views.PersonPage:
        """Return one person."""
        return self._people.page(slug)

    def circles(self) -> tie_views.CirclesPage:
        """Return the circles, and who has drifted."""
        return load_circles_page(self.index)

    def bridges(self) -> tie_views.BridgesPage:
        """Return the ties to look after."""
        return load_bridges_page(self.index)

    def orgs(self) -> tuple[views.OrgRow, ...]:
        """Return the organizations, by name."""
        return self._orgs.rows

    def org(self, slug: str) -> views.OrgPage:
        """Return one organization."""
        return self._orgs.page(slug)

    def plans(self) -> tuple[views.PlanRow, ...]:
        """Return the plans, those under way first."""
        return self._plans.rows

    def plan(self, slug: str) -> plan_views.PlanPage:
        """Return one plan."""
        return self._plans.page(slug)

    def letters(self) -> LettersPage:
        """Return the templates and what became of their letters."""
        return load_letters(self.index)

    def asks(self) -> AsksPage:
        """Return what was asked of people, and what went to and fro."""
        return load_asks(self.index)

    def journal(self) -> views.JournalPage:
        """Return the months that have entries."""
        return views.JournalPage(months=self._home.months)

    def reviews(self) -> tuple[views.ReviewRow, ...]:
        """Return the reviews that were written into the journal, the latest first."""
        return load_reviews(self.index, self.directory)

    def month(self, month: str) -> views.MonthPage:
        """Return one month, or the entries of a year that have no month."""
        months = [item.month for item in self._home.months]
        at = months.index(month)
        return views.MonthPage(
            month=month,
            entries=self._entries.stubs(
                # A month holds its days; a year stands here for what has no month.
                "date >= ?1 AND date < ?1 || iif(length(?1) = 7, '~', '-')",
                (month,),
                newest=False,
            ),
            earlier=months[at - 1] if at else "",
            later=months[at + 1] if at + 1 < len(months) else "",
        )

    def tags(self) -> tuple[views.Topic, ...]:
        """Return the tags, by name."""
        return self._topics.tags

    def places(self) -> tuple[views.Topic, ...]:
        """Return the places, by name."""
        return self._topics.places

    def topic(self, ref: views.Ref) -> views.TopicPage:
        """Return one tag or place."""
        return self._topics.page(ref)

    def home(self) -> views.HomePage:
        """Return what is new."""
        return self._home.page()

    def today(self) -> TodayList:
        """Return who needs me."""
        return load_today(self.index)

    def entry(self, slug: str) -> views.Entry | None:
        """Return one interaction, or None for one that the site does not show."""
        return self._entries.load(slug)

    def entry_ids(self) -> list[int]:
        """Return the ids of all interactions that the site shows."""
        return self._entries.ids()

    def entries(self, ids: Sequence[int]) -> Iterator[views.Entry]:
        """Yield the interactions of some ids."""
        return self._entries.load_many(ids)

    def find(self, target: str) -> Goal | None:
        """Return what a wikilink leads to, if to one thing."""
        goal = self.directory.find(target)
        return goal or self.hidden.goal(target)

    def note_at(self, path: str) -> Goal | None:
        """Return the page of the note at a path relative to the notes' folder."""
        return self.directory.note_at(path)

    def tag_uri(self, name: str) -> str:
        """Return the page of a tag, "" when there is none."""
        return self.directory.tag_uri(name)


def open_site(
    folder: Path, *, today: str, share: bool = False, say: Callable[[str], None] = lambda _: None
) -> Site:
    """Open the journal of a folder for its site, its index brought up to date and held.

    Args:
        folder: of the `mkdocs.yml`.
        today: an ISO date; what depends on the reader's day is left to the reader's browser.
        share: leave out all that is private.
        say: told in a sentence what the user might want to know.

    Raises:
        NoJournalError: the folder is no journal.
    """
    journal = open_journal(folder)
    if journal is None:
        raise NoJournalError(str(folder))
    db, _ = open_index(journal, say=say)
    if not share:
        index = Index(db=db, journal=journal, today=today)
        index.hold()
        return Site(index)
    copy, hidden = hide_private(db, Directory(Index(db=db, journal=journal, today=today)).prefix)
    return Site(Index(db=copy, journal=journal, today=today), hidden)
