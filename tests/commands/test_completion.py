"""The tab key: verbs, options, slugs and names, as each shell asks for them."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hobnob.cli.main import run
from tests.conftest import World


def ask(world: World, shell: str, line: str, cwd: Path | None = None) -> dict[str, str]:
    """Return the completions of a line, each with its help, as the shell would ask for them."""
    raw = io.BytesIO()
    said = io.TextIOWrapper(raw, encoding="utf-8", newline="", write_through=True)
    with pytest.MonkeyPatch.context() as here, contextlib.redirect_stdout(said):
        here.chdir(cwd or world.root)
        here.delenv("HOBNOB_JOURNAL", raising=False)
        for name, value in _asking(shell, line).items():
            here.setenv(name, value)
        with pytest.raises(SystemExit):
            run([])
    return _read(shell, raw.getvalue().decode())


def _asking(shell: str, line: str) -> dict[str, str]:
    """Return the environment in which a shell asks."""
    words = line.split(" ")
    # bash and zsh say which word is meant; fish gives the word itself.
    position = words[-1] if shell == "fish" else str(len(words) - 1)
    return {"_HOBNOB_COMPLETE": f"{shell}_complete", "COMP_WORDS": line, "COMP_CWORD": position}


def _read(shell: str, answer: str) -> dict[str, str]:
    lines = answer.splitlines()
    if not any(lines):
        return {}
    if shell == "bash":
        return {line.split(",", 1)[1]: "" for line in lines}
    if shell == "fish":
        pairs = [line.split(",", 1)[1].split("\t") for line in lines]
        return {pair[0]: pair[-1] if len(pair) > 1 else "" for pair in pairs}
    return dict(zip(lines[1::3], lines[2::3], strict=True))


@pytest.fixture(params=["bash", "zsh", "fish"])
def shell(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def known(world: World) -> World:
    world.person("Grace Hopper")
    world.person("George Green", location="Zürich, Switzerland")
    world.person("Søren Lindqvist")
    world.write("plans/summer.md", "---\nname: A summer in advertising\n---\n")
    world.met("2026-11-20", "grace-hopper")
    return world


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("hobnob ini", {"init"}),
        ("hobnob near zu", {"zürich-switzerland"}),
        ("hobnob brief --place zu", {"zürich-switzerland"}),
        ("hobnob log --out", {"--outcome"}),
        ("hobnob log --wi", {"--with"}),
        ("hobnob log x --journal . --qui", {"--quiet"}),
        ("hobnob log x --with gr", {"grace-hopper", "george-green"}),
        ("hobnob log x --with hop", {"grace-hopper"}),
        ("hobnob log x --with sor", {"søren-lindqvist"}),
        ("hobnob log x --with grace-hopper,geo", {"grace-hopper,george-green"}),
        ("hobnob log x --plan adv", {"summer"}),
        ("hobnob log x --kind me", {"meeting", "meal", "message"}),
        ("hobnob log x --asked advice,in", {"advice,information", "advice,introduction"}),
        ("hobnob edit sum", {"summer"}),
        ("hobnob edit 2026-11", {"2026-11-20-meeting-grace-hopper"}),
        ("hobnob add p", {"person", "plan"}),
        ("hobnob add person Ada cir", {"circle="}),
        ("hobnob add person Ada circle=c", {"circle=close"}),
        ("hobnob add person Ada introduced_by=hop", {"introduced_by=grace-hopper"}),
        ("hobnob add letter Thanks su", {"subject="}),
        ("hobnob completion ", {"bash", "zsh", "fish"}),
    ],
)
def test_words_complete(known: World, shell: str, line: str, expected: set[str]) -> None:
    assert set(ask(known, shell, line)) == expected


def test_names_stand_beside_the_slugs(known: World) -> None:
    for shell in ("zsh", "fish"):
        assert ask(known, shell, "hobnob edit gra")["grace-hopper"] == "Grace Hopper"


def test_a_journal_that_is_named_is_the_one(known: World, shell: str, tmp_path: Path) -> None:
    line = f"hobnob --journal {known.root} edit gra"
    assert set(ask(known, shell, line, cwd=tmp_path)) == {"grace-hopper"}


def test_without_a_journal_nothing_is_said(world: World, shell: str, tmp_path: Path) -> None:
    assert ask(world, shell, "hobnob edit gra", cwd=tmp_path) == {}


def test_a_broken_note_does_not_disturb(known: World, shell: str) -> None:
    known.write("people/bad.md", "---\nname: [\n")
    assert set(ask(known, shell, "hobnob edit gra")) == {"grace-hopper"}


def test_the_command_itself_answers_a_shell(known: World, shell: str) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "hobnob"],
        cwd=known.root,
        env={**os.environ, **_asking(shell, "hobnob edit gra"),
             "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert (set(_read(shell, said.stdout)), said.stderr) == ({"grace-hopper"}, "")


def test_the_script_is_what_the_shell_reads(world: World, shell: str) -> None:
    said = world.run(f"completion {shell}")
    assert (said.code, said.err) == (0, "")
    assert f"_HOBNOB_COMPLETE={shell}_complete" in said.out
    assert world.run(f"completion {shell} --json").json == {
        "shell": shell, "script": said.out.removesuffix("\n"),
    }  # fmt: skip


def test_bash_takes_the_script_and_completes(known: World) -> None:
    script = known.run("completion bash").out
    probe = """
    COMP_WORDS=(hobnob edit gra); COMP_CWORD=2
    _hobnob_completion hobnob edit
    printf '%s\\n' "${COMPREPLY[@]}"
    """
    folder = known.root / "bin"
    folder.mkdir()
    (folder / "hobnob").write_text(f'#!/bin/sh\nexec {sys.executable} -m hobnob "$@"\n', "utf-8")
    (folder / "hobnob").chmod(0o755)
    try:
        said = subprocess.run(
            ["bash", "--noprofile", "--norc", "-c", script + probe], cwd=known.root,
            env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}",
                 "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        pytest.skip("needs bash")
    assert said.stdout.split() == ["grace-hopper"], said.stderr


def test_the_help_says_how_to_install_it(world: World) -> None:
    said = world.run("completion --help").out
    for place in (".bashrc", ".zshrc", "fish/completions/hobnob.fish"):
        assert place in said


def test_another_shell_is_refused(world: World) -> None:
    assert world.run("completion tcsh").code == 2
