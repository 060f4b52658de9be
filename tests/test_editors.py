"""Other programs on the same folder: VS Code, pre-commit, zk."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from jsonschema import Draft7Validator

from hobnob.model import Kind
from hobnob.notes.frontmatter import split_note
from hobnob.notes.read import read_note
from hobnob.notes.schema import SCHEMAS
from tests.commands.changing import tree
from tests.conftest import ROOT, SAMPLE, World

FOLDERS = {schema.folder: kind for kind, schema in SCHEMAS.items()}


class Core(yaml.SafeLoader):
    """YAML as editors read it: a date is text (YAML 1.2)."""


Core.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if "timestamp" not in tag]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture
def made(world: World) -> Path:
    """The files of `init --vscode`."""
    assert world.run("init --vscode --no-git --no-examples").code == 0
    return world.root / ".vscode"


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_nothing_is_overwritten_and_a_second_time_is_quiet(world: World, made: Path) -> None:
    (made / "tasks.json").write_text("mine")
    said = world.run("init --vscode --no-git")
    assert "tasks.json was there and is kept" in said.err
    assert "schema" not in said.err
    assert (made / "tasks.json").read_text() == "mine"


def test_a_folder_that_is_a_link_is_not_followed(world: World) -> None:
    outside = world.root.parent / "outside"
    outside.mkdir()
    (world.root / ".vscode").symlink_to(outside)
    said = world.run("init --vscode --no-git")
    assert (said.code, "is a link" in said.err) == (1, True)
    assert list(outside.iterdir()) == []


def test_a_snippet_is_a_note_without_a_problem(made: Path) -> None:
    for name, snippet in load(made / "hobnob.code-snippets").items():
        text = "\n".join(snippet["body"])
        text = re.sub(r"\$CURRENT_YEAR-\$CURRENT_MONTH-\$CURRENT_DATE", "2026-11-22", text)
        text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text)
        text = re.sub(r"\$\{\d+\|([^,|]*)[^}]*\}", r"\1", text)
        kind = name.removeprefix("hobnob: ")
        if kind in SCHEMAS:
            note = read_note(cast(Kind, kind), "x", "x.md", text.removesuffix("$0").encode())
            assert (note.problems, bool(note.values)) == ([], True), text
        else:
            assert text == "- [ ] send the reading list (by 2026-11-22)"


def test_the_schemas_accept_what_hobnob_reads_and_refuse_what_check_tells(made: Path) -> None:
    schemas = {kind: Draft7Validator(load(made / f"hobnob/{kind}.schema.json")) for kind in SCHEMAS}
    for schema in schemas.values():
        Draft7Validator.check_schema(schema.schema)
    count = 0
    for path in SAMPLE.rglob("*.md"):
        kind = FOLDERS.get(path.relative_to(SAMPLE).parts[0])
        if kind:
            head = split_note(path.read_text(encoding="utf-8")).head or ""
            schemas[kind].validate(yaml.load(head, Core))  # noqa: S506
            count += 1
    assert count > 100
    assert not schemas["person"].is_valid({"name": "Ada", "circle": "best"})
    assert not schemas["plan"].is_valid({"goal": "x"})
    assert schemas["person"].is_valid({"name": 1984, "phones": 123, "birthday": None})


def test_vscode_finds_the_line_of_a_problem(world: World, made: Path) -> None:
    (task,) = [t for t in load(made / "tasks.json")["tasks"] if t["args"] == ["check"]]
    pattern = task["problemMatcher"]["pattern"]
    world.write("people/ada.md", "---\nname: Ada\ncircle: best\n---\n")
    lines = world.run("check").out.splitlines()
    match = re.search(pattern["regexp"], lines[0])
    assert match
    assert (match[pattern["file"]], match[pattern["line"]]) == ("notes/people/ada.md", "3")
    for other in load(made / "tasks.json")["tasks"]:
        assert (other["type"], other["command"]) == ("process", "hobnob")
        assert world.run([other["args"][0], "--help"]).code == 0


def test_the_hook_of_pre_commit_refuses_a_note_with_a_problem(world: World) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["language"], hook["pass_filenames"]) == ("python", False)
    program, *arguments = shlex.split(hook["entry"])
    assert program == "hobnob"
    world.person("Ada Byron")
    assert world.run(arguments).code == 0
    world.write("people/ada.md", "---\nname: Ada\ncircle: best\n---\n")
    assert world.run(arguments).code == 1


@pytest.mark.skipif(not shutil.which("zk"), reason="zk is not installed")
def test_zk_indexes_and_lists_a_journal(sample: World) -> None:
    """Also the titles and the tags; and hobnob is not disturbed by what zk keeps."""
    before = tree(sample)

    def zk(*arguments: str) -> str:
        command = ["zk", *arguments, "--no-input", "--notebook-dir", str(sample.notes)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    subprocess.run(["zk", "init", "--no-input", str(sample.notes)], check=True, capture_output=True)
    zk("index")
    listed = zk("list", "--quiet", "--no-pager", "--format", "{{path}}\t{{title}}").splitlines()
    paths = {line.partition("\t")[0] for line in listed}
    assert {path for path in before if path.endswith(".md")} <= paths
    assert "people/adaeze-obi.md" in paths
    tagged = zk("list", "--quiet", "--no-pager", "--format", "{{path}}", "--tag", "hiring")
    assert "people/adaeze-obi.md" in tagged.splitlines()
    assert {path: data for path, data in tree(sample).items() if ".zk" not in path} == before
    assert "zk" not in sample.run("check").out
