"""Cards that other programs read, and a folder of cards that they share."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hobnob.importers.vcard.lexer import make_line
from hobnob.importers.vcard.writing import FOLD, escape, fold, render_line
from tests.conftest import World
from tests.importers.cards import properties

THE_CARD = """\
BEGIN:VCARD
VERSION:3.0
UID:abc-1
FN:Grace Hopper
N:Hopper;Grace;;;
X-TWITTER;x-Odd="a,b":amazing\\,grace
EMAIL;type=INTERNET;type=WORK;type=pref:grace@example.org
item1.TEL:+1 212 555 0100
item1.X-ABLabel:Desk
BDAY:19061209
NOTE:Compilers.
REV:20200101T000000Z
END:VCARD
"""


@pytest.fixture
def folder(world: World) -> Path:
    """A folder with a card that stands in the notes, and the note newer than the card."""
    made = world.root.parent / "contacts"
    made.mkdir()
    card = made / "grace.vcf"
    card.write_text(THE_CARD, newline="")
    os.utime(card, (1_600_000_000, 1_600_000_000))
    assert world.run(["import", str(made), "--yes"]).code == 0
    return made


def lines_of(path: Path) -> list[str]:
    return path.read_bytes().decode().splitlines()


def export(world: World, folder: Path, *more: str) -> Any:
    said = world.run(["export", "vcard", "--vdir", str(folder), *more])
    assert said.code == 0, said.err
    return said


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_a_line_is_folded_between_characters(text: str) -> None:
    line = f"NOTE:{escape(text)}".encode()
    parts = fold(line).removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(part) <= FOLD for part in parts)
    for part in parts:
        part.decode()
    assert b"".join([parts[0], *(part[1:] for part in parts[1:])]) == line


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=60))
def test_no_value_breaks_out_of_its_line(text: str) -> None:
    made = render_line(make_line("X-A", text + "\nEND:VCARD")).decode()
    assert made.replace("\r\n ", "").count("\r\n") == 1


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_independent_readers_see_what_the_note_says(version: str, world: World) -> None:
    world.person(
        "Ludwig van Beethoven", prefix="Dr.", suffix="PMP", aliases="[Louis, 'B; L']",
        emails="[l@vienna.example, b@bonn.example]", phones="[+43 1 5550100]",
        links="[https://beethoven.example/a,b]", birthday="--12-17", location="Vienna, Austria",
        dates="[{date: 2011-06-04, what: anniversary}, {date: --05-07, what: first night}]",
        roles="[{org: 'Court; Music', title: 'Composer, deaf'}, {org: Old, until: 1800}]",
        relations="[{who: kaspar, how: brother}]", tags="[music, vienna]", private="true",
        body="Likes *coffee*,\nsixty beans.\n\n<!-- hidden --> [[kaspar|His brother]]\n",
    )  # fmt: skip
    world.person("Kaspar", slug="kaspar")
    said = world.run(["export", "vcard", "--version", version, "--text", "coffee"])
    rows = list(properties(said.out.encode()))
    values = {row[0]: row[-1] for row in rows}
    assert values["N"] == "van Beethoven;Ludwig;;Dr.;PMP"
    assert values["FN"] == "Dr. Ludwig van Beethoven, PMP"
    assert values["NICKNAME"] == "Louis,B; L"
    assert values["ORG"] == "Court; Music"
    assert values["ADR"] == ";;;Vienna;;;Austria"
    assert values["NOTE"] == "Likes *coffee*,\\nsixty beans.\\n\\n His brother"
    assert values["CATEGORIES"] == "music,vienna"
    assert values["BDAY"] == ("--1217" if version == "4.0" else "1604-12-17")
    assert ("EMAIL", "pref=1" if version == "4.0" else "type=pref", "l@vienna.example") in rows
    assert ("CLASS" in values) == (version == "3.0")
    if version == "3.0":
        vobject = pytest.importorskip("vobject")
        read = vobject.readOne(said.out)
        assert read.fn.value == "Dr. Ludwig van Beethoven, PMP"
        assert (read.n.value.family, read.n.value.suffix) == ("van Beethoven", "PMP")
        assert read.org.value == ["Court; Music"]
        assert read.title.value == "Composer, deaf"
        assert read.note.value == "Likes *coffee*,\nsixty beans.\n\n His brother"
        assert read.adr.value.city == "Vienna"
        assert read.categories.value == ["music", "vienna"]
        assert sorted(one.value for one in read.contents["x-abrelatednames"]) == ["Kaspar"]
    else:
        assert ("RELATED", "type=brother", "value=text", "Kaspar") not in rows
        assert ("ANNIVERSARY", "20110604") in rows


def test_nothing_private_is_shared(world: World) -> None:
    world.person("Ada Open", body="Friend of [[bob]].\n", relations="[{who: bob, how: friend}]")
    world.person("Bob Hidden", slug="bob", private="true")
    said = world.run("export vcard --share")
    assert "Ada Open" in said.out
    assert "Bob" not in said.out


def test_the_filters_are_those_of_the_list(world: World) -> None:
    world.person("Ada", tags="[a]")
    world.person("Bob", tags="[b]")
    assert world.run("export vcard --tag a").out.count("BEGIN:VCARD") == 1
    assert world.run("export vcard --ever").code == 2
    assert world.run("export vcard --vdir x -o y").code == 2
    assert world.run("export vcard --version 2.1").code == 2


# ---------------------------------------------------------------- a folder that others share


def test_nothing_changed_is_byte_for_byte_the_same(world: World, folder: Path) -> None:
    for _ in "twice":
        said = export(world, folder)
        assert "0 new, 0 changed, 1 unchanged" in said.err
        assert (folder / "grace.vcf").read_bytes().decode() == THE_CARD


def test_a_change_touches_only_its_own_line(world: World, folder: Path) -> None:
    world.run("set grace-hopper phones='+1 212 555 0199' birthday=1906-12-10")
    export(world, folder, "--dry-run")
    assert (folder / "grace.vcf").read_bytes().decode() == THE_CARD
    export(world, folder)
    expected = THE_CARD.replace("BDAY:19061209", "BDAY:1906-12-10")
    expected = expected.replace(
        "item1.TEL:+1 212 555 0100\nitem1.X-ABLabel:Desk", "TEL:+1 212 555 0199"
    )
    expected = expected.replace("REV:20200101T000000Z", "REV:20261122T000000Z")
    assert lines_of(folder / "grace.vcf") == expected.splitlines()


def test_a_number_spelled_in_another_way_keeps_its_label(world: World, folder: Path) -> None:
    world.run("set grace-hopper 'phones=+1 (212) 555-0100'")
    export(world, folder)
    assert "item1.TEL:+1 (212) 555-0100" in lines_of(folder / "grace.vcf")
    assert "item1.X-ABLabel:Desk" in lines_of(folder / "grace.vcf")


def test_what_a_phone_changed_stays_and_comes_in_with_an_import(world: World, folder: Path) -> None:
    export(world, folder)
    card = folder / "grace.vcf"
    changed = THE_CARD.replace("NOTE:", "TEL;TYPE=cell:+1 646 555 0123\nX-NEW:1\nNOTE:")
    changed = changed.replace("BDAY:19061209", "BDAY:19061211")
    card.write_text(changed, newline="")
    said = export(world, folder)
    assert card.read_bytes().decode() == changed
    assert "grace.vcf: TEL was changed elsewhere, and stays" in said.err
    assert "grace.vcf: BDAY was changed elsewhere, and stays" in said.err
    assert world.run(["import", str(folder), "--yes"]).code == 0
    said = export(world, folder)
    assert "TEL was" not in said.err
    assert card.read_bytes().decode() == changed


def test_a_value_that_goes_from_the_note_goes_from_the_card(world: World, folder: Path) -> None:
    export(world, folder)
    note = world.notes / "people" / "grace-hopper.md"
    text = note.read_text(encoding="utf-8")
    note.write_text("".join(x for x in text.splitlines(keepends=True) if "emails" not in x))
    export(world, folder)
    assert "EMAIL" not in (folder / "grace.vcf").read_text()


def test_new_cards_come_back_to_their_people(world: World, folder: Path) -> None:
    world.person("Bob Crane", body="**Bold** and #tagged\n\n- [ ] call him\n")
    export(world, folder)
    export(world, folder)
    assert len(list(folder.glob("*.vcf"))) == 2
    before = (world.notes / "people" / "bob-crane.md").read_text(encoding="utf-8")
    said = world.run(["import", str(folder), "--yes"])
    assert "0 new" in said.out
    after = (world.notes / "people" / "bob-crane.md").read_text(encoding="utf-8")
    assert after.replace("source: [", "").count("\n") == before.count("\n") + 1
    assert "0 new, 0 changed, 2 unchanged" in export(world, folder).err


def test_no_card_of_somebody_gone_is_deleted(world: World, folder: Path) -> None:
    export(world, folder)
    (world.notes / "people" / "grace-hopper.md").unlink()
    said = export(world, folder)
    assert "1 card of people who are no longer in the notes: grace.vcf" in said.err
    assert (folder / "grace.vcf").read_bytes().decode() == THE_CARD


def test_odd_files_stay_and_are_named(world: World, folder: Path) -> None:
    (folder / "two.vcf").write_text(THE_CARD + THE_CARD)
    (folder / "latin.vcf").write_bytes(THE_CARD.replace("Grace", "Gräce").encode("latin-1"))
    (folder / "cut.vcf").write_text(THE_CARD[:60])
    (folder / "notes.txt").write_text("mine")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    said = export(world, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    for name in ("two.vcf", "latin.vcf", "cut.vcf"):
        assert f"{name} stays as it is" in said.err


@pytest.mark.parametrize("uid", ["../../evil", "/etc/passwd", "a/b", "", "x" * 5_000, "CON\x00"])
def test_no_uid_leads_out_of_the_folder(uid: str, world: World) -> None:
    world.person("Mallory", source=f"['vcard:{uid}']".replace("\x00", ""))
    folder = world.root.parent / "safe"
    before = set(world.root.parent.rglob("*"))
    export(world, folder)
    new = {path for path in world.root.parent.rglob("*") if ".hobnob" not in path.parts} - before
    assert len(list(folder.iterdir())) == 1
    assert all(path == folder or path.parent == folder for path in new)


def test_no_folder_among_the_notes(world: World) -> None:
    world.person("Ada")
    for name in ("notes", "notes/cards"):
        said = world.run(f"export vcard --vdir {name}")
        assert said.code == 2
        assert "among the notes" in said.err
    (world.root / "file").write_text("x")
    assert world.run("export vcard --vdir file").code == 2


def test_a_picture_outside_of_the_notes_is_not_written(world: World) -> None:
    (world.root / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\nsecret")
    world.write("photos/x.png", b"\x89PNG\r\n\x1a\nseen")
    world.person("Ada", photo="../secret.png")
    world.person("Bob", photo="photos/x.png")
    out = world.run("export vcard").out
    assert out.count("PHOTO") == 1


def test_khard_shares_the_folder(world: World, folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("khard")
    world.person("Bob Crane", emails="[bob@example.org]", phones="[+1 212 555 0101]")
    export(world, folder)
    config = tmp_path / "khard.conf"
    config.write_text(
        f"[addressbooks]\n[[all]]\npath = {folder}\n[general]\ndefault_action = list\n"
        "[vcard]\nprivate_objects = Twitter,\n"
    )
    command = [sys.executable, "-m", "khard", "-c", str(config)]
    said = subprocess.run([*command, "email", "-p"], check=True, capture_output=True, text=True)
    assert "bob@example.org" in said.stdout
    assert "grace@example.org" in said.stdout
    template = subprocess.run(
        [*command, "template"], check=True, capture_output=True, text=True
    ).stdout
    edited = re.sub(r"^First name *:.*$", "First name : Zed", template, flags=re.MULTILINE)
    edited = re.sub(r"^Last name *:.*$", "Last name : New", edited, flags=re.MULTILINE)
    subprocess.run([*command, "new"], input=edited, check=True, capture_output=True, text=True)
    assert "zed-new" in world.run(["import", str(folder), "--yes"]).out
    assert "0 changed" in export(world, folder).err
