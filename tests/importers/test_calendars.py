"""Calendars as other programs write them, and as nobody should."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hobnob import dates
from hobnob.errors import UsageError
from hobnob.importers import calendars, ics_text
from hobnob.importers.calendars import Calendar, CalendarEntry, Guest, read_calendar

LONDON = ZoneInfo("Europe/London")
DAY = "2026-11-22"

BERLIN = """\
BEGIN:VTIMEZONE
TZID:Our office
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


def event(*lines: str, uid: str = "1", name: str = "Lunch") -> str:
    return "\n".join(("BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{name}", *lines, "END:VEVENT", ""))


def calendar(*parts: str) -> bytes:
    text = "BEGIN:VCALENDAR\nVERSION:2.0\n" + "".join(parts) + "END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def read(data: bytes, *, first: str = DAY, days: int = 2) -> Calendar:
    return read_calendar(data, "x.ics", first=first, days=days, zone=LONDON)


def times(data: bytes, *, first: str = DAY, days: int = 2) -> list[tuple[str, str]]:
    return [(m.start, m.end) for m in read(data, first=first, days=days).meetings]


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        (("DTSTART:20261122T123000", "DTEND:20261122T140000"),
         "2026-11-22T12:30", "2026-11-22T14:00"),
        (("DTSTART:20261122T123000Z", "DTEND:20261122T140000Z"),
         "2026-11-22T12:30", "2026-11-22T14:00"),
        (("DTSTART;TZID=Europe/Berlin:20261122T123000", "DURATION:PT90M"),
         "2026-11-22T11:30", "2026-11-22T13:00"),
        (("DTSTART;TZID=Our office:20261122T123000", "DURATION:PT90M"),
         "2026-11-22T11:30", "2026-11-22T13:00"),
        (("DTSTART;TZID=W. Europe Standard Time:20261122T123000", "DURATION:PT90M"),
         "2026-11-22T11:30", "2026-11-22T13:00"),
        (("DTSTART;TZID=Europe/Berlin:20261122T090000", "DTEND;TZID=America/New_York:20261122T050000"),
         "2026-11-22T08:00", "2026-11-22T10:00"),
        (("DTSTART;TZID=Pacific/Pago_Pago:20261121T230000",), "2026-11-22T10:00", "2026-11-22T10:00"),
        (("DTSTART;TZID=Pacific/Kiritimati:20261124T130000",),
         "2026-11-23T23:00", "2026-11-23T23:00"),
        (("DTSTART:20261122T123000",), "2026-11-22T12:30", "2026-11-22T12:30"),
        (("DTSTART;VALUE=DATE:20261122",), "2026-11-22", "2026-11-22"),
        (("DTSTART;VALUE=DATE:20261122", "DTEND;VALUE=DATE:20261123"), "2026-11-22", "2026-11-22"),
        (("DTSTART;VALUE=DATE:20261101", "DTEND;VALUE=DATE:20261201"), "2026-11-01", "2026-11-30"),
        (("DTSTART:20261121T220000", "DTEND:20261122T020000"),
         "2026-11-21T22:00", "2026-11-22T02:00"),
        (("DTSTART:19990101T000000", "DURATION:P40W", "RRULE:FREQ=YEARLY"),
         "2026-01-01T00:00", "2026-10-08T00:00"),
    ],
)  # fmt: skip
def test_times_are_told_by_the_clocks_here(lines: tuple[str, ...], start: str, end: str) -> None:
    data = calendar(BERLIN, event(*lines))
    first = DAY if start > "2026-11" else "2026-10-01"
    assert times(data, first=first) == [(start, end)]


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART:20261124T000000",),
        ("DTSTART:20261121T100000", "DTEND:20261122T000000"),
        ("DTSTART;VALUE=DATE:20261120", "DTEND;VALUE=DATE:20261122"),
        ("DTSTART:20261123T235900Z", "RRULE:FREQ=DAILY;UNTIL=20261120T000000Z"),
        # In Auckland it is the 22nd already; here it is still the 21st.
        ("DTSTART;TZID=Pacific/Auckland:20261122T090000", "DURATION:PT1H"),
    ],
)
def test_other_days_are_not_asked_for(lines: tuple[str, ...]) -> None:
    assert times(calendar(event(*lines))) == []


