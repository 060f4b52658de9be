"""The manual in `docs/` says what the declarations say."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import click
import pytest

from hobnob.answers import Key, heading, keys_of
from hobnob.cli.main import cli
from hobnob.cli.verb import Verb, verb, verb_groups
from hobnob.docs.documents import DERIVED, EVERY_NOTE, OTHERS, sections
from hobnob.docs.manual import TOPICS, render_manual
from hobnob.docs.prints import classes_in, printed_answers, prints_of_verbs, render_prints, words_of
from hobnob.index.documents import load_documents
from hobnob.letters.filters import FILTERS
from hobnob.network.ties.phrases import KINDS
from hobnob.notes.schema import SCHEMAS
from hobnob.settings import DEFAULT_SUGGEST, SETTINGS
from tests.conftest import ROOT, World
from tests.documents import mistakes

with click.Context(cli):
    FILES = dict(render_manual())
    ANSWERS = {heading(kind): kind for kind in printed_answers()}
    PRINTS = dict(prints_of_verbs())


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_up_to_date(name: str) -> None:
    there = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert there == FILES[name], "run: python -m hobnob.docs docs/"


def test_writing_the_manual_again_changes_nothing(tmp_path: Path) -> None:
    from hobnob.docs.manual import write_manual

    with click.Context(cli):
        assert len(list(write_manual(tmp_path))) == len(TOPICS) + 1
        assert list(write_manual(tmp_path)) == []


def test_every_key_is_documented() -> None:
    for schema in SCHEMAS.values():
        for field in schema.fields:
            assert f"| `{field.name}`" in FILES["format.md"]
            for part in field.parts:
                assert f"| `{part.name}`" in FILES["format.md"]


def test_every_verb_is_documented_with_an_example() -> None:
    for verbs in verb_groups().values():
        for name in verbs:
            page = FILES["commands.md"].split(f"### hobnob {name}\n")[1].split("\n##")[0]
            assert page.count("```") >= 4, f"hobnob {name} --help has no example"


def test_every_setting_is_documented() -> None:
    for setting in SETTINGS:
        assert f"| `{setting.name}` |" in FILES["settings.md"]


def test_what_a_note_prints_as_json_is_documented(looked_at: World) -> None:
    with looked_at.index() as index:
        ids = index.column("SELECT id FROM note WHERE live AND kind <> 'page'")
        documents = load_documents(index, ids)
    assert {d["type"] for d in documents} == set(SCHEMAS)
    for document in documents:
        kind = document["type"]
        known = {f.name for f in SCHEMAS[kind].fields} | {
            k.name for k in (*EVERY_NOTE, *DERIVED[kind])
        }
        assert set(document) <= known


EXAMPLES = {
    "imported": "import Connections.csv --yes",
    "json note": "export json > entries",
    "table row": "export csv > entries",
    "friends line": "export friends > entries",
    "promise": "list promises",
    "asked": "list promises --asked",
    "role change": "moved",
    "tag": "list tags",
    "place": "list places",
    "stats": "stats",
    "acquaintance": "ties greg-tolliver",
    "asks": "asks",
    "asks of": "asks desmond",
    "batch": "draft congratulations --to vikram --news 'a new job'",
    "left": "inbox --dry-run > left",
    "forecast": "plan next-role forecast",
    "revision": "history greg-tolliver",
    "saved": "save",
    "brief": "brief greg-tolliver",
    "bridge": "bridges",
    "calendar day": "export calendar > entries",
    "chain": "path wren-ashdown > chains",
    "card": "export vcard > entries",
    "circles": "circles",
    "duplicate": "duplicates",
    "evidence": "path wren-ashdown > chains > 0 > evidence",
    "graph": "graph",
    "introduced": "introduce gillian graham",
    "concern": "introduce desmond gillian > concerns",
    "introduction": "introductions",
    "link": "graph --me > links",
    "meeting": "brief --calendar c.ics > meetings",
    "move": "plan next-role next",
    "nearby person": "near Bristol",
    "near person": "path tobias-nkemelu --max 1 > nearest",
    "need": "today",
    "node": "graph --me > nodes",
    "path": "path wren-ashdown",
    "plan": "plan next-role",
    "review": "review 2026",
    "suggestion": "suggest",
    "template": "letters",
    "ties": "ties",
    "problem": "check",
}
"""A command that prints each answer, by the class name in words. If the answer is below a key, the
keys, or the number in a list, follow ` > `."""


CONNECTIONS = """First Name,Last Name,URL,Connected On
Meera,Nair,https://www.linkedin.com/in/meera-nair,14 Aug 2023
"""
A_CALENDAR = """\
BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
SUMMARY:Lunch with Greg Tolliver
DTSTART:20261122T123000
ATTENDEE;CN=Somebody New:mailto:new@example.org
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_printed_as_its_class_says(sample: World, name: str) -> None:
    sample.write("people/x.md", b"")
    sample.person("Tolliver, Greg")
    sample.write("inbox.md", "saw nobody")
    (sample.root / "c.ics").write_text(A_CALENDAR, encoding="utf-8")
    (sample.root / "Connections.csv").write_text(CONNECTIONS, encoding="utf-8")
    subprocess.run(["git", "init", "-q", str(sample.root)], check=True)
    sample.met("2026-11-10", "greg-tolliver", kind="email", direction="in", body="- [ ] ring me\n")
    assert name in EXAMPLES, f"add a command that prints the {name} to EXAMPLES"
    command, *keys = EXAMPLES[name].split(" > ")
    document = sample.run(f"{command} --json").json
    for key in keys:
        document = document[int(key) if key.isdigit() else key]
    found = document if isinstance(document, list) else [document]
    assert found
    for item in found:
        # A write adds it to any answer.
        item.pop("change", None)
    assert list(mistakes(list[ANSWERS[name]], found)) == []  # type: ignore[valid-type]


