"""The calendar is what other programs take it for, and importing it again doubles nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from khal.icalendar import cal_from_ics, split_ics

from hobnob import dates
from hobnob.network.calendar import calendar_days
from tests.conftest import TODAY, World

Event = dict[str, Any]


@pytest.fixture
def busy(world: World) -> World:
    """A journal with a day to remember of each sort."""
    world.person("Grace Hopper", birthday="1906-12-09", circle="close")
    world.person("Ada Lovelace", birthday="--12-10")
    world.person("Leap, Day; \\Ltd", slug="leap", birthday="1996-02-29")
    world.person("No Year", birthday="--02-29", private="true")
    world.met(
        "2026-11-01", "grace-hopper", kind="meal", follow_up="2026-12-13",
        body="Lunch about compilers; she wants English, in them.\n\n"
        "- [ ] send the paper (by 2026-12-01)\n"
        "- [ ] [[grace-hopper]]: the vendor's number (by 2026-12-05)\n"
        "- [ ] without a date\n- [x] kept (by 2026-11-03)\n",
    )  # fmt: skip
    world.write(
        "plans/job.md",
        """
        ---
        name: A job
        postings:
          - {title: "Engineer; data", org: Ogilvy, deadline: 2026-12}
          - {title: Clerk, deadline: 2026-12-03, sent: 2026-11-20}
          - {title: Chief}
        ---
        """,
    )
    return world


def exported(world: World, *, today: str = TODAY, options: str = "") -> bytes:
    said = world.run(f"export calendar {options} -o ../out.ics", today=today)
    assert said.code == 0, said.err
    return (world.root.parent / "out.ics").read_bytes()


def events_of(data: bytes) -> dict[str, Event]:
    """Read a calendar by icalendar; return its events by what they are called."""
    return {str(e["SUMMARY"]): e for e in Calendar.from_ical(data).walk("VEVENT")}


def days_of(data: bytes, options: str = "") -> list[tuple[str, str]]:
    """Return day and name of each event that does not come every year."""
    return sorted(
        (e["DTSTART"].dt.isoformat(), name)
        for name, e in events_of(data).items()
        if "RRULE" not in e
    )


def test_every_day_to_remember_is_there(busy: World) -> None:
    data = exported(busy)
    assert days_of(data) == [
        ("2026-12-01", "Promised to Grace Hopper: send the paper"),
        ("2026-12-05", "Grace Hopper promised: the vendor's number"),
        ("2026-12-13", "Follow up with Grace Hopper"),
        ("2026-12-31", "Last day to apply: Engineer; data, Ogilvy"),
        ("2027-01-01", "Be in touch with Grace Hopper"),
    ]
    yearly = {name: e["DTSTART"].dt for name, e in events_of(data).items() if "RRULE" in e}
    assert yearly == {
        "Grace Hopper's birthday": date(1906, 12, 9),
        "Ada Lovelace's birthday": date(2000, 12, 10),
        "Leap, Day; \\Ltd's birthday": date(1996, 2, 29),
        "No Year's birthday": date(2000, 2, 29),
    }


def test_appointments_have_their_time_their_place_and_their_people(
    world: World, khal: Path
) -> None:
    world.person("José García", slug="jose", keep_in_touch="1 week")
    world.person("Ada Lovelace", slug="ada")
    world.person("Ben", private="true")
    world.met("2026-12-02 12:30", "jose", "ada", kind="meal", place="Luigi's, upstairs; left",
              draft="true", body="Lunch with José.", slug="lunch")  # fmt: skip
    world.met("2026-12-03", "jose", kind="call", draft="true")
    world.met("2027-01", "ada", kind="meeting", draft="true", slug="month")
    world.met("2026-12-04", "ben", kind="meeting", draft="true")
    world.met("2026-11-21", "ada", kind="call", draft="true", slug="past")
    world.met("2026-12-05", "ada", kind="call", draft="true", outcome="cancelled", slug="off")
    world.met("2026-12-06", "ada", kind="letter", draft="true")
    data = exported(world)
    # The day to be in touch is the one after the last appointment.
    assert days_of(data) == [
        ("2026-12-02T12:30:00", "Meal with José García, Ada Lovelace"),
        ("2026-12-03", "Call with José García"),
        ("2026-12-04", "Be in touch with José García"),
        ("2026-12-04", "Meeting with Ben"),
        ("2027-01-01", "Meeting with Ada Lovelace, some day in January 2027"),
    ]
    lunch = events_of(data)["Meal with José García, Ada Lovelace"]
    assert (lunch["DTEND"].dt.isoformat(), lunch["TRANSP"]) == ("2026-12-02T13:30:00", "OPAQUE")
    assert (lunch["LOCATION"], lunch["DESCRIPTION"]) == (
        "Luigi's, upstairs; left",
        "Lunch with José.",
    )
    assert [e["SUMMARY"] for e in events_of(data).values() if "CLASS" in e] == ["Meeting with Ben"]
    assert "Ben" not in exported(world, options="--share").decode()
    run_khal(khal, "import", "--batch", str(world.root.parent / "out.ics"))
    form = "{start-date} {start-time}-{end-time}|{title}|{location}"
    said = run_khal(khal, "list", "--day-format", "", "--format", form, "2026-12-02", "1d")
    assert said.split("\n")[0] == (
        "2026-12-02 12:30-13:30|Meal with José García, Ada Lovelace|Luigi's, upstairs; left"
    )
    # Put off, it is the same entry.
    assert world.run("set lunch date=2026-12-09").code == 0
    moved = events_of(exported(world))["Meal with José García, Ada Lovelace"]
    assert (moved["UID"], moved["DTSTART"].dt) == (lunch["UID"], date(2026, 12, 9))


def test_other_days_of_the_year_come_every_year(world: World) -> None:
    world.write(
        "people/ada.md",
        b"---\nname: Ada\ndates:\n  - {date: 2010-02-29, what: bad}\n"
        b"  - {date: --02-29, what: wedding day}\n  - {date: --02-29, what: wedding day}\n"
        b"  - {date: 2012-05-31}\n---\n",
    )
    events = events_of(exported(world))
    assert {name: (e["DTSTART"].dt, "BYMONTHDAY" in e["RRULE"]) for name, e in events.items()} == {
        "Ada: wedding day": (date(2000, 2, 29), True),
        "Ada: a day to remember": (date(2012, 5, 31), False),
    }
    uids = [e["UID"] for e in Calendar.from_ical(exported(world)).walk("VEVENT")]
    assert len(uids) == len(set(uids)) == 2


def test_whoever_has_no_contact_yet_is_due_today(world: World) -> None:
    world.person("Ada", circle="inner")
    world.person("Never", keep_in_touch="never")
    assert days_of(exported(world)) == [(TODAY, "Be in touch with Ada")]


@pytest.mark.parametrize("own", ["1 month", "100 days", "45 days", "3 weeks", "1 year"])
def test_a_rhythm_is_said_as_it_was_written(world: World, own: str) -> None:
    world.person("Ada", keep_in_touch=own)
    world.met("2025-09-01", "ada")
    every = own.removeprefix("1 ")
    with world.index() as index:
        (entry,) = calendar_days(index)
    assert entry.text == f"Every {every}; last on 2025-09-01."
    assert f"very {every} is what you have in mind" in world.run("suggest").out
    quieter = world.run("review 2025 --json" if own != "1 year" else "review 2026 --json").json
    assert f"every {every} was the idea" in str(quieter)


def test_a_follow_up_is_closed_by_a_later_contact(busy: World) -> None:
    busy.met("2026-11-10", "grace-hopper", kind="call")
    assert "Follow up with Grace Hopper" not in events_of(exported(busy))


def test_drafts_and_month_dates(world: World) -> None:
    world.person("Ada")
    world.met("2026-11-01", "ada", kind="letter", draft="true", follow_up="2026-12-01")
    world.met("2026-11-02", "ada", slug="b", follow_up="2027-01",
              body="- [ ] read it (by 2027)\n")  # fmt: skip
    assert days_of(exported(world)) == [
        ("2027-01-01", "Follow up with Ada"),
        ("2027-01-01", "Promised to Ada: read it"),
    ]


# ---------------------------------------------------------------- the text of the file


def unfolded(data: bytes) -> list[str]:
    """Read the lines of a calendar as RFC 5545, section 3.1 says, with nothing of a library."""
    text = data.decode("utf-8")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.removesuffix("\r\n").replace("\r\n ", "").split("\r\n")


def test_lines_are_folded_escaped_and_end_with_crlf(world: World) -> None:
    world.person("中村 美咲, Dr.; née \\ Ω", slug="nakamura", birthday="--05-05")
    world.met("2026-11-01", "nakamura", follow_up="2026-12-01",
              body="名前は長い。" * 40 + "\x07 bell\n\nBEGIN:VEVENT\n")  # fmt: skip
    lines = unfolded(exported(world))
    assert "SUMMARY:中村 美咲\\, Dr.\\; née \\\\ Ω's birthday" in lines
    assert lines.count("BEGIN:VEVENT") == 2
    assert not any("\x07" in line for line in lines)
    (text,) = (line for line in lines if line.startswith("DESCRIPTION:名前"))
    assert len(text) <= len("DESCRIPTION:") + 300


def test_the_same_notes_on_the_same_day_give_the_same_bytes(busy: World) -> None:
    first = exported(busy)
    for path in busy.notes.rglob("*.md"):
        os.utime(path, (1, 1))
    (busy.root / ".hobnob" / "index.sqlite").unlink()
    assert exported(busy) == first


def test_an_entry_is_the_same_one_tomorrow_and_newer(busy: World) -> None:
    first, later = events_of(exported(busy)), events_of(exported(busy, today="2026-11-23"))
    assert {name: e["UID"] for name, e in first.items()} == {n: e["UID"] for n, e in later.items()}
    assert len({e["UID"] for e in first.values()}) == len(first)
    for name, event in first.items():
        assert event["DTSTAMP"].dt < later[name]["DTSTAMP"].dt
        assert event["SEQUENCE"] < later[name]["SEQUENCE"]


def test_an_entry_that_moves_keeps_its_uid(busy: World) -> None:
    first = events_of(exported(busy))
    busy.met("2026-11-20", "grace-hopper", kind="call")
    later = events_of(exported(busy))
    name = "Be in touch with Grace Hopper"
    assert first[name]["UID"] == later[name]["UID"]
    assert first[name]["DTSTART"].dt < later[name]["DTSTART"].dt


def test_the_uids_are_promised(busy: World) -> None:
    """Whoever changes one doubles every entry in every calendar there is."""
    uids = {name: str(e["UID"]) for name, e in events_of(exported(busy)).items()}
    assert uids["Grace Hopper's birthday"] == "a2092c0f-e5d8-50a6-b47b-ea37acbdef3e"
    assert uids["Follow up with Grace Hopper"] == "c207a3c7-6995-56b8-9ba9-e611fa20c1d7"


def test_what_is_private_is_marked_and_can_be_left_out(busy: World) -> None:
    busy.person("Secret", birthday="--01-01", circle="inner", private="true")
    busy.write("orgs/ogilvy.md", "---\nname: Ogilvy\nprivate: true\n---\n")
    busy.met("2026-11-01", "secret", "grace-hopper", slug="s", follow_up="2026-12-01",
             body="- [ ] hush (by 2026-12-02)\n")  # fmt: skip
    marked = {name for name, e in events_of(exported(busy)).items() if e.get("CLASS") == "PRIVATE"}
    assert marked == {
        "Secret's birthday", "No Year's birthday", "Be in touch with Secret",
        "Follow up with Secret, Grace Hopper", "Promised to Secret, Grace Hopper: hush",
        "Last day to apply: Engineer; data, Ogilvy",
    }  # fmt: skip
    shared = exported(busy, options="--share")
    assert not marked & set(events_of(shared))
    assert b"Secret" not in shared
    assert b"hush" not in shared


def test_it_blocks_no_time(busy: World) -> None:
    for event in events_of(exported(busy)).values():
        assert event["TRANSP"] == "TRANSPARENT"
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)


def test_an_empty_journal_is_an_empty_calendar(world: World) -> None:
    assert unfolded(exported(world))[-1] == "END:VCALENDAR"
    assert events_of(exported(world)) == {}


# ---------------------------------------------------------------- other programs


@pytest.fixture
def khal(tmp_path: Path) -> Path:
    """A configuration of khal, with one empty calendar."""
    folder = tmp_path / "khal"
    (folder / "vdir").mkdir(parents=True)
    (folder / "config").write_text(
        f"[calendars]\n[[mine]]\npath = {folder}/vdir\n[sqlite]\npath = {folder}/khal.db\n"
        "[locale]\nlocal_timezone = Europe/London\ndefault_timezone = Europe/London\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        "[default]\ndefault_calendar = mine\n"
    )
    return folder


def run_khal(folder: Path, *arguments: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "khal", "-c", str(folder / "config"), *arguments],
        capture_output=True, text=True, cwd=folder, check=False,
        env={**os.environ, "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "HOME": str(folder)},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return re.sub(r"\x1b\[[\d;]*m", "", ran.stdout)


def listed(folder: Path, start: str, span: str) -> list[tuple[str, str]]:
    """Return what khal has on each day from one on: the day and the name."""
    said = run_khal(
        folder, "list", "--day-format", "", "--format", "{start-date}|{title}", start, span
    )  # fmt: skip
    return sorted(
        (day, name)
        for day, _, name in (line.partition("|") for line in said.splitlines() if line)
    )  # fmt: skip


def files_of(folder: Path) -> list[str]:
    """Return the events of khal's calendar: one file each."""
    return sorted(path.name for path in (folder / "vdir").glob("*.ics"))


