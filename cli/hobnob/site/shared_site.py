"""A shared site is looked at before anybody else sees it.

The one rule: a site with something private in it does not stay where it is.
"""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.utils import clean_directory

from hobnob.index.sharing import public_texts
from hobnob.site.last_look import LastLook
from hobnob.site.load import Site
from hobnob.site.ordinary_files import FileKinds

log = logging.getLogger("mkdocs.plugins.hobnob")

SAY = {"hobnob_say": True}
"""Marks a message that the user should read, though it is no warning."""
_MOST = 20
"""Lines of a message."""


def look_at_shared(site: Site, config: MkDocsConfig, files: FileKinds) -> None:
    """Search a shared site for what is private, and say what is in it.

    What the user typed in a public text is a warning, so a strict build fails.

    Raises:
        PluginError: hobnob wrote something private, or it was typed and the build is strict; the
            site is removed.
    """
    prefix = site.directory.prefix
    for sentence in site.hidden.said:
        log.warning("%s", _printable(sentence))
    look = LastLook(site.hidden, lambda: public_texts(site.index.db), site.index.journal.root)
    report = look.search(
        Path(config.site_dir),
        copied={path: f"{prefix}{source}" for path, source in files.copied.items()},
        shipped=files.shipped,
    )
    for sentence in report.unsure:
        log.info("%s", _printable(sentence), extra=SAY)
    typed = [_printable(str(found)) for found in report.typed]
    for sentence in typed:
        log.warning("%s", sentence)
    if report.ours:
        _remove(Path(config.site_dir))
        more = len(report.ours) - _MOST
        lines = [*report.ours[:_MOST], *([f"and {more} more"] if more > 0 else [])]
        raise PluginError(
            "the shared site held something private, so it was removed; this is a bug of hobnob, "
            "please report it:\n" + "\n".join(map(_printable, lines))
        )
    if config.strict and (typed or site.hidden.said):
        _remove(Path(config.site_dir))
        raise PluginError(
            "the shared site was removed, because --strict was given and there are the warnings "
            "above"
        )


def _remove(folder: Path) -> None:
    clean_directory(str(folder))
    with contextlib.suppress(OSError):
        folder.rmdir()


def _printable(text: str) -> str:
    """Return a text of a note without control sequences."""
    return "".join(char if char.isprintable() else " " for char in text)
