"""The frame around composed pages, rendered once for many.

The one rule: a framed page is, to the byte, what the theme's template would have made of it.

All pages of one folder and section have the same head, bar and foot but for their title, their
content and their canonical address. So the template runs once for each of these frames, with
stand-ins for the three, instead of once for each of thousands of pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from jinja2 import Environment
from markupsafe import escape

TEMPLATE = "framed.html"
"""What MkDocs is told to render for a framed page: nothing but what is in the frame already."""

CONTENT = "\x0econtent\x0f"
"""Stands for the content of a page while its frame is rendered."""

AFTER = "\x0eafter\x0f"
"""Stands for what follows the user's own words on the home page."""

_TITLE, _CANONICAL = "\x0etitle\x0f", "\x0ecanonical\x0f"


class Frames:
    """The frames of one build."""

    def __init__(self, env: Environment) -> None:
        """Take the theme's environment."""
        self._env = env
        self._frames: dict[tuple[str, str], str] = {}
        self._own: dict[str, str] = {}
        self._home = ""

    def put(self, page: Any, context: Mapping[str, Any]) -> str:
        """Return a page in its frame.

        Args:
            page: a page of MkDocs, its content composed, that stands in no navigation.
            context: what MkDocs would render its template with.
        """
        key = (context["base_url"], page.meta["section"])
        if key not in self._frames:
            self._frames[key] = self._render(page, context)
        return self._fill(self._frames[key], page)

    def keep(self, page: Any, output: str) -> str:
        """Keep the frame of a page that shares none; return the page in it.

        Args:
            page: a page of MkDocs, its HTML composed.
            output: what the template made of it, with the stand-in for its content.
        """
        self._own[page.file.src_uri] = output
        return output.replace(CONTENT, page.html)

    def keep_home(self, output: str, after: str) -> str:
        """Keep the frame of the home page; return it with what follows the user's own words."""
        self._home = output
        return output.replace(AFTER, after)

    def home(self, after: str) -> str | None:
        """Return the home page as it was but for what follows the user's own words."""
        return self._home.replace(AFTER, after) if self._home else None

    def again(self, page: Any, base_url: str) -> str | None:
        """Return a page in the frame it had, or None when there is none for it yet."""
        own = self._own.get(page.file.src_uri)
        if own is not None:
            return own.replace(CONTENT, page.html)
        frame = self._frames.get((base_url, page.source.section))
        return None if frame is None else self._fill(frame, page)

    def _fill(self, frame: str, page: Any) -> str:
        return (
            frame.replace(_TITLE, str(escape(page.title)))
            .replace(_CANONICAL, page.canonical_url or "")
            .replace(CONTENT, page.html)
        )

    def _render(self, page: Any, context: Mapping[str, Any]) -> str:
        stand_in = copy(page)
        stand_in.title, stand_in.content = _TITLE, CONTENT
        stand_in.canonical_url = _CANONICAL if page.canonical_url else None
        return self._env.get_template("main.html").render({**context, "page": stand_in})
