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

_TITLE, _CONTENT, _CANONICAL = "\x0etitle\x0f", "\x0econtent\x0f", "\x0ecanonical\x0f"


class Frames:
    """The frames of one build."""

    def __init__(self, env: Environment) -> None:
        """Take the theme's environment."""
        self._env = env
        self._frames: dict[tuple[str, str], str] = {}

    def put(self, page: Any, context: Mapping[str, Any]) -> str:
        """Return a page in its frame.

        Args:
            page: a page of MkDocs, its content composed, that stands in no navigation.
            context: what MkDocs would render its template with.
        """
        key = (context["base_url"], page.meta["section"])
        frame = self._frames.get(key)
        if frame is None:
            frame = self._frames[key] = self._render(page, context)
        return (
            frame.replace(_TITLE, str(escape(page.title)))
            .replace(_CANONICAL, page.canonical_url or "")
            .replace(_CONTENT, page.content)
        )

    def _render(self, page: Any, context: Mapping[str, Any]) -> str:
        stand_in = copy(page)
        stand_in.title, stand_in.content = _TITLE, _CONTENT
        stand_in.canonical_url = _CANONICAL if page.canonical_url else None
        return self._env.get_template("main.html").render({**context, "page": stand_in})
