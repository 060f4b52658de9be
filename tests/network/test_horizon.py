"""What a page carries is right on every day that it covers, whatever there is."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from hobnob.answers import Who
from hobnob.dates import add_days
from hobnob.network.today.horizon import carry
from hobnob.network.today.need import RANKS, Need, Rank, arrange, in_order, turn_of

TODAY = "2026-11-22"
DAYS = 50


@st.composite
def needs(draw: st.DrawFn) -> list[Need]:
    found = []
    for number in range(draw(st.integers(0, 25))):
        reason = draw(st.sampled_from(list(RANKS)))
        name = draw(st.sampled_from(["Ada", "Ben", "Cy", "Dee", "Eve", "Fay", "Gus", "Hal"]))
        since = draw(st.sampled_from(["", add_days(TODAY, draw(st.integers(-110, DAYS)))]))
        until = add_days(since or TODAY, draw(st.integers(1, 120)))
        opens = add_days(TODAY, draw(st.integers(1, DAYS)))
        close = draw(st.booleans())
        need = Need(
            reason=reason, people=(Who(None, name.lower(), name),) if draw(st.booleans()) or close else (),
            date=since, since=since, note=f"n{number}", kind="interaction",
            until=draw(st.sampled_from(["", until if until > TODAY else ""])),
            opens=draw(st.sampled_from(["", "", opens])),
            rank=RANKS[reason], turn=turn_of(reason, since),
            pace=draw(st.sampled_from([7, 21, 183])) if reason == "cadence" or close else 0,
        )  # fmt: skip
        if reason == "draft":
            # A birthday has a rank for its day too.
            day = add_days(since or TODAY, 7)
            need = Need(
                reason="birthday", people=need.people, date=day, since=add_days(day, -7),
                until=add_days(day, 1), note=need.note, kind="person",
                rank=Rank.CARD if close else Rank.OTHERS, turn=day,
                later=Rank.BIRTHDAY if close else Rank.OTHERS, pace=need.pace,
            )  # fmt: skip
        if not need.until or need.until > max(need.shows, TODAY):
            found.append(need)
    return in_order(found)


@settings(max_examples=300)
@given(needs(), st.integers(1, 6), st.integers(4, 30))
def test_the_first_places_are_right_on_every_day(
    all_needs: list[Need], places: int, most: int
) -> None:
    carried = carry(all_needs, TODAY, places=places, days=DAYS, most=most)
    assert len(carried.needs) <= max(most, places)
    if carried.last_day < add_days(TODAY, DAYS):
        assert len(all_needs) > most - places
    more = dict(carried.more)
    count = 0
    for after in range(DAYS + 1):
        day = add_days(TODAY, after)
        count += more.get(after, 0)
        there = [need for need in all_needs if need.shows_on(day)]
        here = [need for need in carried.needs if need.shows_on(day)]
        assert len(there) == len(here) + count
        if day <= carried.last_day:
            assert arrange(here, day)[:places] == arrange(there, day)[:places], day
