"""The frame around composed pages, rendered once for many.

The one rule: a framed page is, to the byte, what the theme's template would have made of it.

All pages of one folder and section have the same head, bar and foot but for their title, their
content and their canonical address. So the template runs once for each of these frames, with
stand-ins for the three, instead of once for each of thousands of pages. Nothing here knows what
renders a frame: one that was drawn before serves as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urljoin

from markupsafe import escape

from hobnob.site.pages import Page

CONTENT = "\x0econtent\x0f"
"""Stands for the content of a page while its frame is rendered."""

BEFORE = "\x0ebefore\x0f"
"""Stands for what comes before the user's own words on the home page."""

AFTER = "\x0eafter\x0f"
"""Stands for what follows the user's own words on the home page."""

TITLE, CANONICAL = "\x0etitle\x0f", "\x0ecanonical\x0f"


@dataclass(kw_only=True)
class Frames:
    """The frames of one site.

    Attributes:
        site_url: where the site is published, with a slash at its end, or "".
        shared: frames by depth, folder and section.
        own: frames of the pages that share none, by source.
        home: of the home page.
    """

    site_url: str = ""
    shared: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    home: str = ""

    def draw(self, page: Page, url: str, render: Callable[[Page], str]) -> None:
        """Make the frame of a page and all like it, if there is none yet."""
        key = _key(page, url)
        if key not in self.shared:
            self.shared[key] = render(page)

    def around(self, page: Page, url: str, html: str) -> str | None:
        """Return a composed page in its frame, or None when there is none for it.

        Args:
            page: the page.
            url: its address from the top of the site.
            html: what was composed, its links in place.
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
            .replace(CANONICAL, canonical)
            .replace(CONTENT, html)
        )

    def around_home(self, before: str, after: str) -> str | None:
        """Return the home page with what stands around the user's words; None before it is known.

        Args:
            before: what comes before them.
            after: what follows them.
        """
        return self.home.replace(BEFORE, before).replace(AFTER, after) if self.home else None

    def as_data(self) -> dict[str, Any]:
        """Return the frames as data that JSON knows; `Frames(**data)` makes them again."""
        return asdict(self)


def _key(page: Page, url: str) -> str:
    # A page may hang below a section from a folder of its own, whence the way there is another.
    return f"{url.count('/')} {url.rpartition('/')[0].partition('/')[0]} {page.section}"
