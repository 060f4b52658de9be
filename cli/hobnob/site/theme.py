"""The configuration of MkDocs and the frame of the site; a journal's `mkdocs.yml` can be short.

The one rule: no page may load anything from another host.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.theme import Theme

from hobnob.site import texts
from hobnob.site.environment import plain_value
from hobnob.site.loader import TemplateLoader
from hobnob.site.markdown import heading_id
from hobnob.site.pages import SECTIONS
from hobnob.site.resources import template_dir
from hobnob.trust import KNOWN_EXTENSIONS

DEAD_WEIGHT = (
    "assets/images/",
    "assets/javascripts/",
    "assets/stylesheets/",
    "print/",
    "sitemap.xml",
)
"""Files of the theme, or of Material beneath your own templates, that no page uses."""

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
    """Make the templates escape every value, which MkDocs leaves to them.

    Only Markup is HTML. Values lose their control characters, so that none can be taken for a
    placeholder.
    """
    env.autoescape = True
    env.trim_blocks = env.lstrip_blocks = True
    env.finalize = plain_value
    texts.install(env)
    if isinstance(env.loader, FileSystemLoader):
        env.loader = TemplateLoader(env.loader.searchpath)
    # What was compiled before does not escape.
    if env.cache is not None:
        env.cache.clear()


def set_up(config: MkDocsConfig) -> None:
    """Add theme, styles, scripts and Markdown extensions to a configuration."""
    config.theme = _frame(config.theme)
    _add_markdown(config)
    if not _says(config, "use_directory_urls"):
        # Addresses with file names work without a server too.
        config.use_directory_urls = False


def _frame(theme: Theme) -> Theme:
    """Return a theme of hobnob's templates, in the place of the one that `mkdocs.yml` names.

    Of that one only its language and direction are kept, and your own templates, which may include
    others of its templates.
    """
    own = theme.custom_dir
    kept = {name: theme[name] for name in ("language", "direction") if name in theme}
    if own is None or theme.name != "material":
        theme = Theme(custom_dir=own, **kept)
    if str(template_dir()) not in theme.dirs:
        theme.dirs.insert(1 if own else 0, str(template_dir()))
    # A private journal needs no sitemap, and it would change every day.
    theme.static_templates = {"404.html"}
    return theme


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


def is_dead_weight(file: File, config: MkDocsConfig) -> bool:
    """Say whether a file is the theme's and no page of the site uses it."""
    return file.src_dir not in {
        None,
        config.docs_dir,
        config.theme.custom_dir,
    } and file.src_uri.startswith(DEAD_WEIGHT)


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
