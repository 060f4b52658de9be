"""Checks of Markdown links: those to a file or a heading that does not exist.

The one rule: a link is dead here if the site shows it as plain text.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from hobnob.checks.near import spell_choice
from hobnob.checks.table import ADDRESS, Finding, check
from hobnob.index.check_queries import bodies_with_addresses, texts_at
from hobnob.index.index import Index
from hobnob.names import nearest, slugify
from hobnob.notes.body import read_body

_MADE = frozenset(("circles", "bridges", "journal", "asks", "orgs", "tags", "places", "reviews"))
"""Folders of pages that hobnob makes."""
_LISTS = _MADE | {"people", "plans", "letters"}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_ANCHOR = re.compile(r"""\b(?:id|name)\s*=\s*["']?([^\s"'>]+)""")


@check("error")
def dead_link(index: Index) -> Iterator[Finding]:
    """A Markdown link or picture whose file or heading does not exist.

    **Why it matters.** On the site it is plain text, or leads to the top of the page.

    **How to fix it.** Correct the address. It is relative to the folder of the note. A blank in it
    is written `%20`, or the whole address stands in `<` and `>`.

    ```
    [her](ada.md)                  <- [her](../people/ada.md)
    ![the garden](garden.jpg)      <- ![the garden](../pictures/garden.jpg)
    [notes](../people/ada.md#Tea)  <- there is no such heading
    ```
    """
    notes = index.journal.relative(index.journal.notes)
    for path, kind, text in bodies_with_addresses(index):
        here = path.removeprefix(f"{notes}/")
        for number, link in enumerate(read_body(text, html=kind == "page").addresses):
            if why := _why_dead(index, notes, here, link.target, text):
                yield Finding(path=path, at=(ADDRESS, number), message=f"{link.target}: {why}")


def _why_dead(index: Index, notes: str, here: str, address: str, text: str) -> str:
    """Return why a link of a note leads nowhere, "" if it does lead somewhere."""
    if not address or _SCHEME.match(address) or address[0] in "/\\":
        return ""
    path, _, anchor = address.partition("#")
    path, anchor = unquote(path.partition("?")[0]), unquote(anchor)
    if not path:
        return _why_no_heading(anchor, text, "this note") if anchor else ""
    wanted = posixpath.normpath(posixpath.join(posixpath.dirname(here), path))
    first, _, name = wanted.partition("/")
    if wanted.startswith("..") or "\0" in wanted:
        return "this leads out of the notes, and the site shows only what is in them"
    if not wanted.lower().endswith(".md"):
        return "" if _is_file(index, wanted) else _no_file(index, wanted)
    is_made = first in _MADE or (first in _LISTS and name == "index.md")
    found = texts_at(index, f"{notes}/{wanted}")
    if found is None:
        return "" if is_made else _no_file(index, wanted)
    kind, body = found
    # An interaction stands on the page of its month, where the link leads to it.
    is_exact = kind not in ("interaction", "letter")
    return _why_no_heading(anchor, body, wanted) if anchor and is_exact else ""


def _is_file(index: Index, wanted: str) -> bool:
    """Return whether there is a file; no if its folder cannot be read or its name is too long."""
    # A method of Path would raise there.
    return os.path.isfile(index.journal.notes / wanted)  # noqa: PTH113


def _no_file(index: Index, wanted: str) -> str:
    if os.path.isdir(index.journal.notes / wanted):  # noqa: PTH112
        return "this is a folder; name a file in it"
    if _is_file(index, wanted):
        return "this note has no page, because it is a letter or it is left out"
    folder = (index.journal.notes / wanted).parent
    try:
        names = [entry.name for entry in folder.iterdir()]
    except OSError:
        names = []
    near = nearest(posixpath.basename(wanted), names, 2)
    hint = f"did you mean {spell_choice(near)}?" if near else "correct it, or remove the link"
    return f"there is no {wanted} among the notes; {hint}"


def _why_no_heading(anchor: str, text: str, where: str) -> str:
    # A block of Obsidian has no place on a page, and the link leads to its note.
    if anchor.startswith(("^", "hb-")) or not slugify(anchor):
        return ""
    known = _anchors(text)
    if slugify(anchor) in known or anchor in known:
        return ""
    near = nearest(anchor, known, 2)
    hint = f"did you mean #{spell_choice(near)}?" if near else "correct it, or remove it"
    return f"there is no heading '{anchor}' in {where}; {hint}"


@lru_cache(maxsize=200)
def _anchors(text: str) -> tuple[str, ...]:
    # The parser is only imported for this.
    from hobnob.notes.markdown import headings

    found: dict[str, int] = {}
    for heading in headings(text):
        slug = slugify(heading) or "section"
        count = found[slug] = found.get(slug, 0) + 1
        if count > 1:
            found[f"{slug}-{count}"] = 1
    return (*found, *_ANCHOR.findall(text))
