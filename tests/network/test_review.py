"""A review looks from the last evening of its period, and says what it counted."""

from __future__ import annotations

import pytest

from hobnob.answers import to_json
from hobnob.network.reviews.periods import parse_period
from hobnob.network.reviews.phrases import parts_of, plain, summary_of
from hobnob.network.reviews.review import Review, load_review
from tests.conftest import TODAY, World


def review(world: World, period: str = "2026-10", *, today: str = TODAY) -> Review:
    with world.index(today) as index:
        return load_review(index, parse_period(period, None, today))


def parts(world: World, period: str = "2026-10", *, today: str = TODAY) -> dict[str, list[str]]:
    """Return the lines of each part, as text."""
    with world.index(today) as index:
        found = load_review(index, parse_period(period, None, today))
        return {part.title: [plain(line) for line in part.lines] for part in parts_of(index, found)}


def warmer(world: World, period: str = "2026-10", *, today: str = TODAY) -> list[tuple[str, str]]:
    return [(one.person.slug, one.why) for one in review(world, period, today=today).warmed]


def quieter(world: World, period: str = "2026-10", *, today: str = TODAY) -> list[tuple[str, str]]:
    return [(one.person.slug, one.why) for one in review(world, period, today=today).quieter]


# ---------------------------------------------------------------- what happened


@pytest.mark.parametrize(
    ("date", "week", "month", "year"),
    [
        ("2026-10-05", True, True, True),
        ("2026-10-11T23:59", True, True, True),
        ("2026-10-12", False, True, True),
        ("2026-10-04", False, True, True),
        ("2026-10", False, True, True),
        ("2026", False, False, True),
        ("2026-11-01", False, False, True),
        ("2025-12-31", False, False, False),
    ],
)
def test_what_happened_lies_in_its_periods(
    world: World, date: str, week: bool, month: bool, year: bool
) -> None:
    world.person("Ada")
    world.met(date.replace("T", " "), "ada", slug="it")
    found = [len(review(world, name).happened) for name in ("2026-W41", "2026-10", "2026")]
    assert found == [week, month, year]


def test_what_counts_as_a_contact(world: World) -> None:
    world.person("Ada")
    world.person("Bob")
    world.met("2026-10-01", "ada", "bob", kind="meal")
    world.met("2026-10-02", "ada", kind="call", outcome="no-answer")
    world.met("2026-10-03", "ada", kind="news")
    world.met("2026-10-04", "ada", kind="letter", draft="true")
    world.met("2026-10-05", "ada", kind="call")
    world.met("2026-10-06", "ada", slug="again", kind="call")
    found = review(world)
    assert len(found.happened) == 5
    assert [who.slug for who in found.people] == ["ada", "bob"]
    assert summary_of(found) == "3 contacts with 2 people: 2 calls, 1 meal."


def test_a_period_that_is_not_over_says_so(world: World) -> None:
    world.person("Ada")
    world.met("2026-11-02", "ada")
    world.met("2026-11-25", "ada", slug="ahead")
    found = review(world, "2026-11")
    assert (len(found.happened), found.until, found.is_over) == (1, TODAY, False)
    assert summary_of(found) == "Up to 22 November 2026: 1 contact with 1 person: 1 meeting."
    assert summary_of(review(world)) == "No contact was written down."


def test_what_was_logged_since_changes_nothing(world: World) -> None:
    world.person("Ada", circle="inner")
    world.met("2026-09-20", "ada", body="- [ ] send it (by 2026-10-10)\n")
    world.met("2026-10-02", "ada", kind="news")
    before = to_json(review(world, today="2026-10-31"))
    world.met("2026-11-05", "ada")
    world.person("Late", introduced_by="ada")
    world.met("2026-11-06", "late")
    assert to_json(review(world)) == before
    assert before["came_due"]
    assert before["quieter"]


def test_a_year_is_told_by_its_months(world: World) -> None:
    world.person("Ada")
    for month in ("2026-01", "2026-01-09", "2026-03-02", "2026"):
        world.met(month, "ada", slug=f"m{month}")
    assert parts(world, "2026")["Month by month"] == [
        "2026: 1 contact", "January 2026: 2 contacts", "March 2026: 1 contact",
    ]  # fmt: skip


# ---------------------------------------------------------------- ties


def test_in_touch_for_the_first_time(world: World) -> None:
    for name in ("New", "Known", "Before", "Silent", "Later"):
        world.person(name)
    world.person("Met", met_on="2019")
    world.person("Same Year", slug="same", met_on="2026")
    world.met("2026-09-01", "known")
    world.met("2026-09-02", "before", kind="news")
    world.met("2026-10-03", "new", "known", "met", "before", "same", kind="letter")
    world.met("2026-10-04", "silent", kind="call", outcome="no-answer")
    world.met("2026-11-04", "later")
    found = {first.person.slug: first.date for first in review(world).first_time}
    # Whoever was met in 2026 may well have been met in October.
    assert found == dict.fromkeys(("new", "before", "same"), "2026-10-03")


