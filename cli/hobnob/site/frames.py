"""The frames around composed pages; many pages share one.

The one rule: a framed page equals the output of the theme's template, byte for byte.

All pages of one folder and section have the same head, bar and foot, except for title, content and
canonical address. So the template runs once for each frame, with placeholders for these three, and
not once for each of thousands of pages. This module does not render frames, so cached ones can be
used.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup, escape

from hobnob.site.pages import Page

CONTENT = Markup("\x0econtent\x0f")
"""The placeholder of the content while a frame is rendered."""

BEFORE = Markup("\x0ebefore\x0f")
"""The placeholder of what comes before your own text on the home page."""

AFTER = Markup("\x0eafter\x0f")
"""The placeholder of what follows your own text on the home page."""

TITLE, CANONICAL = Markup("\x0etitle\x0f"), Markup("\x0ecanonical\x0f")
"""Placeholders are Markup, so the template leaves them as they are; no value can contain one."""


@dataclass(kw_only=True)
class Frames:
    """The frames of one site.

    Attributes:
        site_url: where the site is published, with a slash at its end, or "".
        shared: the frames by depth, folder and section.
        own: the frames of pages that share none, by source.
        home: the frame of the home page.
    """

    site_url: str = ""
    shared: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    home: str = ""

    def draw(self, page: Page, url: str, render: Callable[[Page], str]) -> None:
        """Make the frame that a page shares with others, if it does not exist yet."""
        key = _key(page, url)
        if key not in self.shared:
            self.shared[key] = render(page)

    def around(self, page: Page, url: str, html: str) -> str | None:
        """Return a composed page in its frame, None if it has no frame.

        Args:
            page: the page.
            url: its address from the top of the site.
            html: the composed page, with relative links.
        """
        own = self.own.get(page.uri)
        if own is not None:
            return own.replace(CONTENT, html)
        frame = self.shared.get(_key(page, url))
        if frame is None:
            return None
        canonical = urljoin(self.site_url, url) if self.site_url else ""
        return (
            frame.replace(TITLE, str(escape(page.name)))
            .replace(CANONICAL, str(escape(canonical)))
            .replace(CONTENT, html)
        )

    def around_home(self, before: str, after: str) -> str | None:
        """Return the home page with the HTML around your own text, None without a frame.

        Args:
            before: the HTML before it.
            after: the HTML after it.
        """
        return self.home.replace(BEFORE, before).replace(AFTER, after) if self.home else None

    def as_data(self) -> dict[str, Any]:
        """Return the frames as JSON data; `Frames(**data)` restores them."""
        return asdict(self)


def _key(page: Page, url: str) -> str:
    # A page of a section can be in another folder, with another path to the section.
    return f"{url.count('/')} {url.rpartition('/')[0].partition('/')[0]} {page.section}"