@pytest.mark.parametrize("name", ANSWERS)
def test_every_key_of_an_answer_has_its_words(name: str) -> None:
    assert [key.name for key in keys_of(ANSWERS[name]) if not key.means] == []


def test_answers_have_names_of_their_own() -> None:
    with click.Context(cli):
        assert len(ANSWERS) == len(printed_answers())
        assert not set(ANSWERS) & set(OTHERS)
        assert set(sections()) == {*ANSWERS, *OTHERS}


def test_a_class_in_the_words_of_a_verb_becomes_a_link() -> None:
    (kind,) = classes_in(PRINTS["hobnob today"])
    assert kind is ANSWERS["need"]
    with click.Context(cli):
        assert "| `hobnob today` | an array of [needs](#need); so does" in render_prints()


def test_a_verb_may_name_the_class_itself() -> None:
    @verb(prints={"": list[Key], "one": Key})
    def command() -> None: ...

    assert isinstance(command, Verb)
    words = [words_of(prints) for prints in command.prints.values()]
    assert words == ["{list[hobnob.answers.Key]}", "{hobnob.answers.Key}"]
    assert [classes_in(text) for text in words] == [[Key], [Key]]


def test_the_organizations_that_are_listed_are_documented(looked_at: World) -> None:
    known = {f.name for f in SCHEMAS["org"].fields}
    known |= {key.name for key in (*EVERY_NOTE, *DERIVED["org"])}
    for document in looked_at.run("list orgs --json").json:
        assert set(document) <= known


def test_a_guess_is_documented(sample: World) -> None:
    (guess,) = sample.run(["log", "lunch with David", "--json"]).json["guesses"]
    assert set(guess) == {key.name for key in OTHERS["guess"][1]}


def test_what_was_passed_over_is_documented(sample: World) -> None:
    line = "lunch with Greg Tolliver, the project starts 7 Dec"
    (unused,) = sample.run(["log", line, "--json"]).json["unused"]
    assert set(unused) == {key.name for key in OTHERS["passed over"][1]}


@pytest.mark.parametrize(
    "name", ["greg-tolliver", "next-role", "avonmere-mutual", "Ashfield School", "congratulations"]
)
def test_what_show_prints_as_json_is_documented(looked_at: World, name: str) -> None:
    document = looked_at.run(["show", name, "--json"]).json
    kind = document["type"]
    known = {key.name for key in (*EVERY_NOTE, *DERIVED[kind], *OTHERS["shown"][1])}
    assert set(document) <= known | {f.name for f in SCHEMAS[kind].fields}


@pytest.mark.parametrize(
    ("page", "names"),
    [("ties", DEFAULT_SUGGEST), ("ties", KINDS), ("letter-writing", FILTERS)],
)
def test_every_name_has_a_row_in_its_page(page: str, names: Iterable[str]) -> None:
    text = FILES[f"{page}.md"]
    assert [name for name in names if f"\n| `{name}` |" not in text] == []


def test_what_search_prints_as_json_is_documented(looked_at: World) -> None:
    documents = looked_at.run("search lunch --json").json
    for document in (d for d in documents if d["type"] != "page"):
        known = {key.name for key in (*EVERY_NOTE, *DERIVED[document["type"]])} | {"snippet"}
        assert set(document) <= known | {f.name for f in SCHEMAS[document["type"]].fields}


def test_what_brief_prints_as_json_is_documented(looked_at: World) -> None:
    (document,) = looked_at.run("brief greg-tolliver --json").json
    keys = {key.name for key in (*EVERY_NOTE, *DERIVED["person"], *keys_of(ANSWERS["brief"]))}
    assert set(document) <= keys | {field.name for field in SCHEMAS["person"].fields}


