"""Where the pages of the site are, and links between them.

The one rule: a composed page holds no address of its own. Each link begins with `ROOT`, and
`place` puts the way from the page to the top of the site in its stead, so that the same piece
of HTML serves on any page, from any host, sub-path or folder.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from hobnob.answers import Who
from hobnob.names import slugify

Section = Literal["people", "orgs", "plans", "tags", "places"]
"""The folder of the site that a page of one thing stands in."""


class Ref(NamedTuple):
    """Something that may have a page of its own: one without a slug is only its name."""

    section: Section
    slug: str
    name: str


ROOT = "\x02"
"""Stands for the way to the top of the site; no text of a note can bring it onto a page."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_RESERVED = frozenset({"index", "readme"})
_LONGEST_STEM = 120
"""Bytes; a file name may have 255, and a folder of the site may lie deep."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """What a link in a body leads to: a source of the site, an anchor on it, and a name."""

    uri: str
    anchor: str = ""
    name: str = ""


def plain(text: str) -> str:
    """Return text without control characters, which have no place on a page."""
    return _CONTROLS.sub("", text)


def page_uri(section: str, slug: str) -> str:
    """Return where the page of a thing stands among the sources, as `people/grace-hopper.md`.

    Someone whose slug is `index` would otherwise take the place of the list of people.
    """
    return f"{section}/{slug}_.md" if slug.lower() in _RESERVED else f"{section}/{slug}.md"


def month_uri(date: str) -> str:
    """Return the page of the month that a date lies in; a year alone has its own."""
    return f"journal/{date[:7]}.md"


def slugs_for(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Return a slug for each tag, place or organization, no two alike, the same for the same names.

    Two names with one slug are told apart by a digest of the name, after two hyphens, which
    no slug has on its own: a number could meet the slug of a third.

    Args:
        names: what needs a slug.
        taken: slugs that are spoken for.
    """
    slugs: dict[str, str] = {}
    used = set(taken)
    for name in sorted(set(names)):
        slug = _shorten(slugify(plain(name)))
        if not slug or slug in used:
            slug = f"{slug}--{zlib.crc32(name.encode()):08x}"
        used.add(slug)
        slugs[name] = slug
    return slugs


def _shorten(slug: str) -> str:
    """Return a slug that any file system takes; one that had to be cut ends in a digest."""
    if len(slug.encode()) <= _LONGEST_STEM:
        return slug
    head = slug.encode()[: _LONGEST_STEM - 10].decode(errors="ignore").rstrip("-")
    return f"{head}--{zlib.crc32(slug.encode()):08x}"


def page_file(uri: str, *, directory_urls: bool) -> str:
    """Return the file that MkDocs writes for a source: `people/ada.html`, `people/ada/index.html`.

    Args:
        uri: of a page of hobnob's making; a user's own may have a name that MkDocs reads otherwise.
        directory_urls: MkDocs' `use_directory_urls`.
    """
    stem = uri.removesuffix(".md")
    whole = directory_urls and stem != "index" and not stem.endswith("/index")
    return f"{stem}/index.html" if whole else f"{stem}.html"


def page_url(uri: str, *, directory_urls: bool) -> str:
    """Return the address of a page of hobnob's making from the top of the site."""
    path = page_file(uri, directory_urls=directory_urls)
    return quote(path.removesuffix("index.html") or "./") if directory_urls else quote(path)


class Urls:
    """The address of each page, from the top of the site."""

    def __init__(self, by_uri: Mapping[str, str]) -> None:
        """Take the addresses by source: `people/grace-hopper.md` to `people/grace-hopper/`."""
        self._by_uri = by_uri

    def change(self, by_uri: Mapping[str, str]) -> None:
        """Take other addresses; whoever holds this object has them too."""
        self._by_uri = by_uri

    def page(self, uri: str) -> str:
        """Return a link to a page, or "" when the site has no such page.

        It is marked as safe, for `ROOT` must reach the page and an address is quoted already.
        """
        url = self._by_uri.get(uri)
        return "" if url is None else Markup(ROOT + url)  # noqa: S704

    def ref(self, ref: Ref | Who | None) -> str:
        """Return a link to the page of a thing or a person, or "" when it has none."""
        if ref is None:
            return ""
        if isinstance(ref, Who):
            return self.page(page_uri("people", ref.slug)) if ref.id is not None else ""
        return self.page(page_uri(ref.section, ref.slug)) if ref.slug else ""

    def entry(self, slug: str, date: str) -> str:
        """Return the permanent link of an interaction: its anchor on its month's page."""
        url = self.page(month_uri(date))
        return Markup(f"{url}#{quote(slug)}") if url else ""  # noqa: S704


def place(html: str, url: str) -> str:
    """Return a composed page with its links made relative to the page's own address.

    Args:
        html: as composed, its links beginning with `ROOT`.
        url: of the page from the top of the site, as `people/grace-hopper/`.
    """
    depth = url.count("/") if url not in (".", "./") else 0
    return html.replace(ROOT, "../" * depth or "./")
