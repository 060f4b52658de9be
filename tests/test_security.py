"""SECURITY.md names a test for each promise, and there is one of that name."""

from __future__ import annotations

import re

from tests.conftest import ROOT


def test_each_promise_names_a_test_that_exists() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    files = sorted(set(re.findall(r"tests/[\w/]+\.py", text)))
    tests = "\n".join((ROOT / file).read_text(encoding="utf-8") for file in files)
    named = set(re.findall(r"::(test_\w+)`", text))
    assert len(named) > 15
    assert sorted(name for name in named if f"def {name}(" not in tests) == []
