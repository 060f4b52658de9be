"""One style sheet and one script for every page, from the small source files of the template.

The one rule: only comments and spaces are lost. The sources stay readable, each with one concern;
a page needs two requests for them instead of twenty.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hobnob.site.resources import template_dir

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

_FOLDER = "assets/hobnob"
SHEET, SCRIPT = f"{_FOLDER}/hobnob.css", f"{_FOLDER}/hobnob.js"

_FIRST_STYLES = ("fonts.css", "icons.css", "shell.css", "entries.css", "pages.css")
_LAST_STYLES = ("print.css",)
"""Sheets that others build upon, and those that have the last word; the rest is alphabetical."""
_FIRST_SCRIPTS = ("fold.js", "dates.js")
APART = frozenset({"theme.js", "network.js", "qr.js", "search.js"})
"""Scripts of their own: one runs before anything is painted, one belongs to a single page, two
come when the search or a code is asked for."""

_CSS = re.compile(
    r"""(?P<kept>"[^"\n]*"|'[^'\n]*'|url\([^)"']*\))
    |/\*.*?\*/
    |\s*(?P<mark>;?\s*\}|[{;])\s*
    |(?P<property>(?<=[{;\s])[-\w]+:)\s+
    |\s+""",
    re.S | re.X,
)
_COMMENT_LINE = re.compile(r"^[ \t]*//.*\n|^[ \t]+|[ \t]+$|^\n", re.M)


def bundle_files(files: Files, config: MkDocsConfig) -> None:
    """Put the sheet and the scripts in the place of their sources.

    A file among the notes cannot take the place of one: every page runs these scripts.
    """
    from mkdocs.structure.files import File

    for name in _names(".css") | _names(".js"):
        if source := files.get_file_from_path(f"{_FOLDER}/{name}"):
            files.remove(source)
    for uri, text in bundles().items():
        if own := files.get_file_from_path(uri):
            files.remove(own)
        files.append(File.generated(config, uri, content=text))


@cache
def bundles() -> Mapping[str, str]:
    """Return the style sheet and the scripts as a site has them, by their address."""
    styles = "\n".join(map(shrink_styles, _texts(".css", _FIRST_STYLES, _LAST_STYLES)))
    script = "".join(map(shrink_script, _texts(".js", _FIRST_SCRIPTS, leave_out=APART)))
    apart = {f"{_FOLDER}/{name}": shrink_script(_read(name)) for name in sorted(APART)}
    return {SHEET: styles, SCRIPT: script, **apart}


def shrink_styles(text: str) -> str:
    """Return a style sheet without comments and needless spaces; strings stay as they are."""

    def shorter(found: re.Match[str]) -> str:
        if found["mark"]:
            return found["mark"][-1]
        space = "" if found[0].startswith("/*") else " "
        return found["kept"] or found["property"] or space

    return _CSS.sub(shorter, text).strip()


def shrink_script(text: str) -> str:
    """Return a script without lines that are comments, and without indentation.

    Lines stay lines, so that no statement needs a semicolon that it has not. A template literal
    must not go over several lines.
    """
    return _COMMENT_LINE.sub("", text)


def _texts(
    suffix: str,
    first: tuple[str, ...],
    last: tuple[str, ...] = (),
    *,
    leave_out: Collection[str] = (),
) -> list[str]:
    names = _names(suffix)
    between = sorted(names - {*first, *last, *leave_out})
    return [_read(name) for name in (*first, *between, *last) if name in names]


def _names(suffix: str) -> set[str]:
    return {path.name for path in Path(template_dir(), _FOLDER).glob(f"*{suffix}")}


def _read(name: str) -> str:
    return Path(template_dir(), _FOLDER, name).read_text(encoding="utf-8")
