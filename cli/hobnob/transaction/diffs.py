"""A change as a diff, in the form of `git diff`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff

from hobnob.journal import Journal
from hobnob.transaction.staging import FileChange


def render_diff(journal: Journal, changes: Sequence[FileChange]) -> str:
    """Return the change of files as `git diff` would show it; paths are relative to the journal.

    A new file that is like one that goes is that file under its new name.
    """
    changed = {journal.relative(change.path): change for change in changes}
    moved = {}
    for path, change in changed.items():
        if change.before is None and change.like is not None:
            old = _relative(journal, change)
            if old in changed and changed[old].after is None:
                moved[path] = old
    parts = []
    for path, change in sorted(changed.items()):
        if path in moved.values():
            continue
        old, before = path, change.before
        if path in moved:
            old = moved[path]
            before = changed[old].before
            parts.append(f"rename from {old}\nrename to {path}\n")
        if before != change.after:
            parts.append("".join(_diff((old, path), before, change.after)))
    return "".join(parts)


def _relative(journal: Journal, change: FileChange) -> str:
    like = change.like
    return journal.relative(like) if like and like.is_relative_to(journal.notes) else ""


def _diff(names: tuple[str, str], before: bytes | None, after: bytes | None) -> Iterator[str]:
    if b"\0" in (before or b"") + (after or b""):
        # As git says it of a picture.
        yield f"Binary files a/{names[0]} and b/{names[1]} differ\n"
        return
    lines = unified_diff(
        _lines(before),
        _lines(after),
        "/dev/null" if before is None else f"a/{names[0]}",
        "/dev/null" if after is None else f"b/{names[1]}",
    )
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(data: bytes | None) -> list[str]:
    text = (data or b"").decode("utf-8", "replace")
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop().removesuffix("\n")
    return [*lines, last] if last else lines
