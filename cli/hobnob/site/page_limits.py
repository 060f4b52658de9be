"""Your ordinary pages, as objects of MkDocs: what they may decide, and what they may not.

The one rule: no page and no navigation stops a build, or chooses anything that could run a script.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Section
from mkdocs.structure.pages import Page

from hobnob.site.links import plain
from hobnob.site.markdown import is_allowed
from hobnob.site.sitepage import NotePage, table_of_contents

log = logging.getLogger("mkdocs.plugins.hobnob")

_MOST_BRACKETS = 1000
"""In a page that MkDocs renders too; more would take minutes."""


def only_links_to_follow(items: list[Any]) -> list[Any]:
    """Return items of the navigation without links that could run a script."""
    for item in items:
        if isinstance(item, Section):
            item.children = only_links_to_follow(item.children)
    good = []
    for item in items:
        if isinstance(item, Link) and not is_allowed(item.url.lstrip("/")):
            log.warning(f"mkdocs.yml: nav: {plain(item.url)}: a link is http, https, mailto or tel")
        else:
            good.append(item)
    return good


def render_if_possible(page: Page) -> None:
    """Let MkDocs look for the title and the links of an ordinary page, and fail alone.

    hobnob shows its own HTML, so a text that MkDocs cannot read need not stop the build.
    """
    render = page.render

    def try_render(config: MkDocsConfig, files: Files) -> None:
        # MkDocs' parser looks for the end of each bracket up to the end of the text.
        if (page.markdown or "").count("[") > _MOST_BRACKETS:
            page.content, page.toc = "", table_of_contents(())
            log.warning(
                f"{plain(page.file.src_uri)}: its links were not checked: it has more than "
                f"{_MOST_BRACKETS} brackets"
            )
            return
        try:
            render(config, files)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            page.content, page.toc = "", table_of_contents(())
            log.warning(f"{plain(page.file.src_uri)}: its links were not checked: {error}")

    page.render = try_render  # type: ignore[method-assign]


def drop_reserved(page: Page, config: MkDocsConfig) -> None:
    """Remove keys of an ordinary page that would decide how it is made.

    Material has templates that lead to any address; only one of your own theme can be chosen.
    """
    for key in [key for key in page.meta if str(key).startswith("hobnob") or key == "section"]:
        del page.meta[key]
    template, own = page.meta.get("template"), config.theme.custom_dir
    if template is not None and not (own and Path(own, str(template)).is_file()):
        del page.meta["template"]
        log.warning(
            f"{page.file.src_uri}: template: your theme has no template '{plain(str(template))}'; "
            "the page is shown as the others are"
        )


def own_pages(files: Files) -> list[str]:
    """Return the sources of your ordinary pages for the navigation."""
    return sorted(
        file.src_uri
        for file in files.documentation_pages()
        if not isinstance(file.page, NotePage) and file.inclusion.is_in_nav()  # type: ignore[no-untyped-call]
    )
