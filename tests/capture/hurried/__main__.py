"""Prints what is understood of the lines, and what is not."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.capture.hurried import count, lines_of, settle_cast, try_lines
from tests.conftest import World

names = [name for name in sys.argv[1:] if not name.startswith("-")] or ["seen"]
with tempfile.TemporaryDirectory() as folder:
    world = World(Path(folder) / "journal")
    settle_cast(world)
    with world.index() as index:
        for name in names:
            tried = try_lines(index, lines_of(name))
            if "--figures" not in sys.argv:
                for one in tried:
                    if one.wrong:
                        mark = "!!" if one.stranger else "P " if not one.people else "  "
                        sys.stdout.write(f"{mark} {one.text}\n")
                        for key, (wanted, read) in one.wrong.items():
                            sys.stdout.write(f"       {key}: {wanted!r} <- {read!r}\n")
            sys.stdout.write(f"{name}: {count(tried)}\n")
