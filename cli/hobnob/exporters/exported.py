"""What an export came to, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Exported:
    """What an export came to.

    Attributes:
        data: the content of the file.
        entries: what stands in it, as `--json` prints it.
        what: one of them, in a word, and several.
    """

    data: bytes
    entries: tuple[dict[str, Any], ...]
    what: tuple[str, str]
