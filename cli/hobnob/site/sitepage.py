"""A page of hobnob's making as MkDocs holds it.

The one rule: MkDocs never runs Markdown for it. Most pages are no more to MkDocs than a file with
an address: hobnob composes, frames and writes them itself. MkDocs renders only what stands in
the navigation, and everything when something else wants a say in every page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from hobnob.site.frames import CANONICAL, CONTENT, TITLE
from hobnob.site.links import page_file
from hobnob.site.markdown import Heading
from hobnob.site.pages import Page

_SKIP_TO = AnchorLink("", "hb-content", 1)
_PAGE_EVENTS = (
    "pre_page",
    "page_read_source",
    "page_markdown",
    "page_content",
    "page_context",
    "post_page",
)


class NotePage(MkDocsPage):
    """A page that hobnob composes and MkDocs renders.

    Attributes:
        source: what it is to hobnob.
    """

    def __init__(self, page: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(page.name, file, config)
        self.source = page

    def read_source(self, config: MkDocsConfig) -> None:
        """Say what the templates need to know; there is no source to read."""
        del config
        self.markdown = ""
        self.meta: dict[str, Any] = {"hobnob": True, "section": self.source.section}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave a mark where the content goes when the page is written."""
        del config, files
        self.content = CONTENT
        self.toc = TableOfContents([_SKIP_TO])


class NoteFile(File):
    """The file of a page that hobnob writes: to MkDocs no more than what links lead to."""

    def is_documentation_page(self) -> bool:
        """Keep MkDocs from making a page of it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Copy nothing."""
        del dirty


def table_of_contents(headings: Iterable[Heading]) -> TableOfContents:
    """Return the headings of an ordinary page, each beneath the one that it belongs to."""
    top: list[AnchorLink] = []
    above: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(heading.text, heading.anchor, heading.level)
        above = [one for one in above if one.level < heading.level]
        (above[-1].children if above else top).append(link)
        above.append(link)
    return TableOfContents(top)


def shares_frames(config: MkDocsConfig) -> bool:
    """Say whether pages can be framed by hobnob.

    A user's own template may show what no shared frame knows, and another plugin or a hook may
    want to change every page.
    """
    if config.theme.custom_dir is not None:
        return False
    ours = config.plugins.get("hobnob")
    return all(
        getattr(method, "__self__", None) is ours
        for event in _PAGE_EVENTS
        for method in config.plugins.events[event]
    )


def make_file(page: Page, config: MkDocsConfig, *, framed: bool) -> File:
    """Return the file of a page; only the sections are offered to the navigation.

    Args:
        page: the page.
        config: of the site.
        framed: whether `shares_frames` says so; pages that are listed stand in no shared frame.
    """
    if framed and not page.is_listed:
        note_file = NoteFile.generated(config, page.uri, content="")
        note_file.dest_uri = page_file(page.uri, directory_urls=config.use_directory_urls)
        return note_file
    inclusion = InclusionLevel.INCLUDED if page.is_listed else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, page.uri, content="", inclusion=inclusion)
    NotePage(page, file, config)
    return file


def render_frame(page: Page, env: Environment, nav: Navigation, config: MkDocsConfig) -> str:
    """Render the frame that a page shares with others, with stand-ins for what they do not."""
    file = File.generated(config, page.uri, content="")
    stand_in = NotePage(page, file, config)
    stand_in.read_source(config)
    stand_in.render(config, Files([]))
    stand_in.active = True
    stand_in.title = TITLE
    stand_in.canonical_url = CANONICAL if stand_in.canonical_url else None
    context = get_context(nav, [], config, stand_in)
    return env.get_template("main.html").render(context)
