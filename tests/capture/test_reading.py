"""What holds of every line, whatever it says."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from hobnob.capture.days.when import find_dates
from hobnob.capture.line.line import read_line
from hobnob.capture.names.mentions import Mention
from hobnob.capture.words.language import load_language
from hobnob.capture.words.tokens import mask
from hobnob.dates import parse_date
from hobnob.errors import UsageError
from hobnob.notes import values
from tests.conftest import TODAY, World

EN = load_language()
PIECES = re.split(
    " ",
    "Ana Bob Ada 's and , . ; : ( ) - \n about that who with without at in for on from to by @ & lunch "
    "called met wrote email heard news got promoted introduced me asked advice gave offered promised "
    "I'll owe owes follow up 3 weeks yesterday Monday Friday Nov 3pm 12:30 #tag @tag +next-role Luigi's "
    "Berlin the a she her didn't no answer said yes job note tried reach `code` https://a.example/b "
    "2026-11-03 [[ana|Ana]] - [ ] promised",
)  # fmt: skip
LINES = st.one_of(
    st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
)
NAMES = re.compile(r"\[\[ana\|Ana\]\]|\b(?:Ana|Bob|Ada)\b")


def name(text: str) -> list[Mention]:
    """Return who is named, as the matcher would."""
    return [
        Mention(start=m.start(), end=m.end(), typed=m[0], slug=m[0].strip("[]")[:3].lower(),
                name=m[0], how="sure")
        for m in NAMES.finditer(text)
    ]  # fmt: skip


@settings(max_examples=300)
@given(text=LINES)
def test_whatever_is_read_stands_in_the_line(text: str) -> None:
    try:
        whens = find_dates(text, TODAY, EN, day_first=True)
    except UsageError:
        return
    taken = [(when.start, when.end) for when in whens]
    mentions = [m for m in name(text) if all(m.end <= a or b <= m.start for a, b in taken)]
    said = read_line(
        text, EN, mentions, whens,
        places=lambda key: "Berlin" if key == "berlin" else "", plans=lambda plan: plan if plan == "next-role" else "",
    )  # fmt: skip
    # Nobody is lost, and whoever is named at all, somebody is there.
    parts = [*said.people, *said.introduced, *said.mentioned]
    assert {m.slug for m in parts} == {m.slug for m in said.named}
    assert bool(said.people) == bool(said.named)
    for part in (said.people, said.introduced, said.mentioned):
        assert len({m.slug for m in part}) == len(part)
    assert not {m.slug for m in said.mentioned} & {m.slug for m in said.people}
    # What is said is said with words of the notes, and of the line.
    for value, type_ in (
        (said.kind, values.INTERACTION_KIND), (said.direction, values.DIRECTION),
        (said.outcome, values.OUTCOME),
    ):  # fmt: skip
        assert not value or value in type_.words
    assert set(said.asked) | set(said.gave) <= set(values.ASK.words)
    assert said.place.casefold() in text.casefold()
    assert all(f"#{tag}" in text or f"@{tag}" in text for tag in said.tags)
    for start, end in said.sources.values():
        assert 0 <= start < end <= len(text)
    for promise in said.promises:
        assert promise.text == " ".join(" ".join(text[a:b].split()) for a, b in promise.pieces)
        assert not promise.due or parse_date(promise.due) == promise.due


@given(text=LINES)
def test_what_is_hidden_leaves_everything_where_it_was(text: str) -> None:
    hidden = mask(text)
    assert len(hidden) == len(text)
    assert all(now in (was, " ") for was, now in zip(text, hidden, strict=True))


def test_code_addresses_and_tasks_say_nothing() -> None:
    text = (
        "lunch `called` https://x.example/2026-02-31 ana@called.example\n\n- [ ] met Bob by Friday"
    )
    said = read_line(text, EN, (), find_dates(text, TODAY, EN))
    assert (said.kind, said.date, said.tags, said.promises) == ("meal", "", (), ())


def test_each_sentence_of_a_long_text_is_read() -> None:
    text = "Lunch with Ana, promised to call Bob by Friday. " * 200
    said = read_line(text, EN, name(text), find_dates(text, TODAY, EN))
    assert [(p.text, p.due) for p in said.promises] == [("call Bob", "2026-11-27")] * 200
    assert [m.slug for m in said.people] == ["ana"]


def test_nobody_in_a_comment_takes_part(world: World) -> None:
    for name in ("Abe", "Bea"):
        world.person(name)
    for comment in ("<!-- Bea was rude -->", "%% Bea was rude %%"):
        logged = world.run(["log", f"lunch with Abe {comment}", "--dry-run", "--json"]).json
        assert logged["people"] == ["abe"]
        assert logged["text"].endswith(comment)
