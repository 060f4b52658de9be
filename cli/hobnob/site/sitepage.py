"""The pages that hobnob makes, as objects of MkDocs.

The one rule: MkDocs never runs Markdown for them. For MkDocs most pages are only files with an
address: hobnob composes, frames and writes them. MkDocs renders only the pages in the navigation,
or all pages if another plugin or template may change every page.
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
        source: hobnob's page.
    """

    def __init__(self, page: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(page.name, file, config)
        self.source = page

    def read_source(self, config: MkDocsConfig) -> None:
        """Set what the templates need; there is no source to read."""
        del config
        self.markdown = ""
        self.meta: dict[str, Any] = {"hobnob": True, "section": self.source.section}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave a placeholder for the content."""
        del config, files
        self.content = CONTENT
        self.toc = TableOfContents([_SKIP_TO])


class NoteFile(File):
    """The file of a page that hobnob writes: for MkDocs only a target of links."""

    def is_documentation_page(self) -> bool:
        """Say no, so that MkDocs makes no page of it."""
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
    """Say whether hobnob can frame the pages.

    Your own template may show things that a shared frame cannot know. Another plugin or a hook may
    change every page.
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
    """Return the file of a page; only sections can be in the navigation.

    Args:
        page: the page.
        config: the configuration of the site.
        framed: the result of `shares_frames`; pages in the navigation share no frame.
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
    """Render the frame that a page shares with others, with placeholders."""
    file = File.generated(config, page.uri, content="")
    stand_in = NotePage(page, file, config)
    stand_in.read_source(config)
    stand_in.render(config, Files([]))
    stand_in.active = True
    stand_in.title = TITLE
    stand_in.canonical_url = CANONICAL if stand_in.canonical_url else None
    context = get_context(nav, [], config, stand_in)
    return env.get_template("main.html").render(context)
