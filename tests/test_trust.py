"""What a journal's `mkdocs.yml` could run is asked once, and runs only after a yes.

Each file here leaves a mark beside the journal when its code runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hobnob.trust import find_risks, require_trust
from tests.conftest import ROOT, World

SETTINGS = "site_name: Test\ndocs_dir: notes\ntheme: material\nplugins: [hobnob]\n"
CODE = "from pathlib import Path\nPath({!r}).write_text('ran')\n"


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    """The file that code of the journal writes."""
    return tmp_path / "ran"


@pytest.fixture
def hooked(world: World, mark: Path) -> World:
    """A journal with a hook."""
    world.person("Ada")
    (world.root / "hook.py").write_text(CODE.format(str(mark)))
    settle(world, SETTINGS + "hooks: [hook.py]\n")
    return world


def settle(world: World, text: str) -> None:
    (world.root / "mkdocs.yml").write_text(text)


def mkdocs(world: World) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "mkdocs", "build"],
        cwd=world.root, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "HOBNOB_TODAY": "2026-11-22"},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip


# ---------------------------------------------------------------- the question


@pytest.mark.parametrize("command", ["build", "serve", "build --share"])
def test_nothing_runs_without_a_yes(hooked: World, mark: Path, command: str) -> None:
    said = hooked.run(command)
    assert said.code == 2
    assert "mkdocs.yml:5: hooks: runs the Python file hook.py" in said.err
    assert "--trust" in said.err
    assert not mark.exists()
    assert not (hooked.root / "site").exists()


def test_other_commands_run_nothing_and_ask_nothing(hooked: World, mark: Path) -> None:
    for command in ("list people", "check", "search ada", "set ada circle=close", "undo"):
        assert hooked.run(command).code == 0, command
    assert not mark.exists()


def test_a_yes_is_kept_on_this_machine_and_for_these_keys_alone(hooked: World, mark: Path) -> None:
    assert hooked.run("build --trust").code == 0
    assert mark.read_text() == "ran"
    settle(hooked, "# mine\nsite_author: Tim\n" + SETTINGS.replace("[hobnob]", "{hobnob: {language: en}}")
           + "hooks:\n  - hook.py\n")  # fmt: skip
    hooked.person("Bob")
    assert hooked.run("build").code == 0
    kept = {path for path in hooked.root.rglob("*") if b"hook" in path.name.encode()}
    assert kept <= {hooked.root / "hook.py", *hooked.root.glob("__pycache__/hook*")}


def changed_hook(world: World) -> None:
    with (world.root / "hook.py").open("a") as file:
        file.write("# more\n")


def changed_helper(world: World) -> None:
    (world.root / "helper.py").write_text("")


def second_hook(world: World) -> None:
    (world.root / "b.py").write_text("")
    settle(world, SETTINGS + "hooks: [hook.py, b.py]\n")


def templates(world: World) -> None:
    settle(world, SETTINGS.replace("material", "{name: material, custom_dir: mine}") + "hooks: [hook.py]\n")  # fmt: skip


@pytest.mark.parametrize("change", [changed_hook, changed_helper, second_hook, templates])
def test_what_changes_is_asked_again(hooked: World, change: Callable[[World], None]) -> None:
    assert hooked.run("build --trust").code == 0
    change(hooked)
    assert hooked.run("build").code == 2


def test_only_what_is_new_is_asked(hooked: World) -> None:
    hooked.run("build --trust")
    settle(hooked, SETTINGS + "hooks: [hook.py]\nsite_author: !ENV HOME\n")
    said = hooked.run("build")
    assert "mkdocs.yml:6: !ENV: reads the environment variable HOME" in said.err
    assert "hook.py" not in said.err


def test_another_journal_with_the_same_text_is_asked_for(hooked: World) -> None:
    hooked.run("build --trust")
    moved = World(hooked.root.rename(hooked.root.with_name("moved")))
    assert moved.run("build").code == 2


@pytest.mark.parametrize("answer", ["y\n", "n\n"])
def test_at_a_terminal_it_is_a_question(
    hooked: World, mark: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr("hobnob.cli.trusting.has_terminal", lambda: True)
    said = hooked.run("build", stdin=answer)
    assert "hook.py" in said.err
    assert (said.code == 0) is mark.exists() is (answer == "y\n")
    again = hooked.run("build", stdin="")
    assert (again.code == 0) is (answer == "y\n")


def test_without_a_place_to_keep_it_the_yes_holds_once(
    hooked: World, mark: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "blocked").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "blocked"))
    monkeypatch.setattr("hobnob.trust._granted", set())
    said = hooked.run("build --trust")
    assert said.code == 0
    assert "will ask again" in said.err
    monkeypatch.setattr("hobnob.trust._granted", set())
    assert hooked.run("build").code == 2


def test_mkdocs_itself_stops_with_the_same_words(hooked: World, mark: Path) -> None:
    said = mkdocs(hooked)
    assert said.returncode != 0
    assert "mkdocs.yml:5: hooks: runs the Python file hook.py" in said.stderr
    assert not mark.exists()
    hooked.run("build --trust")
    assert mkdocs(hooked).returncode == 0


def test_while_it_is_served_a_new_hook_is_not_run(hooked: World, mark: Path) -> None:
    """MkDocs reads `mkdocs.yml` again for a full build, through the plugin."""
    from mkdocs.config import load_config
    from mkdocs.exceptions import ConfigurationError

    with pytest.raises(ConfigurationError, match=r"hook\.py"):
        load_config(str(hooked.root / "mkdocs.yml"))
    assert not mark.exists()


# ---------------------------------------------------------------- what is asked

ASKED = {
    "python in the settings": ("extra: {a: !!python/object/apply:os.getcwd []}", "runs Python"),
    "a name": ("extra: {a: !!python/name:os.system ''}", "runs Python"),
    "the environment": ("site_author: !ENV [A, B]", "variable A or B"),
    "an unknown tag": ("extra: !x 1", "!x"),
    "a plugin": ("plugins: [hobnob, macros]", "runs the plugin macros"),
    "a plugin as mapping": ("plugins: {hobnob: {}, macros: {}}", "runs the plugin macros"),
    "a search that runs node": ("plugins: [hobnob, search: {prebuild_index: node}]", "plugin search"),
    "templates": ("theme: {name: material, custom_dir: mine}", "runs the templates in mine"),
    "another theme": ("theme: odd", "templates of the theme odd"),
    "an extension": ("markdown_extensions: [pymdownx.snippets: {base_path: /}]", "pymdownx.snippets"),
    "a template": ("extra_templates: [a.html]", "runs the template a.html"),
    "HTML": ("plugins: [{hobnob: {html: true}}]", "shows the HTML of ordinary pages as HTML"),
    "a script": ("extra_javascript: [path: a.js]", "runs the script a.js"),
    "a site outside": ("site_dir: ../elsewhere", "empties the folder"),
    "a site in git": ("site_dir: .git/hooks", "empties the folder"),
    "watching": ("watch: [/etc]", "reads /etc"),
    "another file": ("INHERIT: ../base.yml", "base.yml"),
    "merged": ("x: &x {hooks: [a.py]}\n<<: *x", "runs the Python file a.py"),
    "in quotes": ('"ho\\x6fks": [a.py]', "runs the Python file a.py"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), ASKED.values(), ids=ASKED)
def test_each_key_that_could_do_harm_is_named(world: World, text: str, words: str) -> None:
    key = text.partition(":")[0]
    lines = [line for line in SETTINGS.splitlines() if not line.startswith(f"{key}:")]
    settle(world, "\n".join([*lines, text]) + "\n")
    said = world.run("build")
    assert said.code == 2, said.err
    assert words in said.err
    assert "mkdocs.yml:" in said.err


def test_what_is_inherited_is_looked_at_too(world: World, tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("hooks: [a.py]\n")
    settle(world, SETTINGS + "INHERIT: ../base.yml\n")
    assert any("a.py" in str(risk) for risk in find_risks(world.root / "mkdocs.yml"))
    (tmp_path / "base.yml").write_text("INHERIT: base.yml\n")
    assert "inherits from itself" in world.run("build").err


def test_ordinary_settings_need_no_question(world: World) -> None:
    assert world.run("init").code == 0
    settle(world, SETTINGS + """\