@pytest.mark.parametrize(
    ("keys", "last", "why"),
    [
        ({}, "2024-10-05", "in touch again after 2 years"),
        ({}, "2024-10-06", ""),
        ({"circle": "inner"}, "2026-08-24", "in touch again after about 6 weeks"),
        ({"circle": "inner"}, "2026-08-25", ""),
        ({"keep_in_touch": "1 week"}, "2026-09-04", "in touch again after about 5 weeks"),
        ({"keep_in_touch": "1 week"}, "2026-09-06", ""),
        ({"circle": "inner"}, "", ""),
    ],
)
def test_a_long_silence_that_was_broken_warms(
    world: World, keys: dict[str, str], last: str, why: str
) -> None:
    world.person("Ada", **keys)
    if last:
        world.met(last, "ada")
    world.met("2026-10-06", "ada", slug="now")
    assert warmer(world) == ([("ada", why)] if why else [])


@pytest.mark.parametrize(
    ("before", "now", "why"),
    [(1, 3, "3 contacts, 1 the month before"), (2, 4, ""), (2, 5, "5 contacts, 2 the month before"),
     (0, 3, "3 contacts, none the month before"), (0, 2, "")],
)  # fmt: skip
def test_many_more_contacts_warm(world: World, before: int, now: int, why: str) -> None:
    world.person("Ada")
    world.met("2026-08-01", "ada")
    for number in range(before):
        world.met(f"2026-09-{number + 1:02}", "ada")
    for number in range(now):
        world.met(f"2026-10-{number + 1:02}", "ada")
    assert warmer(world) == ([("ada", why)] if why else [])


@pytest.mark.parametrize(
    ("last", "later", "is_quieter"),
    [
        ("2026-09-10", "", True),  # due on 1 October
        ("2026-09-09", "", False),  # due on 30 September
        ("2026-10-10", "", True),  # due on 31 October
        ("2026-10-11", "", False),  # due on 1 November
        ("2026-09-10", "2026-10-20", False),
        ("2026-09-10", "2026-11-01", True),
    ],
)
def test_a_cadence_that_came_round_is_quieter(
    world: World, last: str, later: str, is_quieter: bool
) -> None:
    world.person("Ada", keep_in_touch="3 weeks")
    world.met(last, "ada")
    if later:
        world.met(later, "ada")
    assert bool(quieter(world)) == is_quieter
    if is_quieter:
        assert "every 3 weeks was the idea" in quieter(world)[0][1]


def test_several_contacts_and_then_none_is_quieter_once_it_is_over(world: World) -> None:
    world.person("Ada")
    world.person("Never", keep_in_touch="never")
    for day in ("01", "02", "03"):
        world.met(f"2026-09-{day}", "ada", "never")
    assert quieter(world) == [("ada", "3 contacts the month before, none in this one")]
    assert quieter(world, today="2026-10-30") == []


# ---------------------------------------------------------------- promises, plans, thanks


def test_promises_stand_where_they_were_made(world: World) -> None:
    world.person("Ada", body="- [ ] in the note (by 2026-10-20)\n- [x] done\n")
    world.met("2026-10-01", "ada", body="- [x] kept\n- [ ] [[ada]]: open (by 2026-12-24)\n")
    world.met("2026-09-01", "ada", body="- [ ] due (by 2026-10-31)\n- [ ] later (by 2026-11-01)\n"
              "- [x] kept too (by 2026-10-05)\n")  # fmt: skip
    world.met("2026-11-02", "ada", body="- [ ] made after (by 2026-10-15)\n")
    found = review(world)
    assert [row.text for row in found.kept] == ["kept"]
    assert [row.text for row in found.promised] == ["open"]
    assert [row.text for row in found.came_due] == ["in the note", "due"]
    assert parts(world)["Promises"] == [
        "kept: you to Ada: kept (1 October 2026)",
        "open: Ada: open, due 24 December 2026 (1 October 2026)",
        "came due: you to Ada: in the note, due 20 October 2026 (their note)",
        "came due: you to Ada: due, due 31 October 2026 (1 September 2026)",
    ]


