"""What lines say: the tables of `lines.toml` and `days.toml`, in a journal."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hobnob.errors import UsageError
from hobnob.index.index import Index
from tests.capture.speaking import settle, understand
from tests.conftest import World

GROUPS = [
    group
    for name in ("lines.toml", "days.toml")
    for group in tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))["group"]
]
LINES = [(group["rule"], line) for group in GROUPS for line in group["lines"]]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    world = World(tmp_path_factory.mktemp("lines") / "journal")
    world.settle()
    settle(world)
    with world.index() as index:
        yield index


def test_there_are_enough() -> None:
    assert len({line["text"] for _, line in LINES}) == len(LINES) >= 150


@pytest.mark.parametrize(
    ("rule", "line"), LINES, ids=[line["text"].replace("\n", " ") for _, line in LINES]
)
def test_a_line_says_what_it_says(index: Index, rule: str, line: dict[str, Any]) -> None:
    if "error" in line:
        with pytest.raises(UsageError, match=f"^{re.escape(line['error'])}$"):
            understand(index, line["text"])
        return
    said = understand(index, line["text"])
    wanted = {key: value for key, value in line.items() if value and key not in ("text", "linked")}
    assert said.plain() == wanted, rule
    if "linked" in line:
        assert said.linked == line["linked"]
