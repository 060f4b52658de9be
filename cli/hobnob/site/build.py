"""One build of the site, without MkDocs: the plugin calls it at each event.

The one rule: a build renders each entry once, when it first needs it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from hobnob.capture.inbox.waiting import count_waiting
from hobnob.exporters.calendar import render_calendar
from hobnob.inbox_paths import is_inbox_file
from hobnob.index.interactions import Interaction, ids_by_day, iter_interactions
from hobnob.index.notes import by_slug
from hobnob.journal import kind_of
from hobnob.names import WIKILINK, is_note_name
from hobnob.network.calendar import appointment_days
from hobnob.network.excerpts import excerpt
from hobnob.network.today.today import today_list
from hobnob.notes.body import rewrite_links, without_comments
from hobnob.parallel import WorkerPool
from hobnob.site import cards, links, people_pages, search
from hobnob.site.bodylinks import BodyLinks
from hobnob.site.compose import Composer
from hobnob.site.links import Goal, page_uri, plain
from hobnob.site.load import PersonPage, Site
from hobnob.site.markdown import Heading
from hobnob.site.network_page import MAP, map_script
from hobnob.site.pages import Page, list_pages, welcome_page
from hobnob.site.search_update import Look, TooMuchError, update_search
from hobnob.site.shortcuts import Shortcuts

_CHUNK = 250
"""Interactions to render at a time."""
_LINE_LENGTH = 90
"""Characters of an entry that a list shows of it."""
_TAG_AT_BEGIN = re.compile(r"^(#+)(?=[^\s#])", re.M)
"""What Python-Markdown would take for a heading."""
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.S | re.I)


class Build:
    """The pages of a journal, from listing them to writing them.

    Attributes:
        site: the journal.
        shared: whether private notes are left out.
        urls: the addresses of all files of the site, by source.
    """

    def __init__(self, site: Site, templates: Path, *, shared: bool = False) -> None:
        """Take the journal, the folder of page templates, and whether it is for others."""
        self.site = site
        self.shared = shared
        self.urls: dict[str, str] = {}
        self._templates = templates
        self._entries: dict[str, str] = {}
        self._pages: list[search.Named] = []
        self._urls = links.Urls({})
        self._composer: Composer | None = None
        self._all: Mapping[str, Page] | None = None

    def is_no_page(self, uri: str) -> bool:
        """Return whether a source is no ordinary page.

        Notes are shown on pages that hobnob makes; folders of templates and the inbox have no
        pages. In a shared site, a page is left out unless it is known not to be private.
        """
        if is_inbox_file(uri):
            return True
        if not is_note_name(uri):
            return False
        if self.site.index.journal.holds_no_notes(uri.rpartition("/")[0]):
            return True
        return kind_of(uri) != "page" or (self.shared and uri not in self.site.hidden.pages)

    @property
    def pages(self) -> Mapping[str, Page]:
        """All pages except the home page, by source."""
        if self._all is None:
            self._all = list_pages(self.site)
        return self._all

    def pages_to_make(self, *, has_home: bool) -> list[Page]:
        """Return the pages to make, with the home page if you have none."""
        return [*(() if has_home else (welcome_page(),)), *self.pages.values()]

    def start(self, urls: Mapping[str, str]) -> None:
        """Take the addresses of all files of the site. Afterwards pages can be composed."""
        self.urls = dict(urls)
        self._urls.change(self.urls)
        self._composer = Composer(
            self._templates,
            self._urls,
            lambda: self.site.directory,
            self._resolver,
            self._entry,
            self._words_of,
            Shortcuts(lambda: self.site, shared=self.shared),
        )

    def _resolver(self, path: str) -> BodyLinks:
        path = path.removeprefix(self.site.directory.prefix)
        return BodyLinks(self.site, self._urls, path)

    def renew(
        self,
        site: Site,
        pages: Mapping[str, Page],
        entries: Iterable[str],
        gone: Iterable[str],
        urls: Mapping[str, str],
    ) -> None:
        """Go on with a new state of the journal.

        Args:
            site: the journal.
            pages: all its pages except the home page, by source.
            entries: the slugs of the interactions to render again.
            gone: the sources of the removed pages.
            urls: the addresses of all pages that hobnob makes; other files keep theirs.
        """
        for slug in entries:
            self._entries.pop(slug, None)
        self.site, self._all = site, pages
        self.urls = {**self.urls, **urls}
        for uri in gone:
            self.urls.pop(uri, None)
        self._urls.change(self.urls)
        self.composer.forget_links()

    def retell(self, site: Site, entries: Iterable[str]) -> None:
        """Go on with a new state of the journal in which only the text of interactions differs.

        Args:
            site: the journal.
            entries: the slugs of these interactions.
        """
        for slug in entries:
            self._entries.pop(slug, None)
        self.site, self._all = site, None

    def address(self, uri: str) -> str:
        """Return the last known address of a page from the top of the site."""
        return self._url(uri)

    @property
    def composer(self) -> Composer:
        """The composer of pages; it exists only after `start`."""
        if self._composer is None:
            raise RuntimeError("a page was asked for before the site's addresses were known")
        return self._composer

    def home_html(self) -> tuple[str, str]:
        """Return the HTML before and after your own text on the home page.

        Its links are not in place.
        """
        today = today_list(self.site.index, inbox=self._waiting(), needs=self.site.needs)
        home, page = self.site.home, self.composer.page
        before = page("today.html", today) + page("home.html", home)
        return before, page("home_foot.html", home)

    def _waiting(self) -> int:
        """Return how many lines wait in the inbox; others need not know."""
        return 0 if self.shared else count_waiting(self.site.index)

    @property
    def ordinary(self) -> list[search.Named]:
        """The search texts of your own pages."""
        return self._pages

    def ordinary_html(self, text: str, path: str, *, top: int = 1) -> tuple[str, list[Heading]]:
        """Return an ordinary page of the user's as HTML, its links in place, and its headings.

        Args:
            text: the Markdown.
            path: its source.
            top: the level that its highest heading has on the page.
        """
        # Raw HTML would carry a comment to the page, so comments go first.
        text = without_comments(self.site.hidden.cleaned(text, path, html=True))
        raw = self.site.index.journal.settings.html
        html, headings = self.composer.ordinary(text, path, html=raw, top=top)
        return links.place(html, self._url(path)), headings

    def in_plain_markdown(self, text: str, path: str) -> str:
        """Return an ordinary page as Markdown that knows no wikilinks, comments and tags.

        MkDocs looks through that for a title and for links that lead nowhere.
        """

        def wikilink(target: str, shown: str | None) -> str | None:
            goal, name = self._goal(target, shown)
            if goal is None or not goal.uri:
                return _escaped(goal.name if goal else name)
            way = posixpath.relpath(goal.uri, posixpath.dirname(path) or ".")
            return f"[{_escaped(name)}]({quote(way)})"

        def file(href: str) -> str | None:
            # The page of `Grace Hopper.md` or `ada.markdown` has another address than the file.
            address, mark, heading = href.partition("#")
            folder = posixpath.dirname(path)
            wanted = posixpath.normpath(posixpath.join(folder, unquote(address)))
            goal = self.site.directory.note_at(wanted)
            if goal is None or goal.uri == wanted:
                return None
            return quote(posixpath.relpath(goal.uri, folder or ".")) + mark + heading

        text = without_comments(self.site.hidden.cleaned(text, path, html=True))
        text = rewrite_links(text, wikilink, file)
        return _TAG_AT_BEGIN.sub(r"\\\1", text)

    def as_read(self, text: str) -> str:
        """Return a text from the front matter of an ordinary page, with its links as one reads."""
        text = self.site.hidden.cleaned(text)
        return WIKILINK.sub(lambda link: self._goal(link[1], link[2])[1], text)

    def _goal(self, target: str, shown: str | None) -> tuple[Goal | None, str]:
        """Return where a wikilink leads, and what one reads in its place."""
        note, _, heading = target.partition("#")
        goal = self.site.find(note.strip()) if note else None
        return goal, (shown or "").strip() or (goal.name if goal else heading or target)

    def read_page(self, title: str, url: str, html: str) -> None:
        """Add an ordinary page to the search."""
        text = unescape(_TAGS.sub(" ", html))
        self._pages.append(search.Named(kind="pages", name=unescape(title), url=url, text=text))

    def page_html(self, page: Page, answer: Any) -> str:
        """Compose a page of its answer, with relative links."""
        html = self.composer.page(page.template, answer, page.uri)
        return links.place(html, self._url(page.uri))

    def card(self, page: Page, answer: Any) -> tuple[str, bytes] | None:
        """Return the address and the content of the card of the person whose page it is."""
        address = links.card_url(self._url(page.uri))
        # A card of yours that stands there already is the one that the page leads to.
        if not isinstance(answer, PersonPage) or unquote(address) in self.urls:
            return None
        from hobnob.exporters.vcard import render_to_hand_on

        return address, render_to_hand_on(answer.person.note, self.site.index.today)

    def render_entries(self, *, workers: int) -> None:
        """Render every interaction now, with the help of so many processes."""
        ids = list(ids_by_day(self.site.index).values())
        chunks = [ids[at : at + _CHUNK] for at in range(0, len(ids), _CHUNK)]
        composer = self.composer

        def render(piece: int) -> list[tuple[str, str]]:
            entries = iter_interactions(self.site.index, chunks[piece])
            return [(entry.slug, composer.entry(entry)) for entry in entries]

        together = WorkerPool(len(chunks), render, workers=workers, prepare=self.site.index.reopen)
        for found in together.finish():
            self._entries.update(found)

    def write_beside(self, folder: Path) -> None:
        """Write what pages load or link to, as far as it has changed.

        That is the rows and the cards of people, and a calendar for each appointment.

        Args:
            folder: the folder of the site.
        """
        self.write_appointments(folder)
        (folder / cards.FOLDER).mkdir(parents=True, exist_ok=True)
        made = set()
        for name, text in cards.make_cards(self.site, self._url):
            _write(folder / name, text)
            made.add(folder / name)
        for old in {*(folder / cards.FOLDER).glob("*.js")} - made:
            old.unlink()
        rows = folder / people_pages.ROWS
        rows.parent.mkdir(parents=True, exist_ok=True)
        _write(rows, people_pages.rows_script(self.site.people, self._url))

    def write_map(self, folder: Path) -> None:
        """Write the map of the network, if it has changed."""
        path = folder / MAP
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(
            path, map_script(self.site.network, lambda slug: self._url(page_uri("people", slug)))
        )

    def write_appointments(self, site_dir: Path) -> None:
        """Write a calendar for each appointment, as far as it has changed.

        Args:
            site_dir: the folder of the site.
        """
        index, folder = self.site.index, site_dir / links.APPOINTMENTS
        made = {}
        for day in appointment_days(index):
            made[folder / f"{day.key}.ics"] = render_calendar([day], index.today)
        if made:
            folder.mkdir(parents=True, exist_ok=True)
        for old in {*folder.glob("*.ics")} - made.keys():
            old.unlink()
        for path, data in made.items():
            _write(path, data.decode())

    def write_search(self, folder: Path) -> None:
        """Write the search files that have changed."""
        (folder / search.FOLDER).mkdir(parents=True, exist_ok=True)
        look = self.look()
        made = set()
        for name, text in search.make_search(look.named(), look.dated_all()):
            _write(folder / name, text)
            made.add(folder / name)
        # A shard with another first term has a new name, so the old file is out of date.
        for old in {*(folder / search.FOLDER).glob("[dnt]-*.js")} - made:
            old.unlink()

    def look(self) -> Look:
        """Return a copy of the journal and its addresses as they are now."""
        urls = links.Urls(self.urls)
        return Look(
            site=self.site,
            url=urls.address,
            entry_url=lambda slug, date: urls.entry(slug, date).removeprefix(links.ROOT),
            ordinary=self._pages,
        )

    def update_search(
        self, folder: Path, before: Look, entries: Iterable[str], *, retold: bool = False
    ) -> None:
        """Update the search files.

        Args:
            folder: the folder of the site.
            before: the journal at the state of the files.
            entries: the slugs of the interactions that may have changed since.
            retold: whether nothing but their texts has changed.
        """
        try:
            for _ in update_search(folder, before, self.look(), entries, retold=retold):
                pass
        except (TooMuchError, OSError, ValueError, KeyError, TypeError):
            self.write_search(folder)

    def _entry(self, slug: str) -> str:
        html = self._entries.get(slug)
        if html is None:
            note = by_slug(self.site.index, "interaction", slug)
            found = iter_interactions(self.site.index, (note.id,) if note else ())
            html = self._entries[slug] = "".join(map(self.composer.entry, found))
        return html

    def _words_of(self, entry: Interaction) -> str:
        return entry.subject or excerpt(self.site.index, entry.plain, _LINE_LENGTH)

    def _url(self, uri: str) -> str:
        return self._urls.address(uri)


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#])", r"\\\1", plain(text))


def _write(path: Path, text: str) -> None:
    data = text.encode()
    if not (path.is_file() and path.read_bytes() == data):
        path.write_bytes(data)