def test_how_far_a_plan_came(world: World) -> None:
    for name in ("Ada", "Bob", "Cy"):
        world.person(name)
    world.write("plans/role.md", "---\nname: The role\npeople: [ada, bob, cy]\n---\n")
    world.write("plans/other.md", "---\nname: Other\npeople: [ada]\n---\n")
    world.met("2026-09-01", "ada", kind="letter", plan="role")
    world.met("2026-10-01", "ada", kind="meal", plan="role")
    world.met("2026-10-02", "bob", kind="letter", plan="role")
    world.met("2026-10-03", "cy", kind="call", plan="role", outcome="declined")
    world.met("2026-10-04", "cy", kind="letter", plan="role", draft="true")
    world.met("2026-11-04", "bob", kind="meal", plan="role")
    (plan,) = review(world).plans
    assert (plan.plan.slug, plan.happened) == ("role", 3)
    stages = [(stage.name, stage.before, stage.count) for stage in plan.stages]
    assert stages[:4] == [
        ("listed", 3, 3), ("written", 1, 3), ("reached", 0, 2), ("met", 0, 1),
    ]  # fmt: skip
    steps = [(step.person.slug, step.before, step.stage, step.declined) for step in plan.steps]
    assert steps == [
        ("ada", "written", "met", False), ("bob", "listed", "written", False),
        ("cy", "listed", "reached", True),
    ]  # fmt: skip
    assert parts(world)["Plans"][1:] == [
        "Ada: written → met", "Bob: listed → written", "Cy: listed → reached, said no, kindly",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "reached", "given"),
    [
        ("2026-10-10", ("2026-10-12",), "2026-10-12"),
        ("2026-10-10", ("2026-10-12", "2026-10-15"), "2026-10-12"),
        ("2026-09-10", ("2026-10-12",), "2026-10-12"),
        ("2026-09-10", ("2026-09-12", "2026-10-12"), ""),
        ("2026-10-10", ("2026-10-09",), ""),
        ("2026-10-10", ("2026-10-10",), "2026-10-10"),
        ("2026-10-10T18:00", ("2026-10-10T09:00", "2026-10-11"), "2026-10-11"),
        ("2026-10-10T09:00", ("2026-10-10T18:00",), "2026-10-10T18:00"),
        ("2026-10-30", ("2026-11-02",), ""),
        ("2026-11-10", ("2026-10-02",), ""),
    ],
)
def test_thanks_given(world: World, first: str, reached: tuple[str, ...], given: str) -> None:
    world.person("Ada")
    world.person("New", introduced_by="ada")
    world.met(first.replace("T", " "), "new", slug="first")
    for number, date in enumerate(reached):
        world.met(date.replace("T", " "), "ada", kind="message", slug=f"r{number}")
    found = [(one.introducer.slug, one.introduced.slug, one.date) for one in review(world).thanks]
    assert found == ([("ada", "new", given)] if given else [])


def test_an_introduction_is_no_word_of_what_became_of_it(world: World) -> None:
    world.person("Ada")
    world.person("New")
    world.met("2026-10-10", "ada", slug="a-intro", introduced="new")
    world.met("2026-10-10", "new", slug="b-first")
    assert review(world).thanks == ()
    world.met("2026-10-10", "ada", kind="message", slug="c-thanks")
    assert [one.note for one in review(world).thanks] == ["c-thanks"]


def test_what_was_thanked_for_is_owed_no_more(world: World) -> None:
    """The two rules of thanks say the same: given in some days is owed before, and not after."""
    from hobnob.network.today.thanks import thanks_owed

    world.person("Up")
    world.person("Ada", introduced_by="up")
    world.person("New", introduced_by="ada")
    world.met("2026-09-15", "new", "ada")
    world.met("2026-10-05", "up", kind="letter")
    world.met("2026-10-06", "ada", kind="call", direction="in")
    world.met("2026-10-07", "ada", kind="call")
    with world.index("2026-09-30") as index:
        before = {(t.introducer.slug, t.introduced.slug) for t in thanks_owed(index)}
    with world.index("2026-10-31") as index:
        after = {(t.introducer.slug, t.introduced.slug) for t in thanks_owed(index)}
    given = {(one.introducer.slug, one.introduced.slug) for one in review(world).thanks}
    assert given == before - after
    assert given


def test_the_whole_of_the_sample_adds_up(sample: World) -> None:
    """What a year counts is what its months count."""
    year = review(sample, "2026")
    months = [review(sample, f"2026-{month:02}") for month in range(1, 12)]
    assert year.contacts == sum(month.contacts for month in months)
    assert {who.slug for who in year.people} == {w.slug for m in months for w in m.people}
    assert list(year.first_time) == [first for m in months for first in m.first_time]
    assert {(g.introducer, g.introduced) for g in year.thanks} == {
        (g.introducer, g.introduced) for m in months for g in m.thanks
    }
    assert {row.ref for row in year.kept} == {row.ref for m in months for row in m.kept}
