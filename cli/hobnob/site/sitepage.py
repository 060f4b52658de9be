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

from hobnob.site.compose import Composer
from hobnob.site.links import place
from hobnob.site.pages import SECTIONS, Page

_SKIP_TO = AnchorLink("", "hb-content", 1)


class NotePage(MkDocsPage):
    """A page that hobnob composes."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(page.title, file, config)
        self.source = page

    def read_source(self, config: MkDocsConfig) -> None:
        """Say what the templates need to know; there is no source to read."""
        del config
        self.markdown = ""
        self.meta: dict[str, Any] = {"hobnob": True, "section": self.source.section}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the page empty until it is written."""
        del config, files
        self.content = ""
        self.toc = TableOfContents([_SKIP_TO])

    def compose(self, composer: Composer) -> None:
        """Make the HTML of the page."""
        self.content = place(self.source.compose(composer), self.file.url)

    def release(self) -> None:
        """Let the HTML go."""
        self.content = ""


def make_file(page: Page, config: MkDocsConfig) -> File:
    """Return the file of a page; only the sections are offered to the navigation."""
    listed = page.uri in {f"{section}/index.md" for section in SECTIONS}
    inclusion = InclusionLevel.INCLUDED if listed else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, page.uri, content="", inclusion=inclusion)
    NotePage(page, file, config)
    return file
