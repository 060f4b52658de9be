"""The UID of a card that hobnob makes: derived from the slug, so that a person always has the same.

The one rule: an export writes it, and an import knows the person by it again; no note has to hold
it. Somebody whose card was imported keeps the UID of that card instead, as `source`.
"""

from __future__ import annotations

from uuid import UUID, uuid5

SOURCE = "vcard:"
"""How the source of a person begins, before the UID of the card."""

_NAMESPACE = UUID("5c1f6f0a-3f0e-5a6b-9d55-0c5d5cb3a0f4")


def derived_uid(slug: str) -> str:
    """Return the UID of somebody whose card comes from nowhere else."""
    return f"urn:uuid:{uuid5(_NAMESPACE, slug)}"


def derived_source(slug: str) -> str:
    """Return the source of somebody whose card hobnob made."""
    return f"{SOURCE}{derived_uid(slug)}"
