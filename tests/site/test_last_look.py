"""What fails closed in a shared site: doubtful flags, links of every form, files, the last look."""

from __future__ import annotations

from pathlib import Path

import pytest

from hobnob.index import sharing
from hobnob.names import slugify
from hobnob.site.publish import BuildFailedError
from tests.conftest import World
from tests.site.building import Built, build

ZED = "---\nname: Zachariah Quell\naliases: [Zed]\nemails: [zq@example.org]\nphones: ['+44 20 7946 0958']\nprivate: true\n---\n"


@pytest.fixture
def zed(world: World) -> World:
    """A journal with one private person, and one public."""
    world.write("people/zed.md", ZED)
    world.person("Bob Public", "bob")
    return world


# ---------------------------------------------------------------- what is private


DOUBTFUL = (
    "private: true", "PRIVATE: Yes", "Private: on", "private: ture", "private: 1", "private:",
    'private: "yes please"', "private: [false]", "private: {a: false}",
    "private: false\nprivate: true", "private: true\nprivate: false",
    "private: false\nPrivate: true", "privat: true", "private: [",
    "<<: {private: true}", "x: &x {private: true}\n<<: [*x]", "a: b\rprivate: true",
)  # fmt: skip
CLEAR = ("private: false", "private: No", "private: 'off'", "other: true")


