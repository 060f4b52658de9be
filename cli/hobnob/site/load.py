"""The journal as the site sees it: from the index to the views of all pages.

The one rule: this is where the site meets the index; pages and templates know views alone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hobnob.errors import NoJournalError
from hobnob.index.index import Index
from hobnob.index.sharing import NOBODY, SOMEONE, Hidden, hide_private
from hobnob.index.store import open_index
from hobnob.journal import open_journal
from hobnob.site.directory import Directory
from hobnob.site.links import Goal
from hobnob.site.load_entries import Entries
from hobnob.site.load_home import Home
from hobnob.site.load_orgs import Orgs
from hobnob.site.load_people import People
from hobnob.site.load_plans import Plans
from hobnob.site.load_search import SearchTexts
from hobnob.site.load_topics import Topics


class Site:
    """What answers the questions of all pages, for one state of the index.

    Attributes:
        hidden: what had to be left out for a shared site.
    """

    def __init__(self, index: Index, hidden: Hidden = NOBODY) -> None:
        self.hidden = hidden
        self.index = index
        self.directory = Directory(index)
        self.entries = Entries(index, self.directory)
        self.people = People(index, self.directory, self.entries)
        self.orgs = Orgs(index, self.directory)
        self.plans = Plans(index, self.directory, self.entries)
        self.topics = Topics(index, self.directory, self.entries, self.people)
        self.texts = SearchTexts(index, self.people, self.orgs, self.plans)
        self.home = Home(index, self.directory, self.entries, self.people, self.plans)

    def find(self, target: str) -> Goal | None:
        """Return what a wikilink leads to, if to one thing."""
        goal = self.directory.find(target)
        return goal or (Goal(uri="", name=SOMEONE) if self.hidden.has(target) else None)

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