site_url: https://example.org/
use_directory_urls: true
nav: [{Home: index.md}]
extra_css: [a.css]
site_dir: public
watch: [notes]
markdown_extensions: [toc: {permalink: true}, pymdownx.superfences]
extra: {a: &a 1, b: *a}
""")  # fmt: skip
    require_trust(world.root / "mkdocs.yml")
    require_trust(ROOT / "mkdocs.yml")
    require_trust(ROOT / "cli/hobnob/starter/mkdocs.yml")


# ---------------------------------------------------------------- settings that stop nothing


def bomb(name: str) -> str:
    """Return YAML whose last anchor stands for ten to the ninth values."""
    lines = [f"{name}0: &{name}0 [{', '.join('x' * 10)}]"]
    lines += [f"{name}{n}: &{name}{n} [{', '.join([f'*{name}{n - 1}'] * 10)}]" for n in range(1, 9)]
    return "\n".join(lines) + "\n"


BAD = {
    "a bomb": (bomb("a") + "docs_dir: *a8\nplugins: [hobnob]\n", "expand without end"),
    "a loop": ("plugins: [hobnob]\ndocs_dir: &a [*a]\n", "expand without end"),
    "brackets": ("plugins: [hobnob]\nextra: " + "[" * 500 + "]" * 500, "nested too deeply"),
    "outside": ("plugins: [hobnob]\ndocs_dir: /etc\n", "mkdocs.yml:2: docs_dir: '/etc' is not in"),
    "above": ("plugins: [hobnob]\ndocs_dir: ../x\n", "mkdocs.yml:2: docs_dir: '../x' is not in"),
    "nul": ('plugins: [hobnob]\ndocs_dir: "a\\0b"\n', "mkdocs.yml:2: docs_dir: write the name"),
    "a list": ("plugins: [hobnob]\ndocs_dir: [a, b]\n", "mkdocs.yml:2: docs_dir: write the name"),
    "a tag": ("plugins: [hobnob]\nx: !!bool x\n", "mkdocs.yml:2: this is not YAML: this value is"),
    "an open bracket": ("plugins: [hobnob]\nx: {\n", "mkdocs.yml:3: this is not YAML: while"),
    "huge": ("plugins: [hobnob]\n" + "# more\n" * 200_000, "larger than"),
}


@pytest.mark.parametrize(("text", "words"), BAD.values(), ids=BAD)
def test_bad_settings_are_an_error_with_a_place(world: World, text: str, words: str) -> None:
    settle(world, text)
    for command in ("list people", "check", "build", "init", "add person Ada", "today"):
        said = world.run(command)
        assert said.code == 2, (command, said.err)
        assert words in said.err


@pytest.mark.parametrize(
    "line",
    [
        'site_dir: "a/\\0b"', "theme: {name: material, static_templates: 5}", "x: 9999-99-99",
        "x: !!timestamp soon", 'theme: {name: material, custom_dir: "a\\0"}',
    ],
)  # fmt: skip
def test_values_that_mkdocs_has_no_words_for_are_an_error(world: World, line: str) -> None:
    settle(world, f"{SETTINGS}{line}\n")
    said = world.run("build")
    assert said.code in (1, 2)
    assert "bug" not in said.err
    assert "site_dir" in said.err or "mkdocs.yml" in said.err


def test_settings_behind_a_link_out_of_the_journal_are_not_read(
    world: World, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text(SETTINGS + "site_author: [secret\n")
    (world.root / "mkdocs.yml").unlink()
    (world.root / "mkdocs.yml").symlink_to(secret)
    said = world.run("list people")
    assert said.code == 2
    assert "link out of the journal" in said.err
    assert "secret\n" not in said.err


def test_front_matter_that_expands_stops_no_page(world: World) -> None:
    head = bomb("b")
    world.write("people/bob.md", f"---\nname: Bob\n{head}---\n")
    world.write("page.md", f"---\n{head}title: *b8\ndescription: *b8\n---\n# Mine\n\nWords.\n")
    assert world.run("list people").code == 0
    said = world.run("build")
    assert said.code == 0
    assert "notes/page.md:6: the front matter is nested too deeply" in said.err
    assert "Words." in (world.root / "site/page.html").read_text()
    assert "people/bob.md" in world.run("check").out
