"""What the user chose for the columns of a table, remembered for the next file with these titles.

The one rule: it holds titles and keys, nothing of a person; without it, all is guessed again.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from hobnob.cache import make_cache, read_file, write_file
from hobnob.names import name_key

_FILE = "columns"
"""The file in the cache: one line of JSON for each set of titles."""
_MOST = 200
"""Sets of titles that are remembered; the oldest are forgotten."""

Choices = Mapping[str, Mapping[str, str]]
"""For each set of titles, by its mark: the key for each title that the user chose."""


def titles_mark(titles: Iterable[str]) -> str:
    """Return the mark of a set of titles; their order makes no difference."""
    text = "\n".join(sorted(map(name_key, titles)))
    return blake2b(text.encode("utf-8", "replace"), digest_size=9).hexdigest()


def load_choices(cache: Path) -> Choices:
    """Return what was chosen before; nothing if the file is missing or damaged.

    Args:
        cache: the journal's `.hobnob`.
    """
    found: dict[str, Mapping[str, str]] = {}
    try:
        for line in read_file(cache, _FILE).splitlines():
            made = json.loads(line)
            found[str(made["titles"])] = {str(t): str(key) for t, key in made["map"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return found
    return found


def remember_choices(cache: Path, chosen: Choices) -> None:
    """Remember what was chosen, beside what was chosen before."""
    if not chosen:
        return
    known = dict(load_choices(cache))
    for mark, mapping in chosen.items():
        known.pop(mark, None)
        known[mark] = mapping
    lines = (
        json.dumps({"titles": mark, "map": dict(mapping)}, ensure_ascii=False)
        for mark, mapping in [*known.items()][-_MOST:]
    )
    # If it cannot be written, the next import guesses.
    with contextlib.suppress(OSError):
        make_cache(cache)
        write_file(cache, _FILE, "".join(f"{line}\n" for line in lines))
