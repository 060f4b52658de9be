"""The benchmark journals are what they say they are: countable, repeatable and valid."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from tests.bench.compose import compose_notes
from tests.bench.generate import Counts, generate
from tests.bench.note import Note, Roles, Style, Value, render_note
from tests.bench.society import LAST_DAY, Slugs, draw_society, slugify
from tests.bench.words import load_words

PEOPLE = 30
INTERACTIONS = 200

WIKILINK = re.compile(r"\[\[([^\]|]+)(?:\|[^\]]*)?\]\]")


@pytest.fixture(scope="module")
def notes() -> tuple[Note, ...]:
    return tuple(compose_notes(people=PEOPLE, interactions=INTERACTIONS, seed=1))


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("bench") / "journal"
    generate(target, people=PEOPLE, interactions=INTERACTIONS)
    return target


def read_tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def parse(data: bytes) -> tuple[dict[str, Any], str]:
    """Front matter and body, by a parser that shares nothing with the one that wrote them."""
    _, block, body = data.decode().replace("\r\n", "\n").split("---\n", 2)
    return yaml.safe_load(block), body.strip()


def as_read(value: Value) -> object:
    """What PyYAML should make of a field, with dates and single-entry lists evened out."""
    match value:
        case Roles():
            return [dict(role) for role in value.entries]
        case tuple():
            return list(value)
        case _:
            return value


def evened(value: object, wanted: object) -> object:
    """A parsed value with dates as texts, and a scalar as a list where a list is wanted."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: evened(entry, "") for key, entry in value.items()}
    if isinstance(value, list):
        return [evened(entry, "") for entry in value]
    if isinstance(wanted, list):
        return [value]
    return value if isinstance(value, bool) else str(value)


def test_the_counts_are_those_asked_for(tmp_path: Path) -> None:
    counts = generate(tmp_path / "j", people=PEOPLE, interactions=INTERACTIONS)

    folders = Counter(
        name.split("/")[1] for name in read_tree(tmp_path / "j") if name.count("/") > 1
    )
    assert counts.people == PEOPLE
    assert counts.interactions == INTERACTIONS
    assert counts == Counts(
        people=folders["people"],
        interactions=folders["interactions"],
        plans=folders["plans"],
        orgs=folders["orgs"],
        letters=folders["letters"],
    )
    assert min(counts.plans, counts.orgs, counts.letters) > 0


def test_the_same_seed_gives_the_same_bytes_whatever_the_hash_seed(
    journal: Path, tmp_path: Path
) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.bench.generate import generate; "
        f"generate(Path(sys.argv[1]), people={PEOPLE}, interactions={INTERACTIONS})"
    )
    for hash_seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / hash_seed)],
            check=True,
            cwd=Path(__file__).parent.parent,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
        )
        assert read_tree(tmp_path / hash_seed) == read_tree(journal)


def test_another_seed_gives_another_journal(journal: Path, tmp_path: Path) -> None:
    generate(tmp_path / "j", people=PEOPLE, interactions=INTERACTIONS, seed=2)

    assert read_tree(tmp_path / "j") != read_tree(journal)


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(FileExistsError, match="not empty"):
        generate(tmp_path, people=1, interactions=1)


def test_every_note_on_disk_is_as_composed(notes: tuple[Note, ...], journal: Path) -> None:
    written = {
        name.removeprefix("notes/"): data
        for name, data in read_tree(journal).items()
        if name.count("/") > 1
    }

    assert written == {note.path: render_note(note) for note in notes}


@pytest.mark.parametrize("style", Style)
def test_every_style_reads_back_as_the_same_fields(style: Style, notes: tuple[Note, ...]) -> None:
    for note in notes:
        restyled = Note(path=note.path, fields=note.fields, body=note.body, style=style)
        fields, body = parse(render_note(restyled))

        wanted = {key: as_read(value) for key, value in note.fields}
        assert list(fields) == list(wanted), note.path
        assert {key: evened(fields[key], wanted[key]) for key in fields} == wanted, note.path
        assert body == note.body


def test_the_styles_differ_in_looks(notes: tuple[Note, ...]) -> None:
    note = next(note for note in notes if note.path.startswith("interactions/"))

    looks = {
        render_note(Note(path=note.path, fields=note.fields, body=note.body, style=style))
        for style in Style
    }
    assert len(looks) == len(Style)


def test_a_large_journal_has_a_few_odd_notes() -> None:
    styles = Counter(note.style for note in compose_notes(people=200, interactions=3000, seed=1))

    assert set(styles) == set(Style)
    assert 0.01 < 1 - styles[Style.PLAIN] / styles.total() < 0.03


