"""Front matter as people write it: what is read, what is told, and what an edit does to it."""

from __future__ import annotations

from typing import Any

import pytest

from hobnob.model import Kind, Note
from hobnob.name_forms import split_titles
from hobnob.notes.copies import copied_from, numbered_from
from hobnob.notes.edit import NoteText
from hobnob.notes.loose import quote_head
from hobnob.notes.read import read_note
from tests.conftest import World


def note_of(head: str, kind: Kind = "person") -> Note:
    return read_note(kind, "x", "notes/people/x.md", f"---\n{head}\n---\n".encode())


def met(value: str) -> Note:
    return note_of(f"date: 2026-01-01\npeople: {value}", "interaction")


def codes(note: Note) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in note.problems]


@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        ("name: Ada #1 Byron", 'name: "Ada #1 Byron"'),
        ("location: Suite #5, Paris", 'location: "Suite #5, Paris"'),
        ('location: The "Hut" #5', "location: 'The \"Hut\" #5'"),
        ("tags: #mentor", 'tags: ["#mentor"]'),
        ("tags: #a #b", 'tags: ["#a", "#b"]'),
        ("tags:\n  - #a", '- "#a"'),
        ("roles:\n  - org: Acme #2\n    title: x", '- org: "Acme #2"'),
    ],
)
def test_a_text_that_yaml_takes_for_a_comment_is_told_with_its_quotes(
    line: str, quoted: str
) -> None:
    (problem,) = [p for p in note_of(f"circle: close\n{line}").problems if p.code == "lost-text"]
    assert problem.line == 3 + line.split(quoted[:3])[0].count("\n")
    assert problem.message.endswith(f"write {quoted}")


@pytest.mark.parametrize(
    "line",
    ["circle: close # mine", "tags: [a] #x", "location: 'x' #y", "tags: #todo\n  - b", "#name: x",
     'location: "a #b"', "met_at: a#b", "met_at: |\n  one #two", "# a #b"],
)  # fmt: skip
def test_a_comment_is_a_comment(line: str) -> None:
    assert codes(note_of(f"name: Ada\n{line}")) == []


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ("[[ada]], [[bob]]", ["[[ada]]", "[[bob]]"]),
        ("[[ada]]", ["[[ada]]"]),
        ("\n  - [[ada]]\n  - [[bob|Bob]]", ["[[ada]]", "[[bob|Bob]]"]),
        ("[[[ada]], [[bob]]]", ["[[ada]]", "[[bob]]"]),
        ('"[[ada]], [[bob]]"', ["[[ada]]", "[[bob]]"]),
        ("Ada, Bob", ["Ada", "Bob"]),
        ("Ada, Martin King, Jr.", ["Ada", "Martin King, Jr."]),
        ('"Byron, Ada"', ["Byron, Ada"]),
        ("[[ada]], Bob", ["[[ada]]", "Bob"]),
        ("[Bob, [[ada]], 'Eve']  # x", ["Bob", "[[ada]]", "Eve"]),
        ("\n  - [[ada]], [[bob]]", ["[[ada]]", "[[bob]]"]),
        ("\n  - [Ada](../people/ada%20b.md)\n  - Eve", ["[[../people/ada b|Ada]]", "Eve"]),
        ("\n  - Byron, Ada", ["Byron, Ada"]),
    ],
)
def test_people_are_read_as_they_are_meant(value: str, people: list[str]) -> None:
    assert met(value).values["people"] == people


