"""What is kept of a `mkdocs.yml` is what its text says, and nobody else's words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hobnob import machine, site_values
from hobnob.settings import load_site_file
from tests.conftest import World

_VALUES = st.sampled_from(
    ("true", "No", "2026-11-22", "12:30", "0123", "1.5", ".nan", "[a, 2]", "{a: b}", "{1: b}", "~",
     "!!set {a}", "!!binary aGk=", "!ENV HOME", "'ä'", "!!omap [a: 1]", "&x [1, *y]", "{", "\\u0000")
)  # fmt: skip


@pytest.fixture
def kept(world: World) -> Path:
    """The file of a journal whose `mkdocs.yml` was read before."""
    (world.root / ".hobnob").mkdir()
    world.settle("      language: de\n")
    assert site_values.site_values(world.root / "mkdocs.yml")
    return world.root / ".hobnob" / "settings"


def read(world: World) -> Any:
    return site_values.site_values(world.root / "mkdocs.yml")


def outcome(read: Any, path: Path) -> str:
    try:
        return repr(read(path))
    except Exception as error:
        return repr(error)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("abc"), _VALUES), min_size=1, max_size=3))
def test_it_is_what_a_reader_of_yaml_says(world: World, given: list[tuple[str, str]]) -> None:
    (world.root / ".hobnob").mkdir(exist_ok=True)
    world.settle("".join(f"      {key}: {value}\n" for key, value in given))
    path = world.root / "mkdocs.yml"
    said = outcome(load_site_file, path)
    assert [outcome(site_values.site_values, path) for _ in "ab"] == [said, said]


def test_the_text_is_read_once(world: World, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_values, "load_site_file", None)
    assert read(world).options == {"language": "de"}
    world.settle("      language: en\n")
    with pytest.raises(TypeError):
        read(world)


def test_another_text_is_read(world: World, kept: Path) -> None:
    world.settle("      language: en\n")
    assert read(world).options == {"language": "en"}


@pytest.mark.parametrize("forged", ["signed elsewhere", "unsigned", "broken"])
def test_what_this_machine_did_not_sign_is_passed_over(
    world: World, kept: Path, forged: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    values = json.dumps(["notes", 2, {"share": False}])
    signature = kept.read_text(encoding="utf-8").partition("\n")[0]
    if forged == "signed elsewhere":
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("XDG_STATE_HOME", str(tmp_path))
            text = (world.root / "mkdocs.yml").read_bytes()
            signature = machine.sign(site_values._to_sign(text, values.encode()))
    kept.write_text(f"{signature}\n{values}" if forged != "broken" else "", encoding="utf-8")
    assert read(world).options == {"language": "de"}
