"""What has a page of its own, as links name it.

The one rule: only what the index cannot name stands here: the folder of a page, and its slug there.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Section = Literal["people", "orgs", "plans", "tags", "places"]
"""The folder of the site that a page of one thing stands in."""


class Ref(NamedTuple):
    """Something that may have a page of its own: one without a slug is only its name."""

    section: Section
    slug: str
    name: str
