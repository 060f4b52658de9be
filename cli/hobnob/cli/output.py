"""Files that a verb writes outside of the notes, where `-o` says.

The one rule: a file is replaced as a whole or not at all, and only by a file of the same sort. A
pipe or a device is never replaced.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hobnob.cache import replace_file
from hobnob.errors import ExistsError, UsageError, WriteError

if TYPE_CHECKING:
    from hobnob.journal import Journal


def write_file(journal: Journal, name: str, data: bytes, *, begins: bytes) -> Path:
    """Write a file; return its path.

    Args:
        journal: the journal, among whose notes it must not lie: a site would show it.
        name: of the file, as it was typed.
        data: its content.
        begins: how a file begins that may be overwritten.

    Raises:
        UsageError: no such file can be written there, or what is there is no ordinary file.
        ExistsError: another sort of file has that name.
        WriteError: the disk would not take it.
    """
    path = Path(name).expanduser()
    if path.is_dir():
        raise UsageError(f"{name} is a folder; name a file in it")
    if path.exists() and not path.is_file():
        raise UsageError(f"{name} is no ordinary file; send the output there without -o: > {name}")
    if path.resolve().is_relative_to(journal.notes.resolve()):
        raise UsageError(f"{name} lies among the notes, and would be on the site; choose a place "
                         "outside of them")  # fmt: skip
    try:
        if path.exists() and path.stat().st_size:
            with path.open("rb") as file:
                if not file.read(len(begins) + 3).removeprefix(b"\xef\xbb\xbf").startswith(begins):
                    raise ExistsError(name, "It is something else; choose another name.")
        # Whatever a link leads to is written anew; the link stays one.
        replace_file(path.resolve(), data)
    except OSError as error:
        raise WriteError(
            f"cannot write {name}: {error.strerror or error}; nothing was written"
        ) from None
    return path
