"""What a page carries is right on every day that it covers, whatever there is."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from hobnob.answers import Who
from hobnob.dates import add_days
from hobnob.network.today.horizon import SOON, carry
from hobnob.network.today.need import Need, Rank
from hobnob.network.today.order import RANKS, arrange, in_order, make_need

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
        pace = draw(st.sampled_from([7, 21, 183])) if reason == "cadence" or close else 0
        people = (Who(None, name.lower(), name),) if draw(st.booleans()) or pace else ()
        need = make_need(
            reason, people, since, {name.lower(): pace}, date=since, note=f"n{number}",
            until=draw(st.sampled_from(["", until if until > TODAY else ""])),
            opens=draw(st.sampled_from(["", "", opens])),
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
        if draw(st.booleans()) and reason in ("plan", "promise", "cadence"):
            # Some share their days with others: each has its turns.
            turns = sorted(draw(st.sets(st.integers(0, DAYS), min_size=2, max_size=6)))
            days = [add_days(TODAY, turn) for turn in turns]
            spans = [(day, end) for day, end in pairwise([*days, ""])][
                :: draw(st.sampled_from([1, 2]))
            ]
            need = replace(need, spans=tuple(spans), since=min(need.since, days[0]))
        if reason == "promise" and draw(st.booleans()):
            need = replace(need, rank=Rank.UNDATED, turn="", ref=f"r{number}")
        need = replace(need, order=draw(st.integers(0, 2)))
        if not need.windows[-1][1] or need.windows[-1][1] > max(need.shows, TODAY):
            found.append(need)
    return in_order(found)


@settings(max_examples=300)
@given(needs(), st.integers(1, 6), st.integers(4, 30))
def test_the_first_places_are_right_on_every_day(
    all_needs: list[Need], places: int, most: int
) -> None:
    sure = min(3, places)
    found = carry(all_needs, TODAY, places=places, sure=sure, unfolded=4, days=DAYS, most=most)
    assert len(found.needs) <= max(most, places) + 4
    assert found.covers == add_days(TODAY, DAYS) or len(all_needs) > most - places
    days = {day.after: day for day in found.days}
    listed = days[0]
    for after in range(DAYS + 1):
        day = add_days(TODAY, after)
        if day > found.covers:
            break
        listed = days.get(after, listed)
        there = [need for need in all_needs if need.shows_on(day)]
        shown = [found.needs[at] for at in listed.rows]
        assert listed.total == len(there)
        # The first of all, without a gap: as many as there is room for, but the sure ones always.
        assert shown == arrange(there, day)[: len(shown)], day
        least = places + 4 if not after else places if after < SOON else sure
        assert len(shown) >= min(least, len(there)), day
        assert len(shown) <= places + 4
    if len(all_needs) <= most:
        assert all(len(day.rows) == min(day.total, places + 4) for day in found.days)


@given(needs())
def test_a_day_is_listed_only_if_it_brings_a_change(all_needs: list[Need]) -> None:
    found = carry(all_needs, TODAY, days=DAYS)
    assert found.days[0].after == 0
    for before, day in pairwise(found.days):
        assert before.after < day.after
        assert before[1:] != day[1:]
    assert {at for day in found.days for at in day.rows} == set(range(len(found.needs)))
