"""The checks for the manual; their pages are their docstrings.

The one rule: the page of a check is written once, in the check's own function.
"""

from __future__ import annotations

from hobnob.checks.catalogue import all_pages
from hobnob.checks.table import CheckPage
from hobnob.docs.markdown import code, render_table


def render_page(page: CheckPage, *, level: int = 2) -> str:
    """Return the page of one code."""
    return f"{'#' * level} {page.code}\n\n{_kind(page)} {page.text}"


def _kind(page: CheckPage) -> str:
    return f"*{page.severity.capitalize()}.*"


def render_checks() -> str:
    """Return the pages of all codes."""
    return "\n\n".join(render_page(page) for page in all_pages().values())


def render_codes() -> str:
    """Return the list of all codes."""
    return render_table(
        ("code", "what it finds", ""),
        [
            (f"[{code(page.code)}](#{page.code})", page.title, page.severity)
            for page in all_pages().values()
        ],
    )


CHECK_FILLS = {"checks": render_checks, "codes": render_codes}
