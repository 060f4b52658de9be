"""The configuration of MkDocs and Material, so that a journal's `mkdocs.yml` can be short.

The one rule: no page may load anything from another host.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from hobnob.site.bundle import SCRIPT, SHEET
from hobnob.site.environment import plain_value
from hobnob.site.markdown import heading_id
from hobnob.site.pages import SECTIONS
from hobnob.site.resources import template_dir
from hobnob.trust import KNOWN_EXTENSIONS

DEAD_WEIGHT = (
    "assets/javascripts/",
    "assets/images/",
    "assets/stylesheets/palette.",
    "sitemap.xml",
)
"""Files of Material that no page of the site uses."""

_MARKDOWN: dict[str, dict[str, Any]] = {
    "abbr": {},
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "tables": {},
    "toc": {"permalink": "¶", "slugify": lambda text, _: heading_id(text)},
    "pymdownx.superfences": {},
    "pymdownx.tasklist": {},
    "pymdownx.tilde": {"subscript": False},
}


def is_made_of_known_parts(config: MkDocsConfig) -> bool:
    """Say whether a site depends only on its journal, its `mkdocs.yml` and hobnob.

    Another plugin, a hook, your own theme or an extension such as `snippets` may read any file.
    """
    extensions = {name.removeprefix("markdown.extensions.") for name in config.markdown_extensions}
    return (
        {*config.plugins} == {"hobnob"}
        and extensions <= KNOWN_EXTENSIONS
        and not config.hooks
        and config.theme.custom_dir is None
        and not config.extra_templates
    )


POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'none'"
)
"""The content security policy of every page, built or served: only the site's own files."""


def escape_values(env: Environment) -> None:
    """Make the theme's templates escape every value, because Material does not.

    Only Markup is HTML. Values lose their control characters, so that none can be taken for a
    placeholder.
    """
    env.autoescape = True
    env.finalize = plain_value
    # What was compiled before does not escape.
    if env.cache is not None:
        env.cache.clear()


def set_up(config: MkDocsConfig) -> None:
    """Add theme, styles, scripts and Markdown extensions to a configuration."""
    theme = _material(config.theme)
    config.theme = theme
    _add_templates(theme)
    theme["font"] = False
    theme["palette"] = None
    theme["favicon"] = "assets/hobnob/favicon.svg"
    theme["features"] = []
    # A private journal needs no sitemap, and it would change every day.
    theme.static_templates.discard("sitemap.xml")
    config.extra.setdefault("generator", False)
    # A form about analytics, and links in the head to other hosts: no page uses them.
    for name in ("consent", "alternate"):
        config.extra.pop(name, None)
    # Yours come later, so that they have the last word.
    config.extra_css[:] = [SHEET, *(path for path in config.extra_css if path != SHEET)]
    own_scripts = [path for path in config.extra_javascript if str(path) != SCRIPT]
    config.extra_javascript[:] = [SCRIPT, *own_scripts]
    _add_markdown(config)
    if not _says(config, "use_directory_urls"):
        # Addresses with file names work without a server too.
        config.use_directory_urls = False


def _material(theme: Theme) -> Theme:
    """Return the journal's theme, with Material instead of MkDocs' default theme."""
    if theme.name == "material":
        return theme
    return Theme(name="material", custom_dir=theme.custom_dir)


def _add_templates(theme: Theme) -> None:
    """Put hobnob's templates before Material's and after your own."""
    folder = str(template_dir())
    if folder not in theme.dirs:
        theme.dirs.insert(1 if theme.custom_dir else 0, folder)


def _add_markdown(config: MkDocsConfig) -> None:
    """Add the Markdown extensions for your ordinary pages."""
    for name, options in _MARKDOWN.items():
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
        if options:
            config.mdx_configs[name] = {**options, **(config.mdx_configs.get(name) or {})}


def _says(config: MkDocsConfig, option: str) -> bool:
    """Say whether your own configuration sets an option."""
    with warnings.catch_warnings():
        # MkDocs will drop it in a version that hobnob does not support.
        warnings.simplefilter("ignore", DeprecationWarning)
        return any(option in source for source in config.user_configs)


def is_dead_weight(uri: str) -> bool:
    """Say whether no page of the site uses a file of Material."""
    return uri.startswith(DEAD_WEIGHT) or uri.endswith(".css.map")


def navigation(own: Iterable[str], home: str = "index.md") -> list[dict[str, Any]]:
    """Return the navigation: the home page, hobnob's sections, and your own pages.

    People are never in it, because MkDocs writes all of it into every page.

    Args:
        own: the sources of your pages; pages in folders are under the folder's name.
        home: the source of the home page; for MkDocs it may be a README.
    """
    nav: list[Any] = [{"Home": home}]
    nav += [{title: f"{section}/index.md"} for section, title in SECTIONS.items()]
    folders: dict[str, list[Any]] = {}
    for uri in own:
        folder, _, _ = uri.rpartition("/")
        if folder:
            folders.setdefault(folder.split("/")[0], []).append(uri)
        elif uri not in {"index.md", "README.md"}:
            nav.append(uri)
    nav += [{_title(folder): uris} for folder, uris in folders.items()]
    return nav


def _title(folder: str) -> str:
    words = folder.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]
