"""Wikilinks in the user's ordinary pages, which MkDocs renders.

The one rule: a wikilink becomes the relative link to a source that one would write by hand, and
MkDocs makes the address of it, as of any other.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from re import Match
from urllib.parse import quote
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from hobnob.names import WIKILINK
from hobnob.site.links import Goal, plain
from hobnob.site.markdown import heading_id

Find = Callable[[str], Goal | None]


class WikilinkExtension(Extension):
    """Teaches Python-Markdown wikilinks."""

    def __init__(self, find: Find, here: Callable[[], str]) -> None:
        """Take what finds a target, and what says which source is being rendered."""
        super().__init__()
        self._find = find
        self._here = here

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register the rule before that of ordinary links, which begin alike."""
        rule = _Wikilinks(WIKILINK.pattern, md)
        rule.find, rule.here = self._find, self._here
        md.inlinePatterns.register(rule, "hobnob-wikilinks", 175)


class _Wikilinks(InlineProcessor):
    find: Find
    here: Callable[[], str]

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: Match[str], data: str
    ) -> tuple[Element, int, int]:
        del data
        note, _, heading = m[1].partition("#")
        goal = self.find(note.strip())
        shown = self.unescape((m[2] or "").strip())
        if goal and goal.uri:
            link = Element("a", {"class": "hb-wiki"})
            link.set("href", _source_link(goal, heading, self.here()))
            text = shown or goal.name
        elif goal:
            link = Element("span")
            text = goal.name
        else:
            link = Element("span", {"class": "hb-missing", "title": "No note of this name yet"})
            text = shown or self.unescape(m[1].strip())
        # Atomic: a name that holds Markdown or HTML must not become either.
        link.text = AtomicString(plain(text))
        return link, m.start(0), m.end(0)


def _source_link(goal: Goal, heading: str, here: str) -> str:
    path = posixpath.relpath(goal.uri, posixpath.dirname(here) or ".")
    anchor = goal.anchor or (heading_id(heading) if heading else "")
    return quote(path) + (f"#{quote(anchor)}" if anchor else "")
