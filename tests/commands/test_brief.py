"""`hobnob brief`: on a terminal, on paper, and from a calendar."""

from __future__ import annotations

import io
import re
import sys
import time
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from tests.commands.looking import on_terminal, plain, widest
from tests.conftest import World
from tests.site.hostile import BODY, IMAGE, SCRIPT, write_hostile
from tests.site.markup import Markup, read_markup

EVENT = "BEGIN:VEVENT\nUID:{uid}\nSUMMARY:{name}\n{lines}\nEND:VEVENT\n"


def ics(*events: tuple[str, ...], head: str = "") -> str:
    made = [
        EVENT.format(uid=number, name=name, lines="\n".join(lines))
        for number, (name, *lines) in enumerate(events)
    ]
    return "BEGIN:VCALENDAR\n" + head + "".join(made) + "END:VCALENDAR\n"


def with_calendar(world: World, *events: tuple[str, ...], head: str = "") -> None:
    (world.root / "c.ics").write_text(ics(*events, head=head), encoding="utf-8")


def page_of(html: str) -> Markup:
    return read_markup(html)


@pytest.mark.parametrize("columns", [80, 40, 120])
def test_it_is_well_set_on_a_terminal(sample: World, columns: int) -> None:
    for slug in ("gillian-tranter", "lucia-ferrante", "中村-美咲", "anwen-rees"):
        said = on_terminal(sample, f"brief {slug}", columns)
        assert said.code == 0
        assert widest(said.out) <= columns
    wide, piped = (
        plain(on_terminal(sample, "brief greg-tolliver", 80).out),
        sample.run("brief greg"),
    )
    assert wide.split() == piped.out.replace("  > ", "  ").replace("\n> ", "\n").split()


def test_a_name_typed_without_quotes_is_one_person(world: World) -> None:
    world.person("Ada Lovelace")
    world.person("Ada Yonath")
    world.person("Grace Hopper")
    assert [one["slug"] for one in world.run("brief ada lovelace --json").json] == ["ada-lovelace"]
    both = world.run("brief ada-yonath grace grace --json").json
    assert [one["slug"] for one in both] == ["ada-yonath", "grace-hopper"]
    assert world.run("brief ada").code == 3


def test_nothing_is_written(sample: World) -> None:
    before = {path: path.read_bytes() for path in sample.notes.rglob("*.md")}
    sample.run("brief greg --html")
    assert {path: path.read_bytes() for path in sample.notes.rglob("*.md")} == before


# ---------------------------------------------------------------- paper


def test_a_page_needs_nothing_but_itself(sample: World) -> None:
    html = sample.run("brief gillian-tranter lucia-ferrante --html").out
    page = page_of(html)
    assert page.asked == []
    assert [link for link in page.links if not link.startswith("#")] == []
    assert page.all("script") == []
    (policy,) = [a["content"] for a in page.all("meta") if "http-equiv" in a]
    assert policy.startswith("default-src 'none'; ")
    style = html.split("<style>")[1].split("</style>")[0]
    assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert "url(" not in style
    assert "@import" not in style
    assert len(page.all("article")) == 2
    assert page.headings.count(1) == 2


def test_a_page_says_what_the_terminal_says(sample: World) -> None:
    said = page_of(sample.run("brief lucia-ferrante --html").out).text
    for words in ("Partner, Ferrante Lowe", "12 contacts since 1997", "thank them",
                  "for Wren Ashdown", "You both know", "Vegetarian, except in Bologna."):  # fmt: skip
        assert words in said


def test_a_page_is_written_once_more_over_itself(sample: World) -> None:
    assert sample.run("brief greg --html -o p.html").code == 0
    assert sample.run("brief nell-hathersage --html -o p.html").code == 0
    assert "Nell" in (sample.root / "p.html").read_text(encoding="utf-8")
    (sample.root / "notes.txt").write_text("mine")
    assert sample.run("brief greg --html -o notes.txt").code == 2
    assert (sample.root / "notes.txt").read_text() == "mine"
    assert list(sample.root.glob(".p.html*")) == []


