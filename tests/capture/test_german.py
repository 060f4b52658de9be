"""What German lines say: the table of `german.toml`, in a journal of its own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hobnob.capture.words.language import load_language
from hobnob.errors import UsageError
from hobnob.index.index import Index
from tests.capture.speaking import understand
from tests.conftest import World

GROUPS = tomllib.loads((Path(__file__).parent / "german.toml").read_text(encoding="utf-8"))["group"]
LINES = [(group["rule"], line) for group in GROUPS for line in group["lines"]]
PLANS = {"praktikum": "praktikum"}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    world = World(tmp_path_factory.mktemp("german") / "journal")
    world.settle()
    world.person("Anna Becker", org="Siemens")
    world.person("Anna Huber", org="Bosch")
    world.person("Jürgen Weiß")
    world.person("Katrin Vogel")
    world.person("Thomas Klein", org="Allianz")
    world.person("Ayşe Demir")
    world.person("Frank Ernst")
    world.person("Dr. Sabine Koch")
    world.person("Rose Maier")
    world.person("Lena")
    for month in ("05", "06"):
        world.met(f"2026-{month}-03", "anna-becker", "thomas-klein", kind="meal")
    with world.index() as index:
        yield index


def test_there_are_enough() -> None:
    assert len({line["text"] for _, line in LINES}) == len(LINES) >= 100


@pytest.mark.parametrize(
    ("rule", "line"), LINES, ids=[line["text"].replace("\n", " ") for _, line in LINES]
)
def test_a_line_says_what_it_says(index: Index, rule: str, line: dict[str, Any]) -> None:
    german = load_language("de")
    if "error" in line:
        with pytest.raises(UsageError, match=f"^{re.escape(line['error'])}$"):
            understand(index, line["text"], language=german, plans=PLANS)
        return
    said = understand(index, line["text"], language=german, plans=PLANS)
    assert said.plain() == {key: value for key, value in line.items() if key != "text"}, rule
