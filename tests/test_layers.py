"""Imports point down only."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import hobnob

SOURCE = Path(hobnob.__file__).parent

LAYERS = (
    ("__main__", "docs.__main__"),
    ("cli.main",),
    ("commands",),
    ("docs", "mcp"),
    ("cli",),
    ("library",),
    ("site",),
    ("exporters",),
    ("importers",),
    ("outcome",),
    ("checks", "change", "capture"),
    ("letters",),
    ("network",),
    ("index",),
    ("transaction", "inbox_files"),
    ("git",),
    ("journal",),
    ("trust", "site_values"),
    ("locking", "machine"),
    ("notes",),
    ("settings",),
    ("site_text",),
    ("name_forms", "inbox_paths"),
    ("safety",),
    (
        "cache",
        "answers",
        "names",
        "phones",
        "dates",
        "model",
        "errors",
        "clock",
        "parallel",
        "wording",
    ),
)
"""The layers, the highest first; a module imports only from lower ones, or from its own package."""


def part_of(module: str) -> str:
    """Return the package, or the module, that stands in `LAYERS`."""
    rest = module.removeprefix("hobnob").removeprefix(".")
    known = {name for layer in LAYERS for name in layer}
    return rest if rest in known else rest.partition(".")[0]


def layer_of(module: str) -> int | None:
    part = part_of(module)
    return next((at for at, names in enumerate(LAYERS) if part in names), None)


def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        dotted = ".".join(("hobnob", *path.relative_to(SOURCE).with_suffix("").parts))
        found[dotted.removesuffix(".__init__")] = path
    return found


def graph() -> dict[str, set[str]]:
    """Return what each module imports, at its top, inside functions, or by `import_module`."""
    known = modules()
    found = {module: set(_targets(path, known)) - {module} for module, path in known.items()}
    return {module: {name for name in names if name in known} for module, names in found.items()}


def _targets(path: Path, known: dict[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in known else str(node.module)
        elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            # `import_module(f"hobnob.commands.{name}")` may import any module of that package.
            start = str(node.values[0].value)
            if start.startswith("hobnob."):
                yield from (name for name in known if name.startswith(start))


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Return the groups of modules that import one another; the algorithm is Tarjan's (1972)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        number[module] = lowest[module] = len(number)
        stack.append(module)
        for other in sorted(graph[module]):
            if other not in number:
                visit(other)
                lowest[module] = min(lowest[module], lowest[other])
            elif other in stack:
                lowest[module] = min(lowest[module], number[other])
        if lowest[module] == number[module]:
            at = stack.index(module)
            if len(stack) - at > 1:
                found.append(sorted(stack[at:]))
            del stack[at:]

    for module in graph:
        if module not in number:
            visit(module)
    return found


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and name of every import, also of those inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            yield node.lineno, str(node.module)


def violations(module: str, path: Path) -> list[str]:
    own = layer_of(module)
    found = []
    for line, name in imports_of(path):
        if name.partition(".")[0] != "hobnob" or name == "hobnob":
            continue
        other = layer_of(name)
        if other is None or own is None:
            found.append(f"{path}:{line}: {name} is in no layer; put it into LAYERS")
        elif other < own or (other == own and part_of(name) != part_of(module)):
            found.append(
                f"{path}:{line}: {module} must not import {name}, which is above or beside it"
            )
    return found


@pytest.mark.parametrize(
    ("module", "path"), modules().items(), ids=lambda v: str(v).rpartition("/")[2]
)
def test_imports_point_down(module: str, path: Path) -> None:
    if module != "hobnob":
        assert violations(module, path) == []


def test_no_modules_import_each_other() -> None:
    assert circles(graph()) == []


def test_a_circle_is_found_also_by_import_module() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == [["b", "c"]]
    verbs = {name for name in modules() if name.startswith("hobnob.commands.")}
    assert verbs <= graph()["hobnob.cli.main"]


@pytest.mark.parametrize(
    "module", ["answers", "names", "phones", "dates", "model", "errors", "clock", "wording"]
)
def test_the_lowest_import_the_standard_library_only(module: str) -> None:
    outside = {
        name
        for _, name in imports_of(SOURCE / f"{module}.py")
        if name.partition(".")[0] not in sys.stdlib_module_names
    }
    assert outside == set()


SQL = re.compile(
    r"\b(?:SELECT|INSERT (?:OR \w+ )?INTO|UPDATE \w+ SET|DELETE FROM|CREATE (?:TABLE|INDEX|TEMP))\b"
)
ROOMS = ("hobnob.index.", "hobnob.network.")
"""Tables and look-ups stand in `index/`, questions in `network/`."""


def has_sql(path: Path) -> bool:
    constants = (
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return any(SQL.search(text) for text in constants)


def test_sql_stands_in_two_rooms_only() -> None:
    found = {
        path.relative_to(SOURCE).as_posix()
        for module, path in modules().items()
        if not f"{module}.".startswith(ROOMS) and has_sql(path)
    }
    assert found == set()


def test_nothing_is_imported_as_cli() -> None:
    for path in modules().values():
        assert not any(name.partition(".")[0] == "cli" for _, name in imports_of(path)), path


def test_a_violation_is_named(tmp_path: Path) -> None:
    path = tmp_path / "read.py"
    path.write_text("def f():\n    from hobnob.index import sync\n", encoding="utf-8")
    (said,) = violations("hobnob.notes.read", path)
    assert said.startswith(f"{path}:2: hobnob.notes.read must not import hobnob.index")
    assert violations("hobnob.commands.x", path) == []
