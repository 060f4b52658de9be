"""Tables of contacts give the notes that stand beside them.

Each file in `contacts/` is named by its oddity. `--regenerate` writes what is expected anew; read
the difference.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from hobnob.errors import UsageError
from hobnob.importers.columns.chosen import load_choices, remember_choices
from hobnob.importers.found import Found, FoundPerson, Wanted
from hobnob.importers.sources import SOURCES, Source
from hobnob.notes.write import render_note
from tests.importers.hostile import READ_ONLY

CONTACTS = Path(__file__).parent / "contacts"
FILES = sorted(CONTACTS.glob("*.csv"))
KINDS = ("google", "outlook", "table")


def recognized(path: Path) -> Source:
    start = path.read_bytes()[:65536]
    return next(source for source in SOURCES if source.recognizes(path, start))


def shown(found: Found) -> str:
    """Return all that was found, for people to read."""
    lines = [f"# {found.title}", ""]
    for column in found.columns:
        how = f" ({column.how})" if column.how else ""
        lines.append(f"- {column.title} → {column.becomes or '–'}{how}: {column.count}")
    lines += [f"- passed over: {what}: {count}" for what, count in found.passed_over.items()]
    lines += [f"- line {row.line} cannot be read: {row.message}" for row in found.unread]
    for person in found.people:
        values = {"name": person.name, **person.values}
        lines += ["", f"## Line {person.line}", "", "```"]
        lines += [*render_note("person", values, person.extra, person.text).splitlines(), "```"]
        lines += [f"- {how}: {name}" for name, how in person.relations]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_table_gives_the_expected_notes(path: Path, request: pytest.FixtureRequest) -> None:
    source = recognized(path)
    assert source.kind == path.stem.partition("-")[0]
    text = shown(source.read([path], Wanted(day="2026-11-30")))
    expected = path.with_suffix(".md")
    if request.config.getoption("--regenerate"):
        expected.write_text(text, "utf-8")
    assert text == expected.read_text("utf-8")


def read(tmp_path: Path, text: str | bytes, **wanted: Any) -> Found:
    path = tmp_path / "my.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return recognized(path).read([path], Wanted(day="2026-11-30", **wanted))


def first(tmp_path: Path, text: str, **wanted: Any) -> FoundPerson:
    return read(tmp_path, text, **wanted).people[0]


DAYS = {
    # A cell, the setting, and the birthday; without one, the cell is kept as it is.
    ("3/4/1985", ""): "",
    ("3/4/1985", "day"): "1985-04-03",
    ("3/4/1985", "month"): "1985-03-04",
    ("4/4/1985", ""): "1985-04-04",
    ("3.4.1985", ""): "1985-04-03",
    ("3.4.", ""): "--04-03",
    ("12/31/1985", "day"): "1985-12-31",
    ("31/12/85", ""): "1985-12-31",
    ("31/12/25", ""): "2025-12-31",
    ("31/12/27", ""): "1927-12-31",
    ("1985-12-31 00:00:00", ""): "1985-12-31",
    ("12/31/1985 12:00:00 AM", ""): "1985-12-31",
    ("--12-31", ""): "--12-31",
    ("1604-02-29", ""): "--02-29",
    ("29 Feb", ""): "--02-29",
    ("29/02/1985", ""): "",
    ("31. Dezember 1985", ""): "1985-12-31",
    ("1er mars 1985", ""): "1985-03-01",
    ("31 de dezembro de 1985", ""): "1985-12-31",
    ("Dec 31, 1985", ""): "1985-12-31",
    ("1985", ""): "1985",
    ("May 1985", ""): "",
    ("31048", ""): "",
    ("1/2/3/1985", ""): "",
    ("May May 1985", ""): "",
}


@pytest.mark.parametrize(("cell", "order"), DAYS)
def test_a_birthday_is_read_or_kept(cell: str, order: str, tmp_path: Path) -> None:
    person = first(tmp_path, f'Name,Birthday\nAda,"{cell}"\n', date_order=order)
    found = person.values.get("birthday", ""), person.extra.get("Birthday", "")
    assert found == (DAYS[cell, order], "" if DAYS[cell, order] else cell)


@pytest.mark.parametrize("empty", ["0/0/00", "00.00.0000", "0000-00-00", "1/1/4501", "-"])
def test_an_empty_date_is_none(empty: str, tmp_path: Path) -> None:
    person = first(tmp_path, f"Name,Birthday,Anniversary\nAda,{empty},{empty}\n")
    assert (person.values, person.extra) == ({}, {})


def test_days_that_could_be_two_are_told(tmp_path: Path) -> None:
    table = "Name,Birthday\nAda,3/4/1985\nBob,{}\n"
    doubtful = read(tmp_path, table.format("5/6/1985")).columns[1].how
    assert "2 could be two days (3/4/1985 is 1985-04-03 or 1985-03-04)" in doubtful
    settled = read(tmp_path, table.format("25/6/1985"))
    assert settled.columns[1].how == "the day comes first, as other dates of the file show"
    assert settled.people[0].values["birthday"] == "1985-04-03"


NAMES = {
    # Titles and a row; the name, what stands before it, and what behind.
    'Name\n"Marino, Sofia"': ("Sofia Marino", "", ""),
    'Name\n"Sofia Marino, PMP"': ("Sofia Marino", "", "PMP"),
    'Name\n"King, Martin Luther, Jr."': ("Martin Luther King, Jr.", "", ""),
    'Name\n"Weiß, Dr. Karl"': ("Karl Weiß", "Dr.", ""),
    "Name\nProf. Dr. Karl Weiß": ("Karl Weiß", "Prof. Dr.", ""),
    "First name,Last name\nAda,Lovelace": ("Ada Lovelace", "", ""),
    "Last name,First name\nLovelace,Ada": ("Ada Lovelace", "", ""),
    "Name,First name\nLovelace,Ada": ("Ada Lovelace", "", ""),
    "Name,First name\nAda Lovelace,Ada": ("Ada", "", ""),
    "First name,Last name\n小明,王": ("王小明", "", ""),
    "姓,名\nやまだ,たろう": ("やまだ たろう", "", ""),
    "First name,Last name\nAda,": ("Ada", "", ""),
    "Title,First name,Last name\nDr.,Ada,Lovelace": ("Ada Lovelace", "Dr.", ""),
    "Nickname,Name\nBobby,": ("Bobby", "", ""),
}


@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_put_together(text: str, tmp_path: Path) -> None:
    person = first(tmp_path, f"{text}\n")
    values = person.values
    assert (person.name, values.get("prefix", ""), values.get("suffix", "")) == NAMES[text]


VALUES: dict[tuple[str, str], dict[str, Any]] = {
    # A title and a cell; the values and the user's own keys.
    ("E-Mail", "a@x.org; b@x.org"): {"emails": ["a@x.org", "b@x.org"]},
    ("E-Mail", "Ada L <a@x.org>, b@x.org"): {"emails": ["a@x.org", "b@x.org"]},
    ("E-Mail", "a@x.org b@x.org"): {"emails": ["a@x.org", "b@x.org"]},
    ("E-Mail", "a at x.org"): {"E-Mail": "a at x.org"},
    ("Adresse", "a@x.org"): {"emails": ["a@x.org"]},
    ("Phone", "+1 212 555 0100 / 030/5550100"): {"phones": ["+1 212 555 0100", "030/5550100"]},
    ("Phone", '=""0791234567""'): {"phones": ["0791234567"]},
    ("Phone", "'+41 79 555 01 00"): {"phones": ["+41 79 555 01 00"]},
    ("Phone", "4.17912E+10"): {"Phone": "4.17912E+10"},
    ("Phone", "ask Bob"): {"Phone": "ask Bob"},
    ("Website", "www.x.org"): {"links": ["https://www.x.org"]},
    ("Website", "javascript:alert(1)"): {"Website": "javascript:alert(1)"},
    ("Tags", "* myContacts ::: Old friends"): {"tags": ["Old-friends"]},
    ("Tags", "#a, b;c"): {"tags": ["a", "b", "c"]},
    ("Privat", "Ja"): {"private": True},
    ("Private", "maybe"): {"Private": "maybe"},
    ("Private", "no"): {},
    ("Company", "=1+2"): {"roles": [{"org": "=1+2"}]},
    ("Company", "A ::: B"): {"roles": [{"org": "A"}, {"org": "B"}]},
    ("Circle", "inner"): {"Circle": "inner"},
    ("Spouse", "Bob"): {},
}


@pytest.mark.parametrize(("title", "cell"), VALUES)
def test_a_cell_becomes_values_or_stays(title: str, cell: str, tmp_path: Path) -> None:
    person = first(tmp_path, f'Name,{title}\nAda,"{cell}"\n')
    assert {**person.values, **person.extra} == VALUES[title, cell]
    assert person.relations == ((("Bob", "spouse"),) if title == "Spouse" else ())


MAPPED = "Name,Mobil,Notes,Fax,X\nAda,0791234567,likes tea,123,inner\n"


def test_the_users_choice_wins_and_is_remembered(tmp_path: Path) -> None:
    chosen = {"Mobil": "handy", "notes": "met_at", "Fax": "", "X": "circle"}
    found = read(tmp_path, MAPPED, mapping=chosen)
    person = found.people[0]
    assert person.values == {"met_at": "likes tea", "circle": "inner"}
    assert (person.extra, person.text) == ({"handy": "0791234567"}, "")
    assert [column.becomes for column in found.columns] == ["name", "handy", "met_at", "", "circle"]
    remember_choices(tmp_path / ".hobnob", found.chosen)
    before = load_choices(tmp_path / ".hobnob")
    # The order of columns makes no difference; other titles are another table.
    turned = "Fax,X,Notes,Mobil,Name\n123,inner,likes tea,0791234567,Ada\n"
    again = read(tmp_path, turned, remembered=before)
    assert (again.people[0].values, again.people[0].extra) == (person.values, person.extra)
    assert [column.how for column in again.columns[:4]] == [
        "left out, as last time",
        *["as last time"] * 3,
    ]
    assert "phones" in first(tmp_path, "Name,Mobil\nAda,0791234567\n", remembered=before).values
    # A choice of now changes only its own column.
    changed = read(tmp_path, MAPPED, remembered=before, mapping={"Fax": "phones"})
    assert changed.people[0].values == {**person.values, "phones": ["123"]}
    assert changed.chosen != before


def test_damaged_memory_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / ".hobnob").mkdir()
    (tmp_path / ".hobnob" / "columns").write_text('{"titles": "a", "map": {"x": "y"}}\n[1]\n')
    assert load_choices(tmp_path / ".hobnob") == {"a": {"x": "y"}}


REFUSED: dict[str, tuple[str | bytes, dict[str, str], str]] = {
    "a title that is not there": (MAPPED, {"Mobile": "phones"}, "did you mean 'Mobil'"),
    "a key that is nearly one": (MAPPED, {"Mobil": "phone"}, "did you mean phones"),
    "a key that no cell holds": (MAPPED, {"Mobil": "roles"}, "no cell can hold 'roles'"),
    "no names": ("Town,Zip\nKöln,50667\n", {}, "no column has names"),
    "no titles": ("Ada,ada@x.org\nBob,bob@x.org\n", {}, "the first row is a person"),
    "a workbook": (b"PK\x03\x04\x14\0\0\0[Content_Types].xml", {}, "is an Excel workbook"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_refused(what: str, tmp_path: Path) -> None:
    text, mapping, words = REFUSED[what]
    with pytest.raises(UsageError, match=words):
        read(tmp_path, text, mapping=mapping)


def test_other_files_are_no_tables(tmp_path: Path) -> None:
    table = next(source for source in SOURCES if source.kind == "table")
    for text in (
        "BEGIN:VCARD\n",
        "Dear Ada,\nName, first and last\n",
        '{"name": 1}',
        "",
        "Name\nAda\n",
    ):
        path = tmp_path / "file.txt"
        path.write_text(text)
        assert not table.recognizes(path, text.encode())


@pytest.mark.parametrize("kind", KINDS)
def test_mutated_files_give_people_or_a_clear_error(kind: str, tmp_path: Path) -> None:
    rng = random.Random(7)
    source = next(source for source in SOURCES if source.kind == kind)
    seeds = [path.read_bytes() for path in FILES if path.stem.startswith(kind)]
    junk = (b'"', b"\0", b"\xff\xfe", b",", b";", b"\r", b" ::: ", b"=1+2", b"../../x", b"<script>",
            b"[[x]]", b"\n---\n", "\u202e\ud7ff".encode(), b"1604-13-45", b"9" * 400)  # fmt: skip
    path = tmp_path / "mutated.csv"
    for _ in range(READ_ONLY):
        data = bytearray(rng.choice(seeds))
        for _ in range(rng.randint(1, 12)):
            at = rng.randrange(len(data) + 1)
            data[at : at + rng.randint(0, 5)] = rng.choice((*junk, rng.randbytes(4)))
        path.write_bytes(data[: rng.randrange(1, len(data))] if rng.random() < 0.2 else data)
        try:
            found = source.read([path], Wanted(day="2026-11-30"))
        except UsageError:
            continue
        shown(found)
        assert all(person.name for person in found.people)
