"""COMPATIBILITY.md says what is so."""

from __future__ import annotations

import re

from hobnob import __version__
from hobnob.errors import ERRORS
from tests.conftest import ROOT

TEXT = (ROOT / "COMPATIBILITY.md").read_text(encoding="utf-8")
MANUAL = (ROOT / "docs/commands.md").read_text(encoding="utf-8")


def exit_codes(text: str) -> set[int]:
    section = text.split("## Exit codes\n")[1].split("\n## ")[0]
    return {int(code) for code in re.findall(r"^\| (\d+) \|", section, re.M)}


def test_it_names_this_version() -> None:
    assert f"hobnob {__version__};" in TEXT


def test_it_lists_the_exit_codes_of_the_manual_and_of_all_errors() -> None:
    assert exit_codes(TEXT) == exit_codes(MANUAL) == {0} | {code for code, _ in ERRORS.values()}


def test_every_page_that_it_links_to_is_there() -> None:
    for page in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", TEXT):
        assert (ROOT / page).is_file(), page


def test_the_variables_are_those_of_the_code() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "cli").rglob("*.py"))
    used = set(re.findall(r'"(HOBNOB_[A-Z]+)"', source))
    settings = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    assert used
    assert [name for name in sorted(used) if name not in TEXT or name not in settings] == []
