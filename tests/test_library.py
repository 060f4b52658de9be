"""`import hobnob`: the answers are those of the commands, and nothing is imported too early."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

import hobnob
from tests.commands.changing import tree
from tests.conftest import ROOT, TODAY, World
from tests.test_safety import half  # noqa: F401 - a fixture

PAGE = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n((?:(?!```).)*)```\n\n```\n(.*?)```", PAGE, flags=re.S)


def run_outside(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {key: part for key, part in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_there_are_five_examples() -> None:
    assert len(EXAMPLES) == 5


@pytest.mark.parametrize(("code", "prints"), EXAMPLES)
def test_an_example_prints_what_the_manual_says(sample: World, code: str, prints: str) -> None:
    sample.root.rename(sample.root.parent / "journal")
    done = run_outside(sample.root.parent, "-c", code)
    assert (done.stdout, done.stderr) == (prints, "")


def test_a_program_outside_uses_it(world: World, tmp_path: Path) -> None:
    world.person("Grace Hopper")
    world.met("2026-11-01", "grace-hopper", body="Lunch about compilers.\n")
    done = run_outside(tmp_path, str(ROOT / "tests" / "program_outside.py"), str(world.root))
    said = "0 Grace Hopper 1 grace-hopper 2026-11-01-meeting-grace-hopper\nnot-found\n"
    assert (done.stdout, done.stderr) == (said, "")


def test_the_answers_are_those_of_the_commands(sample: World) -> None:
    before = tree(sample)
    with hobnob.open(sample.root, today=TODAY) as journal:
        answers = {
            "today --days 7": journal.today(7),
            "show greg-tolliver": journal.person("Greg Tolliver"),
            "show greg-tolliver --limit 2": journal.person("greg-tolliver", limit=2),
            "plan next-role": journal.plan("next-role"),
            "search lunch --kind interaction --limit 5": journal.search(
                "lunch", kinds=("interaction",), limit=5
            ),
        }
        lists = {
            "--org 'mendip hospitals' --ever": journal.people(org="mendip hospitals", ever=True),
            "--circle close --sort due": journal.people(circle="close", sort="due"),
            "--plan next-role --sort last --reverse": journal.people(
                plan="next-role", sort="last", reverse=True
            ),
            "--with greg-tolliver --since 2026": journal.people(met_with="greg", since="2026"),
        }
    for command, answer in answers.items():
        assert (
            json.loads(json.dumps(hobnob.to_json(answer))) == sample.run(f"{command} --json").json
        )
    for options, rows in lists.items():
        printed = sample.run(f"list people {options} --json --fields slug,last_contact").json
        assert rows
        assert [(row.slug, row.last_contact or None) for row in rows] == [
            (person["slug"], person["last_contact"]) for person in printed
        ]
    assert tree(sample) == before
    with pytest.raises(FrozenInstanceError):
        rows[0].name = "Nobody"  # type: ignore[misc]


def test_what_is_private_is_left_out_if_asked(
    half: World, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    with hobnob.open(half.root, today=TODAY) as journal:
        assert len(journal.people()) == 3
    with hobnob.open(half.root, today=TODAY, share=True) as journal:
        assert len(journal.people()) == 2
        assert "zebulon" not in str(hobnob.to_json(journal.person("ada-lovelace"))).lower()
    monkeypatch.setenv("HOBNOB_SHARE", "1")
    with hobnob.open(half.root, today=TODAY) as journal, pytest.raises(hobnob.HobnobError):
        journal.person("zebulon-quixworth")


def test_a_wrong_request_says_what_is_right(sample: World, tmp_path: Path) -> None:
    with pytest.raises(hobnob.HobnobError, match="no journal"):
        hobnob.open(tmp_path)
    with pytest.raises(hobnob.HobnobError, match="not a day"):
        hobnob.open(sample.root, today="2026-11")
    with hobnob.open(sample.root, today=TODAY) as journal:
        with pytest.raises(hobnob.HobnobError, match=r"since: .*not an ISO date"):
            journal.people(since="last week")
        with pytest.raises(hobnob.HobnobError, match="'height' is no order"):
            journal.people(sort="height")  # type: ignore[arg-type]
        with pytest.raises(hobnob.HobnobError) as told:
            journal.person("david")
    assert (told.value.code, len(told.value.candidates)) == ("ambiguous", 2)


def test_importing_it_imports_nothing_else(tmp_path: Path) -> None:
    code = "import hobnob, sys; print([m for m in sys.modules if m.startswith('hobnob.')])"
    assert run_outside(tmp_path, "-c", code).stdout == "[]\n"
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = hobnob.nothing  # type: ignore[attr-defined]
