"""What a shared site hides, and how a link to it is recognized.

The one rule: a link that may lead to something hidden counts as one, however it is written.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from hobnob.names import NOTE_SUFFIX, link_target, name_key
from hobnob.notes.body import hide_links

SOMEONE = "someone"

# Unlike the reader's, it takes line breaks, and brackets in the text of the link.
_WIKILINK = re.compile(r"!?\[\[([^\[\]|]{1,300}?)(?:\\?\|(?:[^\[\]]|\[[^\[\]]*\])*)?\]\]")
_RAW_LINK = re.compile(
    r"""<a\b[^<>]*?\bhref\s*=\s*["']?([^"'\s<>]+)[^<>]*>.*?</a\s*>""", re.IGNORECASE | re.DOTALL
)
_HTML_SUFFIX = re.compile(r"(?:/index)?\.html?\Z", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_INNER = re.compile(r"\]\(<?([^()<>\s]+)")
_NOT_DIGITS = re.compile(r"\D+")
_SECTIONS = frozenset({"people", "orgs", "plans", "interactions", "letters"})


@dataclass(frozen=True, kw_only=True)
class Secret:
    """A note that is hidden, and all by which somebody could recognize it.

    Attributes:
        path: relative to the journal.
        kind: of the note.
        names: its name and aliases, as typed.
        addresses: e-mail addresses.
        phones: telephone numbers, as typed.
    """

    path: str
    kind: str
    slug: str
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """What was hidden.

    Attributes:
        keys: the names of hidden notes, by which links may name them.
        slugs: the keys of their slugs, without those that a page may have in every folder.
        anchors: the keys of the slugs of interactions.
        stems: the paths of their files below the notes' folder, without the suffix.
        pages: the paths of the ordinary pages that are not hidden, below the notes' folder.
        urls: addresses of pages about them, and their telephone numbers as digits.
        shown: the files that all other notes show or link to, below the notes' folder.
        secrets: the hidden notes.
        said: what the user should know: notes that are hidden although they do not say so.
    """

    keys: frozenset[str] = field(default_factory=frozenset)
    slugs: frozenset[str] = field(default_factory=frozenset)
    anchors: frozenset[str] = field(default_factory=frozenset)
    stems: frozenset[str] = field(default_factory=frozenset)
    pages: frozenset[str] = field(default_factory=frozenset)
    urls: frozenset[str] = field(default_factory=frozenset)
    shown: frozenset[str] = field(default_factory=frozenset)
    secrets: tuple[Secret, ...] = ()
    said: tuple[str, ...] = ()

    def has(self, target: str) -> bool:
        """Say whether a reference or the target of a wikilink names something hidden."""
        return not self.keys.isdisjoint(_keys_of(target))

    def has_address(self, href: str, path: str = "") -> bool:
        """Say whether a link leads to something hidden.

        Args:
            href: the address, as typed or quoted.
            path: of the note that links, below the notes' folder.
        """
        address = unquote(href).strip()
        scheme = (_SCHEME.match(address) or ("", ""))[1].lower()
        if scheme in {"mailto", "tel", "sms", "callto", "sip", "xmpp"}:
            rest = address.partition(":")[2].partition("?")[0].strip("/")
            return name_key(rest) in self.keys or _digits(rest) in self.urls
        if "@" in address and name_key(address) in self.keys:
            return True
        if _plain_url(address) in self.urls:
            return True
        if "](" in address:
            return any(self.has_address(inner, path) for inner in _INNER.findall(address))
        local, _, anchor = address.partition("#")
        local = _HTML_SUFFIX.sub("", NOTE_SUFFIX.sub("", local.partition("?")[0].rstrip("/\\")))
        if anchor and name_key(anchor) in self.anchors:
            return True
        if not local:
            return False
        *folders, last = local.split("/")
        if scheme or local.startswith("//"):
            # A copy of the site, perhaps: it has the folder too.
            ends = {"/".join(local.lower().split("/")[-count:]) for count in range(2, 6)}
            return bool(ends & self.stems) or (
                name_key(last) in self.slugs and bool(_SECTIONS & set(folders))
            )
        if name_key(last) in self.slugs:
            return True
        stem = posixpath.normpath(posixpath.join(posixpath.dirname(path), local)).lower()
        return bool({stem.lstrip("/"), local.lstrip("./").lower()} & self.stems)

    def cleaned(self, text: str, path: str = "", *, html: bool = False) -> str:
        """Return a text with the same lines, in which links to what is hidden say `SOMEONE`.

        Args:
            text: Markdown.
            path: of its note, below the notes' folder.
            html: whether raw HTML may count as HTML. It is cleaned both as HTML and as text.
        """
        if "[[" in text:
            text = _WIKILINK.sub(
                lambda link: _in_place(link[0]) if self.has(link[1]) else link[0], text
            )
        if html and "<" in text:
            text = _RAW_LINK.sub(
                lambda link: _in_place(link[0]) if self.has_address(link[1], path) else link[0],
                text,
            )

        def hides(href: str) -> bool:
            return self.has_address(href, path)

        if html:
            text = hide_links(text, hides, SOMEONE, html=True)
        return hide_links(text, hides, SOMEONE)

    def cleaned_value(self, value: Any, path: str = "") -> Any:
        """Return a value of front matter, cleaned."""
        if isinstance(value, str):
            return self.cleaned(value, path) if "[" in value or "<" in value else value
        if isinstance(value, list):
            return [self.cleaned_value(item, path) for item in value]
        if isinstance(value, dict):
            return {
                self.cleaned_value(key, path): self.cleaned_value(item, path)
                for key, item in value.items()
            }
        return value


NOBODY = Hidden()


@lru_cache(maxsize=20_000)
def _keys_of(target: str) -> tuple[str, ...]:
    """Return the keys of what a reference may name."""
    inner = target.strip()
    if inner.startswith("[[") and inner.endswith("]]"):
        inner = inner[2:-2].partition("|")[0].rstrip("\\")
    inner = inner.partition("#")[0].partition("^")[0].strip().strip("/")
    name = link_target(f"[[{inner}]]")
    return tuple({name_key(text) for text in (inner, name, _HTML_SUFFIX.sub("", name))})


def urls_of(links: Iterable[str], phones: Iterable[str]) -> set[str]:
    """Return the addresses of pages and the telephone numbers as `Hidden.urls` holds them."""
    numbers = {_digits(phone) for phone in phones}
    return {_plain_url(link) for link in links} | {n for n in numbers if len(n) > 4}


def _plain_url(address: str) -> str:
    return (
        address.partition("#")[0].rstrip("/").lower().removeprefix("https:").removeprefix("http:")
    )


def _digits(phone: str) -> str:
    return _NOT_DIGITS.sub("", phone)


def _in_place(text: str) -> str:
    """Return what stands in the place of a link: with as many lines, so that all keep theirs."""
    return SOMEONE + "\n" * text.count("\n")
