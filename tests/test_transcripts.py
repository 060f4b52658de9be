"""The command line, as transcripts: command, output, exit code.

Each `transcripts/*.txt` begins with the notes of a small journal (`=== path`, then the file), then
has commands (`$ hobnob …`), what comes in on their stdin (`< …`), what they print (stderr behind
`! `) and, when it is not 0, their exit code (`[exit 3]`). `pytest tests/test_transcripts.py --regenerate` writes the answers anew; read the
diff before you commit it.
"""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path

import pytest

from tests.conftest import World

FOLDER = Path(__file__).parent / "transcripts"


def _split(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the files of a transcript, and the lines from the first command on."""
    files: list[tuple[str, str]] = []
    lines = text.splitlines(keepends=True)
    at = 0
    while at < len(lines) and not lines[at].startswith("$ "):
        if lines[at].startswith("=== "):
            files.append((lines[at][4:].strip(), ""))
        elif files:
            files[-1] = (files[-1][0], files[-1][1] + lines[at])
        at += 1
    return files, [line.rstrip("\n") for line in lines[at:]]


def _lasting(world: World, text: str) -> list[str]:
    """Return the lines of a text without what differs from run to run: the folder, ids of changes."""
    text = text.replace(str(world.root), "JOURNAL")
    return re.sub(
        r"(?m)(^change |hobnob undo |\"id\": ?\")[0-9a-f]{4,12}\b", r"\1ID", text
    ).splitlines()


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda p: p.stem)
def test_transcript(path: Path, world: World, request: pytest.FixtureRequest) -> None:
    text = path.read_text(encoding="utf-8")
    files, lines = _split(text)
    for name, content in files:
        world.write(name, content.rstrip("\n").encode() + b"\n")
    said: list[str] = []
    for at, line in enumerate(lines):
        if line.startswith("#") or (not line and said and said[-1] != ""):
            said.append(line)
        if not line.startswith("$ hobnob"):
            continue
        typed = list(takewhile(lambda row: row.startswith("< "), lines[at + 1 :]))
        answer = world.run(
            line.removeprefix("$ hobnob").strip(), stdin="\n".join(row[2:] for row in typed)
        )
        said += [line, *typed]
        said += _lasting(world, answer.out)
        said += [f"! {row}" for row in _lasting(world, answer.err)]
        if answer.code:
            said.append(f"[exit {answer.code}]")
    head = text[: text.index("$ ")]
    new = head + "\n".join(said).rstrip() + "\n"
    if request.config.getoption("--regenerate"):
        path.write_text(new, encoding="utf-8")
        return
    assert new == text
