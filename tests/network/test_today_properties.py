"""What holds of who is due in every journal, and on every day of it."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hobnob.dates import add_days
from hobnob.index.index import Index
from hobnob.network.today.collect import open_needs
from hobnob.network.today.need import Need
from hobnob.network.today.order import arrange
from hobnob.network.today.today import describe, today_needs
from tests.network.small import index_of, met, person

TODAY = "2028-02-25"
NAMES = ("ada", "ben", "cy")

Journal = dict[str, str]


def _day(draw: st.DrawFn, first: int, last: int) -> str:
    day = add_days(TODAY, draw(st.integers(first, last)))
    shape = draw(st.sampled_from(["day", "day", "day", "time", "month"]))
    return {"day": day, "time": f"{day} {draw(st.integers(0, 23)):02}:30", "month": day[:7]}[shape]


@st.composite
def people(draw: st.DrawFn) -> Journal:
    """Three people, some with a cadence, a birthday, somebody who introduced them, promises."""
    some = st.sampled_from
    return dict(
        person(
            name,
            draw(
                some(
                    [
                        "",
                        "- [ ] a call\n",
                        "- [ ] a list (by 2028-03-01)\n- [ ] [[ben]]: a book (by 2028-02)\n",
                    ]
                )
            ),
            circle=draw(some(["", "inner", "wide"])),
            keep_in_touch=draw(some(["", "", "5 days", "never"])),
            snooze=draw(some(["", "", add_days(TODAY, -1), add_days(TODAY, 1), "2028-03-10"])),
            birthday=draw(some(["", "--02-29", "1990-02-28", "2000-03-05"])),
            introduced_by=draw(some(["", *(other for other in NAMES if other != name)])),
        )
        for name in NAMES
    )


@st.composite
def crowds(draw: st.DrawFn) -> Journal:
    """More people than fit a day: with no contact yet, in a plan, promised something for no day."""
    names = [f"x{number}" for number in range(draw(st.integers(0, 7)))]
    found = dict(
        person(
            name,
            draw(st.sampled_from(["", "- [ ] a call\n"])),
            circle=draw(st.sampled_from(["", "inner", "close", "wide"])),
            snooze=draw(st.sampled_from(["", "", add_days(TODAY, 2), "2028-03-10"])),
        )
        for name in names
    )
    for name in names[: draw(st.integers(0, 2))]:
        found |= dict([met(f"met-{name}", _day(draw, -9, 30), [name])])
    return found


@st.composite
def interactions(draw: st.DrawFn, *, last: int = 40, most: int = 7, plan: str = "") -> Journal:
    """Some interactions of every kind, up to a day after today."""
    some = st.sampled_from
    found = []
    for number in range(draw(st.integers(0, most))):
        date = _day(draw, -150, last)
        follow = draw(some(["", "", str(draw(st.integers(0, 60)))]))
        found.append(
            met(
                f"{plan or 'i'}{number}", date, draw(st.lists(some(NAMES), min_size=1, max_size=2, unique=True)),
                kind=draw(some(["meeting", "call", "letter", "news", "note", "introduction", ""])),
                direction=draw(some(["", "", "in", "out", "both"])),
                outcome=draw(some(["", "", "", "no-answer"])),
                draft=draw(some(["", "", "", "true"])),
                introduced=draw(some(["", "", "", "ada", "ben"])),
                follow_up=follow and add_days(date[:10], int(follow)),
                plan=plan,
            )
        )  # fmt: skip
    return dict(found)


def told(need: Need) -> tuple[Any, ...]:
    return (need.reason, tuple(who.slug for who in need.people), need.date, need.note,
            need.about and need.about.slug, need.plain)  # fmt: skip


def _check_later_days(index: Index, later: list[int]) -> None:
    standing = open_needs(index, 60)
    for days in later:
        index.today = add_days(TODAY, days)
        then = arrange([need for need in standing if need.shows_on(index.today)], index.today)
        assert [told(need) for need in then] == [told(need) for need in today_needs(index)]


def test_a_first_contact_on_the_day_of_an_appointment_moves_nobody() -> None:
    """Ada rested until the end of that day, so her contact on it takes no place from the others."""
    day = add_days(TODAY, 2)
    circles = {"ada": "inner", "ben": "close", "cy": "close", "dot": "close"}
    journal = dict(person(name, circle=circle) for name, circle in circles.items())
    journal |= dict([met("had", day, ["ada"], kind="call")])
    journal |= dict([met("ahead", day, ["ada"], kind="meal", draft="true")])
    _check_later_days(index_of(journal, TODAY), [1, 2, 3])


LATER = st.lists(st.integers(0, 60), min_size=3, max_size=6)


@settings(max_examples=120)
@given(people(), crowds(), interactions(), LATER)
def test_what_stands_tells_of_every_later_day(
    known: Journal, crowd: Journal, more: Journal, later: list[int]
) -> None:
    """What a page is built with today is on any later day what `today` would say on that day."""
    _check_later_days(index_of(known | crowd | more, TODAY), later)


@settings(max_examples=60)
@given(people(), crowds(), interactions(last=0, plan="prize"), LATER)
def test_so_do_the_moves_of_a_plan(
    known: Journal, crowd: Journal, more: Journal, later: list[int]
) -> None:
    names = [*(path[7:-3] for path in crowd if path.startswith("people/")), *NAMES]
    plan = {"plans/prize.md": f"---\nname: Prize\npeople: [{', '.join(names)}]\n---\n"}
    crowd = {path: text for path, text in crowd.items() if path.startswith("people/")}
    _check_later_days(index_of(known | crowd | more | plan, TODAY), later)


@settings(max_examples=150)
@given(people(), interactions(last=0), st.sampled_from(NAMES), st.integers(-150, 0), st.booleans())
def test_logging_a_contact_never_makes_anybody_more_due(
    known: Journal, more: Journal, who: str, days: int, mine: bool
) -> None:
    """Of all that was said of somebody, a contact takes away and adds nothing."""
    day = add_days(TODAY, days)
    contact = dict([met("zz", day, [who], direction="out" if mine else "in", kind="letter")])
    before, after = (
        {
            (need.reason, need.note)
            for need in describe(index, today_needs(index, 30))
            if who in {person.slug for person in need.people} and need.date <= TODAY
        }
        for index in (index_of(notes, TODAY) for notes in (known | more, known | more | contact))
    )
    assert after <= before
    if days == 0:
        assert ("cadence", who) not in after
        if mine:
            assert not {reason for reason, _ in after} & {"news", "thanks", "cadence"}


@settings(max_examples=150)
@given(people(), interactions(last=0), st.sampled_from(NAMES), st.integers(-150, 0))
def test_an_old_interaction_changes_nobody_who_is_due(
    known: Journal, more: Journal, who: str, days: int
) -> None:
    """It does so only when it is the latest."""
    day = add_days(TODAY, days)
    old = dict([met("zz", day, [who], kind="meal")])
    before, after = (index_of(notes, TODAY) for notes in (known | more, known | more | old))
    last = after.value(
        """SELECT max(ref.date) FROM ref JOIN note ON note.id = target
           WHERE contact AND field = 'people' AND note.slug = :slug AND ref.date < :tomorrow
             AND ref.note <> (SELECT id FROM note WHERE slug = 'zz')""",
        slug=who,
    )
    of = ("cadence", "follow_up")
    then, now = (
        {told(need) for need in today_needs(index) if need.reason in of}
        for index in (before, after)
    )
    if last and last[:10] > day:
        assert now == then
    # Nor does the latest change anything for anybody else.
    assert {n for n in now if who not in n[1]} == {n for n in then if who not in n[1]}


@settings(max_examples=120)
@given(people(), interactions(), st.sampled_from(NAMES), st.sampled_from((0, 30)))
def test_what_is_said_of_one_person_alone_is_what_is_said_among_all(
    known: Journal, more: Journal, who: str, days: int
) -> None:
    """All but the turns of those with no contact yet, which are everybody's."""
    plan = {"plans/prize.md": f"---\nname: Prize\npeople: [{', '.join(NAMES)}]\n---\n"}
    index = index_of(known | more | plan, TODAY)
    person = index.value("SELECT id FROM note WHERE slug = :slug", slug=who)
    met_before = index.column("SELECT target FROM ref WHERE contact AND date < :tomorrow")
    alone, among = (
        [
            (told(need), need.windows, need.rests)
            for need in open_needs(index, days, resting=True, only=only)
            if any(one.id == person for one in need.people)
            and (need.reason != "cadence" or person in met_before)
        ]
        for only in (frozenset([person]), None)
    )
    # The order follows from the cadences of all people of a need.
    assert sorted(alone, key=repr) == sorted(among, key=repr)
