"""People as a table, and back."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.commands.changing import tree
from tests.conftest import World

RUN = ("=cmd|' /C calc'!A0", "+1+1", "-1+cmd", "@SUM(1)", "\t=1", "a;=b", "a,=b", "a\n=b", "＝1",
       "'=1", "a|@x")  # fmt: skip


def rows_of(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(
        csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    )


@pytest.mark.parametrize("text", RUN)
def test_no_cell_is_a_formula_whatever_separator_a_spreadsheet_takes(
    world: World, text: str
) -> None:
    value = json.dumps(text)
    world.person("Ada Byron", location=value, met_at=value, tags=f"[{value.replace(' ', '')}]",
                 own=value, aliases=f"[{value}]", **{f'"{text[:2]}x"'.replace("\t", ""): "y"}
                 if "\n" not in text else {})  # fmt: skip
    out = world.run("export csv").out
    assert out.startswith('\ufeff"slug","name"')
    for delimiter in ",;\t|":
        for row in rows_of(out, delimiter):
            assert [cell for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "＝")] == []
    plain = {k: v for k, v in zip(*rows_of(out), strict=True) if k in ("location", "own")}
    other = World(world.root.parent / "other")
    other.settle()
    file = world.root.parent / "people.csv"
    file.write_text(out, encoding="utf-8", newline="")
    assert other.run(["import", str(file), "--yes"]).code == 0
    was, now = (w.run("show ada-byron --json").json for w in (world, other))
    assert "'" in plain["location"]
    for key in ("location", "own"):
        assert now[key].split() == was[key].split()


def test_the_table_of_a_journal_changes_nothing_in_it(sample: World) -> None:
    file = sample.root.parent / "people.csv"
    assert sample.run(["export", "csv", "-o", str(file)]).code == 0
    before = tree(sample)
    said = sample.run(["import", str(file), "--yes", "--json"]).json
    assert (said["new"], said["changed"], said["unclear"]) == ([], [], [])
    assert tree(sample) == before


def test_a_cell_that_you_change_comes_back(sample: World) -> None:
    """Also of somebody of whom only the name is known."""
    out = sample.run("export csv --tag advertising").out
    head, *rows = rows_of(out)
    at = next(n for n, row in enumerate(rows) if row[0] == "colin-braithwaite")
    rows[at][head.index("circle")] = "wide"
    text = io.StringIO(newline="")
    csv.writer(text).writerows([head, *rows])
    file = sample.root.parent / "people.csv"
    file.write_text(text.getvalue(), encoding="utf-8-sig")
    assert sample.run(["import", str(file), "--yes", "--json"]).json["changed"] == [
        "colin-braithwaite"
    ]
    assert sample.run("show colin-braithwaite --json").json["circle"] == "wide"


def test_a_shared_table_has_nobody_private(world: World) -> None:
    world.person("Ada Byron")
    world.person("Secret Person", private="true")
    assert [row[0] for row in rows_of(world.run("export csv --share").out)] == ["slug", "ada-byron"]