def test_khal_reads_every_event_right(busy: World) -> None:
    data = exported(busy)
    by_icalendar = events_of(data)
    by_khal = {
        str(e["SUMMARY"]): e for e in cal_from_ics(data.decode()).walk("VEVENT")
    }  # fmt: skip
    assert by_khal.keys() == by_icalendar.keys()
    for name, event in by_khal.items():
        for key in ("UID", "DTSTART", "DTEND", "RRULE"):
            told, ours = event.get(key), by_icalendar[name].get(key)
            assert (told and told.to_ical()) == (ours and ours.to_ical()), (name, key)
    assert len(split_ics(data.decode())) == len(by_icalendar)


def test_khal_shows_every_event_on_its_day(busy: World, khal: Path) -> None:
    exported(busy)
    run_khal(khal, "import", "--batch", str(busy.root.parent / "out.ics"))
    shown = listed(khal, "2026-11-22", "500d")
    assert shown == sorted(
        [
            ("2026-12-01", "Promised to Grace Hopper: send the paper"),
            ("2026-12-05", "Grace Hopper promised: the vendor's number"),
            ("2026-12-09", "Grace Hopper's birthday"),
            ("2027-12-09", "Grace Hopper's birthday"),
            ("2026-12-10", "Ada Lovelace's birthday"),
            ("2027-12-10", "Ada Lovelace's birthday"),
            ("2026-12-13", "Follow up with Grace Hopper"),
            ("2026-12-31", "Last day to apply: Engineer; data, Ogilvy"),
            ("2027-01-01", "Be in touch with Grace Hopper"),
            ("2027-02-28", "Leap, Day; \\Ltd's birthday"),
            ("2028-02-29", "Leap, Day; \\Ltd's birthday"),
            ("2027-02-28", "No Year's birthday"),
            ("2028-02-29", "No Year's birthday"),
        ]
    )