def test_a_link_that_breaks_the_front_matter_is_told() -> None:
    assert codes(met("[[ada]], [[bob]]")) == [(3, "unquoted")]
    assert codes(met("[[ada]]")) == []


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("tags: [#a, #b]", "tags", ["a", "b"]),
        ("tags: mentor, friend", "tags", ["mentor", "friend"]),
        ("relation: friend, mentor", "relation", ["friend", "mentor"]),
        ("emails: a@x.org, b@y.org", "emails", ["a@x.org", "b@y.org"]),
        ("aliases: Byron, Ada", "aliases", ["Byron, Ada"]),
        ("org: [[Acme]]", "org", "[[Acme]]"),
        ("met_at: [[Rome]], a talk", "met_at", "[[Rome]], a talk"),
        ("Birthday: 1906-12-09", "birthday", "1906-12-09"),
        ("Keep in touch: 6 weeks", "keep_in_touch", "6 weeks"),
        ("birthday: [[1960-01-02]]", "birthday", "1960-01-02"),
        ('birthday: "[[daily/1960-01-02|then]]"', "birthday", "1960-01-02"),
        ("circle: [[close]]", "circle", "close"),
        # The index reads it as the name of the note it leads to, else as its words.
        ("tags: [[mentor]]", "tags", ["[[mentor]]"]),
        ("met_at: [[Rome]], [[Paris]]", "met_at", "[[Rome]], [[Paris]]"),
        ("links: [site](https://x.org/a)", "links", ["https://x.org/a"]),
        ("birthday: 1960", "birthday", "1960"),
        ("birthday: 1604-12-09", "birthday", "--12-09"),
    ],
)
def test_a_value_is_read_as_it_is_meant(line: str, key: str, value: Any) -> None:
    assert note_of(f"name: Ada\n{line}").values[key] == value


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("knows: [[a]], [[b]]", 'knows: ["[[a]]", "[[b]]"]'),
        ("Met through: [[a]], [[b]]", 'Met through: ["[[a]]", "[[b]]"]'),
        ("Großväter: [[a]], [[b]] # x", 'Großväter: ["[[a]]", "[[b]]"] # x'),
        ("twitter: @ada", 'twitter: "@ada"'),
        ("site: [mine](https://x.org)", 'site: "[mine](https://x.org)"'),
    ],
)
def test_a_key_of_your_own_does_not_hide_the_note(line: str, written: str) -> None:
    note = note_of(f"name: Ada\n{line}")
    assert note.usable
    assert [p.message.partition("; ")[2] for p in note.problems] == [f"write {written}"]
    assert quote_head(quote_head(f"{line}\n", "person")[0], "person")[1] == []


def test_a_long_list_without_its_end_is_no_trap() -> None:
    # With two readings of each item, this would never end.
    head = f"people: [{'a   , ' * 3000}\n"
    assert quote_head(head, "interaction") == (head, [])


@pytest.mark.parametrize(
    ("value", "better"),
    [("4 July 1976", "1976-07-04"), ("Dec 9th, 1906", "1906-12-09"), ("4.7.1976", "1976-07-04"),
     ("9 december", "--12-09"), ("Dec 9th", "--12-09"), ("February 30", "1906-12-09, --12-09"),
     ("0704", "1906-12-09, --12-09 without a year, or 1906"), ("7/4/1976", "1906-12-09, --12-09")],
)  # fmt: skip
def test_a_day_in_words_is_told_with_its_form(value: str, better: str) -> None:
    (problem,) = note_of(f"name: Ada\nbirthday: {value}").problems
    assert f"; write {better}" in problem.message


def test_a_tab_is_told_as_a_tab() -> None:
    (problem,) = note_of("name: Ada\ntags:\n\t- one").problems
    assert (problem.line, problem.message) == (
        4, "this is not YAML: there is a tab here; use spaces, not tabs",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("head", "place", "said"),
    [
        ("name: Ada\n  org: Acme", (3, 1), "this line begins further in than the one above"),
        ("roles:\n  - org: A\n    title: b\n     since: 2020", (5, 1), "begins further in"),
        ("nam:e Ada\ncircle: close", (2, 1), "this line has no key; write 'key: value'"),
        ("# mine\n\nname Ada\n\ncircle: close", (4, 1), "this line has no key"),
        ("  name: Ada\ncircle: close", (3, 1), "the keys do not all begin in the same column"),
        ("name: Ada\ntitle: Dr: Ada", (3, 10), "a colon and a space in it goes in quotes"),
        ("tags:\n- a\ntitle: Dr: Ada", (4, 10), "a colon and a space in it goes in quotes"),
    ],
)
def test_the_line_is_told_that_is_wrong(head: str, place: tuple[int, int], said: str) -> None:
    (problem,) = note_of(head).problems
    assert said in problem.message
    assert (problem.line, problem.column) == place


