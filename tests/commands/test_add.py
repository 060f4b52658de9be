"""New notes: made from the declaration, inside the journal, and never over another."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from hobnob.notes.schema import SCHEMAS
from tests.conftest import World


def notes(world: World) -> set[str]:
    return {path.relative_to(world.notes).as_posix() for path in world.notes.rglob("*.md")}


def outside(world: World) -> set[Path]:
    # One walk: SQLite may take files of an index away between two.
    own = (world.notes, world.root / ".hobnob")
    files = (p for p in world.root.parent.rglob("*") if p.is_file())
    return {p for p in files if not any(p.is_relative_to(folder) for folder in own)}


def test_a_person_is_written_as_asked(world: World) -> None:
    said = world.run(
        ["add", "person", "Grace Hopper", "org=Ogilvy", "tags=math,#navy", "birthday=1906-12-09",
         "keep_in_touch=6 weeks", "private=yes"],
    )  # fmt: skip
    assert said.code == 0
    assert "notes/people/grace-hopper.md" in said.out
    assert (world.notes / "people/grace-hopper.md").read_text(encoding="utf-8") == (
        "---\nname: Grace Hopper\nbirthday: 1906-12-09\norg: Ogilvy\nkeep_in_touch: 6 weeks\n"
        "tags: [math, navy]\nprivate: true\n---\n"
    )


def test_what_is_added_is_found_at_once_and_is_clean(world: World) -> None:
    for kind in ("person", "plan", "org", "letter"):
        said = world.run(["add", kind, f"The {kind}", "--json"])
        assert said.json["type"] == kind
        assert said.json["slug"] == f"the-{kind}"
        assert said.json["path"] == f"notes/{SCHEMAS[kind].folder}/the-{kind}.md"
    assert world.run("check").code == 0


def test_references_become_slugs(world: World) -> None:
    world.person("Grace Hopper", emails="[grace@navy.example]")
    world.person("George Green")
    world.run("add letter Congratulations")
    world.run("add person Ada introduced_by=grace@navy.example")
    document = world.run(
        "add plan 'Next role' people=grace,[[george-green]],ada letter=congrat --json"
    )
    assert document.json["people"] == ["grace-hopper", "george-green", "ada"]
    assert document.json["letter"] == "congratulations"
    assert "introduced_by: grace-hopper\n" in (world.notes / "people/ada.md").read_text("utf-8")


def test_a_reference_to_nobody_or_to_several_writes_nothing(world: World) -> None:
    world.person("Grace Hopper")
    world.person("Grace Kelly")
    several = world.run("add person Ada introduced_by=grace")
    assert several.code == 3
    assert "grace-hopper" in several.err
    assert "grace-kelly" in several.err
    nobody = world.run("add person Ada introduced_by='Linus Pauling'")
    assert nobody.code == 3
    assert 'hobnob add person "Linus Pauling"' in nobody.err
    assert "people/ada.md" not in notes(world)


@pytest.mark.parametrize("name", ["Grace Hopper", "grace hopper", "  Grace   HOPPER "])
def test_the_same_name_twice_is_a_mistake(world: World, name: str) -> None:
    file = world.person("Grace Hopper", slug="amazing")
    before = file.read_bytes()
    said = world.run(["add", "person", name])
    assert said.code == 2
    assert "notes/people/amazing.md exists already" in said.err
    assert "hobnob edit amazing" in said.err
    assert "--slug grace-hopper" in said.err
    assert (file.read_bytes(), notes(world)) == (before, {"people/amazing.md"})


def test_the_same_name_may_have_a_slug_of_its_own(world: World) -> None:
    world.run("add person 'Grace Hopper'")
    assert world.run("add person 'Grace Hopper' --slug grace-of-yale").code == 0
    assert "people/grace-of-yale.md" in notes(world)


def test_another_name_that_makes_the_same_slug_gets_a_number(world: World) -> None:
    for name in ("Ann Lee", "Ann-Lee!", "Ann (Lee)"):
        world.person(name, slug=f"x{len(notes(world))}")
    assert world.run(["add", "person", "Ann'Lee"]).code == 0
    for name in ("C++", "C#", "C"):
        assert world.run(["add", "org", name]).code == 0, name
    assert {"people/annlee.md", "orgs/c.md", "orgs/c-2.md", "orgs/c-3.md"} < notes(world)


@pytest.mark.parametrize("slug", ["../up", "Grace", "a b", "a/b", ".", "a--b"])
def test_a_slug_is_checked(world: World, slug: str) -> None:
    said = world.run(["add", "person", "Grace Hopper", "--slug", slug])
    assert said.code == 2
    assert "try --slug " in said.err
    assert notes(world) == set()


def test_a_slug_that_is_taken_is_refused(world: World) -> None:
    file = world.person("Grace Hopper", slug="g")
    before = file.read_bytes()
    said = world.run("add person George --slug g")
    assert said.code == 2
    assert "--slug g-2" in said.err
    assert file.read_bytes() == before


def test_a_note_that_cannot_be_read_is_not_written_over(world: World) -> None:
    file = world.write("people/grace-hopper.md", "---\nname: [\n")
    said = world.run("add person 'Grace Hopper'")
    assert said.code == 2
    assert "hobnob check" in said.err
    assert file.read_bytes() == b"---\nname: [\n"


def test_a_link_is_not_written_through(world: World) -> None:
    (world.notes / "people").mkdir()
    (world.notes / "people/grace-hopper.md").symlink_to(world.root.parent / "away.md")
    said = world.run("add person 'Grace Hopper'")
    assert said.code == 2
    assert "exists already" in said.err
    assert not (world.root.parent / "away.md").exists()


def test_a_letter_is_known_by_its_file(world: World) -> None:
    assert world.run("add letter 'Well done' subject='Congratulations!'").code == 0
    text = (world.notes / "letters/well-done.md").read_text(encoding="utf-8")
    assert text.startswith("---\nsubject: Congratulations!\n---\n{{ greeting }},\n")
    assert world.run("add letter 'Well done'").code == 2


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../etc/passwd", "people/etc-passwd.md"),
        ("/abs", "people/abs.md"),
        ("..\\..\\windows", "people/windows.md"),
        ("C:\\con", "people/c-con.md"),
        ("مريم العذراء", "people/مريم-العذراء.md"),
        ("中村 美咲", "people/中村-美咲.md"),
        ("No", "people/no.md"),
        (".hidden", "people/hidden.md"),
        ("\u202egnp.exe", "people/gnp-exe.md"),
    ],
)
def test_a_name_never_leads_out_of_its_folder(world: World, name: str, file: str) -> None:
    before = outside(world)
    assert world.run(["add", "person", name]).code == 0
    assert notes(world) == {file}
    assert outside(world) == before
    with world.index() as index:
        assert index.value("SELECT name FROM note WHERE live") == " ".join(name.split())


def test_a_long_name_makes_a_file_all_the_same(world: World) -> None:
    for name in ("A" * 300, "Ann " * 100, "美" * 300):
        said = world.run(["add", "person", name])
        assert said.code == 0, said.err
    assert all(len(Path(path).name.encode()) < 255 for path in notes(world))


@pytest.mark.parametrize(
    "name", ["", "  ", "🙂🙂", "...", "Grace\x00Hopper", "\x1b[31mGrace", "a\udc80"]
)
def test_what_is_no_name_is_refused(world: World, name: str) -> None:
    said = world.run(["add", "person", name])
    assert said.code == 2
    assert "bug" not in said.err
    assert "\x1b" not in said.err
    assert notes(world) == set()


def test_a_name_of_pictures_goes_with_a_slug(world: World) -> None:
    assert world.run(["add", "person", "🙂", "--slug", "smile"]).code == 0
    assert world.run("check").code == 0


def test_an_unknown_key_is_kept_and_pointed_out(world: World) -> None:
    said = world.run("add person Ada shoe_size=9 emial=x")
    assert "does not know the key 'shoe_size', but keeps it" in said.err
    assert "did you mean emails?" in said.err
    assert 'shoe_size: "9"\nemial: x\n' in (world.notes / "people/ada.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("add person Grace Hopper", "'Hopper' is not key=value"),
        ("add person org=Ogilvy", "the name comes first"),
        ("add person Grace name=Grace", "the name is 'Grace' already"),
        ("add person Grace circle=near", "is no circle"),
        ("add persn Grace", "no kind of note"),
        ("add interaction Lunch", "hobnob log"),
        ("add person", "NAME"),
    ],
)
def test_a_mistake_is_explained_and_writes_nothing(world: World, command: str, says: str) -> None:
    said = world.run(command)
    assert said.code == 2
    assert says in said.err
    assert notes(world) == set()


def test_the_folder_names_the_kind_as_well(world: World) -> None:
    assert world.run("add people Grace").code == 0
    assert notes(world) == {"people/grace.md"}


def test_edit_opens_the_new_note_and_checks_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import sys; f = open(sys.argv[1], 'a'); f.write('See [[nobody]].\\n')"
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", shlex.join([sys.executable, "-c", code]))
    said = world.run("add person Grace --edit")
    assert said.code == 1
    assert said.out.startswith("notes/people/grace.md:4:")
    assert "nobody" in said.out


def test_the_notes_folder_may_have_another_name(world: World) -> None:
    text = (world.root / "mkdocs.yml").read_text(encoding="utf-8")
    (world.root / "mkdocs.yml").write_text(text.replace("notes", "my notes"), encoding="utf-8")
    assert "my notes/people/grace.md" in world.run("add person Grace").out