def test_a_birthday_is_in_the_calendar_when_hobnob_has_it(busy: World, khal: Path) -> None:
    exported(busy)
    run_khal(khal, "import", "--batch", str(busy.root.parent / "out.ics"))
    leap = [day for day, name in listed(khal, "2026-11-22", "2200d") if name.startswith("Leap")]
    expected: list[str] = []
    today = TODAY
    while len(expected) < len(leap):
        expected.append(dates.next_birthday("1996-02-29", today))
        today = dates.add_days(expected[-1], 1)
    assert len(leap) == 6
    assert leap == expected


def test_importing_twice_doubles_nothing_and_updates(busy: World, khal: Path) -> None:
    file = str(busy.root.parent / "out.ics")
    exported(busy)
    run_khal(khal, "import", "--batch", file)
    once, shown = files_of(khal), listed(khal, "2026-11-22", "500d")
    run_khal(khal, "import", "--batch", file)
    assert files_of(khal) == once
    assert listed(khal, "2026-11-22", "500d") == shown
    busy.met("2026-11-20", "grace-hopper", kind="call", slug="later")
    exported(busy, today="2026-11-23")
    run_khal(khal, "import", "--batch", file)
    assert files_of(khal) == once
    in_touch = [day for day, name in listed(khal, "2026-11-22", "200d") if name.startswith("Be ")]
    assert in_touch == ["2027-01-20"]
