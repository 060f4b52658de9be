"""The MkDocs plugin: a thin layer over modules that do not import MkDocs.

The one rule: each event calls another module at once. Decisions that do not need MkDocs are made
there.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from hobnob.clock import clock_today
from hobnob.errors import HobnobError
from hobnob.names import is_note_name
from hobnob.settings import Settings, read_settings
from hobnob.site import attachments, links, theme
from hobnob.site import pages as hobnob_pages
from hobnob.site.build import Build
from hobnob.site.build_cache import OtherFiles, other_files
from hobnob.site.bundle import bundle_files, kind_of
from hobnob.site.frames import AFTER, BEFORE, CONTENT, Frames
from hobnob.site.links import plain
from hobnob.site.live import Live, end_gently, serve_live
from hobnob.site.load import open_site
from hobnob.site.ordinary_files import (
    FileKinds,
    as_pages,
    kinds_of_files,
    remove_unshown,
    without_hidden,
)
from hobnob.site.own_pages import shown_path, sound_meta, why_left_out
from hobnob.site.page_limits import (
    drop_reserved,
    only_links_to_follow,
    own_pages,
    render_if_possible,
)
from hobnob.site.resources import template_dir
from hobnob.site.reviews import ARCHIVE, review_at
from hobnob.site.shared_site import look_at_shared
from hobnob.site.sitepage import (
    NoteFile,
    NotePage,
    make_file,
    render_frame,
    shares_frames,
    table_of_contents,
)
from hobnob.site.sources import readable_source, replace_walk, unlink_links
from hobnob.site.writing import PageWriter, SiteWriting
from hobnob.trust import require_trust

log = logging.getLogger("mkdocs.plugins.hobnob")


class Options(Config):  # type: ignore[no-untyped-call]
    """The plugin's options. MkDocs checks none of them: `hobnob.settings` reads them all."""


class HobnobPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Makes the pages of a journal."""

    def __init__(self) -> None:
        self._settings = Settings()
        self._serving = False
        self._today = ""
        self._texts: dict[str, str] = {}
        self._sources: dict[str, str] = {}
        self._kinds_of_files = FileKinds()
        self._build: Build | None = None
        self._live: Live | None = None
        self._others: OtherFiles = {}
        self._frames = Frames()
        self._framed = False
        self._site_dir = Path()
        self._pages: list[hobnob_pages.Page] = []
        self._nav = Navigation([], [])
        self._site_writing: SiteWriting | None = None

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Read the options as the command line does.

        MkDocs imports hooks and reads templates after this, so what nobody agreed to stops here.
        It has already read `mkdocs.yml` with its `!!python/…`, and imported Markdown extensions.

        Raises:
            ConfigurationError: `mkdocs.yml` would run something that nobody agreed to.
        """
        self.config = Options(config_file_path)
        if config_file_path:
            try:
                require_trust(Path(config_file_path))
            except HobnobError as error:
                raise ConfigurationError(str(error)) from None
        try:
            self._settings = read_settings(options)
        except HobnobError as error:
            return [("hobnob", ValidationError(str(error)))], []
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether MkDocs serves the site."""
        del dirty
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Set what the theme needs, and open the journal."""
        theme.set_up(config)
        replace_walk()
        # Files that are saved during a build belong to the next build.
        if self._live is not None:
            self._live.close()
        self._live, self._others = (
            None,
            other_files(Path(config.docs_dir), Path(config.config_file_path))
            if self._serving
            else {},
        )
        share = self._settings.share or os.environ.get("HOBNOB_SHARE", "") not in {"", "0"}
        try:
            self._today = os.environ.get("HOBNOB_TODAY") or self._settings.today
            folder = Path(config.config_file_path).parent
            today = self._today or clock_today()
            site = open_site(folder, today=today, share=share, say=log.info)
        except HobnobError as error:
            raise PluginError(str(error)) from error
        self._build = Build(site, template_dir() / "pages", shared=share)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Prepare the folder of the site, which MkDocs empties next."""
        unlink_links(Path(config.site_dir))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace the notes by the pages of the site."""
        bundle_files(files, config)
        for file in list(files):
            if (
                self._journal.is_no_page(file.src_uri)
                or theme.is_dead_weight(file, config)
                or self._may_run(file, config)
            ):
                files.remove(file)
            elif why := why_left_out(file.src_uri, _page_file(file)):
                log.warning(f"{shown_path(file.src_uri)}: {why}")
                files.remove(file)
            elif review_at(file.src_uri):
                # There may be one for every week; their own page lists them.
                file.inclusion = InclusionLevel.NOT_IN_NAV
        self._sources = as_pages(files, config)
        if self._journal.shared:
            config.nav = without_hidden(config.nav, self._journal.site.hidden.has_address)
            remove_unshown(files, config, self._journal.site.hidden.shown)
        # Compare the output files: `people.md` and `people/index.md` can be one page.
        written = {file.dest_uri: file for file in files}
        self._framed, self._site_dir = shares_frames(config), Path(config.site_dir)
        self._pages = []
        for page in self._journal.pages_to_make(has_home="index.html" in written):
            file = make_file(page, config, framed=self._framed)
            if isinstance(file, NoteFile):
                self._pages.append(page)
            if own := written.get(file.dest_uri):
                log.warning(
                    f"{own.src_uri}: hobnob makes a page of this name itself; "
                    "rename the file to show it on the site"
                )
                files.remove(own)
            files.append(file)
        urls = {file.src_uri: file.url for file in files}
        urls |= {source: urls[uri] for uri, source in self._sources.items() if uri in urls}
        self._journal.start(urls)
        self._kinds_of_files = kinds_of_files(files, config)
        if config.nav is None:
            home = "index.md" if files.get_file_from_path("index.md") else "README.md"
            config.nav = theme.navigation(own_pages(files), home)
        return files

    def _may_run(self, file: File, config: MkDocsConfig) -> bool:
        """Say whether a file among the notes may run a script on the site; tell which it is."""
        if self._settings.html or file.src_dir != config.docs_dir or file.is_documentation_page():
            return False
        uri = file.src_uri
        if uri in {str(script) for script in config.extra_javascript}:
            return False
        source = Path(config.docs_dir, uri)
        data = b""
        # Anything but a file, such as a pipe, might never end.
        if attachments.is_drawing(uri):
            with suppress(OSError):
                data = source.read_bytes() if source.is_file() else b""
        if why := attachments.why_left_out(uri, data):
            log.warning(
                f"{plain(uri)}: this is {why}, so it is not copied to the site; "
                "with 'html: true' in the settings of hobnob it is"
            )
        return bool(why)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Store the navigation, which is part of every frame."""
        del config, files
        nav.items = only_links_to_follow(nav.items)
        self._nav = nav
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Add variables for the templates, and begin to write pages."""
        del files
        theme.escape_values(env)
        env.globals["hobnob"] = {
            "policy": Markup(theme.POLICY),  # noqa: S704 - a constant
            "today": self._today,
            "kind_of": kind_of,
        }
        self._frames = Frames(site_url=_with_slash(config.site_url))
        self._site_writing = SiteWriting(
            PageWriter(self._journal, self._frames, Path(config.site_dir)),
            self._pages,
            lambda page: render_frame(page, env, self._nav, config),
        )
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Let the page for what is not there be relative, unless the site's address is known."""
        if template_name == "404.html" and not config.site_url:
            context["base_url"] = "."
        return context

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Keep front matter that grows without end from MkDocs."""
        return None if isinstance(page, NotePage) else readable_source(page.file, config)

    # What other plugins and hooks make of a page comes first.
    @event_priority(-100)
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Keep the text of an ordinary page; MkDocs gets what it understands of it."""
        del files
        if isinstance(page, NotePage):
            return markdown
        page.meta, lost = sound_meta(page.file.src_uri, page.file.content_string, page.meta)
        for what in lost:
            log.warning(f"{page.file.src_uri}: {what}")
        drop_reserved(page, config)
        render_if_possible(page)
        for key in ("title", "description"):
            if isinstance(text := page.meta.get(key), str):
                page.meta[key] = self._journal.as_read(text)
        if review_at(page.file.src_uri):
            page.meta["section"] = "journal/index.md"
            page.meta["hobnob_up"] = ("All reviews", self._journal.address(ARCHIVE))
        self._texts[page.file.src_uri] = markdown
        source = self._source(page)
        if self._journal.shared:
            page.meta = self._journal.site.hidden.cleaned_value(dict(page.meta), source)
        return self._journal.in_plain_markdown(markdown, source)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put hobnob's HTML in the place of MkDocs' on an ordinary page; keep it for the search.

        On the home page, the list of today and the journal at a glance stand around it.
        """
        del config, files
        is_home = page.file.dest_uri == "index.html"
        if is_home:
            page.meta["hobnob_before"] = BEFORE
            page.meta["hobnob_after"] = AFTER
        if not isinstance(page, NotePage):
            text = self._texts.pop(page.file.src_uri, "")
            # The first heading of the home page is the day.
            html, headings = self._journal.ordinary_html(
                text, self._source(page), top=2 if is_home else 1
            )
            page.toc = table_of_contents(headings)
            self._journal.read_page(page.title or page.file.name, page.file.url, html)
        return html

    @event_priority(-100)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Mark the content as HTML; the template escapes everything else."""
        del config, nav
        page.content = Markup(page.content or "")  # noqa: S704
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Insert the content into pages that were rendered without it."""
        del config
        if isinstance(page, NotePage):
            if page.source.is_listed:
                self._frames.own[page.source.uri] = output
            answer = page.source.load()
            output = output.replace(CONTENT, self._journal.page_html(page.source, answer))
            if self.writer is None and self._site_writing is not None:
                self._site_writing.writer.write_card(page.source, answer)
        if page.file.dest_uri == "index.html":
            self._frames.home = output
            parts = (links.place(part, page.file.url) for part in self._journal.home_html())
            output = self._frames.around_home(*parts) or output
        return output

    # The last look sees what all other plugins and hooks wrote.
    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the rest, and look at a shared site. Remember the build while it is served."""
        if self._site_writing is not None:
            self._site_writing.finish()
            self._site_writing = None
        if self._journal.shared:
            look_at_shared(self._journal.site, config, self._kinds_of_files)
        if self._serving:
            self._live = Live(self._journal, self._frames, config, self._others)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Refresh only the pages that show a saved note."""
        end_gently()
        serve_live(server, config, builder, lambda: self._live)
        return server

    def _source(self, page: Page) -> str:
        """Return the path of an ordinary page's file below the notes' folder."""
        return self._sources.get(page.file.src_uri, page.file.src_uri)

    def on_shutdown(self) -> None:
        """Let nobody write into the site any more; a served one is removed now."""
        if self._site_writing is not None:
            self._site_writing.stop()
            self._site_writing = None
        if self._live is not None:
            self._live.close()
            self._live = None

    @property
    def writer(self) -> PageWriter | None:
        """The writer of the site if hobnob framed it; None if builds cannot be incremental."""
        if not self._framed or self._build is None:
            return None
        return PageWriter(self._build, self._frames, self._site_dir)

    @property
    def _journal(self) -> Build:
        if self._build is None:
            raise PluginError("hobnob: there is no journal to build")
        return self._build


def _page_file(file: File) -> Path | None:
    """Return the file of a page of the user's; None for a picture, and a page that is generated."""
    # A page such as `about.MD` is none for MkDocs until `as_pages`.
    is_page = is_note_name(file.src_uri) and file.generated_by is None
    return Path(file.abs_src_path) if is_page and file.abs_src_path else None


def _with_slash(url: str | None) -> str:
    return f"{url.rstrip('/')}/" if url else ""