def test_the_file_of_an_interaction_has_its_day(world: World) -> None:
    lunch = world.write("interactions/2026-01-06 Lunch.md", "---\npeople: Ada\n---\nHi\n")
    copy = world.write(
        "people/Eve (conflicted copy 2026-01-01).md", "---\ntags: x\n---\n"
    )  # fmt: skip
    world.person("Ada")
    world.person("Eve", "Eve")
    assert "add 'date: 2026-01-06'" in world.run("check").out
    world.run("check --fix")
    assert lunch.read_text() == "---\ndate: 2026-01-06\npeople: [ada]\n---\nHi\n"
    assert copy.read_text() == "---\ntags: x\n---\n"


def test_a_heading_gives_the_name_without_its_tags(world: World) -> None:
    world.write("people/x.md", "# Eve *Adams* #friend #a/b\n")
    world.write("people/@Ada Byron.md", "---\ntags: [a]\n---\n")
    assert [p["name"] for p in world.run("list people --json").json] == ["Ada Byron", "Eve Adams"]


@pytest.mark.parametrize(
    ("kind", "key", "meant"),
    [("person", "company", "org"), ("person", "City", "location"), ("person", "organization", "org"), ("person", "role", "title"),
     ("person", "Position", "title"), ("interaction", "attendees", "people"),
     ("interaction", "participants", "people"), ("interaction", "contacts", "people")],
)  # fmt: skip
def test_another_word_is_told_with_the_key_that_is_meant(kind: Kind, key: str, meant: str) -> None:
    note = note_of(f"date: 2026-01-01\n{key}: x", kind)
    assert [p.message for p in note.problems if f"did you mean {meant}?" in p.message]
    both = note_of(f"date: 2026-01-01\n{key}: x\n{meant}: y", kind)
    assert not [p for p in both.problems if f"'{key}'" in p.message]


def test_quotes_change_no_text_of_several_lines() -> None:
    head = "met_at: |\n  - [[ada]]\n  people: [[b]], [[c]]\nname: x\n"
    assert quote_head(head, "person") == (head, [])


def edited(head: str, change: str, *arguments: Any) -> str:
    note = NoteText("interaction", "x.md", f"---\n{head}\n---\n".encode())
    getattr(note, change)(*arguments)
    return note.data.decode().removeprefix("---\n").removesuffix("\n---\n")


def test_an_edit_reads_a_list_as_the_index_does() -> None:
    assert edited("people: Ada, Bob", "set", "people", ["Ada", "Bob", "eve"]) == (
        "people: [Ada, Bob, eve]"
    )
    swap = {"Ada": "ada-king", "[[ada|Ada]]": "[[ada-king|Ada]]"}.get
    assert edited("people: Ada, Bob", "replace_items", "people", swap) == (
        "people: [ada-king, Bob]"
    )
    assert edited("people:\n  - [[ada|Ada]]", "replace_items", "people", swap) == (
        "people:\n  - [[ada-king|Ada]]"
    )
    both = ["[[ada]]", "eve"]
    assert edited("people: [[ada]]", "set", "people", both) == 'people: ["[[ada]]", eve]'
    assert edited("people:\n  - [[ada]] # x", "set", "people", both) == (
        'people:\n  - "[[ada]]" # x\n  - eve'
    )
    assert edited("plan: [[p]]", "set", "plan", "q") == "plan: q"
    assert edited("People: [a]\nplace: x", "set", "people", ["a", "b"]) == (
        "People: [a, b]\nplace: x"
    )