def test_the_examples_of_plans_are_what_the_sample_says(looked_at: World) -> None:
    """What stands in the manual behind a command is the beginning, or a part, of what it prints."""
    blocks = re.findall(r"```\n\$ hobnob ([^\n]+)\n(.*?)\n```", FILES["plans.md"], flags=re.S)
    assert len(blocks) == 4
    for command, output in blocks:
        assert looked_at.run(command).out.startswith(output + "\n"), command


def test_the_example_of_a_ladder_is_a_good_one(world: World) -> None:
    (block,) = re.findall(r"```markdown\n(---\n.*?)```", FILES["plans.md"], flags=re.S)
    world.write("plans/x.md", block.encode())
    assert world.run("check").code == 0


def test_what_every_command_prints_as_json_is_documented() -> None:
    silent = {"edit", "mcp", "serve"}
    verbs = {name for names in verb_groups().values() for name in names}
    assert {name.split()[1] for name in PRINTS} == verbs - silent


@pytest.mark.parametrize("name", FILES)
def test_links_and_tables_hold(name: str) -> None:
    text = FILES[name]
    prose = re.sub(r"```.*?```", "", text, flags=re.S)
    for target in re.findall(r"\]\(([^)]+)\)", prose):
        page, _, anchor = target.partition("#")
        assert (page or name) in FILES
        if anchor:
            headings = re.findall(r"^#+ (.+)$", FILES[page or name], flags=re.M)
            assert anchor in {heading.lower().replace(" ", "-") for heading in headings}
    for table in re.findall(r"(?:^\|.*\n)+", prose, flags=re.M):
        widths = {len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}
        assert len(widths) == 1, table
    assert text.count("```") % 2 == 0
    assert "{{" not in re.sub(r"`[^`\n]*`", "", prose), "something is not filled in"
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_examples_of_notes_are_good_notes(world: World) -> None:
    """The examples of the format are read without a problem."""
    from hobnob.notes.read import read_note

    blocks = re.findall(r"```markdown\n(---\n.*?)```", FILES["format.md"], flags=re.S)
    assert len(blocks) >= 5
    kinds = ("interaction", "person", "interaction", "plan", "org")
    for kind, block in zip(kinds, blocks, strict=True):
        assert read_note(kind, "x", "x.md", block.encode()).problems == []  # type: ignore[arg-type]


LINE = re.compile(r"^\| `([^`]+)` \| (`[^|]+`) \|$", re.M)


@pytest.mark.parametrize(
    ("line", "becomes"), LINE.findall(FILES["capture.md"].split("## Names")[0]), ids=str
)
def test_examples_of_lines_become_what_they_say(world: World, line: str, becomes: str) -> None:
    for name in ("Grace Hopper", "George Green", "Ada Lovelace"):
        world.person(name)
    world.write("plans/next-role.md", "---\nname: The next role\n---\n")
    document = world.run(["log", line, "--dry-run", "--json"]).json
    for part in re.findall(r"`([^`]+)`", becomes):
        key, _, value = part.partition(": ")
        if part.startswith("- [ ]"):
            assert part in document["text"]
        elif isinstance(document[key], list):
            assert " ".join(document[key]) == value
        else:
            assert str(document[key]).lower() == value.lower()


def test_the_example_of_a_line_is_what_is_printed(world: World) -> None:
    page = FILES["capture.md"]
    for name in ("Grace Hopper", "Grace Kelly", "George Green"):
        world.person(name)
    world.met("2026-10-01", "grace-hopper", "george-green")
    command, *printed = page.split("```\n$ hobnob ")[1].split("```")[0].splitlines()
    assert world.run(command).out.splitlines() == printed
    (note,) = (world.notes / "interactions/2026").glob("2026-11-21-*")
    assert note.read_text(encoding="utf-8") == page.split("```markdown\n")[1].split("```")[0]


def test_examples_of_keys_are_good_values() -> None:
    from hobnob.notes.read import read_note

    for kind, schema in SCHEMAS.items():
        for field in schema.fields:
            if field.example:
                head = f"---\n{field.name}: {field.example}\n"
                if not field.required:
                    head += "".join(
                        f"{f.name}: {f.example or 'x'}\n" for f in schema.fields if f.required
                    )
                note = read_note(kind, "x", "x.md", f"{head}---\n".encode())
                assert note.problems == [], field.name


def test_the_group_of_each_verb_is_known() -> None:
    assert set(verb_groups()) <= {"Begin", "Write", "Change", "Look", "Keep", "Share", "Help"}
    assert cli.name
