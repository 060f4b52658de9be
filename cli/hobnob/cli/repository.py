"""The git repository of a journal: making it, and letting git merge notes by what they say.

The one rule: what you wrote in `.gitattributes` or in git's settings stays. git is only asked; if
it is missing or refuses, the journal works without it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal

from hobnob.cache import read_plain
from hobnob.journal import Journal

ATTRIBUTES = ".gitattributes"
_DRIVER = "merge.hobnob.driver"
_COMMAND = (
    "if command -v hobnob >/dev/null; then hobnob merge-notes %O %A %B %L %P; "
    "else git merge-file --marker-size=%L %A %O %B; fi"
)
"""What git runs. Where hobnob is not on the path, git merges the note as text, as it did before."""
_ENDINGS = ("md", "MD", "markdown")


def make_repository(root: Path) -> Literal["new", "around", "missing"]:
    """Make a git repository; `around` means that there is one, `missing` that there is no git."""
    if _is_in_repository(root):
        return "around"
    return "missing" if _git(root, "init", "--quiet") is None else "new"


def attributes_of(journal: Journal) -> tuple[bytes | None, bytes]:
    """Return what `.gitattributes` has now, None for no file, and what it should have.

    Raises:
        OSError: it cannot be read.
    """
    path = journal.root / ATTRIBUTES
    before = read_plain(path) if os.path.lexists(path) else None
    present = {*(before or b"").decode("utf-8", "replace").splitlines()}
    lines = [line for line in _lines(journal) if line not in present]
    if not lines:
        return before, before or b""
    lead = before or b""
    if lead and not lead.endswith(b"\n"):
        lead += b"\n"
    comment = "# git merges notes by what they say: https://git-scm.com/docs/gitattributes\n"
    return before, lead + (comment + "".join(f"{line}\n" for line in lines)).encode()


def lacks_driver(journal: Journal) -> bool:
    """Return whether `.gitattributes` names the merge driver, and this clone does not know it."""
    try:
        named = b"merge=hobnob" in read_plain(journal.root / ATTRIBUTES)
    except OSError:
        return False
    return named and _is_in_repository(journal.root) and not has_driver(journal.root)


def has_driver(root: Path) -> bool:
    """Return whether git knows the merge driver in this clone."""
    return bool(_git(root, "config", "--get", _DRIVER))


def set_driver(root: Path) -> bool:
    """Let this clone use the merge driver; a driver that is set already stays."""
    if (root / ".git").is_symlink():
        # git would write where the link leads.
        return False
    # A driver with a name and without a command is an error for git, so it gets no name.
    return has_driver(root) or _git(root, "config", _DRIVER, _COMMAND) is not None


def _is_in_repository(root: Path) -> bool:
    # Through a link that leads nowhere yet, git would write outside.
    return os.path.lexists(root / ".git") or any((up / ".git").exists() for up in root.parents)


def _lines(journal: Journal) -> list[str]:
    """Return the lines of `.gitattributes`; none if the notes are outside the journal."""
    notes = Path(os.path.normpath(journal.notes))
    if not notes.is_relative_to(journal.root):
        return []
    folder = re.sub(r"([\\*?\[\]])", r"\\\1", notes.relative_to(journal.root).as_posix())
    lines = []
    for ending in _ENDINGS:
        pattern = f"{folder}/**/*.{ending}"
        if re.search(r'[\s"]', pattern) or pattern[0] in "#!":
            escaped = pattern.replace("\\", "\\\\").replace('"', '\\"')
            pattern = f'"{escaped}"'
        lines.append(f"{pattern} merge=hobnob")
    return lines


def _git(root: Path, *arguments: str) -> str | None:
    """Return what git prints; None if it is missing or fails."""
    from hobnob.git.run import Git, GitError

    try:
        return Git(folder=root).ask(*arguments).decode("utf-8", "replace")
    except GitError:
        return None