def test_a_person_without_front_matter_has_a_name(world: World) -> None:
    world.write("people/sofia.md", "# Sofia Marino\n\nBakes.\n")
    world.write("people/Grace Hopper.md", "---\ntags: [a]\n---\n")
    world.write("people/karl-weiss.md", "---\ntags: [a]\n---\n## Notes\n")
    found = {p["slug"]: p["name"] for p in world.run("list people --json").json}
    assert found == {
        "sofia": "Sofia Marino", "grace-hopper": "Grace Hopper", "karl-weiss": "karl-weiss",
    }  # fmt: skip
    told = {p["path"]: p["message"] for p in world.run("check --json").json}
    assert "name: Karl Weiss" in told.pop("notes/people/karl-weiss.md")
    assert "name: Sofia Marino" in told.pop("notes/people/sofia.md")
    assert told == {}
    world.run("check --fix")
    assert world.run("check").code == 0
    note = (world.notes / "people/sofia.md").read_text()
    assert note == "---\nname: Sofia Marino\n---\n# Sofia Marino\n\nBakes.\n"


def test_a_year_alone_has_no_birthday_to_remember(world: World) -> None:
    world.person("Ada", birthday="1960")
    assert "1960" in world.run("show ada").out
    for command in ("today", "today --days 400", "brief ada", "export calendar", "list --json"):
        assert world.run(command).code == 0
    assert "birthday" not in world.run("today --days 366").out


@pytest.mark.parametrize("folder", ["Templates", "templates", "_old", "Archive", "x/Archive"])
def test_a_folder_without_notes_has_no_pages_either(world: World, folder: str) -> None:
    world.settle("      exclude: [Archive, people/gone]\n")
    world.person("Ada")
    for path in (f"people/{folder}/eve.md", f"{folder}/page.md", "people/gone/bob.md"):
        world.write(path, "---\nname: Eve\n---\n# Eve\n")
    assert [p["slug"] for p in world.run("list people --json").json] == ["ada"]
    assert world.run("search eve --json").json == []
    assert world.run("build").code == 0
    pages = [path.name for path in (world.root / "site").rglob("*.html")]
    assert not {"eve.html", "page.html", "bob.html"} & set(pages)


def test_a_folder_that_is_excluded_later_leaves_the_index(world: World) -> None:
    world.write("people/old/eve.md", "---\nname: Eve\n---\n")
    assert len(world.run("list people --json").json) == 1
    world.settle("      exclude: people/old\n")
    assert world.run("list people --json").json == []
    world.settle()
    assert len(world.run("list people --json").json) == 1


@pytest.mark.parametrize(
    ("copy", "original"),
    [
        ("ada (conflicted copy 2026-01-01)", "ada"), ("Ada B (Tim's conflicted copy)", "Ada B"),
        ("ada.sync-conflict-20260101-101500-ABC", "ada"), ("ada (Case Conflict)", "ada"),
        ("ada (conflict) b", ""), ("ada (friend)", ""), ("Ada Conflict", ""),
    ],
)  # fmt: skip
def test_copies_of_synchronizing_programs(copy: str, original: str) -> None:
    assert copied_from(f"notes/people/{copy}.md") == (original and f"{original}.md")


def test_a_numbered_copy_is_told_only_beside_its_note(world: World) -> None:
    world.person("Ada")
    world.write("people/ada 2.md", "---\nname: Ada Two\n---\n")
    world.write("people/eve 2.md", "---\nname: Eve Two\n---\n")
    told = [(p["path"], p["code"]) for p in world.run("check --json").json]
    assert told == [("notes/people/ada 2.md", "numbered-copy")]
    assert numbered_from("people/ada (1).md") == "ada.md"


