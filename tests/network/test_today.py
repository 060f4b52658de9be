"""Who needs me today: a table of small journals, each with the exact answer.

Each `today/*.txt` says what should be true, has the notes of a journal (`=== path`, then the file;
`=== settings` is what stands below the plugin in `mkdocs.yml`) and asks (`>>> DAY [options]`, then
what `today --json` must print).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import World

FOLDER = Path(__file__).parent / "today"


def split(text: str) -> tuple[dict[str, str], list[tuple[str, Any]]]:
    """Return the files of a case, and what is asked on which day with the answer."""
    parts: list[tuple[str, str]] = []
    for line in text.splitlines(keepends=True):
        if line.startswith(("=== ", ">>> ")):
            parts.append((line.rstrip("\n"), ""))
        elif parts:
            parts[-1] = (parts[-1][0], parts[-1][1] + line)
    files = {head[4:]: body.strip("\n") + "\n" for head, body in parts if head[0] == "="}
    return files, [(head[4:], json.loads(body)) for head, body in parts if head[0] == ">"]


CASES = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_who_needs_me(path: Path, world: World) -> None:
    files, asked = split(path.read_text(encoding="utf-8"))
    if "settings" in files:
        world.settle(files.pop("settings"))
    for name, text in files.items():
        world.write(name, text.encode())
    assert asked
    for ask, answer in asked:
        day, *options = ask.split()
        said = world.run(["today", "--json", *options], today=day)
        assert said.code == 0, said.err
        # Whose words a text is, and references, are tested in `tests/commands/test_asked.py`;
        # numbers in `tests/commands/test_done.py`.
        left_out = ("n", "author", "ref")
        needs = [
            {k: v for k, v in need.items() if k not in left_out and (k, v) != ("rests", False)}
            for need in said.json
        ]
        assert needs == answer, ask
