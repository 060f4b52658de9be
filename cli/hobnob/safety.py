"""What the environment forbids: to write notes, and to see what is private.

`HOBNOB_READONLY` forbids to write. `HOBNOB_SHARE` and `--share` forbid both.

The one rule: a variable that is set, and is not `0`, forbids. What sees only a part of the journal
does not write either: a change could repeat or overwrite what it does not see.
"""

from __future__ import annotations

import os

from hobnob.errors import ReadOnlyError

_READ_ONLY, _SHARE, _NUMBERS = "HOBNOB_READONLY", "HOBNOB_SHARE", "HOBNOB_NUMBERS"


def is_shared() -> bool:
    """Return whether to leave out what is private."""
    return _is_set(_SHARE)


def is_read_only() -> bool:
    """Return whether no note may be written."""
    return _is_set(_READ_ONLY) or is_shared()


def keeps_numbers() -> bool:
    """Return whether the numbers of the list on your screen stay; `HOBNOB_NUMBERS=0` says so.

    Another program that lists something must not change what `hobnob done 1` means to you.
    """
    return os.environ.get(_NUMBERS) == "0"


def share() -> None:
    """Leave out what is private from now on, also in what this process starts."""
    os.environ[_SHARE] = "1"


def refuse_to_write() -> None:
    """Refuse to write if the environment forbids it.

    Raises:
        ReadOnlyError: it does.
    """
    if _is_set(_READ_ONLY):
        raise ReadOnlyError(f"{_READ_ONLY} is set, so nothing was written")
    if is_shared():
        raise ReadOnlyError(
            f"nothing was written: with --share or {_SHARE} you see only what is public, and a "
            "change could overwrite the rest"
        )


def refuse_to_list_changes() -> None:
    """Refuse to list earlier changes if they may be about what is private.

    Raises:
        ReadOnlyError: they may.
    """
    if is_shared():
        raise ReadOnlyError(
            f"earlier changes may be private, so --share and {_SHARE} do not show them"
        )


def _is_set(name: str) -> bool:
    return os.environ.get(name, "") not in ("", "0")