def test_a_conflict_in_code_is_an_example(world: World) -> None:
    conflict = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n"
    world.person("Ada", body=f"First.\n\n{conflict}")
    world.person("Bob", body=f"```\n{conflict}```\n")
    world.write("people/eve.md", f"---\nname: Eve\n{conflict}---\n")
    world.write("page.md", f"# Page\n\n{conflict}")
    whole = "<<<<<<< HEAD\n---\nname: Kai\n---\n=======\n---\nname: Kay\n---\n>>>>>>> x\n"
    kai = world.write("people/kai.md", whole)
    world.person("Max", body="a\n=======\nb\n>>>>>>> x\n")
    world.person("Zoe", body="Title\n=======\n\n> > > deep\n")
    told = [(p["path"][6:], p["line"], p["code"]) for p in world.run("check --json").json]
    assert told == [
        ("page.md", 3, "conflict"), ("people/ada.md", 6, "conflict"),
        ("people/eve.md", 3, "front-matter"), ("people/kai.md", 1, "front-matter"),
        ("people/max.md", 7, "conflict"),
    ]  # fmt: skip
    world.run("check --fix")
    assert kai.read_text() == whole


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Sofia Marino, PMP", ("", "Sofia Marino", "PMP")),
        ("Dr. Karl Weiß", ("Dr.", "Karl Weiß", "")),
        ("Prof. Dr. Ada Byron, Ph.D., MBA", ("Prof. Dr.", "Ada Byron", "Ph.D., MBA")),
        ("Karl Weiß PhD", ("", "Karl Weiß", "PhD")),
        ("Hopper, Grace", ("", "Hopper, Grace", "")), ("MARINO, SOFIA", ("", "MARINO, SOFIA", "")),
        ("Martin Luther King Jr.", ("", "Martin Luther King Jr.", "")),
        ("Prof. Dr. Dr. h.c. mult. Hans Meier", ("Prof. Dr. Dr. h.c. mult.", "Hans Meier", "")),
        ("Dr. rer. nat. Eva Lang, MSc", ("Dr. rer. nat.", "Eva Lang", "MSc")),
        ("Dipl.-Ing. Eva Lang", ("Dipl.-Ing.", "Eva Lang", "")),
        ("JUDr. Jan Novák, CSc.", ("JUDr.", "Jan Novák", "CSc.")),
        ("dr hab. inż. Jan Lis", ("dr hab. inż.", "Jan Lis", "")),
        ("Dott.ssa Maria Rossi", ("Dott.ssa", "Maria Rossi", "")),
        ("Sra. Ana Gómez", ("Sra.", "Ana Gómez", "")), ("Д-р Иван Петров", ("Д-р", "Иван Петров", "")),
        ("H. C. Andersen", ("", "H. C. Andersen", "")), ("Phil. Lynott", ("", "Phil. Lynott", "")),
        ("Ing Lee", ("", "Ing Lee", "")), ("Md. Rahman", ("", "Md. Rahman", "")),
        ("Yo-Yo Ma", ("", "Yo-Yo Ma", "")), ("Dr.", ("", "Dr.", "")), ("Lee, JJ", ("", "Lee, JJ", "")),
    ],
)  # fmt: skip
def test_titles_and_degrees_are_no_part_of_a_name(typed: str, parts: tuple[str, ...]) -> None:
    assert tuple(split_titles(typed)) == parts


