"""What a page says about itself, read from its HTML by the standard library's parser."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

Attributes = dict[str, str]

_ASKING = {
    "audio": "src", "embed": "src", "iframe": "src", "img": "src", "input": "src", "object": "data",
    "script": "src", "source": "src", "track": "src", "video": "src",
}  # fmt: skip


@dataclass
class Markup:
    """The elements of a page in order, and its text."""

    elements: list[tuple[str, Attributes]] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    text: str = ""

    def all(self, *tags: str) -> list[Attributes]:
        """The attributes of all elements of some tags."""
        return [attributes for tag, attributes in self.elements if tag in tags]

    @property
    def ids(self) -> list[str]:
        return [a["id"] for _, a in self.elements if "id" in a]

    @property
    def headings(self) -> list[int]:
        """The levels of the headings, in order."""
        return [int(tag[1]) for tag, _ in self.elements if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]  # fmt: skip

    @property
    def links(self) -> list[str]:
        """Where the links lead."""
        return [a["href"] for a in self.all("a", "area") if "href" in a]

    @property
    def asked(self) -> list[str]:
        """What the browser asks for by itself."""
        found = [a["href"] for a in self.all("link") if "href" in a and a.get("rel") != "canonical"]
        for tag, attributes in self.elements:
            found += [attributes[name] for name in (_ASKING.get(tag, ""), "srcset", "poster", "background") if name in attributes]  # fmt: skip
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Markup()
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.page.twice.append(self.get_starttag_text() or tag)
        self.page.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._hidden += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.page.text += data


def read_markup(html: str) -> Markup:
    """Read a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


def is_foreign(address: str) -> bool:
    """Say whether an address is anywhere but in the site."""
    return bool(urlsplit(address).scheme or address.startswith("//"))


def target_of(page: str, address: str) -> tuple[str, str]:
    """Return the file and the anchor that an address on a page leads to.

    >>> target_of("people/a.html", "../journal/2026-11.html#x")
    ('journal/2026-11.html', 'x')
    """
    parts = urlsplit(address)
    path = page
    if parts.path:
        steps = page.split("/")[:-1] + unquote(parts.path).split("/")
        kept: list[str] = []
        for step in steps:
            if step == "..":
                kept.pop()  # out of the site: an IndexError is the failure it should be
            elif step not in {"", "."}:
                kept.append(step)
        path = "/".join(kept)
        if unquote(parts.path).endswith(("/", "/.", "/..")) or unquote(parts.path) in {".", ".."}:
            path = f"{path}/index.html".lstrip("/")
    return path, unquote(parts.fragment)


def broken_links(pages: dict[str, Markup], paths: tuple[str, ...]) -> list[str]:
    """Return the links and assets of pages that lead to no file, or to no anchor of one.

    The page for what is not there looks for its files above itself too (`404.html` says why).
    """
    broken = []
    anchors = {path: set(page.ids) for path, page in pages.items()}
    known = set(paths)
    for path, page in pages.items():
        for address in {*page.links, *page.asked}:
            if is_foreign(address) or (path == "404.html" and address.startswith("..")):
                continue
            file, anchor = target_of(path, address)
            if file not in known:
                broken.append(f"{path}: {address}: there is no {file}")
            elif anchor and anchor not in anchors.get(file, set()):
                broken.append(f"{path}: {address}: {file} has no #{anchor}")
    return broken