def test_every_reference_and_link_resolves(notes: tuple[Note, ...]) -> None:
    slugs = {note.path: Path(note.path).stem for note in notes}
    people = {slug for path, slug in slugs.items() if path.startswith("people/")}
    plans = {slug for path, slug in slugs.items() if path.startswith("plans/")}
    letters = {slug for path, slug in slugs.items() if path.startswith("letters/")}
    targets = {
        "people": people,
        "introduced": people,
        "introduced_by": people,
        "plan": plans,
        "letter": letters,
    }

    used = Counter[str]()
    for note in notes:
        for key, value in note.fields:
            if key in targets:
                assert isinstance(value, str | tuple)
                references = (value,) if isinstance(value, str) else value
                named = {WIKILINK.sub(r"\1", str(reference)) for reference in references}
                assert named <= targets[key], note.path
                used[key] += 1
        assert set(WIKILINK.findall(note.body)) <= people, note.path
    assert set(used) == set(targets)


def test_nobody_introduced_themselves_even_by_a_chain(notes: tuple[Note, ...]) -> None:
    introducer = {
        Path(note.path).stem: str(dict(note.fields)["introduced_by"])
        for note in notes
        if "introduced_by" in dict(note.fields)
    }

    for slug in introducer:
        chain = [slug]
        while chain[-1] in introducer:
            chain.append(introducer[chain[-1]])
            assert len(chain) == len(set(chain))


def test_slugs_are_unique_and_spelled_as_the_format_says(notes: tuple[Note, ...]) -> None:
    slugs = [Path(note.path).stem for note in notes]

    assert len(slugs) == len(set(slugs))
    for slug in slugs:
        assert slug == unicodedata.normalize("NFC", slug) == slug.lower() == slugify(slug)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Siobhán O'Brien", "siobhán-obrien"),
        ("Siobha\N{COMBINING ACUTE ACCENT}n", "siobhán"),
        ("लक्ष्मी द्विवेदी", "लक्ष्मी-द्विवेदी"),
        ("王小明", "王小明"),
        ("Garil & Sons", "garil-sons"),
    ],
)
def test_a_slug_keeps_letters_with_their_marks(name: str, slug: str) -> None:
    assert slugify(name) == slug


def test_every_note_is_in_nfc(journal: Path) -> None:
    for name, data in read_tree(journal).items():
        assert unicodedata.is_normalized("NFC", name + data.decode()), name


def test_an_interaction_is_filed_by_its_year_and_named_by_its_day(notes: tuple[Note, ...]) -> None:
    for note in notes:
        if note.path.startswith("interactions/"):
            day = str(dict(note.fields)["date"])[:10]
            assert re.fullmatch(rf"interactions/{day[:4]}/{day}-[\w-]\S+\.md", note.path)
            assert date.fromisoformat(day) <= LAST_DAY


def test_texts_have_5_to_90_words_and_no_heading_by_accident(notes: tuple[Note, ...]) -> None:
    for note in notes:
        text = "\n".join(line for line in note.body.splitlines() if not line.startswith("- ["))
        if text and note.path.startswith(("interactions/", "people/")):
            assert 5 <= len(text.split()) <= 90, note.path
            assert not re.search(r"(?m)^[#>+*|]", text), note.path


def test_a_few_are_met_often_and_most_seldom() -> None:
    met = Counter(
        dict(note.fields)["people"]
        for note in compose_notes(people=200, interactions=3000, seed=1)
        if note.path.startswith("interactions/")
    )

    counts = sorted(met.values(), reverse=True)
    assert sum(counts[:20]) > 0.25 * sum(counts)
    assert counts[len(counts) // 2] < 10


def test_names_come_in_every_script() -> None:
    drawn = {
        unicodedata.name(char).split()[0]
        for note in compose_notes(people=300, interactions=1, seed=1)
        if note.path.startswith("people/")
        for char in str(dict(note.fields)["name"])
        if char.isalpha()
    }

    assert {
        "LATIN",
        "GREEK",
        "CYRILLIC",
        "CJK",
        "HIRAGANA",
        "HANGUL",
        "ARABIC",
        "DEVANAGARI",
    } <= drawn


def test_names_never_run_out() -> None:
    """More people than names to go round get more given names instead of looping for ever."""
    society = draw_society(Random(1), load_words(), Slugs(), 20_000)

    names = {person.name for person in society.people}
    assert len(names) == 20_000


def test_a_number_added_to_a_slug_never_meets_anothers_own() -> None:
    slugs = Slugs()

    claimed = [slugs.claim(name) for name in ("Ann 2", "Ann", "Ann", "ann")]

    assert claimed == ["ann-2", "ann", "ann-3", "ann-4"]
