"""A journal before and after a change, byte by byte."""

from __future__ import annotations

from tests.conftest import World

Tree = dict[str, bytes]


def tree(world: World) -> Tree:
    """Every file of the notes, those that begin with a dot too."""
    return {
        path.relative_to(world.notes).as_posix(): path.read_bytes()
        for path in world.notes.rglob("*")
        if path.is_file()
    }


def changed_lines(before: Tree, after: Tree) -> dict[str, list[tuple[str, str]]]:
    """The lines that differ in files of the same name; a line that came or went has "" beside."""
    found = {}
    for path in before.keys() & after.keys():
        if before[path] != after[path]:
            old, new = before[path].decode().split("\n"), after[path].decode().split("\n")
            assert len(old) == len(new), path
            found[path] = [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
    return found
