"""What links in the bodies of notes lead to, as addresses on the site.

The one rule: whatever a link says, it leads to a page or a file of this site, or nowhere.
"""

from __future__ import annotations

import posixpath
from urllib.parse import quote, unquote

from hobnob.names import is_note_name
from hobnob.site.links import Goal, Urls, readable
from hobnob.site.load import Site
from hobnob.site.markdown import heading_id


class BodyLinks:
    """Resolves the links of the note at one path; see `markdown.Resolver`."""

    def __init__(self, site: Site, urls: Urls, path: str) -> None:
        """Take where links are looked up, and the note's path under the notes' folder."""
        self._path = path
        self._site = site
        self._urls = urls
        self._folder = posixpath.dirname(path)

    def wikilink(self, target: str) -> tuple[str, str]:
        """Return the link and the name of what a wikilink leads to."""
        note, _, heading = target.partition("#")
        if not note:
            return self._own(heading), heading
        goal = self._site.find(note.strip())
        return (self._url(goal, heading), goal.name) if goal else ("", "")

    def picture(self, target: str) -> str:
        """Return the link to a picture, as `![[pic.png]]` names it."""
        return self._urls.picture(target, self._folder)

    def tag(self, name: str) -> str:
        """Return the link to a tag's page."""
        return self._urls.ref(self._site.directory.tag(name))

    def file(self, href: str) -> str:
        """Return the link to a note or a file, from its address relative to the note."""
        path, _, heading = href.partition("#")
        if not path:
            return self._own(unquote(heading))
        wanted = posixpath.normpath(posixpath.join(self._folder, unquote(path)))
        goal = self._site.directory.note_at(wanted) if is_note_name(wanted) else None
        return self._url(goal, unquote(heading)) if goal else self._urls.page(wanted)

    def _own(self, heading: str) -> str:
        """Return the link to a heading of the same note; of an entry, to the entry."""
        goal = self._site.directory.note_at(self._path) if self._path else None
        return self._url(goal, heading) if goal and heading else ""

    def _url(self, goal: Goal, heading: str) -> str:
        if goal.date:
            return self._urls.entry(goal.anchor, goal.date)
        url = self._urls.page(goal.uri)
        anchor = goal.anchor or (heading_id(heading) if heading else "")
        return f"{url}#{readable(quote(anchor))}" if url and anchor else url