@pytest.fixture(scope="module")
def flagged(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shared site of a journal with all of these, on people and on pages."""
    world = World(tmp_path_factory.mktemp("flags") / "journal")
    world.settle()
    for number, said in enumerate((*DOUBTFUL, *CLEAR)):
        for file, word in (("people/p", "Person"), ("page", "Page")):
            name = f"{word}word{number}x"
            text = f"---\nname: {name}\ntitle: {name}\n{said}\n---\n\n{name}\n"
            world.write(f"{file}{number}.md", text.encode())
    return build(world, world.root / "shared", share=True, strict=False)


@pytest.mark.parametrize("said", DOUBTFUL)
@pytest.mark.parametrize("word", ["Person", "Page"])
def test_what_is_not_clearly_public_is_private(flagged: Built, said: str, word: str) -> None:
    assert flagged.where(f"{word}word{DOUBTFUL.index(said)}x") == []


@pytest.mark.parametrize("said", CLEAR)
@pytest.mark.parametrize("word", ["Person", "Page"])
def test_a_clear_no_is_public(flagged: Built, said: str, word: str) -> None:
    assert flagged.where(f"{word}word{len(DOUBTFUL) + CLEAR.index(said)}x")


def test_a_page_without_a_fence_can_be_private(world: World, tmp_path: Path) -> None:
    """MkDocs reads keys on the first lines as well."""
    world.write("one.md", "private: true\n\n# Markerword\n")
    world.write("two.md", b"\n---\nprivate: true\n---\n\n# Markerword\n")
    world.write("old.md", b"---\rprivate: true\r---\r\r# Markerword\r")
    assert build(world, tmp_path / "site", share=True, strict=False).where("Markerword") == []


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("private: ture", "3:10"),
        ("Private: 1", "3:10"),
        ("private:", "3:9"),
        ("private: [x]", "3:10"),
    ],
)
def test_check_tells_of_a_flag_that_cannot_be_read(world: World, said: str, place: str) -> None:
    world.write("people/it.md", f"---\nname: It\n{said}\n---\n")
    out = world.run("check").out
    assert f"notes/people/it.md:{place}: value " in out
    assert "neither true nor false" in out


@pytest.mark.parametrize("suffix", [".MD", ".markdown", ".Markdown", ".mkd"])
def test_a_note_of_another_suffix_is_a_note(world: World, tmp_path: Path, suffix: str) -> None:
    world.write(f"people/zed{suffix}", ZED + "Markerword\n")
    world.write(
        f"people/bob{suffix}", "---\nname: Bob Public\n---\nOf [him](zed.md), [[zed|Labelword]].\n"
    )
    world.write(f"about{suffix}", f"# About\n\n[Bob](people/bob{suffix}) and [[zed|Labelword]]\n")
    assert world.run("list people --json").json[0]["slug"] == "bob"
    site = build(world, tmp_path / "site", share=True)
    assert "people/bob.html" in site.pages["about.html"].text or "people/bob.html" in site.text(
        "about.html"
    )
    assert not [
        path for path in site.paths if "zed" in path or path.lower().endswith((".md", suffix))
    ]
    assert site.where("Markerword") == site.where("Labelword") == []


def test_who_shares_a_name_with_somebody_private_is_private(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world.person("Sam Same", "one", private="true")
    world.person("Sam Same", "two", body="Markerword", aliases="[Third]")
    world.person("Third", "three", body="Markerword")
    world.write("orgs/one.md", "---\nname: Markerword\n---\n")
    world.met("2024-01-01", "Sam Same", body="Markerword", slug="met")
    world.person("Bob Public", "bob", body="[[sam same|Markerword]] and [[Third|Markerword]]")
    site = build(world, tmp_path / "site", share=True, strict=False)
    assert site.where("Markerword") == site.where("Sam") == []
    assert "two.md: it counts as private, because notes/people/one.md" in capsys.readouterr().err


def test_a_note_that_cannot_be_read_is_said(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world.write("people/it.md", "---\nname: [\n---\n")
    world.person("Bob Public", "bob", body="[[it|Markerword]]")
    site = build(world, tmp_path / "site", share=True, strict=False)
    assert site.where("Markerword") == []
    assert (
        "notes/people/it.md: it cannot be read, so it counts as private" in capsys.readouterr().err
    )


# ---------------------------------------------------------------- links


LINKS = (
    "[[zed|Label]]", "[[zed#h|Label]]", "[[people/zed.md|Label]]", "[[ZED|La [Label] bel]]",
     "[[zed|Label\nLabel]]", "![[zed|Label]]", "[[zq@example.org|Label]]", "[[Zachariah|Label]]",
     "[Label](../people/zed.md)", "[Label](zed.html)", "[Label](/people/zed/)", "[Label](zed)",
     '[Label](zed.md "Label")', "[Label](<zed.md> 'Label (x)')", "[Label [Label]](zed.md)",
     "[Label\nLabel](zed.md)", "> [Label\n> Label](zed.md)", "[Label](../people/%7Aed.md#Label)",
     "[Label][Label]\n\n[Label]: zed.md", "[Label][]\n\n[label]: <zed.md>\n  'Label'",
     "[Label]\n\n[label]: ../people/zed.html", "![Label](zed.md)", "[![Label](zed.md)](zed.md)",
     "[^1]\n\n[^1]: See [Label](zed.md)", "[^1]\n\n[^1]: [Label](zed.md)", "[Label](mailto:zq@example.org)",
     "[Label](tel:+442079460958)", "<zq@example.org>", "https://example.org/people/zed.html?Label",
     "| a |\n|-|\n| [[zed\\|Label]] [Label](zed.md) |", "- [ ] [[zed|Label]]: a book",
     "- [ ] send [Label](zed.md) it", "[*Label* `Label`](zed.md)", "`[[zed|Label]]`",
)  # fmt: skip


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shared site of a journal with a person for each link."""
    world = World(tmp_path_factory.mktemp("links") / "journal")
    world.settle()
    world.write("people/zed.md", ZED)
    for number, link in enumerate(LINKS):
        link = link.replace("Label", f"Labelword{number}x").replace(
            "[label", f"[labelword{number}x"
        )
        world.person(f"Bob{number}", body=f"Before.\n\n{link}\n\nAfter.\n")
    return build(world, world.root / "shared", share=True, strict=False)


@pytest.mark.parametrize("link", LINKS)
def test_a_link_to_somebody_private_is_someone(linked: Built, link: str) -> None:
    number = LINKS.index(link)
    shown = linked.pages[f"people/bob{number}.html"].text
    assert "Before." in shown
    assert "After." in shown
    assert linked.where(f"Labelword{number}x") == linked.where(f"labelword{number}x") == []
    held = linked.text(f"people/bob{number}.html")
    assert not [word for word in ("zed", "zq@", "Zachariah", "7946") if word in held]


def test_a_link_in_html_of_a_page_is_someone(zed: World, tmp_path: Path) -> None:
    zed.write(
        "aside.md",
        '---\ndescription: "[[zed|Labelword]]"\n---\n\n# A [[zed|Labelword]]\n\n<a href="people/zed.html">Labelword</a>\n',
    )
    site = build(zed, tmp_path / "site", share=True, strict=False)
    assert site.where("Labelword") == []


# ---------------------------------------------------------------- files


def test_an_item_of_the_navigation_that_is_private_is_left_out(zed: World, tmp_path: Path) -> None:
    zed.write("secretword.md", "---\nprivate: true\n---\n# Secretword\n")
    zed.write("open.md", "# Open\n")
    settings = zed.root / "mkdocs.yml"
    settings.write_text(
        f"{settings.read_text()}nav:\n  - open.md\n  - secretword.md\n"
        "  - Secretword:\n    - Secretword: people/zed.md\n    - secretword.md\n"
    )
    site = build(zed, tmp_path / "site", share=True)
    assert site.where("ecretword") == []
    assert "open.html" in site.text("people/bob.html")


def test_only_files_that_are_shown_are_copied(zed: World, tmp_path: Path) -> None:
    for name in ("one.png", "two.pdf", "styled.png", "nobody.png", "zed.png", "hidden.png"):
        zed.write(f"files/{name}", name.encode())
    zed.write(
        "people/zed.md",
        ZED.replace("private", "photo: files/zed.png\nprivate") + "![x](../files/hidden.png)\n",
    )
    zed.write("own.css", "body { background: url('files/styled.png') }\n")
    zed.write("index.md", "# Home\n\n![one](files/one.png)\n\n<!-- ![no](files/nobody.png) -->\n")
    zed.person("Bob Public", "bob", body="See [it][i].\n\n[i]: ../files/two.pdf\n")
    settings = zed.root / "mkdocs.yml"
    settings.write_text(settings.read_text() + "extra_css: [own.css]\n")
    site = build(zed, tmp_path / "site", share=True)
    files = {path for path in site.paths if path.startswith("files/")}
    assert files == {"files/one.png", "files/two.pdf", "files/styled.png"}
    assert "own.css" in site.paths


# ---------------------------------------------------------------- the last look


def test_words_of_all_scripts_are_found_whole(world: World) -> None:
    """A vowel sign does not end a word, and a Japanese name stands between other signs."""
    for name in ("अमित कुलकर्णी", "中村 美咲", "Žofie Ångström"):
        world.person(name, private="true")
    world.person("Bob Public", "bob", body="लकर, ZOFIE, zofie.\n\n今日は中村美咲と会った。\n")
    said = world.run("build --share")
    assert said.code == 0
    assert sorted(line.split("'")[1] for line in said.err.splitlines() if "is said here" in line) == [
        "ZOFIE", "中村美咲",
    ]  # fmt: skip


def test_a_name_is_found_beside_an_ending_and_other_scripts(world: World) -> None:
    """The site's search splits these texts otherwise; that is no mistake of hobnob's."""
    for name in ("Zed Quell", "김민수", "Brien Gorn", "Patrick O'Mara"):
        world.person(name, private="true")
    world.person(
        "Bob Public", "bob", body="Zed's book, Xia O'Brien, O’Mara’s dog.\n\n和Quell吃饭 김민수와\n"
    )
    said = world.run("build --share")
    assert said.code == 0, said.err
    assert sorted(line.split("'")[1] for line in said.err.splitlines() if "is said here" in line) == [
        "O’Mara", "Quell", "Zed", "김민수",
    ]  # fmt: skip


def test_what_the_pages_always_say_is_no_mistake(world: World) -> None:
    """Words of hobnob's own, dates, numbers, and the slug of a page of hobnob's own."""
    for name in ("Next move", "June 2026", "42"):
        world.write(f"plans/{slugify(name)}.md", f"---\nname: {name}\nprivate: true\n---\n")
    world.person("Quintus Zorn", "index", private="true")
    world.person("Bob Public", "bob", circle="close")
    world.met("2026-06-01", "bob", kind="email")
    world.write(
        "plans/work.md",
        "---\nname: Work\npeople: [bob]\nstart: 2026-05-01\n---\n",
    )
    said = world.run("build --share")
    assert said.code == 0, said.err


def test_what_the_user_typed_is_listed_with_its_line(zed: World) -> None:
    zed.met(
        "2024-01-01",
        "bob",
        slug="lunch",
        body="Fine.\n\nHad lunch with Zed.\nRing 020 7946 0958.\n",
    )
    zed.person("Bob Public", "bob", met_at="with zachariah quell", body="Not zedonk, not zeds.")
    said = zed.run("build --share")
    assert said.code == 0
    assert "notes/interactions/2024/lunch.md:8: 'Zed' is said here" in said.err
    assert "notes/interactions/2024/lunch.md:9: '020 7946 0958' is said here" in said.err
    assert "notes/people/bob.md:3: 'zachariah quell' is said here" in said.err
    assert said.err.count("is said here") == 3


def test_strict_fails_on_what_the_user_typed(zed: World) -> None:
    zed.person("Bob Public", "bob", body="Knows Zed.")
    assert zed.run("build").code == 0
    said = zed.run("build --share --strict")
    assert said.code == 1
    assert "notes/people/bob.md:4: 'Zed'" in said.err
    assert not (zed.root / "site").exists()
    zed.person("Bob Public", "bob", body="Knows [[zed]].")
    assert zed.run("build --share --strict").code == 0


def test_ordinary_words_are_no_names(world: World) -> None:
    """A name that is a word of every page is said to be one; a small "will" means nobody."""
    for name in ("Will", "May", "Ann Home", "Sunday"):
        world.person(name, private="true")
    world.person("Ann Public", "ann", body="Ann is at home. Will it rain? I will see, I may not.")
    world.met("2024-05-05", "ann", body="We will be there.")
    said = world.run("build --share --strict")
    assert "'Will' is also a word of the site's own pages" in said.err
    assert said.err.count("is said here") == 1, said.err  # "Will it rain?" may be about him.
    world.person("Ann Public", "ann", body="Ann is at home. I will see, I may not.")
    assert world.run("build --share --strict").code == 0


@pytest.mark.parametrize("typed", ["", "Had lunch with Zachariah Quell, and left."])
def test_what_hobnob_wrote_itself_fails_the_build(
    zed: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    """Also where the user typed the name elsewhere: the words around it are others."""

    hide = sharing.hide_private

    def forget_to_hide(db, prefix):  # type: ignore[no-untyped-def]
        _, hidden = hide(db, prefix)
        return db, hidden

    monkeypatch.setattr(sharing, "hide_private", forget_to_hide)
    zed.person("Bob Public", "bob", body=typed)
    with pytest.raises(BuildFailedError):
        build(zed, tmp_path / "site", share=True, strict=False)
    assert not (tmp_path / "site").exists()


def test_a_file_that_the_user_wrote_is_searched(zed: World) -> None:
    zed.write("notes.txt", "one\nZachariah Quell\n")
    zed.person("Bob Public", "bob", body="See [it](../notes.txt).")
    assert "notes/notes.txt:2: 'Zachariah Quell' is said here" in zed.run("build --share").err
