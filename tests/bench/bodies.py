"""How the time to read a body grows with its length.

Rule: a body is read in turns with its first quarter, in this process, and the least of all turns
counts, so that only the reader is measured.
"""

from __future__ import annotations

import time

from hobnob.notes.body import read_body
from tests.bench.timing import Row
from tests.notes.long_bodies import LONG_BODIES

GROWTH_GOAL = 2.0
"""How much the time grows, by how much the body grows: 1 is linear, 4 is the square."""


def measure_bodies(*, runs: int) -> list[Row]:
    """Measure each long body."""
    return [_measure(text, runs) for text in LONG_BODIES]


def _measure(text: str, runs: int) -> Row:
    quarter = text[: len(text) // 4]
    turns = [(_seconds(text), _seconds(quarter)) for _ in range(runs)]
    whole, part = (min(seconds) for seconds in zip(*turns, strict=True))
    return Row(
        size="body",
        work=f"read {text[:12]!r}… ({len(text):,} characters)",
        seconds=whole,
        baseline="a quarter of it, 4 times",
        ratio=whole / part / 4,
        goal=GROWTH_GOAL,
    )


def _seconds(text: str) -> float:
    begin = time.process_time()
    read_body(text)
    return time.process_time() - begin
