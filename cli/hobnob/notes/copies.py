"""Copies of a note that programs make which synchronize files.

The one rule: a pure function of a name. `copied_from` knows the names that no person gives;
`numbered_from` those that a person may give too.
"""

from __future__ import annotations

import re

_MARK = re.compile(
    r"""(?: [ ._-]* \( [^()]* (?:conflicted[ ]copy|conflict(?:ed)?(?:[ ]copy)?|case[ ]conflict
            |Konflikt|en[ ]conflit|en[ ]conflicto) [^()]* \)    # Dropbox, Nextcloud, Obsidian
      | [ ._-]+ (?:[^\s()]+'s[ ])? conflicted[ ]copy .*
      | \.sync-conflict-\d{8}-\d{6}(?:-\w+)?                  # Syncthing
      | _conflict-\d{8}-\d{6}                                 # ownCloud
      | [ ]\[conflicted\](?:[ ]?\d+)?
    )\Z""",
    re.I | re.X,
)
_NUMBERED = re.compile(r"(?:[ ]\((\d{1,2})\)|[ ](\d{1,2})|[ ]copy(?:[ ]\d{1,2})?)\Z", re.I)


def copied_from(path: str) -> str:
    """Return the name of the file that a file is a copy of, made in a conflict; "" if it is none.

    >>> copied_from("notes/people/ada (conflicted copy 2026-01-01).md")
    'ada.md'
    """
    # All of these words have these letters, and few paths do.
    return _without(path, _MARK) if "onfl" in path.lower() else ""


def numbered_from(path: str) -> str:
    """Return the name of the file that a file may be a copy of: of `ada 2.md`, `ada.md`."""
    return _without(path, _NUMBERED)


def _without(path: str, mark: re.Pattern[str]) -> str:
    name = path.rsplit("/", 1)[-1]
    stem, dot, ending = name.rpartition(".")
    rest = mark.sub("", stem)
    return f"{rest}{dot}{ending}" if rest and rest != stem else ""