def test_whatever_stands_in_notes_is_text(world: World) -> None:
    write_hostile(world)
    calendar = (SCRIPT + IMAGE + "\\n" + '" onmouseover="x', "DTSTART:20261122T090000",
                f"LOCATION:{IMAGE}", "ATTENDEE;CN=Mallory:mailto:a@b.example",
                f"ATTENDEE;CN=\"{IMAGE.replace(chr(34), chr(39))}\":mailto:x@evil.example")  # fmt: skip
    with_calendar(world, calendar)
    world.person("Mallory", emails="[a@b.example]", body=BODY)
    for command in ("brief mallory p0 p1 p2 p6 p7 --html", "brief --calendar c.ics --html"):
        said = world.run(command)
        assert said.code == 0, said.err
        page = page_of(said.out)
        assert page.twice == []
        assert {tag for tag, _ in page.elements} <= {
            "html", "head", "meta", "title", "style", "body", "main", "section", "article", "header",
            "h1", "h2", "h3", "p", "dl", "dt", "dd", "ul", "li", "span", "a", "b", "div",
        }  # fmt: skip
        assert page.asked == []
        assert not [name for _, found in page.elements for name in found if name.startswith("on")]
        assert all(link.startswith("#") for link in page.links)
        assert not [c for c in said.out if c < " " and c not in "\n\t\r"]
        assert SCRIPT in page.text


def test_no_note_and_no_calendar_commands_the_terminal(world: World) -> None:
    bell = "x\x1b]0;pwned\x07\x9b31m\u202e"
    world.person("Ada", body=f"Ask {bell}\n", location='"\\e]0;pwned\\a"')
    with_calendar(world, (f"Ada {bell}", "DTSTART:20261122T090000", f"LOCATION:{bell}",
                          f"ATTENDEE;CN=A{bell}:mailto:{bell}@x.example"))  # fmt: skip
    for said in (world.run("brief ada"), world.run("brief --calendar c.ics")):
        assert said.code == 0
        assert not set(said.out + said.err) & set("\x1b\x07\x9b\u202e")


# ---------------------------------------------------------------- a calendar


