"""One style sheet and one script for each page, from the small source files of the template.

The one rule: only comments and spaces are lost (`rcssmin`, `rjsmin`). The sources stay readable,
each with one concern; a page gets those that its kind of page needs, in two requests.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hobnob.site import words
from hobnob.site.pages import SECTIONS, section_pages
from hobnob.site.resources import template_dir

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

FOLDER = "assets/hobnob"

_KIND_OF = {
    "people": "person",
    "network": "network",
    "circles": "ties",
    "bridges": "ties",
    "introductions": "ties",
    "journal": "journal",
    "reviews": "journal",
    "plans": "plans",
    "letters": "plans",
    "asks": "plans",
    "orgs": "topic",
    "tags": "topic",
    "places": "topic",
}
"""The kind of page by its folder. The lists of people and of topics, the home page and your other
pages have kinds of their own."""
KINDS = ("home", "page", "lists", *dict.fromkeys(_KIND_OF.values()))

_ONLY = {
    "act.css": {"home", "person", "topic", "plans", "journal"},
    "act.js": {"home", "person", "topic", "plans", "journal"},
    "around.js": {"person"},
    "band.css": {"topic"},
    "calendar.css": {"home", "journal"},
    "favours.css": {"person", "plans"},
    "letters.css": {"plans"},
    "lists.css": {"lists", "network"},
    "needs.css": {"home", "person"},
    "maps.css": {"person"},
    "network.css": {"network"},
    "network.js": {"network"},
    "own.css": {"home", "page", "journal"},
    "person.css": {"person", "topic", "lists"},
    "plans.css": {"home", "plans"},
    "rail.js": {"person", "topic", "journal", "plans"},
    "table.js": {"lists"},
    "ties.css": {"ties"},
    "timeline.css": {"person", "topic", "journal", "plans"},
    "today.css": {"home"},
    "today.js": {"home"},
}
"""Sources that only some kinds of page need; every page has the others.
`tests/site/test_bundle.py` finds what is missing here."""

_FIRST = (
    "fonts.css",
    "icons.css",
    "shell.css",
    "entries.css",
    "pages.css",
    "fold.js",
    "dates.js",
    "said.js",
)
_LAST = ("forced.css", "print.css")
"""Sources that others build upon, and those that have the last word; the rest is alphabetical."""
APART = frozenset({"theme.js", "lost.js", "qr.js", "search.js", "search.css"})
"""What no bundle has: one script runs before anything is painted, one belongs to the page for what
is not there, and the search and a code come when they are asked for."""
TEXTS = "texts.js"
"""What every script needs to tell its texts: the beginning of `theme.js`, which is the first."""


def kind_of(page: Page | None) -> str:
    """Return the kind of a page: the name of its sheet and its script."""
    if page is None:
        return "page"
    if page.file.dest_uri == "index.html":
        return "home"
    folder, _, name = page.file.src_uri.partition("/")
    kind = _KIND_OF.get(folder, "page") if name else "page"
    return "lists" if name == "index.md" and kind in {"person", "topic"} else kind


def bundle_files(files: Files, config: MkDocsConfig) -> None:
    """Put the bundles in the place of their sources.

    A file among the notes cannot take the place of one: every page runs these scripts.
    """
    from mkdocs.structure.files import File

    for name in _names():
        if source := files.get_file_from_path(f"{FOLDER}/{name}"):
            files.remove(source)
    for uri, text in bundles().items():
        if own := files.get_file_from_path(uri):
            files.remove(own)
        files.append(File.generated(config, uri, content=text))


@cache
def bundles() -> Mapping[str, str]:
    """Return the style sheets and the scripts as a site has them, by their address."""
    shrunk = {name: _shrink(name) for name in _names()}
    made = {f"{FOLDER}/{name}": shrunk[name] for name in sorted(APART)}
    made[f"{FOLDER}/theme.js"] = shrunk[TEXTS] + _data() + shrunk["theme.js"]
    for kind in KINDS:
        for suffix in (".css", ".js"):
            sources = sources_of(kind, suffix)
            made[f"{FOLDER}/hobnob-{kind}{suffix}"] = "".join(shrunk[name] for name in sources)
    return made


def _data() -> str:
    """Return what scripts need to know: the pages of each section, and the kinds of entries.

    Of a page `frame.js` has the folder and the title; of a kind `rail.js` has the word.
    """
    pages = {folder: section_pages(folder)[1:] for folder in SECTIONS}
    data = {
        folder: [[uri.partition("/")[0], title] for uri, title in rows]
        for folder, rows in pages.items()
        if rows
    }
    return f"hobnobBelow={json.dumps(data)};hobnobKinds={json.dumps(dict(words.KINDS))};\n"


def sources_of(kind: str, suffix: str) -> list[str]:
    """Return the names of the sources of a kind's sheet or script, in their order."""
    wanted = {
        name
        for name in _names()
        if name.endswith(suffix) and name not in {*APART, TEXTS} and kind in _ONLY.get(name, {kind})
    }
    return [
        name for name in (*_FIRST, *sorted(wanted - {*_FIRST, *_LAST}), *_LAST) if name in wanted
    ]


def shrink(name: str, text: str) -> str:
    """Return the text of a style sheet or a script without comments and needless spaces."""
    # Here, because only a build needs them.
    from rcssmin import cssmin
    from rjsmin import jsmin

    # A script ends its line, so that the next one's first line is none of its own.
    return f"{(cssmin if name.endswith('.css') else jsmin)(text)}\n"


def _shrink(name: str) -> str:
    return shrink(name, Path(template_dir(), FOLDER, name).read_text(encoding="utf-8"))


@cache
def _names() -> frozenset[str]:
    folder = Path(template_dir(), FOLDER)
    return frozenset(path.name for path in folder.iterdir() if path.suffix in {".css", ".js"})
