"""The files of a journal that MkDocs gets to see.

The one rule: no link out of the notes is followed, and no pipe or device is opened. MkDocs itself
walks through every link and copies whatever it finds, and has no setting for this; so its function
is replaced.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, set_exclusions

from hobnob.index.attachments import Walk
from hobnob.names import visible
from hobnob.notes.frontmatter import read_head, split_note
from hobnob.notes.nodes import FrontMatterError

log = logging.getLogger("mkdocs.plugins.hobnob")


def replace_walk() -> None:
    """Let the next builds of this process see only what `find_files` finds."""
    build.get_files = find_files  # type: ignore[attr-defined]


def find_files(config: MkDocsConfig) -> Files:
    """Return what MkDocs' `get_files` returns, without links out of the notes and odd files.

    Each file that is left out is told as a warning, with its path.
    """
    notes = Path(config.docs_dir)
    walk = Walk(notes)
    shown = Path(config.config_file_path).parent
    for path, why in walk.left_out:
        name = os.path.relpath(path, shown)
        log.warning("%s: %s", visible(name), why)
    found: list[File] = []
    same: list[tuple[File, File]] = []
    for folder, names in walk.folders:
        by_page: dict[str, File] = {}
        # As in MkDocs, the index of a folder comes first.
        for name in sorted(names, key=_index_first):
            file = File(
                os.path.relpath(os.path.join(folder, name), notes),  # noqa: PTH118
                config.docs_dir,
                config.site_dir,
                config.use_directory_urls,
            )
            first = by_page.setdefault(file.dest_uri, file)
            if first is not file:
                same.append((first, file))
            found.append(file)
    set_exclusions(found, config)
    dropped = [_drop(*pair) for pair in same]
    return Files([file for file in found if file not in dropped])


def _index_first(name: str) -> tuple[bool, str]:
    return Path(name).stem not in ("index", "README"), name


def _drop(first: File, second: File) -> File:
    """Return which of two sources of one page is left out: README beside an index."""
    if not second.inclusion.is_included():  # type: ignore[no-untyped-call]
        return second
    if first.inclusion.is_included():  # type: ignore[no-untyped-call]
        log.warning(
            "Excluding '%s' from the site because it conflicts with '%s'.",
            first.src_uri, second.src_uri,
        )  # fmt: skip
    return first


def readable_source(file: File, config: MkDocsConfig) -> str | None:
    """Return the text of a page without front matter that nobody should read; None if all is well.

    MkDocs would expand its anchors without end.
    """
    try:
        text = file.content_string
        split = split_note(text)
    except (OSError, ValueError):
        # MkDocs tells it.
        return None
    try:
        read_head(split.head or "")
    except FrontMatterError as error:
        notes = os.path.relpath(config.docs_dir, Path(config.config_file_path).parent)
        shown = f"{notes}/{file.src_uri}:{error.line}"
        log.warning("%s: %s; the page is shown without it", shown, error)
        return split.body
    return None


def unlink_links(site_dir: Path) -> None:
    """Remove links in the folder of the site, which MkDocs would write through."""
    if site_dir.is_dir():
        for path in site_dir.iterdir():
            if path.is_symlink():
                path.unlink()