def test_a_calendar_may_come_on_stdin(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.person("Ada Lovelace")
    text = ics(("Coffee with Ada Lovelace", "DTSTART:20261122T090000"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert "09:00 Coffee with Ada Lovelace" in world.run("brief --calendar -").out


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system's zone cannot be set")
def test_times_are_by_the_clock_of_this_machine(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.person("Ada Lovelace")
    with_calendar(world, ("Ada Lovelace", "DTSTART:20261122T233000Z", "DURATION:PT1H"))
    for zone, shown in (
        ("Europe/Berlin", "2026-11-23T00:30"),
        ("America/New_York", "2026-11-22T18:30"),
    ):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        try:
            (meeting,) = world.run("brief --calendar c.ics --json").json["meetings"]
        finally:
            monkeypatch.undo()
            time.tzset()
        assert meeting["start"] == shown


def test_the_agenda_says_when(world: World) -> None:
    world.person("Ada Lovelace")
    name = "Ada Lovelace"
    with_calendar(
        world,
        (name, "DTSTART;VALUE=DATE:20261122"),
        (name, "DTSTART;VALUE=DATE:20261122", "DTEND;VALUE=DATE:20261125"),
        (name, "DTSTART:20261122T090000"),
        (name, "DTSTART:20261122T100000", "DTEND:20261122T113000"),
        (name, "DTSTART:20261121T220000", "DTEND:20261122T010000"),
        (name, "DTSTART:20261120T220000", "DTEND:20261124T010000"),
        (name, "DTSTART:20261122T230000", "DTEND:20261123T010000"),
    )
    said = world.run("brief --calendar c.ics").out
    found = re.findall(r"^  (\S.*) Ada Lovelace$", said, flags=re.M)
    assert sorted(found) == sorted(
        [
            "all day", "all day, until 24 November 2026", "09:00", "10:00–11:30", "until 01:00",
            "all day, until 24 November 2026", "23:00, until 23 November 2026",
        ]
    )  # fmt: skip
    assert "Sunday, 22 November 2026" in said
    assert "Monday, 23" not in said


def test_each_is_briefed_on_once_in_the_order_of_the_meetings(world: World) -> None:
    for name in ("Ada Lovelace", "Grace Hopper", "Joan Clarke"):
        world.person(name)
    with_calendar(
        world,
        ("Ada Lovelace", "DTSTART:20261122T120000", "ATTENDEE;CN=Grace Hopper:mailto:g@x.example"),
        ("Grace Hopper", "DTSTART:20261122T090000"),
        (
            "Lunch",
            "DTSTART:20261122T130000",
            "ATTENDEE;PARTSTAT=DECLINED;CN=Joan Clarke:mailto:j@x.example",
        ),
    )
    document = world.run("brief --calendar c.ics --json").json
    assert [one["slug"] for one in document["briefs"]] == ["grace-hopper", "ada-lovelace"]
    assert document["meetings"][2]["declined"] == ["joan-clarke"]
    said = world.run("brief --calendar c.ics").out
    assert "with Joan Clarke (not coming)" in said
    assert (
        "Grace Hopper was found by name; to add the address: hobnob set grace-hopper emails+=g@x.example"
        in said
    )


def test_the_command_that_is_told_adds_whom_it_says(world: World) -> None:
    with_calendar(world, ("Lunch", "DTSTART:20261122T120000",
                          "ATTENDEE;CN=\"Jo $(touch x) Doe\":mailto:jo@x.example",
                          "ATTENDEE:mailto:mary.ann@x.example"))  # fmt: skip
    said = world.run("brief --calendar c.ics").out
    added = re.findall(r"hobnob (add person .*)$", said, flags=re.M)
    assert added == [
        "add person 'Jo $(touch x) Doe' emails=jo@x.example",
        'add person "Mary Ann" emails=mary.ann@x.example',
    ]
    for command in added:
        assert world.run(command).code == 0
    people = world.run("brief --calendar c.ics --json").json["meetings"][0]["people"]
    assert people == ["jo-touch-x-doe", "mary-ann"]


def test_who_i_am_is_a_setting(world: World) -> None:
    world.person("Ada Lovelace")
    mine = ("No", "DTSTART:20261122T120000", "ATTENDEE;PARTSTAT=DECLINED:mailto:tim@x.example",
            "ATTENDEE;CN=Ada Lovelace:mailto:a@x.example")  # fmt: skip
    yours = ("Yes", "DTSTART:20261122T130000", "ORGANIZER:mailto:Tim@x.example",
             "ATTENDEE;CN=Ada Lovelace:mailto:a@x.example")  # fmt: skip
    with_calendar(world, mine, yours)
    said = world.run("brief --calendar c.ics").out
    assert "me: [you@example.org]" in said
    world.settle("      me: [TIM@x.example]")
    said = world.run("brief --calendar c.ics").out
    assert "Yes" in said
    assert "12:00" not in said
    assert "me: [" not in said
    world.settle("      me: tim")
    assert "is not an e-mail address" in world.run("brief --calendar c.ics").err


def test_many_strangers_are_counted(world: World) -> None:
    guests = [f"ATTENDEE:mailto:g{number}@x.example" for number in range(40)]
    with_calendar(world, ("All hands", "DTSTART:20261122T120000", *guests))
    said = world.run("brief --calendar c.ics").out
    assert said.count("is not in the journal yet") == 6
    assert "and 34 more guests without a note" in said


@pytest.mark.parametrize("name", ["nowhere.ics", ".", "mkdocs.yml", "dir/x.ics"])
def test_what_cannot_be_read_is_told_kindly(world: World, name: str) -> None:
    said = world.run(["brief", "--calendar", name])
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("hobnob: ")
    assert "bug" not in said.err


def test_the_entries_that_were_left_out_are_counted(world: World) -> None:
    world.person("Ada Lovelace")
    with_calendar(world, ("Ada Lovelace", "DTSTART:20261122T090000"),
                  ("Bad", "DTSTART:20260101T090000", "RRULE:FREQ=SECONDLY"))  # fmt: skip
    assert "1 entry left out: it cannot be read" in world.run("brief --calendar c.ics").out


def test_the_calendar_of_a_page_is_its_first_sheet(world: World, tmp_path: Path) -> None:
    world.person("Ada Lovelace")
    with_calendar(world, ("Ada Lovelace", "DTSTART:20261122T090000"))
    assert (
        world.run(["brief", "--calendar", "c.ics", "--html", "-o", str(tmp_path / "p.html")]).code
        == 0
    )
    page = page_of((tmp_path / "p.html").read_text(encoding="utf-8"))
    assert page.links == ["#p-ada-lovelace"]
    assert page.ids == ["p-ada-lovelace"]


def test_the_next_move_of_a_plan_is_brought_up(world: World) -> None:
    world.person("Ada Byron")
    world.write("plans/job.md", "---\nname: A job\npeople: [ada-byron]\n---\n")
    (topic,) = world.run("brief ada --json").json[0]["topics"]
    assert (topic["reason"], topic["note"]) == ("plan", "job")
    assert "next move  a first letter (A job)" in world.run("brief ada").out


def test_nothing_open_is_said(world: World) -> None:
    world.person("Ada Byron")
    assert world.run("brief ada --json").json[0]["topics"] == []
    assert "Nothing is open between you." in world.run("brief ada").out
    assert "Nothing is open between you." in world.run("brief ada --html").out
