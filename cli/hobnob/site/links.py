"""The addresses of the pages of the site, and links between them.

The one rule: a composed page does not know its own address. Each link begins with `ROOT`, and
`place` replaces that by the path from the page to the top of the site. So the same piece of HTML
works on any page, host, sub-path or folder.
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
from hobnob.index.attachments import Finder
from hobnob.names import is_picture, slugify

Section = Literal["people", "orgs", "plans", "tags", "places"]
"""The folder of the site that a page of one thing stands in."""


class Ref(NamedTuple):
    """Something that may have a page of its own: one without a slug is only its name."""

    section: Section
    slug: str
    name: str


ROOT = "\x02"
"""The placeholder of the path to the top of the site; no text of a note can contain it."""

APPOINTMENTS = "appointments"
"""The folder of the appointments, each a calendar of its own."""
THIRDS = ("01", "11", "21")
"""The first days of the thirds of a month."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NOT_ASCII = re.compile("(?:%[89A-F][0-9A-F])+")
_RESERVED = frozenset({"index", "readme"})
_LONGEST_STEM = 120
"""Bytes. A file name may have 255, and the path of the site may be long."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """The target of a link in a body: a source of the site, an anchor on it, and a name.

    An interaction has a date, which says on which page its anchor is.
    """

    uri: str
    anchor: str = ""
    date: str = ""
    name: str = ""


def plain(text: str) -> str:
    """Return text without control characters."""
    return _CONTROLS.sub("", text)


def page_uri(section: str, slug: str) -> str:
    """Return the source of the page of a thing, such as `people/grace-hopper.md`.

    The slug `index` gets another name, because that is the page of the list.
    """
    return f"{section}/{slug}_.md" if slug.lower() in _RESERVED else f"{section}/{slug}.md"


def month_uri(date: str) -> str:
    """Return the source of the page of a date's month; a year without a month has its own page.

    A crowded month has a page for each third, or each day: see `part_uris`.
    """
    return f"journal/{date[:7]}.md"


def part_uris(date: str) -> tuple[str, ...]:
    """Return the sources of the pages that a day may have in a crowded month: its own, its third's.

    A month has pages of one kind at most; see `hobnob.site.months`. Empty without a day.
    """
    first = next((day for day in reversed(THIRDS) if date[8:10] >= day), "")
    if not first:
        return ()
    folder = f"journal/{date[:7]}"
    return f"{folder}/day-{int(date[8:10])}.md", f"{folder}/{int(first)}.md"


def slugs_for(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Return a unique slug for each tag, place or organization, always the same for the same names.

    If two names have one slug, a digest of the name follows after two hyphens, which no other slug
    has. A number could collide with the slug of a third name.

    Args:
        names: the names that need a slug.
        taken: the slugs that are taken.
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
    """Return a slug that fits any file system; a shortened slug ends in a digest."""
    if len(slug.encode()) <= _LONGEST_STEM:
        return slug
    head = slug.encode()[: _LONGEST_STEM - 10].decode(errors="ignore").rstrip("-")
    return f"{head}--{zlib.crc32(slug.encode()):08x}"


def page_file(uri: str, *, directory_urls: bool) -> str:
    """Return the output file of a source: `people/ada.html` or `people/ada/index.html`.

    Args:
        uri: the source of a page that hobnob makes; MkDocs may treat names of your own pages
            otherwise.
        directory_urls: MkDocs' `use_directory_urls`.
    """
    stem = uri.removesuffix(".md")
    whole = directory_urls and stem != "index" and not stem.endswith("/index")
    return f"{stem}/index.html" if whole else f"{stem}.html"


def page_url(uri: str, *, directory_urls: bool) -> str:
    """Return the address of a page that hobnob makes, from the top of the site."""
    path = page_file(uri, directory_urls=directory_urls)
    return quote(path.removesuffix("index.html") or "./") if directory_urls else quote(path)


def readable(url: str) -> str:
    """Return a quoted address with its letters as they are (RFC 3987): a third of the bytes.

    What is no letter to be seen, such as a mark that turns the direction, stays quoted.
    """
    return _NOT_ASCII.sub(_letters, url) if "%" in url else url


def _letters(quoted: re.Match[str]) -> str:
    try:
        text = bytes.fromhex(quoted[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return quoted[0]
    return text if text.isprintable() else quoted[0]


def card_url(url: str) -> str:
    """Return the address of the card (vCard) beside the page of a person."""
    return f"{url.removesuffix('.html').rstrip('/')}.vcf"


class Urls:
    """The address of each page, from the top of the site."""

    def __init__(self, by_uri: Mapping[str, str]) -> None:
        """Take the addresses by source: `people/grace-hopper/` for `people/grace-hopper.md`."""
        self._by_uri = by_uri
        self._links: dict[str, Markup] = {}
        self._finder: Finder | None = None

    def change(self, by_uri: Mapping[str, str]) -> None:
        """Replace the addresses; everything that holds this object sees them."""
        self._by_uri, self._links, self._finder = by_uri, {}, None

    def picture(self, target: str, folder: str) -> str:
        """Return a link to a picture as a wikilink names it, "" if there is none."""
        if self._finder is None:
            self._finder = Finder(uri for uri in self._by_uri if is_picture(uri))
        return self.page(self._finder.find(target, folder))

    def page(self, uri: str) -> str:
        """Return a link to a page, "" if the site has no such page.

        It is marked as safe, because `ROOT` must reach the page and addresses are quoted already.
        """
        found = self._links.get(uri)
        if found is None:
            url = self._by_uri.get(uri)
            if url is None:
                return ""
            found = self._links[uri] = Markup(ROOT + readable(url))  # noqa: S704
        return found

    def address(self, uri: str) -> str:
        """Return the quoted address of a page from the top of the site, "" if it has none."""
        return self._by_uri.get(uri, "")

    def card(self, slug: str) -> str:
        """Return a link to the card of a person, "" if they have no page."""
        url = self._by_uri.get(page_uri("people", slug))
        return "" if url is None else Markup(ROOT + card_url(readable(url)))  # noqa: S704

    @staticmethod
    def appointment(slug: str) -> str:
        """Return a link to the calendar (`.ics`) of an appointment that lies ahead."""
        return Markup(f"{ROOT}{APPOINTMENTS}/{readable(quote(slug))}.ics")  # noqa: S704

    def ref(self, ref: Ref | Who | None) -> str:
        """Return a link to the page of a thing or a person, or "" when it has none."""
        if ref is None:
            return ""
        if isinstance(ref, Who):
            return self.page(page_uri("people", ref.slug)) if ref.id is not None else ""
        return self.page(page_uri(ref.section, ref.slug)) if ref.slug else ""

    def entry(self, slug: str, date: str, kind: str = "") -> str:
        """Return the permanent link of an interaction: its anchor on its month's page.

        The kind makes no difference; an `Entry` has it.
        """
        del kind
        url = next(filter(None, map(self.page, (*part_uris(date), month_uri(date)))), "")
        return Markup(f"{url}#{readable(quote(slug))}") if url else ""  # noqa: S704


def place(html: str, url: str) -> str:
    """Return a composed page with links relative to its own address, as short as they can be.

    Most links of a person's page lead to people, and there are hundreds of thousands of them.

    Args:
        html: the composed page, whose links begin with `ROOT`.
        url: the page's address from the top of the site, such as `people/grace-hopper/`.
    """
    depth = url.count("/") if url not in (".", "./") else 0
    if depth:
        folder = url.partition("/")[0]
        # A link must not be empty: `people/` is an address of its own.
        beside = "../" * (depth - 1) or ("./" if url.endswith("/") else "")
        html = html.replace(f"{ROOT}{folder}/", beside)
    return html.replace(ROOT, "../" * depth or "./")
