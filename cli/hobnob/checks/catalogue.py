"""All checks and their pages.

The one rule: each module with checks is imported here; a test finds one that is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from hobnob.checks import (  # noqa: F401 - importing a module registers its checks
    dates,
    files,
    ladders,
    letters,
    links,
    organizations,
    people,
    plans,
    references,
    relations,
    roles,
    settings,
    templates,
)
from hobnob.checks.reading import PAGES
from hobnob.checks.table import Check, CheckPage, registered


@lru_cache(maxsize=1)
def all_checks() -> Mapping[str, Check]:
    """Return all checks by code."""
    return registered()


@lru_cache(maxsize=1)
def all_pages() -> Mapping[str, CheckPage]:
    """Return the pages of all codes: those of the checks, and those of reading the files."""
    checks = {code: check.page for code, check in all_checks().items()}
    return dict(sorted({**{page.code: page for page in PAGES}, **checks}.items()))