def test_what_repeats_is_there_on_its_days_as_it_was_changed() -> None:
    data = calendar(
        event("DTSTART;TZID=Europe/Berlin:20251006T090000", "DURATION:PT15M",
              "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE", "EXDATE;TZID=Europe/Berlin:20261124T090000"),
        event("RECURRENCE-ID:20261123T080000Z", "DTSTART;TZID=Europe/Berlin:20261123T110000",
              "DURATION:PT15M", name="Later, for once"),
    )  # fmt: skip
    found = read(data, days=5).meetings
    assert [(m.start, m.summary) for m in found] == [
        ("2026-11-23T10:00", "Later, for once"),
        ("2026-11-25T08:00", "Lunch"),
    ]


def test_an_instance_may_be_moved_into_the_days_from_afar() -> None:
    data = calendar(
        event("DTSTART:20260101T090000", "RRULE:FREQ=YEARLY;COUNT=2"),
        event("RECURRENCE-ID:20260101T090000", "DTSTART:20261122T160000", name="At last"),
    )
    assert [m.summary for m in read(data).meetings] == ["At last"]


def test_guests_are_people_each_once() -> None:
    data = calendar(
        event(
            "DTSTART:20261122T120000",
            "ORGANIZER;CN=Grace:MAILTO:Grace@Example.org",
            'ATTENDEE;CN="Hopper, Grace":mailto:grace@example.org',
            "ATTENDEE;PARTSTAT=DECLINED:mailto:no@example.org",
            "ATTENDEE;CUTYPE=ROOM;CN=Room 5:mailto:room5@example.org",
            "ATTENDEE;CN=ada@example.org:mailto:ada@",
            "  example.org",
            "ATTENDEE;CN=No Address:invalid:nomail",
        )
    )
    (meeting,) = read(data).meetings
    assert meeting.guests == (
        Guest(name="Hopper, Grace", email="grace@example.org"),
        Guest(name="", email="no@example.org", declined=True),
        Guest(name="", email="ada@example.org"),
        Guest(name="No Address", email=""),
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data,
        lambda data: data.replace(b"\r\n", b"\n"),
        lambda data: data.replace(b"\r\n", b"\r"),
        lambda data: b"\xef\xbb\xbf\r\n" + data,
        lambda data: data.decode().encode("utf-16"),
        lambda data: data.replace(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", b"").replace(
            b"END:VCALENDAR\r\n", b""
        ),
        lambda data: data.replace(b"BEGIN:", b"begin:").replace(b"END:", b"end:"),
        lambda data: data.removesuffix(b"END:VCALENDAR\r\n"),
        lambda data: data.replace(b"SUMMARY:", b"X-ODD:\x00\x01\xff\r\nSUMMARY:"),
        lambda data: data.replace(b"SUMMARY:", b"no colon in this line\r\nSUMMARY:"),
        lambda data: data.replace(
            b"END:VEVENT", b"BEGIN:VALARM\r\nSUMMARY:beep\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nEND:VEVENT"
        ),
        lambda data: data + data.replace(b"UID:1", b"UID:2").replace(b"2026", b"2025"),
    ],
)  # fmt: skip
def test_files_come_in_many_forms(change: object) -> None:
    data = calendar(event("DTSTART:20261122T123000", "LOCATION:Marrow", " \\, Rye", name="Käse"))
    found = read(change(data))  # type: ignore[operator]
    assert found == Calendar(
        meetings=(
            CalendarEntry(summary="Käse", start="2026-11-22T12:30", end="2026-11-22T12:30",
                    place="Marrow, Rye", uid="1"),
        )
    )  # fmt: skip


def test_google_names_a_calendar_by_its_owner() -> None:
    assert read(calendar("X-WR-CALNAME:tim@example.org\n")).name == "tim@example.org"


