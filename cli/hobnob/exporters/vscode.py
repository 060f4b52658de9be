"""Files for VS Code: tasks, snippets and the JSON Schemas of front matter.

The one rule: all of it is made from the declarations of the notes, so that an editor offers what
hobnob reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from hobnob.model import Kind
from hobnob.notes.schema import SCHEMAS, Field, json_schema

FOLDER = ".vscode"

_SNIPPETS: Mapping[Kind, tuple[str, ...]] = {
    "person": ("name", "emails", "roles", "relation", "circle", "met_on", "met_at", "tags"),
    "interaction": ("date", "people", "kind", "place", "tags"),
    "plan": ("name", "goal", "status", "deadline", "people", "tags"),
    "org": ("name", "website", "location", "tags"),
    "letter": ("subject", "asked"),
}
"""The keys of a new note that a snippet offers."""
_TODAY = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"
_DRAFT = "http://json-schema.org/draft-07/schema#"
"""The version that editors know best; the schemas use nothing of a later one."""
_MATCHER = {
    "owner": "hobnob",
    "fileLocation": ["relative", "${workspaceFolder}"],
    "severity": "warning",
    "pattern": {
        "regexp": r"^(.+?):(\d+):(\d+): (\S+) (.*)$",
        "file": 1, "line": 2, "column": 3, "code": 4, "message": 5,
    },
}  # fmt: skip

_LINE = {"id": "line", "type": "promptString", "description": "What happened? Lunch with Grace …"}


def files() -> Iterator[tuple[str, str]]:
    """Yield the path, relative to the journal, and the text of each file."""
    yield (
        f"{FOLDER}/tasks.json",
        _json({"version": "2.0.0", "tasks": list(_tasks()), "inputs": [_LINE]}),
    )
    yield f"{FOLDER}/hobnob.code-snippets", _json(dict(_snippets()))
    for kind in SCHEMAS:
        schema = {**json_schema(kind), "$schema": _DRAFT}
        yield f"{FOLDER}/hobnob/{kind}.schema.json", _json(schema)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _tasks() -> Iterator[dict[str, Any]]:
    yield {**_task("hobnob: check the notes", "check"), "problemMatcher": _MATCHER,
           "group": {"kind": "build", "isDefault": True}}  # fmt: skip
    yield _task("hobnob: today", "today")
    yield _task("hobnob: log a line", "log", "${input:line}")
    yield {**_task("hobnob: serve the site", "serve"), "isBackground": True}


def _task(label: str, *arguments: str) -> dict[str, Any]:
    # A process and no shell, so that what you type is never run.
    return {"label": label, "type": "process", "command": "hobnob", "args": [*arguments],
            "problemMatcher": []}  # fmt: skip


def _snippets() -> Iterator[tuple[str, dict[str, Any]]]:
    for kind, names in _SNIPPETS.items():
        fields, stops = SCHEMAS[kind].by_name, count(1)
        lines = [line for name in names for line in _lines(fields[name], stops)]
        yield (
            f"hobnob: {kind}",
            {
                "scope": "markdown",
                "prefix": f"hobnob-{kind}",
                "description": f"A new note: {SCHEMAS[kind].means}",
                "body": ["---", *lines, "---", "$0"],
            },
        )
    yield "hobnob: promise", {
        "scope": "markdown", "prefix": "hobnob-promise", "description": "What you promised",
        "body": [f"- [ ] ${{1:send the reading list}} (by ${{2:{_TODAY}}})"],
    }  # fmt: skip


def _lines(field: Field, stops: Iterator[int]) -> Iterator[str]:
    """Yield the lines of a key, with places to fill in, in the order of `stops`."""
    if field.parts:
        yield f"{field.name}:"
        for number, part in enumerate(field.parts[:3]):
            lead = "    " if number else "  - "
            yield f"{lead}{part.name}: ${{{next(stops)}:{_plain(part.example)}}}"
    elif field.type.words and not field.many:
        yield f"{field.name}: ${{{next(stops)}|{','.join(field.type.words)}|}}"
    else:
        example = _TODAY if field.name == "date" else _plain(field.example)
        yield f"{field.name}: ${{{next(stops)}:{example}}}"


def _plain(text: str) -> str:
    """Return a text without what means something in a snippet."""
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")
