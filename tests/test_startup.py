"""What is imported for help and completion. Time is measured in `tests/bench`; here imports count."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_LOADED = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from hobnob.cli.main import main
main()
"""
_ALL_VERBS = """
import sys
from importlib import import_module
from hobnob.cli.verb import verb_modules
for module in verb_modules().values():
    import_module(f"hobnob.commands.{module}")
print(*sys.modules, file=sys.stderr)
"""
_HEAVY = frozenset(
    (
        "hobnob.index.store", "hobnob.index.sync", "hobnob.index.scan", "hobnob.network.reviews.review",
        "hobnob.network.today.today", "hobnob.network.brief", "hobnob.capture.parser", "hobnob.checks.run",
        "hobnob.letters.sandbox", "hobnob.site.build", "hobnob.transaction", "hobnob.importers", "hobnob.exporters.calendar",
        "icalendar", "jinja2", "markdown_it", "mkdocs", "networkx", "prompt_toolkit", "watchdog", "yaml",
    )
)  # fmt: skip
"""Modules that take long to import, and that help and completion do not need."""


def loaded(folder: Path, code: str, *arguments: str, **environment: str) -> set[str]:
    """Return the modules that a program has imported when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder, env=os.environ | environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return set(done.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "typed"),
    [(["--help"], ""), ([], "hobnob "), ([], "hobnob li"), ([], "hobnob --")],
)
def test_the_list_of_verbs_imports_no_verb(
    arguments: list[str], typed: str, tmp_path: Path
) -> None:
    asked = {"_HOBNOB_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": "1"}
    modules = loaded(tmp_path, _LOADED, *arguments, **(asked if typed else {}))
    ours = {name for name in modules if name.startswith("hobnob.")}
    assert ours == {
        "hobnob.cli",
        "hobnob.cli.app",
        "hobnob.cli.main",
        "hobnob.cli.verb",
        "hobnob.errors",
        "hobnob.safety",
    }


def test_no_verb_imports_for_its_help_what_takes_long(tmp_path: Path) -> None:
    modules = loaded(tmp_path, _ALL_VERBS)
    assert {"hobnob.commands.list_", "hobnob.index.index"} <= modules
    assert modules & _HEAVY == set()