def test_an_entry_that_cannot_be_read_stops_no_other() -> None:
    good = event("DTSTART:20261122T120000", uid="good")
    for bad in (
        event("DTSTART:20261122T120000", "RRULE:FREQ=DAILY;INTERVAL=0", uid="bad"),
        event("DTSTART:20260101T120000", "RRULE:FREQ=SECONDLY", uid="bad"),
        event("DTSTART:20260101T120000", "RRULE:FREQ=MINUTELY", uid="bad"),
        event("DTSTART:20260101T120000", "RRULE:FREQ=DAILY;INTERVAL=-3", uid="bad"),
        event("DTSTART:20261121T120000", "DURATION:P999999999D", uid="bad"),
        event("RRULE:FREQ=DAILY", uid="bad"),
        event("DTSTART:20261399T990000", "RRULE:FREQ=DAILY", uid="bad"),
        event("DTSTART:20261399T990000", uid="bad"),
        event("DTSTART:20261399", "DTEND:20261400", uid="bad"),
        event("DTSTART:2026112T120000", uid="bad"),
        event("DTSTART:tomorrow", uid="bad"),
        event("DTSTART:", uid="bad"),
        event("DTSTART;VALUE=DATE:20261122T1200xx", uid="bad"),
        event("X-NO:day", uid="bad"),
    ):
        found = read(calendar(bad, good))
        assert ([m.summary for m in found.meetings], found.left_out) == (["Lunch"], 1), bad


@pytest.mark.parametrize(
    "text",
    [
        "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * 20_000,
        "BEGIN:VCALENDAR\n" + "BEGIN:VALARM\n" * 20_000,
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + "BEGIN:X\n" * 20_000 + "END:VEVENT\n",
        "BEGIN:VCALENDAR\n" + "END:VEVENT\n" * 100,
        "BEGIN:VCALENDAR\n" + "a" * 1_000_000,
        "BEGIN:VCALENDAR\n" + ";" * 100_000 + ":\n" * 1000,
        "BEGIN:VCALENDAR",
    ],
)
def test_what_is_hardly_a_calendar_holds_nothing(text: str) -> None:
    assert read(text.encode()).meetings == ()


@pytest.mark.parametrize(
    "data", [b"", b"\x00" * 100, b"PK\x03\x04", b"<html>", b"\xff\xfe", b"---\n"]
)
def test_what_is_no_calendar_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(UsageError, match=r"x\.ics is not a calendar.*BEGIN:VCALENDAR"):
        read(data)


def test_what_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendars, "MOST_BYTES", 1000)
    with pytest.raises(UsageError, match="too much for a calendar"):
        read(calendar("X-LONG:" + "a" * 1000 + "\n"))


def test_what_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendars, "PATIENCE", 0.05)
    never = [
        event("DTSTART:00010101T090000", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", uid=str(n))
        for n in range(50)
    ]
    with pytest.raises(UsageError, match="too long to read"):
        read(calendar(*never))


def test_reading_leaves_no_timer_behind() -> None:
    import signal

    before = signal.getsignal(signal.SIGVTALRM)
    read(calendar())
    assert signal.getsignal(signal.SIGVTALRM) is before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


DAYS = st.integers(-400, 40).map(lambda by: dates.add_days(DAY, by).replace("-", ""))
ZONES = st.sampled_from(["", ";TZID=Pacific/Kiritimati", ";TZID=Pacific/Pago_Pago"])
RULES = st.sampled_from(
    ["X-NO:rule", "RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY;UNTIL=20261120", "RRULE:FREQ=DAILY;COUNT=9",
     "RDATE:20261122T090000", "RRULE:FREQ=MONTHLY;BYMONTHDAY=23;UNTIL=20301231T000000Z"]
)  # fmt: skip
LENGTHS = st.sampled_from(["X-NO:length", "DURATION:PT1H", "DURATION:P3D", "DURATION:PT0S"])


@settings(max_examples=60)
@given(st.lists(st.tuples(DAYS, ZONES, RULES, LENGTHS), max_size=6))
def test_what_is_dropped_unread_would_not_have_been_there(
    rows: list[tuple[str, str, str, str]],
) -> None:
    data = calendar(
        *(
            event(f"DTSTART{zone}:{day}T090000", rule, length, uid=str(number))
            for number, (day, zone, rule, length) in enumerate(rows)
        )
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ics_text, "_may_concern", lambda *_: True)
        everything = read(data)
    assert read(data) == everything
