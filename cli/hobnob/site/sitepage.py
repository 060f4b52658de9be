"""A page of the site as MkDocs holds it.

The one rule: MkDocs never runs Markdown for it; its HTML is composed when its turn comes to be
written, and let go when it has been.
"""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from hobnob.site.compose import Composer
from hobnob.site.links import place, plain
from hobnob.site.pages import Page
from hobnob.site.shell import CONTENT, TEMPLATE, Frames

_SKIP_TO = AnchorLink("", "hb-content", 1)


class NotePage(MkDocsPage):
    """A page that hobnob composes.

    Attributes:
        html: its content, composed and with its links in place.
        shares_frame: whether the frame around it is rendered once for many; see `shell`.
    """

    def __init__(self, page: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(plain(page.title), file, config)
        self.source = page
        self.shares_frame = False
        self.html = self.framed = ""

    def read_source(self, config: MkDocsConfig) -> None:
        """Say what the templates need to know; there is no source to read."""
        del config
        self.markdown = ""
        self.meta: dict[str, Any] = {"hobnob": True, "section": self.source.section}
        if self.shares_frame:
            self.meta["template"] = TEMPLATE

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the page empty until it is written."""
        del config, files
        self.content = ""
        self.toc = TableOfContents([_SKIP_TO])

    def compose(self, composer: Composer) -> None:
        """Make the HTML of the page."""
        self.html = place(self.source.compose(composer), self.file.url)
        self.content = CONTENT

    def frame(self, frames: Frames, context: TemplateContext) -> None:
        """Put the page into the frame it shares, if it does, for MkDocs to write that out."""
        if self.shares_frame:
            self.framed = frames.put(self, dict(context))

    def release(self) -> None:
        """Let the HTML go."""
        self.html = self.content = self.framed = ""


def make_file(page: Page, config: MkDocsConfig) -> File:
    """Return the file of a page; only the sections are offered to the navigation.

    A user's own template may show what no shared frame knows, so then no page shares one.
    """
    listed = page.uri == page.section
    inclusion = InclusionLevel.INCLUDED if listed else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, page.uri, content="", inclusion=inclusion)
    note_page = NotePage(page, file, config)
    note_page.shares_frame = not listed and config.theme.custom_dir is None
    return file
