"""The keys of a JSON document that `--fields` asks for.

The one rule: a key is left out, never invented. If nothing has a key, a notice says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hobnob.names import nearest


class Picker:
    """Picks keys out of the parts of one document."""

    def __init__(self, fields: Sequence[str]) -> None:
        """Begin with nothing found.

        Args:
            fields: keys; `a.b` is the key b of what stands under a.
        """
        self._fields = tuple(dict.fromkeys(fields))
        self._found: set[str] = set()
        self._known: dict[str, None] = {}

    def pick(self, value: Any) -> Any:
        """Return an object with these keys only, or a list of such objects."""
        if isinstance(value, Mapping):
            self._known |= dict.fromkeys(value)
            picked: dict[str, Any] = {}
            for field in self._fields:
                self._take(field, field, value, picked)
            return picked
        return [self.pick(part) for part in value] if isinstance(value, list) else value

    def _take(self, field: str, key: str, value: Mapping[str, Any], into: dict[str, Any]) -> None:
        if key in value:
            into[key] = value[key]
            self._found.add(field)
            return
        first, _, rest = key.partition(".")
        inner = value.get(first)
        if not rest:
            return
        if isinstance(inner, Mapping):
            into.setdefault(first, {})
            self._take(field, rest, inner, into[first])
        elif isinstance(inner, list) and all(isinstance(part, Mapping) for part in inner):
            parts = into.setdefault(first, [{} for _ in inner])
            for part, picked in zip(inner, parts, strict=True):
                self._take(field, rest, part, picked)
            # An empty list tells nothing about its keys.
            self._found |= set() if inner else {field}

    def remarks(self) -> list[str]:
        """Return a sentence for each key that nothing had, if there was anything."""
        said = []
        for field in self._fields if self._known else ():
            if field not in self._found:
                close = nearest(field, self._known, 2)
                meant = f"; did you mean {' or '.join(close)}?" if close else ""
                said.append(f"nothing here has the key '{field}'{meant}")
        return said
