"""vCards as phones and address books write them: into notes, and back without a loss."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hobnob.errors import UsageError
from hobnob.importers.as_markdown import as_markdown, as_plain
from hobnob.importers.found import FoundPerson, Wanted
from hobnob.importers.vcard import read, recognize
from hobnob.importers.vcard.reading import MOST_KEPT, MOST_LINES
from hobnob.notes.body import read_body
from tests.conftest import World
from tests.importers.cards import DAY, FILES, again, found_in, properties
from tests.importers.hostile import READ_ONLY

CARDS = sorted(FILES.glob("*.vcf"), key=lambda path: path.name)
ODDITIES = [path.stem for path in CARDS]


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


def person(tmp_path: Path, *lines: str, version: str = "3.0") -> FoundPerson:
    path = tmp_path / "one.vcf"
    path.write_text(card("FN:Ada Lovelace", *lines, version=version), newline="")
    found = found_in(path)
    assert found.unread == ()
    (only,) = found.people
    return only


def notes_of(world: World) -> str:
    texts = (
        f"=== {path.relative_to(world.notes).as_posix()}\n"
        + (path.read_text(encoding="utf-8") if path.suffix == ".md" else "(a picture)\n")
        for path in sorted(world.notes.rglob("*"))
        if path.is_file()
    )
    return "".join(texts)


@pytest.mark.parametrize("oddity", ODDITIES)
def test_a_file_gives_these_notes_and_nothing_more_the_second_time(
    oddity: str, world: World, request: pytest.FixtureRequest
) -> None:
    expected = FILES / f"{oddity}.notes"
    command = ["import", str(FILES / f"{oddity}.vcf"), "--yes", "--skip-bad"]
    said = world.run(command)
    assert said.code == 0, said.err
    made = notes_of(world)
    if request.config.getoption("--regenerate"):
        expected.write_text(made, encoding="utf-8")
    assert made == expected.read_text(encoding="utf-8")
    assert world.run(command).code == 0
    assert notes_of(world) == made
    assert world.run("check").code == 0


@pytest.mark.parametrize("oddity", ODDITIES)
def test_every_file_is_known_by_its_content(oddity: str) -> None:
    path = FILES / f"{oddity}.vcf"
    assert recognize(path, path.read_bytes()[:65536])


def test_other_files_are_no_cards(tmp_path: Path) -> None:
    for data in (b"", b"\xff\xfe", b"BEGIN:VCALENDAR\n", b"name,email\n", b"\x00" * 100):
        assert not recognize(tmp_path / "x.vcf", data)
    assert not recognize(tmp_path, b"")
    (tmp_path / "x.vcf").write_text(card("FN:Ada"))
    assert recognize(tmp_path, b"")


@pytest.mark.parametrize(
    "oddity",
    ["apple-labels-and-groups", "google-escapes", "android-quoted-printable-soft-breaks"],
)
def test_an_independent_reader_sees_the_same_people(oddity: str) -> None:
    vobject = pytest.importorskip("vobject")
    path = FILES / f"{oddity}.vcf"
    theirs = list(vobject.readComponents(path.read_bytes().decode(), allowQP=True))
    ours = {p.name: p for p in found_in(path).people}
    assert ours
    for one in theirs:
        name = f"{one.n.value.given} {one.n.value.additional} {one.n.value.family}"
        mine = ours.pop(" ".join(name.split()), None)
        if mine:
            assert sorted(mine.values["emails"]) == sorted(e.value for e in one.email_list)
            numbers = {tel.value for tel in one.tel_list}
            assert set(mine.values["phones"]) <= numbers
            assert (
                mine.values["roles"][0]["org"] == one.org.value[0] if "org" in one.contents else 1
            )
    assert not ours


# ---------------------------------------------------------------- what a line becomes


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("BDAY:19800322", "birthday", "1980-03-22"),
        ("BDAY:1980-03-22T00:00:00Z", "birthday", "1980-03-22"),
        ("BDAY:--0412", "birthday", "--04-12"),
        ("BDAY:--04-12", "birthday", "--04-12"),
        ("BDAY:1604-02-29", "birthday", "--02-29"),
        ("BDAY:0000-04-12", "birthday", "--04-12"),
        ("BDAY;X-APPLE-OMIT-YEAR=1804:1804-04-12", "birthday", "--04-12"),
        ("BDAY:1980", "birthday", "1980"),
        ("BDAY:1980-02-30", "birthday", None),
        ("BDAY:---22", "birthday", None),
        ("BDAY;VALUE=text:circa 1800", "birthday", None),
        ("EMAIL;TYPE=INTERNET:mailto:ada@x.example", "emails", ["ada@x.example"]),
        ("EMAIL:not an address", "emails", None),
        ("TEL;VALUE=uri:tel:+1-418-656-9254;ext=102", "phones", ["+1-418-656-9254"]),
        ("TEL;TYPE=work,fax:+1 418 656", "phones", None),
        ("TEL;TYPE=pager:123", "phones", None),
        ("URL:www.ada.example/me", "links", ["https://www.ada.example/me"]),
        ("URL:javascript:alert(1)", "links", None),
        ("URL:file:///etc/passwd", "links", None),
        ("X-SOCIALPROFILE;TYPE=twitter:https://x.example/ada", "links", ["https://x.example/ada"]),
        ("IMPP:xmpp:ada@x.example", "links", None),
        ("NICKNAME:Countess,A\\, L", "aliases", ["Countess", "A, L"]),
        ("CATEGORIES:Book club,My Contacts,* Friends,starred", "tags", ["Book-club", "Friends"]),
        ("ADR;TYPE=home:;;1 St;London;;W1;UK", "location", "London, UK"),
        ("ADR:;;;;;;", "location", None),
        ("ORG:Analytical\\; Co;Engines", "roles", [{"org": "Analytical; Co"}]),
        ("ROLE:Countess", "roles", [{"title": "Countess"}]),
        (
            "ANNIVERSARY:20090808T1430-0500",
            "dates",
            [{"date": "2009-08-08", "what": "anniversary"}],
        ),
        ("CLASS:CONFIDENTIAL", "private", True),
        ("CLASS:PUBLIC", "private", None),
    ],
)
def test_a_property_becomes_a_key_and_goes_back(
    line: str, key: str, value: object, tmp_path: Path
) -> None:
    found = person(tmp_path, line)
    assert found.values.get(key) == value
    version = "4.0" if "VALUE=uri" in line else "3.0"
    before = properties(card(line).encode())
    lost = before - properties(again(found, tmp_path, version))
    # A day may be written in another way.
    assert {key[0] for key in lost} <= {"VERSION", "BDAY", "BEGIN"}, line
    assert "BDAY" not in {key[0] for key in lost} or value


@pytest.mark.parametrize(
    ("lines", "relation"),
    [
        (("RELATED;TYPE=spouse;VALUE=text:Will King",), ("Will King", "spouse")),
        (("item1.X-ABRELATEDNAMES:Will", "item1.X-ABLabel:_$!<Spouse>!$_"), ("Will", "spouse")),
        (("X-MS-MANAGER:Charles",), ("Charles", "manager")),
        (("X-EVOLUTION-ASSISTANT:Mary",), ("Mary", "assistant")),
    ],
)
def test_a_relation_is_found_and_goes_back(
    lines: tuple[str, ...], relation: tuple[str, str], tmp_path: Path
) -> None:
    found = person(tmp_path, *lines)
    assert found.relations == (relation,)
    before = properties(card(*lines).encode())
    assert not before - properties(again(found, tmp_path))


def test_a_card_of_my_own_and_of_nobody_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "x.vcf"
    path.write_text(
        card("FN:Me", "EMAIL:Me@Mine.example") + card("TEL:123") + card("EMAIL:who@x.example")
        + card("KIND:org", "FN:Acme", version="4.0")
    )  # fmt: skip
    found = found_in(path, me=frozenset({"me@mine.example"}))
    assert [p.name for p in found.people] == ["who@x.example"]
    assert found.passed_over == {"of your own": 1, "without a name": 1, "of companies": 1}


# ---------------------------------------------------------------- the way back

ALIKE = frozenset({"VERSION", "PROFILE", "BEGIN", "END"})


@pytest.mark.parametrize(
    "oddity",
    [path.stem for path in CARDS if b"VERSION:2.1" not in path.read_bytes() and "16" not in path.stem
     and "latin" not in path.stem and "bad" not in path.stem and "mac" not in path.stem
     and "hostile" not in path.stem and "within-a-character" not in path.stem],
)  # fmt: skip
def test_a_round_trip_loses_no_property(oddity: str, tmp_path: Path) -> None:
    path = FILES / f"{oddity}.vcf"
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    begins = data.upper().split(b"BEGIN:VCARD")
    originals = data[len(begins[0]) :]
    cards = [
        b"BEGIN:VCARD" + part
        for part in originals.replace(b"begin:vcard", b"BEGIN:VCARD").split(b"BEGIN:VCARD")
        if part.strip()
    ]
    version = "4.0" if b"VERSION:4.0" in data else "3.0"
    people = found_in(path).people
    by_name = {p.name: again(p, tmp_path, version) for p in people}
    compared = 0
    for original in cards:
        before = properties(original)
        names = [key[-1] for key in before if key[0] == "FN"]
        mine = next((card for name, card in by_name.items() if name in names[0]), None)
        if mine is None:
            continue
        compared += 1
        lost = before - properties(mine)
        assert not [key for key in lost if key[0] not in ALIKE and key[0] != "LOGO"]
    assert compared == len(people)


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)


def value(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


some_lines = st.lists(
    st.one_of(
        st.builds(lambda t: f"NOTE:{value(t)}", texts),
        st.builds(lambda t: f"NICKNAME:{value(t)}", texts),
        st.builds(lambda t: f"ORG:{value(t)}", texts),
        st.builds(lambda t: f"TITLE;LANGUAGE=en:{value(t)}", texts),
        st.builds(lambda t: f'X-FOO-{len(t)};X-P="{t.replace(chr(34), "")}":{value(t)}', texts),
        st.builds(lambda t: f"item7.X-ABDATE:2001-01-0{len(t) % 9 + 1}", texts),
        st.builds(lambda t: f"TEL;TYPE=home:+1 555 {len(t):07}", texts),
        st.builds(lambda t: f"EMAIL;PREF=1:a{len(t)}@x.example", texts),
        st.builds(lambda t: f"CATEGORIES:{value(t)},My Contacts", texts),
        st.builds(lambda t: f"ADR;TYPE=home:;;{value(t)};Rome;;;Italy", texts),
        st.builds(lambda t: f"X-KEPT:{t}", texts),
    ),
    max_size=8,
)


@settings(deadline=None, max_examples=150)
@given(some_lines)
def test_any_card_comes_back_with_every_property(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    notes = [line for line in lines if line.startswith("NOTE") and line != "NOTE:"]
    lines = [line for line in lines if line not in notes[1:] and not line.endswith(":")]
    path = folder / "any.vcf"
    path.write_text(card("FN:Ada Lovelace", *lines, version="4.0"), encoding="utf-8", newline="")
    (found,) = found_in(path).people
    version = "4.0"
    made = again(found, folder, version).decode()
    unfolded = made.replace("\r\n ", "").split("\r\n")
    mine = {line.partition(";")[0].partition(":")[0] + line.rpartition(":")[2] for line in unfolded}
    for line in lines:
        name = line.partition(";")[0].partition(":")[0]
        assert name + line.rpartition(":")[2].strip() in {one.strip() for one in mine}, line
    second = folder / "second.vcf"
    second.write_text(made, encoding="utf-8", newline="")
    (same,) = found_in(second).people
    assert (same.name, same.text, dict(same.extra)) == (found.name, found.text, dict(found.extra))


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_a_text_as_markdown_means_nothing_and_reads_the_same(text: str) -> None:
    made = as_markdown(text)
    body = read_body(made)
    assert (body.links, body.tags, body.tasks, body.unclosed) == ((), (), (), ())
    cleaned = as_plain(made)
    wanted = "".join(
        " " if ord(c) < 32 and c not in "\n\t" else c
        for c in text.replace("\r\n", "\n").replace("\r", "\n")
    )
    assert (
        cleaned.split()
        == "".join(
            " " if 127 <= ord(c) < 160 or c in "\u2028\u2029\ufeff" else c for c in wanted
        ).split()
    )


@pytest.mark.parametrize(
    "text",
    ["- [ ] do it", "#tag", "[[link|x]]", "<!-- a", "%% b", "**b** _i_ `c`", "1. one", "# h",
     "> q", "    code", "| a | b |", "a\n---", "a\n===", "<script>x</script>", "&lt; &amp;",
     "snake_case a_b", "\\[[a]]", "- [ ] x #t (by 2026-01-01)"],
)  # fmt: skip
def test_signs_of_a_text_mean_nothing(text: str) -> None:
    made = as_markdown(text)
    body = read_body(made)
    assert (body.links, body.tags, body.tasks, body.title) == ((), (), (), "")
    assert as_plain(made) == text


# ---------------------------------------------------------------- hostile files


def test_broken_files_are_read_or_refused(tmp_path: Path) -> None:
    chance = random.Random(6350)
    originals = [path.read_bytes() for path in CARDS]
    path = tmp_path / "broken.vcf"
    for _ in range(READ_ONLY):
        data = bytearray(chance.choice(originals))
        how = chance.randrange(5)
        if how == 0:
            del data[chance.randrange(len(data)) :]
        elif how == 1:
            for _ in range(20):
                data[chance.randrange(len(data))] = chance.randrange(256)
        elif how == 2:
            at = chance.randrange(len(data))
            data[at:at] = data[: chance.randrange(len(data))]
        elif how == 3:
            data = bytearray(bytes(data).decode("latin-1").encode("utf-16"))
        else:
            data = data.replace(b"\r\n", chance.choice([b"\r", b"\n", b"\n\n", b"\n "]))
        path.write_bytes(bytes(data))
        try:
            found = read([path], Wanted(day=DAY))
        except UsageError:
            continue
        for one in found.people:
            assert one.name
            assert len(str(one.extra)) < 3 * MOST_KEPT
            again(one, tmp_path)


def test_a_huge_line_and_many_lines_stay_within_bounds(tmp_path: Path) -> None:
    path = tmp_path / "huge.vcf"
    path.write_text(card("FN:Ada", "X-HUGE:" + "x" * 1_000_000, "NICKNAME:" + "y" * 1_000_000))
    (one,) = found_in(path).people
    assert one.values == {}
    assert one.extra == {}
    assert found_in(path).passed_over == {"lines that are too long to keep": 2}
    path.write_text(card("FN:Ada", *(f"X-{at}:v" for at in range(100_000))))
    (one,) = found_in(path).people
    assert len(one.extra) <= MOST_LINES
    assert sum(map(len, one.extra)) < 2 * MOST_KEPT


def test_a_picture_is_known_by_its_content_and_never_fetched(tmp_path: Path) -> None:
    import base64

    script = base64.b64encode(b"<svg onload=alert(1)>").decode()
    for line in (f"PHOTO;ENCODING=b;TYPE=JPEG:{script}", f"PHOTO:data:image/png;base64,{script}"):
        found = person(tmp_path, line)
        assert (found.photo, found.extra) == (b"", {})
    found = person(tmp_path, "PHOTO;VALUE=uri:https://example.org/x.jpg")
    assert found.photo == b""
    assert found.extra == {"vcard:PHOTO": ";VALUE=uri:https://example.org/x.jpg"}
    large = base64.b64encode(b"\xff\xd8\xff" + bytes(6_000_000)).decode()
    assert person(tmp_path, f"PHOTO;ENCODING=b:{large}").photo == b""


def test_a_day_that_is_none_is_told_with_its_line(world: World, tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Byron\nBDAY:1990-13-45\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Bob Crane\nBDAY:--0412\nEND:VCARD\n"
    )
    said = world.run(["import", str(path), "--dry-run"]).out
    assert "cards.vcf:4: the BDAY of Ada Byron is no day of the calendar: '1990-13-45'\n" in said
    assert "of Bob Crane is no day" not in said


def test_a_dry_run_refuses_what_the_run_refuses(world: World, tmp_path: Path) -> None:
    path = tmp_path / "half.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nEND:VCARD\nBEGIN:VCARD\nFN:Bob\n")
    dry = world.run(["import", str(path), "--dry-run"])
    assert (dry.code, dry.err) == (2, world.run(["import", str(path), "--yes"]).err)
    dry = world.run(["import", str(path), "--dry-run", "--skip-bad"])
    made = world.run(["import", str(path), "--yes", "--skip-bad"])
    assert (made.code, made.out) == (0, dry.out)
