"""A key of a JSON document, as the manual tells of it."""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """A derived key: what it holds, and what it means."""

    name: str
    holds: str
    means: str