def test_every_way_to_add_somebody_keeps_titles_apart(world: World) -> None:
    world.run(["add", "person", "Sofia Marino, PMP"])
    world.run(["log", 'Lunch with @new:"Dr. Karl Weiß"'])
    world.run("add plan P")
    world.run(["plan", "p", "add", "--new", "Prof. Ben Otto", "Sofia Marino, PMP"])
    found = {
        p["slug"]: (p.get("prefix"), p["name"], p.get("suffix"))
        for p in world.run("list people --json").json
    }
    assert found == {
        "sofia-marino": (None, "Sofia Marino", "PMP"),
        "karl-weiß": ("Dr.", "Karl Weiß", None),
        "ben-otto": ("Prof.", "Ben Otto", None),
    }
    assert "Dr. Karl Weiß" in world.run(["show", "karl-weiß"]).out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Notes:\n\"When exporting…\"\n\nFirst Name,Last Name\nAda,Byron\n", "export of LinkedIn"),
        ("BEGIN:VCARD\nFN:Ada\nEND:VCARD\n", "a vCard"), ("BEGIN:VCALENDAR\n", "a calendar"),
        ('[{"name": "Ada"}]', "JSON"), ("<html><body>", "HTML or XML"),
        ("From: ada@example.org\nSubject: Hi\n", "an e-mail"), ("---\nname: Ada\n---\n", "a note"),
        ("{\\rtf1 Ada}", "a document"), ("[12/01/2026, 10:22] Ada: Hi\n", "header"),
        ("+49 30 123\n", "'+49 30 123' does not look"), ("[ada]\n", "'[ada]' does not look"),
        ("Ada Byron\nDear all, I hope that you are well today.\n", "line 2: 'Dear all"),
        ("Ada Byron\nTelephone: 123\n", "line 2: 'Telephone: 123'"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_names_is_refused(world: World, text: str, says: str) -> None:
    world.run("add plan P")
    said = world.run("plan p add --new --file -", stdin=text)
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    assert world.run("list people --json").json == []


def test_a_document_is_refused_as_one(world: World) -> None:
    world.run("add plan P")
    path = world.root / "x.xlsx"
    path.write_bytes(b"PK\x03\x04\x14\x00\xff\xfe")
    said = world.run(["plan", "p", "add", "--new", "--file", str(path)])
    assert (said.code, "looks like a document" in said.err) == (2, True)


def test_a_list_of_markdown_is_a_list_of_names(world: World) -> None:
    world.run("add plan P")
    listed = "# Guests\n- Ada Byron\n* [ ] Eve Adams\n1. [[kai|Kai Lo]]\n2) b@example.org\n"
    assert world.run("plan p add --new --file -", stdin=listed).code == 0
    found = {p["name"]: p.get("emails") for p in world.run("list people --json").json}
    assert found == {
        "Ada Byron": None, "Eve Adams": None, "Kai Lo": None, "b@example.org": ["b@example.org"],
    }  # fmt: skip


def test_a_dead_markdown_link_is_told(world: World) -> None:
    world.write("pics/a b.png", b"")
    world.person("Eve Adams", "Eve Adams")
    body = (
        "## Tea time\n\n[a](eve.md) [b](#tea-time) [c](#coffee) [d](<Eve Adams.md>)\n"
        "[e](Eve%20Adams.md#x) ![f](../pics/a%20b.png) ![g](a.png) [h](../tags/index.md)\n"
        "[i](https://example.org/a.md) [j](../../x.md) `[k](z.md)` [l][m]\n\n[m]: ../nowhere.md\n"
    )
    world.person("Ada", body=body)
    told = [
        (p["line"], p["message"].split(":")[0])
        for p in world.run("check --json").json if p["code"] == "dead-link"
    ]  # fmt: skip
    assert told == [
        (6, "eve.md"), (6, "#coffee"), (7, "Eve%20Adams.md#x"), (7, "a.png"), (8, "../../x.md"),
        (8, "../nowhere.md"),
    ]  # fmt: skip


def test_rename_follows_links_with_blanks(world: World) -> None:
    world.person("Eve Adams", "Eve Adams")
    ada = world.person("Ada", body="[a](<Eve Adams.md>) [b](Eve%20Adams.md#x)\n")
    page = world.write(
        "page.md", "[c]: <people/Eve Adams.md>\n\n[c] and [d](people/Eve%20Adams.md)\n"
    )
    assert world.run(["rename", "eve-adams", "eve-king"]).code == 0
    assert ada.read_text().endswith("[a](<eve-king.md>) [b](eve-king.md#x)\n")
    assert page.read_text() == "[c]: <people/eve-king.md>\n\n[c] and [d](people/eve-king.md)\n"


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("![[pic.png]]", '<img src="../att/sub/pic.png" alt="pic.png" loading="lazy">'),
        ("![[sub/pic.png|300]]", 'alt="pic.png" width="300" loading="lazy">'),
        ("![[att/sub/pic.png|a view|30x20]]", 'alt="a view" width="30" height="20"'),
        ('![[pic.png|"><b>]]', 'alt="&quot;&gt;&lt;b&gt;"'),
        ("![[none.png]]", 'title="No such picture">none.png</span>'),
    ],
)
def test_a_picture_is_shown_as_obsidian_names_it(world: World, link: str, shown: str) -> None:
    world.write("att/sub/pic.png", b"")
    world.person("Ada", body=f"{link}\n")
    world.run("build")
    assert shown in (world.root / "site/people/ada.html").read_text(encoding="utf-8")
    told = [p["code"] for p in world.run("check --json").json]
    assert told == (["broken-link"] if "none" in link else [])
