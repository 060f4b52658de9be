"""Postal addresses from the cells of a row: where somebody lives, and the rest of it.

The one rule: `location` is a town and its country; the whole address stays beside it, as a key of
the user's own.
"""

from __future__ import annotations

from collections.abc import Mapping

from hobnob.importers.columns.place import ADDRESS_KEYS

_WHOLE = ("street", "pobox", "postcode", "city", "region", "country")
_ORDER = ("home", "", "other", "work")
"""The address that says where somebody lives, the best first."""

Addresses = Mapping[tuple[str, int], Mapping[str, str]]
"""The parts of each address, by its label and its number."""


def read_addresses(addresses: Addresses) -> tuple[str, dict[str, list[str]]]:
    """Return the location, and the whole addresses by the keys of the user's own."""
    location = ""
    kept: dict[str, list[str]] = {}
    for (label, _), parts in sorted(addresses.items(), key=lambda item: _rank(item[0])):
        town = parts.get("city") or parts.get("region") or ""
        place = ", ".join(filter(None, (town, parts.get("country", ""))))
        location = location or place
        whole = _whole(parts)
        if whole and whole != place:
            kept.setdefault(ADDRESS_KEYS.get(label, "address"), []).append(whole)
    return location, kept


def _rank(key: tuple[str, int]) -> tuple[int, int]:
    label, number = key
    return _ORDER.index(label) if label in _ORDER else 1, number


def _whole(parts: Mapping[str, str]) -> str:
    """Return an address on one line."""
    if text := parts.get("address"):
        lines = [line.strip(" ,") for line in text.splitlines()]
        return ", ".join(filter(None, lines))
    town = " ".join(filter(None, (parts.get("postcode"), parts.get("city"))))
    lines = [parts.get("street", ""), parts.get("pobox", ""), town, parts.get("region", ""),
             parts.get("country", "")]  # fmt: skip
    return ", ".join(filter(None, (" ".join(line.split()) for line in lines)))
