"""The files of a site that no page of hobnob is made from: ordinary pages, pictures, styles.

The one rule: a shared site gets only files that one of its pages, its settings or its styles name.
"""

from __future__ import annotations

import logging
import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils import is_markdown_file

from hobnob.names import NOTE_SUFFIX, is_note_name
from hobnob.site.bundle import bundles

log = logging.getLogger("mkdocs.plugins.hobnob")

_IN_STYLES = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"'()\s;]+)""", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class FileKinds:
    """The files of a site that nobody made for it.

    Attributes:
        copied: the user's files by their path on the site: their path below the notes' folder.
        shipped: the paths of the theme's files on the site.
    """

    copied: Mapping[str, str] = field(default_factory=dict)
    shipped: frozenset[str] = frozenset()


def kinds_of_files(files: Files, config: MkDocsConfig) -> FileKinds:
    """Sort the files that are copied as they are."""
    plain = [file for file in files if not file.is_documentation_page()]
    return FileKinds(
        copied={file.dest_uri: file.src_uri for file in plain if is_own(file, config)},
        shipped=frozenset(
            file.dest_uri
            for file in plain
            if file.dest_uri in bundles() or (file.src_dir and not is_own(file, config))
        ),
    )


def as_pages(files: Files, config: MkDocsConfig) -> dict[str, str]:
    """Let MkDocs read files such as `about.MD` as pages; it would copy them as they are.

    Returns:
        The path of each such file, by the source that MkDocs knows.
    """
    made = {}
    for file in list(files):
        uri = file.src_uri
        if not is_note_name(uri) or is_markdown_file(uri) or not is_own(file, config):
            continue
        files.remove(file)
        known = f"{NOTE_SUFFIX.sub('', uri)}.md"
        if files.get_file_from_path(known):
            log.warning(f"{uri}: {known} makes the same page; rename one of the two")
            continue
        files.append(File.generated(config, known, abs_src_path=str(file.abs_src_path)))
        made[known] = uri
    return made


def is_own(file: File, config: MkDocsConfig) -> bool:
    """Say whether a file is the user's, from the notes' folder, and not the theme's."""
    return file.src_dir is not None and Path(file.src_dir) == Path(config.docs_dir)


def remove_unshown(files: Files, config: MkDocsConfig, shown: Collection[str]) -> None:
    """Remove the user's files that nothing on the site names.

    Args:
        files: all files of the site.
        config: may name files too, such as a logo.
        shown: the files that notes and pages name, relative to the notes' folder.
    """
    own = {
        file.src_uri: file
        for file in files
        if is_own(file, config) and not file.is_documentation_page()
    }
    pending = [uri for uri in (*shown, *_named_in(config)) if uri in own]
    kept: set[str] = set()
    while pending:
        uri = pending.pop()
        if uri not in kept:
            kept.add(uri)
            pending += [below for below in _named_in_styles(own[uri]) if below in own]
    for uri in own.keys() - kept:
        files.remove(own[uri])


def _named_in(config: MkDocsConfig) -> Iterator[str]:
    """Yield the files that the settings name."""
    yield from config.extra_css
    yield from (str(getattr(script, "path", script)) for script in config.extra_javascript)
    yield from (str(config.theme.get(key) or "") for key in ("logo", "favicon"))
    yield from _leaves(config.nav)


def without_hidden(nav: Any, is_hidden: Callable[[str], bool]) -> Any:
    """Return a navigation without the items that lead to something hidden, None if none is left.

    Such an item would be a link with the name of the page.
    """
    if isinstance(nav, str):
        return None if is_hidden(nav) else nav
    if isinstance(nav, dict):
        pairs = ((title, without_hidden(item, is_hidden)) for title, item in nav.items())
        return {title: item for title, item in pairs if item is not None} or None
    if isinstance(nav, list):
        return [kept for item in nav if (kept := without_hidden(item, is_hidden))] or None
    return nav


def _leaves(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for item in nav.values():
            yield from _leaves(item)
    elif isinstance(nav, list):
        for item in nav:
            yield from _leaves(item)


def _named_in_styles(file: File) -> Iterator[str]:
    if not file.src_uri.endswith(".css"):
        return
    folder = posixpath.dirname(file.src_uri)
    text = Path(str(file.abs_src_path)).read_text(encoding="utf-8", errors="replace")
    for address in _IN_STYLES.findall(text):
        local = re.split("[?#]", unquote(address))[0]
        yield posixpath.normpath(posixpath.join(folder, local))
