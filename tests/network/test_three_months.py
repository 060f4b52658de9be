"""Three months of looking for work, played day by day, with what hobnob says on each day.

The story, with what a sensible friend would say, is `three_months.md`; it was written first. Each
`three_months/DAY.txt` has what was typed on a day and what hobnob printed: first `today` in the
morning, then the commands, then `today`, the plan's `next` and its `forecast`. Notes are written
`! ` in front where they went to stderr. `pytest tests/network/test_three_months.py --regenerate`
writes the days anew; read the diff beside the story before you commit it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.commands.looking import a_terminal, plain
from tests.conftest import World

STORY = Path(__file__).parent / "three_months.md"
DAYS = Path(__file__).parent / "three_months"

LINK = re.compile(r"\[\[[^]|]*\|([^]]*)\]\]")
BLOCK = re.compile(r"^```(typed|file|edit) ?(.*)\n((?s:.*?))^```$", re.MULTILINE)


def story() -> dict[str, list[tuple[str, str, str]]]:
    """Return the days of the story; a day is blocks of a kind, a path and a text."""
    _, *days = re.split(r"(?m)^## (?=\d{4}-)", STORY.read_text(encoding="utf-8"))
    return {day[:10]: BLOCK.findall(day) for day in days}


class Vera:
    """Who types, edits and asks."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.lines: list[str] = []

    def morning(self, day: str) -> None:
        """Look at the list."""
        self.day = day
        self.lines = []
        self.run("today")

    def evening(self) -> None:
        """Ask what comes next."""
        self.run("today")
        if (self.world.notes / "plans").exists():
            self.run("plan next-job next")
            self.run("plan next-job forecast")

    def file(self, path: str, text: str) -> None:
        self.world.write(path.removeprefix("notes/"), text.encode())

    def edit(self, path: str, text: str) -> None:
        """Replace words in all files that a path fits."""
        files = sorted(self.world.root.glob(path))
        assert files
        for old, new in (line.split(" -> ") for line in text.splitlines()):
            for file in files:
                before = file.read_text(encoding="utf-8")
                assert old in before, (file, old)
                file.write_text(before.replace(old, new), encoding="utf-8")

    def typed(self, text: str) -> None:
        lines = iter(text.splitlines())
        for line in lines:
            stdin = None
            if line.endswith("<<'END'"):
                stdin = "\n".join(iter(lines.__next__, "END")) + "\n"
                line = line.removesuffix("<<'END'").rstrip()
            self.run(self.filled(line.removeprefix("hobnob ")), stdin)

    def filled(self, line: str) -> str:
        """Return a line with the reference of the promise or interaction in braces."""
        return re.sub(r"\{(.*?)\}", lambda found: self.reference(found[1]), line)

    def reference(self, words: str) -> str:
        if words == "the lunch":
            return next(self.world.notes.glob("interactions/*/*-lunch-grace-okafor*.md")).stem
        promises = self.world.run("list promises --json", today=self.day).json
        fit = [one["ref"] for one in promises if words in LINK.sub(r"\1", one["text"])]
        assert len(fit) == 1, (words, promises)
        return str(fit[0])

    def run(self, line: str, stdin: str | None = None) -> None:
        with a_terminal(80):
            said = self.world.run(line, today=self.day, stdin=stdin)
        self.lines += ["", f"$ hobnob {line}", *(f"< {row}" for row in (stdin or "").splitlines())]
        self.lines += self.lasting(said.out)
        self.lines += [f"! {row}" for row in self.lasting(said.err)]
        if said.code:
            self.lines.append(f"[exit {said.code}]")

    def lasting(self, text: str) -> list[str]:
        lines = plain(text).replace(str(self.world.root), "JOURNAL").splitlines()
        lasting = [line.rstrip() for line in lines if not line.startswith("change ")]
        return [re.sub(r"(hobnob undo) [0-9a-f]{4,12}\b", r"\1 ID", line) for line in lasting]


def test_what_is_said_on_each_day(world: World, request: pytest.FixtureRequest) -> None:
    vera = Vera(world)
    for day, blocks in story().items():
        vera.morning(day)
        for kind, path, text in blocks:
            if kind == "typed":
                vera.typed(text)
            else:
                getattr(vera, kind)(path, text)
        vera.evening()
        said = "\n".join(vera.lines).strip() + "\n"
        file = DAYS / f"{day}.txt"
        if request.config.getoption("--regenerate"):
            file.write_text(said, encoding="utf-8")
        else:
            assert said == file.read_text(encoding="utf-8"), day
